//! Who answers for an entry: whom its file names, else whom the lists of the repository name, else probably whoever last
//! changed it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Catalog, is_served};
use crate::content::Loaded;
use crate::history::{Author, History, What};
use crate::model::Entry;
use crate::model::person::{People, Person, Viewer};
use crate::search::{Owned, Owns};

/// Who answers for an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner<'a> {
    /// Of front matter, by id.
    Named(&'a str),
    /// Of CODEOWNERS or CODENOTIFY, as `people.yaml` knows them.
    Listed(&'a Person),
    /// Of these lists, by what a forge calls them.
    Handle(&'a str),
    /// Nobody is named; whoever last changed what readers see.
    Probably(&'a Author),
}

impl Catalog {
    /// Who answers for an entry; nothing where nobody knows.
    pub fn owner<'a>(&'a self, entry: &'a Entry) -> Option<Owner<'a>> {
        owner(&self.loaded.people, &self.history, entry)
    }

    /// What whoever answers for an entry is filtered by: see [`crate::search::Facet::Owner`].
    pub fn owner_value(&self, entry: &Entry) -> Option<String> {
        let owner = self.owner(entry)?;
        called(&self.loaded.people, owner).map(|owns| owns.value)
    }

    /// Whom the entry or a list names; nobody by likelihood alone.
    pub(super) fn named_owner<'a>(&'a self, entry: &'a Entry) -> Option<Owner<'a>> {
        named_owner(&self.loaded.people, &self.history, entry)
    }

    /// Whether somebody answers for an entry who is here. Where no people are known, whoever is named does.
    pub fn has_owner(&self, entry: &Entry) -> bool {
        let people = &self.loaded.people;
        match self.named_owner(entry) {
            Some(Owner::Named(id)) => people.is_empty() || people.get(id).is_some_and(|person| person.active),
            Some(Owner::Listed(_)) => true,
            Some(Owner::Handle(_)) => people.is_empty(),
            Some(Owner::Probably(_)) | None => false,
        }
    }

    /// Whether somebody is the one who answers for an entry.
    pub fn owns(&self, viewer: &Viewer, entry: &Entry) -> bool {
        match self.named_owner(entry) {
            Some(Owner::Named(id)) => id == viewer.id,
            Some(Owner::Listed(person)) => person.id == viewer.id,
            _ => false,
        }
    }

    /// Whether somebody may say that an entry is still right: who answers for it, and the stewards of its kind.
    pub fn may_verify(&self, viewer: &Viewer, entry: &Entry) -> bool {
        viewer.may_verify(entry) || self.owns(viewer, entry)
    }
}

/// Who answers for an entry; nothing where nobody knows.
fn owner<'a>(people: &'a People, history: &'a History, entry: &'a Entry) -> Option<Owner<'a>> {
    named_owner(people, history, entry).or_else(|| {
        let mut changes = history.changes(&entry.path);
        let last = changes.find(|change| matches!(change.what(), What::Added | What::Changed) && change.at().is_some());
        let author = *last?.authors().first()?;
        let left = people.writer(&author.mail).is_some_and(|person| !person.active);
        (!left).then_some(Owner::Probably(author))
    })
}

fn named_owner<'a>(people: &'a People, history: &'a History, entry: &'a Entry) -> Option<Owner<'a>> {
    if let Some(id) = &entry.common.owner {
        return Some(Owner::Named(id));
    }
    let listed = history.owners(&entry.path);
    let known = listed.iter().filter_map(|owner| match owner.strip_prefix('@') {
        Some(handle) => people.of_handle(handle),
        None => people.of_mail(owner),
    });
    // A mail is shown to nobody.
    let handle = || listed.iter().find_map(|owner| owner.strip_prefix('@')).map(Owner::Handle);
    known.into_iter().find(|person| person.active).map(Owner::Listed).or_else(handle)
}

/// Everybody who answers for something that is served, by name, as the pages of the entries say it; whoever probably does
/// among them.
pub(super) fn owned(loaded: Arc<Loaded>, history: Arc<History>) -> Owned {
    Owned::when_asked(move || {
        let mut all: BTreeMap<String, Owns> = BTreeMap::new();
        for entry in loaded.entries().filter(|entry| is_served(entry)) {
            let called = owner(&loaded.people, &history, entry).and_then(|owner| called(&loaded.people, owner));
            if let Some(called) = called {
                all.entry(called.value.clone()).or_insert(called).entries.push(entry.id.to_string());
            }
        }
        let mut all: Vec<Owns> = all.into_values().collect();
        all.sort_by_cached_key(|owns| (owns.label.to_lowercase(), owns.value.clone()));
        all
    })
}

/// What somebody is found by. Of a person that is the id, however the entry came to them.
fn called(people: &People, owner: Owner) -> Option<Owns> {
    let of_id = |id: &str| {
        let names = people.get(id).map(|person| person.handles.clone()).unwrap_or_default();
        Owns { value: id.to_owned(), label: people.name(id), names, entries: Vec::new() }
    };
    let of_name = |name: &str| Owns { value: name.to_owned(), label: name.to_owned(), ..Owns::default() };
    match owner {
        Owner::Named(id) => Some(of_id(id)),
        Owner::Listed(person) => Some(of_id(&person.id)),
        Owner::Handle(handle) => Some(of_name(handle)),
        Owner::Probably(author) => match people.writer(&author.mail) {
            Some(person) => Some(of_id(&person.id)),
            // A mail is shown to nobody.
            None => (!author.name.is_empty() && !author.name.contains('@')).then(|| of_name(&author.name)),
        },
    }
}
