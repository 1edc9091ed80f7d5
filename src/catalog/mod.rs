//! The catalog: everything that is written, as one immutable value that is swapped whole.
//!
//! A request takes the catalog once and keeps it, so nothing changes under it. What is not for everybody is in none of
//! it: not as a page, not as a search result, not in a count, not behind a link. It stands in `closed`, which asks for whom.

mod address;
mod arrange;
mod closed;
mod contributions;
mod customer;
mod document;
mod folders;
mod glance;
mod glossary;
mod live;
mod names;
mod near;
mod news;
mod owning;
mod page;
mod questions;
mod rendering;
mod reviews;
mod shelves;
mod suggestions;
mod texts;
mod weighing;

pub use address::{address, answer_address, file_address};
pub use arrange::vocabulary;
pub use customer::{customer_text, description as customer_description, has_customer_text};
pub use document::{document, fingerprint, is_faded};
pub use folders::Folder;
pub use glance::glance;
pub use live::{Failure, Live, Understanding};
pub use news::{Change, News};
pub use owning::Owner;
pub use page::Page;
pub use questions::{AskedOn, Draft, Said, answer, blank, credited, questions_in_pages, said};
pub use shelves::{Paths, Shelf, Shelves, Term};
pub use suggestions::{Narrowing, Suggestion, narrowing, suggest};
pub use texts::texts;
pub use weighing::Worked;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::content::Loaded;
use crate::history::History;
use crate::model::diagnostic::{Diagnostic, VISIBILITY_UNCLEAR};
use crate::model::entry::Detail;
use crate::model::proof_point::ProofPoint;
use crate::model::signals::Signals;
use crate::model::{Entry, Kind};
use crate::search::{Learned, Meaning, Snapshot};
use glossary::Terms;
use names::Names;
use rendering::Renderings;
use reviews::Crowds;
use suggestions::Wordings;

/// What is written, read, indexed and linked, at one moment.
#[derive(Debug, Clone)]
pub struct Catalog {
    loaded: Arc<Loaded>,
    /// Paths of the files that link to or refer to a file, by its path.
    backlinks: Arc<HashMap<Arc<str>, Vec<Arc<str>>>>,
    /// Paths of the entries of each kind but plain pages, the last verified first; restricted ones included.
    by_kind: Arc<BTreeMap<Kind, Vec<String>>>,
    counts: Arc<BTreeMap<Kind, usize>>,
    /// What people call what authors name by an id.
    names: Arc<Names>,
    /// By path and line; gathered when first asked for.
    diagnostics: OnceLock<Arc<Vec<Diagnostic>>>,
    kept_closed: OnceLock<usize>,
    /// When files came and changed; swapped in when git has answered.
    history: Arc<History>,
    /// Who changed entries when; gathered when first asked for.
    contributions: OnceLock<Arc<contributions::Contributions>>,
    /// Newest first; gathered when first asked for.
    news: OnceLock<Arc<Vec<news::Dated>>>,
    /// Where entries stand for whoever looks around; arranged when first asked for.
    shelves: OnceLock<Arc<Shelves>>,
    /// What plain pages answer; gathered when first asked for.
    questions: OnceLock<Arc<Vec<AskedOn>>>,
    /// What could follow what is typed; gathered when first asked for.
    wordings: OnceLock<Arc<Wordings>>,
    /// What readers and votes say of entries; swapped in when that changes.
    signals: Arc<Signals>,
    /// How many entries would fall due on one day; counted when first asked for.
    crowds: OnceLock<Arc<Crowds>>,
    /// How entries worked, as far as that is known.
    worked: Arc<Worked>,
    /// What is not for everybody; gathered when first asked for.
    closed: OnceLock<Arc<closed::Closed>>,
    pub search: Snapshot,
    /// Counts up with every change.
    pub revision: u64,
    /// Counts up when search takes over what it learned: the content is the same.
    pub lessons: u64,
    pub built_at: Timestamp,
    /// The words of the glossary.
    terms: Arc<Terms>,
    /// Shared with the catalog before as long as every body would be drawn alike.
    renderings: Arc<Renderings>,
}

