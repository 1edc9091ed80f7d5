//! Where entries stand for whoever looks around without a question: by kind, by term, and plain pages by folder.
//! It is arranged once for a catalog, so that no request sorts or counts.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::arrange::{by_kind, by_owner, by_term};
use super::folders::Folder;
use super::{Catalog, Page};
use crate::model::Kind;
use crate::search::Facet;

/// Paths of entries that stand together, the most useful first; archived and expired ones last.
pub type Paths = Vec<Arc<str>>;

/// Entries of a kind that have something in common.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    /// What they have in common, such as the id of a category; empty where they have nothing.
    pub key: String,
    pub paths: Paths,
}

/// Everything that concerns a term or has a tag.
#[derive(Debug, Clone, Default)]
pub struct Term {
    pub value: String,
    pub total: usize,
    /// The stage guideline or battlecard that is about the term itself; not among the others.
    pub about: Option<Arc<str>>,
    /// The rest by kind, in the order of kinds.
    pub kinds: Vec<(Kind, Paths)>,
}

/// All of them.
#[derive(Debug, Default)]
pub struct Shelves {
    kinds: BTreeMap<Kind, Vec<Shelf>>,
    terms: BTreeMap<Facet, Vec<Term>>,
    /// What is looked at again now and then, by who answers for it and by kind; nobody has no name.
    pub owners: BTreeMap<String, BTreeMap<Kind, Paths>>,
    /// Plain pages.
    pub folders: Folder,
}

impl Shelves {
    /// The shelves of a kind, in the order in which they are shown. Plain pages stand in folders instead.
    pub fn of_kind(&self, kind: Kind) -> &[Shelf] {
        self.kinds.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// The terms of a facet that some entry has: in the order of taxonomy.yaml, tags by how often they occur.
    pub fn terms(&self, facet: Facet) -> &[Term] {
        self.terms.get(&facet).map_or(&[], Vec::as_slice)
    }

    /// A term that some entry has.
    pub fn term(&self, facet: Facet, value: &str) -> Option<&Term> {
        self.terms(facet).iter().find(|term| term.value == value)
    }
}

/// Puts everything that is served in its place.
pub(super) fn arrange(catalog: &Catalog) -> Shelves {
    let pages: Vec<Page> = catalog.pages().collect();
    let plain = pages.iter().filter(|page| page.entry().kind == Kind::Page);
    Shelves {
        kinds: by_kind(catalog, &pages),
        terms: by_term(catalog, &pages),
        owners: by_owner(catalog, &pages),
        folders: Folder::of(plain.map(|page| page.path)),
    }
}
