//! The catalog: everything that is written, as one immutable value that is swapped whole.
//!
//! A request takes the catalog once and keeps it, so nothing changes under it. Restricted entries are in no catalog:
//! not as a page, not as a search result, not in a count, not behind a link.

mod address;
mod customer;
mod document;
mod glance;
mod live;
mod page;
mod questions;
mod rendering;

pub use address::{address, answer_address, file_address};
pub use customer::{customer_text, has_customer_text};
pub use document::{document, fingerprint};
pub use glance::glance;
pub use live::{Failure, Live};
pub use page::Page;
pub use questions::{AskedOn, Draft, draft, questions_in_pages};

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;

use crate::content::Loaded;
use crate::model::diagnostic::Diagnostic;
use crate::model::entry::Detail;
use crate::model::proof_point::ProofPoint;
use crate::model::{Entry, Kind};
use crate::search::Snapshot;
use rendering::Renderings;

/// What is written, read, indexed and linked, at one moment.
#[derive(Debug)]
pub struct Catalog {
    loaded: Arc<Loaded>,
    /// Paths of the files that link to or refer to a file, by its path.
    backlinks: Arc<HashMap<Arc<str>, Vec<Arc<str>>>>,
    /// Paths of the entries of each kind but plain pages, the last verified first; restricted ones included.
    by_kind: BTreeMap<Kind, Vec<String>>,
    counts: BTreeMap<Kind, usize>,
    restricted: usize,
    /// By path and line; gathered when first asked for.
    diagnostics: OnceLock<Vec<Diagnostic>>,
    /// What plain pages answer; gathered when first asked for.
    questions: OnceLock<Vec<AskedOn>>,
    pub search: Snapshot,
    /// Counts up with every change.
    pub revision: u64,
    pub built_at: Timestamp,
    renderings: Arc<Renderings>,
}

impl Catalog {
    /// Builds the catalog of a loaded folder and the search snapshot that was made of it.
    pub fn build(loaded: Arc<Loaded>, search: Snapshot, built_at: Timestamp, before: Option<&Catalog>) -> Catalog {
        let backlinks = match before.filter(|before| before.loaded.links_as(&loaded)) {
            Some(before) => before.backlinks.clone(),
            None => Arc::new(backlinks(&loaded)),
        };
        let by_kind = by_kind(&loaded);
        let mut counts = BTreeMap::new();
        for entry in loaded.entries().filter(|entry| is_served(entry)) {
            *counts.entry(entry.kind).or_default() += 1;
        }
        let restricted = loaded.files.len() - counts.values().sum::<usize>();
        let (diagnostics, questions) = (OnceLock::new(), OnceLock::new());
        let renderings = match before {
            Some(before) if Arc::ptr_eq(&before.loaded.directory, &loaded.directory) => before.renderings.clone(),
            _ => Arc::default(),
        };
        let revision = before.map_or(0, |before| before.revision + 1);
        Catalog {
            loaded,
            backlinks,
            by_kind,
            counts,
            restricted,
            diagnostics,
            questions,
            search,
            revision,
            built_at,
            renderings,
        }
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
            diagnostics
        })
    }

    /// What is asked in plain pages and could be entries.
    pub fn questions(&self) -> &[AskedOn] {
        self.questions.get_or_init(|| questions_in_pages(&self.loaded))
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

    /// How many entries of each kind are served; kinds without any are left out.
    pub fn counts(&self) -> &BTreeMap<Kind, usize> {
        &self.counts
    }

    /// How many entries are restricted, and so not served.
    pub fn restricted(&self) -> usize {
        self.restricted
    }
}

/// Whether an entry may be shown to anybody: until people can sign in, restricted ones are shown to nobody.
pub fn is_served(entry: &Entry) -> bool {
    !entry.common.restricted
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
        let source: Arc<str> = Arc::from(path.as_str());
        for target in targets {
            backlinks.entry(target.clone()).or_default().push(source.clone());
        }
    }
    backlinks
}