impl Catalog {
    /// Builds the catalog of a loaded folder and the search snapshot that was made of it. What the catalog before has and
    /// the changed paths did not touch is shared with it.
    pub fn build(
        loaded: Arc<Loaded>,
        search: Snapshot,
        built_at: Timestamp,
        before: Option<(&Catalog, &BTreeSet<String>)>,
    ) -> Catalog {
        let backlinks = match before.filter(|(before, changed)| before.loaded.links_as(&loaded, changed)) {
            Some((before, _)) => before.backlinks.clone(),
            None => Arc::new(backlinks(&loaded)),
        };
        let (by_kind, counts) = match before.filter(|(before, changed)| stand_alike(&before.loaded, &loaded, changed)) {
            Some((before, _)) => (before.by_kind.clone(), before.counts.clone()),
            None => (Arc::new(by_kind(&loaded)), Arc::new(counts(&loaded))),
        };
        let today = day_of(built_at);
        let (news, shelves, wordings, closed) = match before.filter(|(before, _)| before.built_on() == today) {
            Some((before, changed)) => {
                let alike = arrange::stand_alike(&before.loaded, &loaded, changed, today);
                let shelves = if alike { before.shelves.clone() } else { OnceLock::new() };
                let same_words = suggestions::stand_alike(&before.loaded, &loaded, changed, today);
                let wordings = if same_words { before.wordings.clone() } else { OnceLock::new() };
                let same_closed = closed::stand_alike(&before.loaded, &loaded, changed);
                let closed = if same_closed { before.closed.clone() } else { OnceLock::new() };
                (before.renewed_news(&loaded, changed), shelves, wordings, closed)
            }
            None => Default::default(),
        };
        let same_anchors = before
            .is_some_and(|(before, changed)| changed.iter().all(|path| before.loaded.has_anchors_as(&loaded, path)));
        let changed = before.map(|(_, changed)| changed);
        let before = before.map(|(before, _)| before);
        // A file that came or went is told of by the next history.
        let same_people = before.filter(|before| Arc::ptr_eq(&before.loaded.people, &loaded.people));
        let contributions = same_people.map(|before| before.contributions.clone()).unwrap_or_default();
        let names = Arc::new(Names::of(&loaded, &by_kind));
        let terms = Terms::of(&loaded, before.map(|before| &before.terms));
        let draws_alike = |before: &&Catalog| {
            let same_links = Arc::ptr_eq(&before.loaded.directory, &loaded.directory);
            same_links && same_anchors && Arc::ptr_eq(&before.terms, &terms) && before.names == names
        };
        let renderings = before.filter(draws_alike).map(|before| before.renderings.clone()).unwrap_or_default();
        let revision = before.map_or(0, |before| before.revision + 1);
        let worked = before.map(|before| before.worked.clone()).unwrap_or_default();
        let evidence = match before.filter(|before| before.built_on() == today).zip(changed) {
            Some((before, changed)) => {
                weighing::renewed(before.search.evidence(), &before.loaded, &loaded, changed, &worked, today)
            }
            None => weighing::all(&loaded, &worked, today),
        };
        let search = search.with_evidence(Arc::new(evidence));
        let search = search.with_learned(before.and_then(|before| before.search.learned().cloned()));
        let search = search.with_meaning(before.and_then(|before| before.search.meaning().cloned()));
        let history = before.map(|before| before.history.clone()).unwrap_or_default();
        let search = search.with_owned(Arc::new(owning::owned(loaded.clone(), history.clone())));
        Catalog {
            loaded,
            backlinks,
            by_kind,
            counts,
            diagnostics: OnceLock::new(),
            kept_closed: OnceLock::new(),
            history,
            contributions,
            news,
            shelves,
            questions: OnceLock::new(),
            wordings,
            signals: before.map(|before| before.signals.clone()).unwrap_or_default(),
            crowds: OnceLock::new(),
            closed,
            names,
            worked,
            search,
            revision,
            lessons: before.map_or(0, |before| before.lessons),
            built_at,
            terms,
            renderings,
        }
    }

    /// The same entries with another history.
    pub fn dated(&self, history: Arc<History>) -> Catalog {
        // Who answers for what may be another.
        let (news, shelves, contributions) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        let owned = owning::owned(self.loaded.clone(), history.clone());
        let search = self.search.clone().with_owned(Arc::new(owned));
        Catalog { history, news, shelves, contributions, search, revision: self.revision + 1, ..self.clone() }
    }

