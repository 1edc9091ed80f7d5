//! The catalog: everything that is written, as one immutable value that is swapped whole.
//!
//! A request takes the catalog once and keeps it, so nothing changes under it. Restricted entries are in no catalog:
//! not as a page, not as a search result, not in a count, not behind a link.

mod address;
mod document;
mod glance;
mod live;
mod page;
mod rendering;

pub use address::{address, answer_address, file_address};
pub use document::{document, fingerprint};
pub use glance::glance;
pub use live::{Failure, Live};
pub use page::Page;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::Timestamp;

use crate::content::Loaded;
use crate::content::links::Destination;
use crate::model::diagnostic::Diagnostic;
use crate::model::{Entry, Kind};
use crate::search::Snapshot;
use rendering::Renderings;

/// What is written, read, indexed and linked, at one moment.
#[derive(Debug)]
pub struct Catalog {
    loaded: Loaded,
    /// Paths of the files that link to or refer to a file, by its path.
    backlinks: HashMap<String, Vec<String>>,
    diagnostics: Vec<Diagnostic>,
    pub search: Snapshot,
    /// Counts up with every change.
    pub revision: u64,
    pub built_at: Timestamp,
    renderings: Arc<Renderings>,
}

impl Catalog {
    /// Builds the catalog of a loaded folder and the search snapshot that was made of it.
    pub fn build(loaded: Loaded, search: Snapshot, built_at: Timestamp, before: Option<&Catalog>) -> Catalog {
        let backlinks = backlinks(&loaded);
        let hidden = |finding: &Diagnostic| loaded.files.get(&finding.path).is_some_and(|file| !is_served(&file.entry));
        let diagnostics = loaded.diagnostics().into_iter().filter(|finding| !hidden(finding)).collect();
        let renderings = match before {
            Some(before) if Arc::ptr_eq(&before.loaded.directory, &loaded.directory) => before.renderings.clone(),
            _ => Arc::default(),
        };
        let revision = before.map_or(1, |before| before.revision + 1);
        Catalog { loaded, backlinks, diagnostics, search, revision, built_at, renderings }
    }

    /// The folder's own state: taxonomy, people, files.
    pub fn loaded(&self) -> &Loaded {
        &self.loaded
    }

    /// All findings about what is served, by path and line.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
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

    /// How many entries of each kind are served; kinds without any are left out.
    pub fn counts(&self) -> BTreeMap<Kind, usize> {
        let mut counts = BTreeMap::new();
        for page in self.pages() {
            *counts.entry(page.entry().kind).or_default() += 1;
        }
        counts
    }

    /// How many entries are restricted, and so not served.
    pub fn restricted(&self) -> usize {
        self.loaded.entries().filter(|entry| !is_served(entry)).count()
    }
}

/// Whether an entry may be shown to anybody: until people can sign in, restricted ones are shown to nobody.
pub fn is_served(entry: &Entry) -> bool {
    !entry.common.restricted
}

/// Who links to whom: references of fields and links in texts, each file once.
fn backlinks(loaded: &Loaded) -> HashMap<String, Vec<String>> {
    let mut backlinks: HashMap<String, Vec<String>> = HashMap::new();
    for (path, file) in loaded.files.iter().filter(|(_, file)| is_served(&file.entry)) {
        let references = file.entry.references.iter().filter_map(|reference| {
            let id = reference.target.split('#').next().unwrap_or_default();
            loaded.directory.by_id(id).map(str::to_owned)
        });
        let links = file.entry.body.links.iter().filter(|link| !link.picture).filter_map(|link| {
            match loaded.directory.destination(path, &link.target, &|_| false) {
                Destination::Entry { path, .. } => Some(path),
                _ => None,
            }
        });
        let mut targets: Vec<_> = references.chain(links).filter(|target| target != path).collect();
        targets.sort_unstable();
        targets.dedup();
        for target in targets {
            backlinks.entry(target).or_default().push(path.clone());
        }
    }
    backlinks
}
