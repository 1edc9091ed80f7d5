//! An import, thought through: where every page goes, where its links lead then, and what is written.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use super::doubles::{Compared, doubles};
use super::form::{Form, recognised};
use super::front::{self, Stamp};
use super::hints::hint;
use super::leads::{Leads, Placed, Stand};
use super::names::fitting;
use super::page::{Gathered, Page, joined};
use super::progress::{Progress, Step};
use super::report::{FileOutcome, FileRow, Found, PageOutcome, PageRow, Report};
use super::source::{Error, Source};
use super::split::{self, Piece, taken_apart};
use super::standing::Standing;
use super::{Request, confluence, guru, handbook, names, notion, table};
use crate::content::convert::{self, Inherited};
use crate::content::links::picture_type;
use crate::content::read::{Context, Read, read};
use crate::fs;
use crate::markdown;
use crate::model::{Kind, Severity};

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
    let gathered = match form {
        Form::Markdown => handbook::gather(&mut source, &request.limits, progress),
        Form::Csv => table::gather(&mut source, &request.limits, &standing.loaded.people)?,
        Form::Guru => guru::gather(&mut source, &request.limits, progress),
        Form::Notion => notion::gather(&mut source, &request.limits, progress),
        Form::Confluence => confluence::gather(&mut source, &request.limits, progress),
    };
    let under = match request.under {
        Some("." | "") => String::new(),
        Some(under) => fitting(
            &names::safe(under).map_err(|why| Error::Unreadable { file: under.to_owned(), why: why.to_owned() })?,
        ),
        None => names::slug(
            source.name.rsplit_once('.').filter(|_| source.items.len() == 1).map_or(&*source.name, |it| it.0),
        ),
    };
    let planner = Planner { request, form, under, standing, source, report: Report::default() };
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
}

