//! An import, thought through: where every page goes, where its links lead then, and what is written.

mod account;
mod spots;
mod texts;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use super::form::{Form, recognised};
use super::leads::{Leads, Placed, Stand};
use super::names::{Taken, fitting};
use super::page::{Gathered, Page};
use super::progress::{Progress, Step};
use super::report::{FileOutcome, PageOutcome, Report};
use super::source::{Error, Source};
use super::split::{self, Piece, taken_apart};
use super::standing::Standing;
use super::{Request, confluence, guru, handbook, names, notion, table};
use crate::content::convert::{self, Inherited};
use crate::fs;
use crate::markdown;
use spots::Spot;

/// What is written, and the account of it.
pub struct Plan {
    pub report: Report,
    /// Texts of entries by their paths in the content folder.
    pub(super) texts: BTreeMap<String, String>,
    /// Texts of pages by their paths in the content folder.
    pub(super) pages: BTreeMap<String, String>,
    /// Pictures by their paths in the content folder, as files of the source.
    pub(super) pictures: BTreeMap<String, usize>,
    pub(super) source: Source,
    pub(super) into: PathBuf,
    pub(super) most: u64,
}

/// Thinks an import through. Nothing is written.
pub fn plan(request: &Request, progress: &dyn Progress) -> Result<Plan, Error> {
    let mut source = Source::open(request.source, request.limits)?;
    apart(&source, request.into)?;
    let form = match request.form {
        Some(form) => form,
        None => recognised(&source, request.source)?,
    };
    let standing = Standing::of(request.into, form)?;
    let name = request.under.filter(|under| !matches!(*under, "." | "")).unwrap_or(&source.name).to_owned();
    let mut gathered = match form {
        Form::Markdown => handbook::gather(&mut source, &name, &request.limits, progress),
        Form::Csv => table::gather(&mut source, &request.limits, &standing.loaded.people)?,
        Form::Guru => guru::gather(&mut source, &request.limits, progress),
        Form::Notion => notion::gather(&mut source, &request.limits, progress),
        Form::Confluence => confluence::gather(&mut source, &request.limits, progress),
    };
    gathered.tell_apart();
    let under = match request.under {
        Some("." | "") => String::new(),
        Some(under) => fitting(
            &names::safe(under).map_err(|why| Error::Unreadable { file: under.to_owned(), why: why.to_owned() })?,
        ),
        None => names::slug(
            source.name.rsplit_once('.').filter(|_| source.items.len() == 1).map_or(&*source.name, |it| it.0),
        ),
    };
    let (report, placed, shown) = (Report::default(), Taken::default(), HashSet::new());
    let planner = Planner { request, form, under, standing, source, report, placed, shown };
    planner.run(gathered, progress)
}

/// A source and the folder that is written to lie apart.
fn apart(source: &Source, into: &Path) -> Result<(), Error> {
    let (Some(folder), Ok(into)) = (&source.folder, fs::canonical(into)) else { return Ok(()) };
    match into.starts_with(folder) || folder.starts_with(&into) {
        true => Err(Error::Inside(folder.clone())),
        false => Ok(()),
    }
}

struct Planner<'a> {
    request: &'a Request<'a>,
    form: Form,
    under: String,
    standing: Standing,
    source: Source,
    report: Report,
    /// Places that pictures of the source have by now.
    placed: Taken,
    /// Places of pictures that something shows which is written, or stands here.
    shown: HashSet<String>,
}