    /// The same entries, their meaning known better.
    pub fn understood(&self, meaning: Arc<Meaning>) -> Catalog {
        Catalog { search: self.search.clone().with_meaning(Some(meaning)), revision: self.revision + 1, ..self.clone() }
    }

    /// The same entries, of which readers and votes say something else.
    pub fn signalled(&self, signals: Arc<Signals>) -> Catalog {
        Catalog { signals, revision: self.revision + 1, ..self.clone() }
    }

    /// What readers and votes say of entries.
    pub fn signals(&self) -> &Signals {
        &self.signals
    }

    /// The day on which what was verified for so many days falls due, where nothing else is known of it. An entry alone on
    /// its day is due on that day; of many that were brought in together, each falls due on a day of its own nearby.
    pub fn due(&self, entry: &Entry, verified: Date, days: u32) -> Date {
        let crowds = self.crowds.get_or_init(|| Arc::new(Crowds::of(self)));
        crowds.due(entry, verified, days)
    }

    /// The same entries, found by what use has taught as well.
    pub fn taught(&self, learned: Arc<Learned>) -> Catalog {
        let search = self.search.clone().with_learned(Some(learned));
        Catalog { search, lessons: self.lessons + 1, ..self.clone() }
    }

    /// What is known of when files came and changed.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// What was added or changed, newest first. Archived and expired entries are not news.
    pub fn news(&self) -> impl DoubleEndedIterator<Item = News<'_>> {
        self.dates().iter().filter_map(|dated| dated.on(self))
    }

    fn dates(&self) -> &[news::Dated] {
        self.news.get_or_init(|| Arc::new(news::gather(self)))
    }

    fn renewed_news(&self, loaded: &Loaded, changed: &BTreeSet<String>) -> OnceLock<Arc<Vec<news::Dated>>> {
        let renew = |known| news::renewed(known, loaded, &self.history, changed, self.built_on());
        self.news.get().map(|known| OnceLock::from(Arc::new(renew(known)))).unwrap_or_default()
    }

    /// Does now what would otherwise be done by whoever first looks around, types or asks for news.
    pub fn arrange(&self) {
        self.shelves();
        self.dates();
        self.wordings();
    }

    fn wordings(&self) -> &Wordings {
        self.wordings.get_or_init(|| Arc::new(Wordings::of(self)))
    }

    /// Everything by kind, by term and by folder.
    pub fn shelves(&self) -> &Shelves {
        self.shelves.get_or_init(|| Arc::new(shelves::arrange(self)))
    }

    /// The day on which this was built, in UTC. It is built anew when a day passes that ends an entry.
    fn built_on(&self) -> Date {
        day_of(self.built_at)
    }

    /// The folder's own state: taxonomy, people, files.
    pub fn loaded(&self) -> &Loaded {
        &self.loaded
    }

    /// All findings about what is served, by path and line.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        self.diagnostics.get_or_init(|| {
            let files = &self.loaded.files;
            let hidden = |finding: &Diagnostic| files.get(&finding.path).is_some_and(|file| !is_served(&file.entry));
            let mut diagnostics = self.loaded.diagnostics();
            diagnostics.retain(|finding| !hidden(finding));
            Arc::new(diagnostics)
        })
    }

    /// What is asked in plain pages and could be entries.
    pub fn questions(&self) -> &[AskedOn] {
        self.questions.get_or_init(|| Arc::new(questions_in_pages(&self.loaded)))
    }

    /// The page of an id; a former id gives the page that has it now.
    pub fn page(&self, id: &str) -> Option<Page<'_>> {
        self.page_at(self.loaded.directory.by_id(id)?)
    }

    /// The page of a file.
    pub fn page_at(&self, path: &str) -> Option<Page<'_>> {
        let (path, file) = self.loaded.files.get_key_value(path)?;
        is_served(&file.entry).then_some(Page { catalog: self, path, file })
    }

    /// All pages, by path.
    pub fn pages(&self) -> impl Iterator<Item = Page<'_>> {
        self.loaded.files.keys().filter_map(|path| self.page_at(path))
    }

    /// The entries of a kind, the last verified first. Plain pages are not listed this way.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = Page<'_>> {
        self.by_kind.get(&kind).into_iter().flatten().filter_map(|path| self.page_at(path))
    }

    /// All proof points, restricted ones included, since their customers are not named either.
    fn proof_points(&self) -> impl Iterator<Item = (&Entry, &ProofPoint)> {
        let paths = self.by_kind.get(&Kind::ProofPoint).into_iter().flatten();
        paths.filter_map(|path| self.loaded.files.get(path)).filter_map(|file| match &file.entry.detail {
            Detail::ProofPoint(proof) => Some((file.entry.as_ref(), proof.as_ref())),
            _ => None,
        })
    }

    /// Drawn markup in which each term of the glossary, where it first stands, leads to what it means. Elements of the
    /// classes in `quiet` are left as they are.
    pub fn explained(&self, html: &str, quiet: &[&str]) -> String {
        self.terms.explain(html, quiet)
    }

    /// How many entries of each kind are served; kinds without any are left out.
    pub fn counts(&self) -> &BTreeMap<Kind, usize> {
        &self.counts
    }

    /// How many files are kept closed because it cannot be read who may see them.
    pub fn kept_closed(&self) -> usize {
        *self.kept_closed.get_or_init(|| {
            let unclear = |finding: &Diagnostic| finding.code == VISIBILITY_UNCLEAR.code;
            let closed = self.loaded.files.values().filter(|file| !is_served(&file.entry));
            closed.filter(|file| file.diagnostics.iter().any(unclear)).count()
        })
    }

    /// How many entries are restricted, and so not served.
    pub fn restricted(&self) -> usize {
        self.loaded.files.len() - self.counts.values().sum::<usize>()
    }
}