/// A page or piece with its place.
#[derive(Clone)]
struct Spot {
    to: String,
    /// It was imported before.
    known: bool,
    /// It cannot say where it came from, so that only its bytes tell whether it was.
    nameless: bool,
    date: jiff::civil::Date,
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
            let body = leads.led(&page.body, stand, &entries, &mut |path| self.picture(path));
            let (text, read, told) = self.page_text(page, &body, spot);
            inherited.push(Inherited::of(&read.entry));
            let outcome = self.outcome(spot, &text);
            self.row_of_page(page, spot, &read, outcome, told);
            if outcome == PageOutcome::New {
                pages.insert(spot.to.clone(), text);
            }
        }
        for (number, (piece, spot)) in pieces.iter().zip(&piece_spots).enumerate() {
            progress.step(Step::Link, gathered.pages.len() + number, all);
            let stand = Stand { from: &piece.from, to: &spot.to, strict: true };
            let answer = leads.led(&piece.answer, stand, &entries, &mut |path| self.picture(path));
            let text = self.piece_text(piece, &answer, spot, piece.page.and_then(|page| inherited.get(page)));
            let held = |page: usize| spots[page].known && !self.standing.links(&spots[page].to, &spot.to);
            let held = !spot.known && piece.page.is_some_and(held);
            let outcome = if held { PageOutcome::Held } else { self.outcome(spot, &text) };
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

    /// The place of a page: where it is already, or where its source has it.
    fn spot_of_page(&mut self, page: &Page) -> Spot {
        let today = self.request.today;
        let wanted = joined(&self.under, &page.place);
        if let Some(known) = self.standing.known(&page.key) {
            return Spot { to: known.path.clone(), known: true, nameless: false, date: known.date.unwrap_or(today) };
        }
        // Such a page is told from another only by what is in it.
        let nameless = page.as_is || front::has(page, "source");
        let known = nameless && self.standing.taken.has(&wanted);
        let to = if known { wanted } else { self.standing.taken.free(&wanted) };
        Spot { to, known, nameless, date: today }
    }

    fn spot_of_piece(&mut self, piece: &Piece) -> Spot {
        let today = self.request.today;
        match self.standing.known(&piece.key) {
            Some(known) => {
                Spot { to: known.path.clone(), known: true, nameless: false, date: known.date.unwrap_or(today) }
            }
            None => {
                let to = self.standing.taken.free(&convert::path_of(&piece.words));
                Spot { to, known: false, nameless: false, date: today }
            }
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

    /// The place of a picture: that of one with the same bytes, else a free one.
    fn picture(&mut self, path: &str) -> String {
        let place = match self.form {
            Form::Notion => notion::picture(path),
            _ => fitting(path),
        };
        let wanted = joined(&self.under, &place);
        let most = self.request.limits.picture;
        let there = self.standing.taken.has(&wanted);
        let same = there
            && self
                .item(path)
                .is_some_and(|item| self.source.read(item, most).is_ok_and(|bytes| self.standing.has(&wanted, &bytes)));
        if same { wanted } else { self.standing.taken.free(&wanted) }
    }

    fn item(&self, path: &str) -> Option<usize> {
        self.source.items.binary_search_by(|item| item.path.as_str().cmp(path)).ok()
    }

    /// The file of a page, read as it will be: a kind that it cannot be is taken back.
    fn page_text(&self, page: &Page, body: &str, spot: &Spot) -> (String, Read, Vec<String>) {
        let stamp = Stamp { form: self.form, key: &page.key, date: spot.date };
        if page.as_is {
            return (page.body.clone(), self.read(&spot.to, &page.body), Vec::new());
        }
        let mapped = self
            .request
            .kinds
            .iter()
            .find(|(folder, _)| page.from.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/')));
        let says = front::has(page, "kind") || front::has(page, "object_type");
        let kind = match mapped {
            Some((_, kind)) => Some(kind.name()),
            None if !says && Kind::from_path(&spot.to) != Kind::Page => Some(Kind::Page.name()),
            None => None,
        };
        let text = front::written(page, body, &stamp, kind);
        let first = self.read(&spot.to, &text);
        let errors = errors(&first);
        if errors.is_empty() || first.entry.kind == Kind::Page {
            return (text, first, errors);
        }
        let one = first.entry.kind.one().to_lowercase();
        let text = front::written(page, body, &stamp, Some(Kind::Page.name()));
        let read = self.read(&spot.to, &text);
        let told = format!("imported as a page, since as a {one} it would have errors: {}", errors.join("; "));
        (text, read, vec![told])
    }

    fn read(&self, path: &str, text: &str) -> Read {
        let loaded = &self.standing.loaded;
        let context = Context { closed_drafts: false, ..loaded.context() };
        read(path, text.as_bytes(), context)
    }

    fn piece_text(&self, piece: &Piece, answer: &str, spot: &Spot, page: Option<&Inherited>) -> String {
        let own =
            Inherited { owner: piece.fields.owner.clone(), tags: piece.fields.tags.clone(), ..Inherited::default() };
        let stamp = Stamp { form: self.form, key: &piece.key, date: spot.date };
        convert::entry(&piece.words, answer, page.unwrap_or(&own), &self.standing.loaded.taxonomy, &stamp.yaml())
    }

    fn outcome(&self, spot: &Spot, text: &str) -> PageOutcome {
        match spot.known {
            false => PageOutcome::New,
            true if self.standing.has(&spot.to, text.as_bytes()) => PageOutcome::Unchanged,
            true => PageOutcome::Differs,
        }
    }

    fn row_of_page(&mut self, page: &Page, spot: &Spot, read: &Read, outcome: PageOutcome, told: Vec<String>) {
        let entry = &read.entry;
        let mut all = page.told.clone();
        all.extend(told);
        if spot.nameless && outcome == PageOutcome::Differs {
            all.push("another file has its place".to_owned());
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

    fn row_of_piece(&mut self, piece: &Piece, spot: &Spot, text: &str, outcome: PageOutcome) {
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

    fn finish(
        mut self,
        gathered: Gathered,
        leads: Leads,
        written: [BTreeMap<String, String>; 2],
    ) -> Result<Plan, Error> {
        let [texts, pages] = written;
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
            ..self.report
        };
        report.files.append(&mut self.source.refused);
        report.count();
        let most = self.request.limits.picture;
        Ok(Plan { report, texts, pages, pictures, source: self.source, into: self.request.into.to_owned(), most })
    }
}

/// What became of a file of the source.
fn file(path: &str, gathered: &Gathered, leads: &Leads, places: &HashMap<&str, &str>) -> FileRow {
    if let Some(row) = gathered.files.get(path) {
        return FileRow { to: places.get(path).map(|to| (*to).to_owned()), ..row.clone() };
    }
    let (outcome, why) = match (leads.pictures.get(path), picture_type(path)) {
        (Some(_), _) => (FileOutcome::Picture, ""),
        (None, Some(_)) => (FileOutcome::NotUsed, "no page shows it, or it is too large"),
        (None, None) => (FileOutcome::LeftOut, "only pages and pictures are imported"),
    };
    let to = leads.pictures.get(path).cloned();
    FileRow { path: path.to_owned(), outcome, why: why.to_owned(), to }
}

/// What check would call an error in a file by itself.
fn errors(read: &Read) -> Vec<String> {
    let errors = read.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| format!("line {}: {}", finding.line, finding.message)).collect()
}