impl Planner<'_> {
    fn run(mut self, mut gathered: Gathered, progress: &dyn Progress) -> Result<Plan, Error> {
        gathered.pages.iter_mut().for_each(|page| self.owned(page));
        let spots: Vec<Spot> = gathered.pages.iter().map(|page| self.spot_of_page(page)).collect();
        let pieces = self.pieces(&mut gathered);
        let piece_spots: Vec<Spot> = pieces.iter().map(|piece| self.spot_of_piece(piece)).collect();
        let mut leads = self.leads(&gathered, &spots);
        for (piece, spot) in pieces.iter().zip(&piece_spots) {
            piece.anchors.iter().for_each(|anchor| leads.moved(&piece.from, anchor, &spot.to));
        }
        let entries: Vec<String> = piece_spots.iter().map(|spot| spot.to.clone()).collect();
        let (mut pages, mut texts) = (BTreeMap::new(), BTreeMap::new());
        let mut inherited = Vec::new();
        let all = gathered.pages.len() + pieces.len();
        for (number, (page, spot)) in gathered.pages.iter().zip(&spots).enumerate() {
            progress.step(Step::Link, number, all);
            let stand = Stand { from: &page.from, to: &spot.to, strict: false };
            let first = leads.shown.len();
            let body = leads.led(&page.body, stand, &entries, &mut |path| self.picture(path));
            let (text, read, told) = self.page_text(page, &body, spot);
            inherited.push(Inherited::of(&read.entry));
            let outcome = self.outcome(spot, &text);
            self.shows(&leads.shown[first..], spot, outcome);
            self.row_of_page(page, spot, &read, outcome, told);
            if outcome == PageOutcome::New {
                pages.insert(spot.to.clone(), text);
            }
        }
        for (number, (piece, spot)) in pieces.iter().zip(&piece_spots).enumerate() {
            progress.step(Step::Link, gathered.pages.len() + number, all);
            let stand = Stand { from: &piece.from, to: &spot.to, strict: true };
            let first = leads.shown.len();
            let answer = leads.led(&piece.answer, stand, &entries, &mut |path| self.picture(path));
            let text = self.piece_text(piece, &answer, spot, piece.page.and_then(|page| inherited.get(page)));
            let held = |page: usize| spots[page].known && !self.standing.links(&spots[page].to, &spot.to);
            let held = !spot.known && piece.page.is_some_and(held);
            let outcome = if held { PageOutcome::Held } else { self.outcome(spot, &text) };
            self.shows(&leads.shown[first..], spot, outcome);
            self.row_of_piece(piece, spot, &text, outcome);
            if outcome == PageOutcome::New {
                texts.insert(spot.to.clone(), text);
            }
        }
        self.finish(gathered, leads, [texts, pages])
    }

    /// An owner that another system names is somebody known here, or nobody.
    fn owned(&self, page: &mut Page) {
        let Some(words) = page.fields.owner.take() else { return };
        let people = &self.standing.loaded.people;
        page.fields.owner = people.get(&words).or_else(|| people.of_mail(&words)).map(|person| person.id.clone());
        if page.fields.owner.is_none() {
            page.told.push(format!("its owner there, `{words}`, is not in people.yaml"));
        }
    }

    /// What becomes entries: rows of tables, and questions in pages where that was asked for.
    fn pieces(&self, gathered: &mut Gathered) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        for question in std::mem::take(&mut gathered.questions) {
            let super::page::Question { from, key, words, answer, fields, told } = question;
            pieces.push(Piece { from, page: None, key, words, answer, anchors: Vec::new(), fields, told });
        }
        if self.request.split {
            let asks = |page: &Page| !page.as_is && split::asks(page);
            let asking: Vec<bool> = gathered.pages.iter().map(asks).collect();
            let sells = |page: &Page| convert::sells(&page.place);
            let selling = gathered.pages.iter().zip(&asking).any(|(page, asks)| *asks && sells(page));
            for (number, page) in gathered.pages.iter_mut().enumerate().filter(|(number, _)| asking[*number]) {
                if selling && !sells(page) {
                    page.told.push("it answers questions, and is not about selling, so they stay in it".to_owned());
                    continue;
                }
                let first = pieces.len();
                pieces.extend(taken_apart(page, number, first));
            }
        }
        pieces
    }

    fn leads(&self, gathered: &Gathered, spots: &[Spot]) -> Leads {
        let mut leads = Leads::new(self.request.sites, self.form == Form::Guru, self.request.limits);
        for (page, spot) in gathered.pages.iter().zip(spots) {
            let body = match page.from.ends_with(".mdx") {
                true => markdown::outline(&markdown::without_components(&page.body), 1),
                false => markdown::outline(&page.body, 1),
            };
            leads.add_page(Placed { from: page.from.clone(), to: spot.to.clone(), body }, &page.names);
        }
        let is_page = |path: &str| gathered.files.get(path).is_some_and(|row| row.outcome == FileOutcome::Page);
        for item in self.source.items.iter().filter(|item| !is_page(&item.path)) {
            leads.add_other(&item.path, item.size);
        }
        leads
    }
}
