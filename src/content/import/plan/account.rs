//! What is told of it all: a row for each page, entry and file.

use std::collections::{BTreeMap, HashMap};

use super::spots::Spot;
use super::texts::errors;
use super::{Plan, Planner};
use crate::content::import::doubles::{Compared, doubles};
use crate::content::import::hints::hint;
use crate::content::import::leads::Leads;
use crate::content::import::page::{Gathered, Page};
use crate::content::import::report::{FileOutcome, FileRow, Found, PageOutcome, PageRow, PictureOutcome, Report};
use crate::content::import::source::Error;
use crate::content::import::split::Piece;
use crate::content::links::picture_type;
use crate::content::read::Read;
use crate::model::Kind;

/// What to do with a page that is none which was imported before.
const ANOTHER: &str = "where this is another page, import it under another name by --under";

impl Planner<'_> {
    /// A page.
    pub(super) fn row_of_page(
        &mut self,
        page: &Page,
        spot: &Spot,
        read: &Read,
        outcome: PageOutcome,
        told: Vec<String>,
    ) {
        let entry = &read.entry;
        let mut all = page.told.clone();
        all.extend(told);
        if spot.nameless && outcome == PageOutcome::Differs {
            all.push("another file has its place".to_owned());
        }
        let there = self.standing.loaded.files.get(&spot.to).map(|file| file.entry.title.as_str());
        if outcome == PageOutcome::Differs && there.is_some_and(|title| title != entry.title) {
            let title = there.unwrap_or_default();
            all.push(format!("what was imported under this name is called `{title}`; {ANOTHER}"));
        }
        self.report.unowned += usize::from(entry.common.owner.is_none());
        self.report.pages.push(PageRow {
            from: page.from.clone(),
            to: spot.to.clone(),
            title: entry.title.clone(),
            kind: entry.kind.name(),
            outcome,
            hint: hint(&page.from, &entry.title, &entry.body).filter(|_| entry.kind == Kind::Page).map(Kind::name),
            told: all,
        });
    }

    /// An entry.
    pub(super) fn row_of_piece(&mut self, piece: &Piece, spot: &Spot, text: &str, outcome: PageOutcome) {
        let read = self.read(&spot.to, text);
        let mut told = piece.told.clone();
        told.extend(errors(&read));
        self.report.unowned += usize::from(read.entry.common.owner.is_none());
        self.report.entries.push(PageRow {
            from: piece.from.clone(),
            to: spot.to.clone(),
            title: piece.words.clone(),
            kind: read.entry.kind.name(),
            outcome,
            hint: None,
            told,
        });
    }

    /// Files, sums and notes, once everything has its row.
    pub(super) fn finish(
        mut self,
        gathered: Gathered,
        mut leads: Leads,
        written: [BTreeMap<String, String>; 2],
    ) -> Result<Plan, Error> {
        let [texts, pages] = written;
        self.left_with_their_pages(&mut leads);
        let mut pictures = BTreeMap::new();
        for (path, to) in &leads.pictures {
            if let Some(item) = self.item(path).filter(|_| !self.standing.is_there(to)) {
                pictures.insert(to.clone(), item);
            }
        }
        let places: HashMap<&str, &str> =
            self.report.pages.iter().map(|page| (page.from.as_str(), page.to.as_str())).collect();
        let files = self.source.items.iter().map(|item| file(&item.path, &gathered, &leads, &places)).collect();
        let compared: Vec<_> = gathered.pages.iter().zip(&self.report.pages).collect();
        let compared: Vec<_> = compared
            .iter()
            .map(|(page, row)| Compared { path: &page.from, title: &row.title, text: &page.body })
            .collect();
        let doubles = doubles(&compared);
        let mut notes = std::mem::take(&mut self.source.notes);
        notes.extend(gathered.notes);
        let mut report = Report {
            source: self.request.source.display().to_string(),
            form: self.form.name(),
            under: self.under,
            notes,
            found: Found {
                files: self.source.items.len() + self.source.refused.len(),
                pages: gathered.pages.len(),
                entries: self.report.entries.len(),
                links: leads.found.0,
                pictures: leads.found.1,
            },
            links: leads.links,
            pictures: leads.shown,
            files,
            doubles,
            new_pictures: pictures.len(),
            ..self.report
        };
        report.files.append(&mut self.source.refused);
        report.count();
        let most = self.request.limits.picture;
        Ok(Plan { report, texts, pages, pictures, source: self.source, into: self.request.into.to_owned(), most })
    }
}

impl Planner<'_> {
    /// A picture comes along only where something shows it that is written, or that stands here with its address.
    fn left_with_their_pages(&self, leads: &mut Leads) {
        let comes = |to: &String| self.shown.contains(to) || self.standing.is_there(to);
        leads.pictures.retain(|_, to| comes(to));
        for row in leads.shown.iter_mut().filter(|row| row.to.as_ref().is_some_and(|to| !comes(to))) {
            (row.outcome, row.to) = (PictureOutcome::Held, None);
        }
    }
}

/// What became of a file of the source.
fn file(path: &str, gathered: &Gathered, leads: &Leads, places: &HashMap<&str, &str>) -> FileRow {
    if let Some(row) = gathered.files.get(path) {
        return FileRow { to: places.get(path).map(|to| (*to).to_owned()), ..row.clone() };
    }
    let (outcome, why) = match (leads.pictures.get(path), picture_type(path)) {
        (Some(_), _) => (FileOutcome::Picture, ""),
        (None, Some(_)) => (FileOutcome::NotUsed, "no page that is written shows it, or it is too large"),
        (None, None) => (FileOutcome::LeftOut, "only pages and pictures are imported"),
    };
    let to = leads.pictures.get(path).cloned();
    FileRow { path: path.to_owned(), outcome, why: why.to_owned(), to }
}
