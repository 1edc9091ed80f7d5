//! What is not for everybody, kept apart: no list, count, search, link or feed of the catalog knows of it.
//!
//! Whoever asks for it says for whom, and gets what that person may read. What people did with it is counted without anybody
//! who asks: see [`Catalog::counted_page`]. There is no other way in.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::document::{document, fingerprint};
use super::{Catalog, Page, is_served};
use crate::content::Loaded;
use crate::model::person::Viewer;
use crate::search::{Request, Snapshot};

/// The closed entries of a catalog.
#[derive(Debug)]
pub(super) struct Closed {
    /// By path.
    paths: Vec<String>,
    /// An index of their own; nothing where there is nothing to find.
    search: Option<Snapshot>,
}

impl Closed {
    fn of(catalog: &Catalog) -> Closed {
        let loaded = &catalog.loaded;
        let closed = || loaded.entries().filter(|entry| !is_served(entry));
        let paths: Vec<String> = closed().map(|entry| entry.path.clone()).collect();
        if paths.is_empty() {
            return Closed { paths, search: None };
        }
        let today = catalog.built_on();
        let documents = closed().map(|entry| {
            let print = fingerprint(entry, loaded.vocabulary_hash(), today);
            document(entry, &loaded.taxonomy, print, today)
        });
        let search = catalog.search.beside(documents).inspect_err(|error| {
            tracing::error!(%error, "what is not for everybody cannot be searched");
        });
        Closed { paths, search: search.ok() }
    }
}

/// Whether no changed file is closed or was.
pub(super) fn stand_alike(before: &Loaded, next: &Loaded, changed: &BTreeSet<String>) -> bool {
    let is_open = |loaded: &Loaded, path: &String| loaded.files.get(path).is_none_or(|file| is_served(&file.entry));
    let same_terms = Arc::ptr_eq(&before.taxonomy, &next.taxonomy) && Arc::ptr_eq(&before.people, &next.people);
    same_terms && changed.iter().all(|path| is_open(before, path) && is_open(next, path))
}

impl Catalog {
    fn closed(&self) -> &Closed {
        self.closed.get_or_init(|| Arc::new(Closed::of(self)))
    }

    /// The page of an id, for somebody: one for everybody, or one that this person may read. A former id gives the page
    /// that has it now.
    pub fn page_for(&self, viewer: &Viewer, id: &str) -> Option<Page<'_>> {
        self.page_at_for(viewer, self.loaded.directory.by_id(id)?)
    }

    /// The page of an id, whoever may read it: to count what people did with it, and for nothing that is shown. A count is told
    /// to whoever gets the page for themselves.
    pub fn counted_page(&self, id: &str) -> Option<Page<'_>> {
        let (path, file) = self.loaded.files.get_key_value(self.loaded.directory.by_id(id)?)?;
        Some(Page { catalog: self, path, file })
    }

    /// The id that an entry has today, of one that it has or had; that one itself where there is no such entry.
    pub fn id_today(&self, id: &str) -> String {
        self.counted_page(id).map_or_else(|| id.to_owned(), |page| page.entry().id.to_string())
    }

    /// The page of a file, for somebody.
    pub fn page_at_for(&self, viewer: &Viewer, path: &str) -> Option<Page<'_>> {
        let (path, file) = self.loaded.files.get_key_value(path)?;
        let may_read = is_served(&file.entry) || viewer.may_read(&file.entry);
        may_read.then_some(Page { catalog: self, path, file })
    }

    /// What somebody may read and not everybody may, by path.
    pub fn closed_for<'a>(&'a self, viewer: &'a Viewer) -> impl Iterator<Item = Page<'a>> {
        self.closed().paths.iter().filter_map(|path| self.page_at_for(viewer, path))
    }

    /// Whether somebody may well mean what is not for everybody: one of the closed entries that this person may read fits.
    pub fn means_closed(&self, viewer: &Viewer, request: &Request) -> bool {
        let Some(search) = self.closed().search.as_ref() else { return false };
        let request = Request { limit: Request::MOST, facets: false, explain: false, ..request.clone() };
        let answer = search.search(&request);
        answer.confident
            && answer.hits.iter().any(|hit| self.page_for(viewer, &hit.id).is_some_and(|page| page.is_closed()))
    }

    /// The closed entries that fit a search and that somebody may read, best first.
    pub fn search_closed(&self, viewer: &Viewer, request: &Request, most: usize) -> Vec<Page<'_>> {
        let Some(search) = self.closed().search.as_ref().filter(|_| self.closed_for(viewer).next().is_some()) else {
            return Vec::new();
        };
        let request = Request { limit: Request::MOST, facets: false, explain: false, ..request.clone() };
        let hits = search.search(&request).hits;
        hits.iter().filter_map(|hit| self.page_for(viewer, &hit.id)).filter(Page::is_closed).take(most).collect()
    }
}