/// The day of a moment, in UTC.
fn day_of(moment: Timestamp) -> Date {
    moment.to_zoned(TimeZone::UTC).date()
}

/// Whether an entry is for everybody. What is not is kept apart: see [`closed`].
pub fn is_served(entry: &Entry) -> bool {
    !entry.common.closed
}

/// Whether every changed file is still there, and stands where it stood in lists and counts.
fn stand_alike(before: &Loaded, next: &Loaded, changed: &BTreeSet<String>) -> bool {
    let place = |loaded: &Loaded, path: &str| {
        let entry = &loaded.files.get(path)?.entry;
        Some((entry.kind, entry.common.last_verified, is_served(entry)))
    };
    changed.iter().all(|path| place(before, path) == place(next, path))
}

fn counts(loaded: &Loaded) -> BTreeMap<Kind, usize> {
    let mut counts = BTreeMap::new();
    for entry in loaded.entries().filter(|entry| is_served(entry)) {
        *counts.entry(entry.kind).or_default() += 1;
    }
    counts
}

fn by_kind(loaded: &Loaded) -> BTreeMap<Kind, Vec<String>> {
    let mut by_kind: BTreeMap<Kind, Vec<&Entry>> = BTreeMap::new();
    for entry in loaded.entries().filter(|entry| entry.kind != Kind::Page) {
        by_kind.entry(entry.kind).or_default().push(entry);
    }
    let sorted = by_kind.into_iter().map(|(kind, mut entries)| {
        entries.sort_by_key(|entry| (Reverse(entry.common.last_verified), &entry.path));
        (kind, entries.into_iter().map(|entry| entry.path.clone()).collect())
    });
    sorted.collect()
}

/// Who links to whom: references of fields and links in texts, each file once.
fn backlinks(loaded: &Loaded) -> HashMap<Arc<str>, Vec<Arc<str>>> {
    let mut backlinks: HashMap<Arc<str>, Vec<Arc<str>>> = HashMap::new();
    let served = loaded.files.iter().filter(|(_, file)| is_served(&file.entry));
    for (path, targets) in
        served.map(|(path, _)| (path, loaded.targets(path))).filter(|(_, targets)| !targets.is_empty())
    {
        let source = loaded.directory.shared(path);
        for target in targets {
            backlinks.entry(target.clone()).or_default().push(source.clone());
        }
    }
    backlinks
}
