//! Who answers for an entry: whom its file names, else whom the lists of the repository name, else probably whoever last
//! changed it.

use super::Catalog;
use crate::history::{Author, What};
use crate::model::Entry;
use crate::model::person::{Person, Viewer};

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
        self.named_owner(entry).or_else(|| {
            let mut changes = self.history.changes(&entry.path);
            let last =
                changes.find(|change| matches!(change.what(), What::Added | What::Changed) && change.at().is_some());
            let author = *last?.authors().first()?;
            let left = self.loaded.people.writer(&author.mail).is_some_and(|person| !person.active);
            (!left).then_some(Owner::Probably(author))
        })
    }

    /// Whom the entry or a list names; nobody by likelihood alone.
    pub(super) fn named_owner<'a>(&'a self, entry: &'a Entry) -> Option<Owner<'a>> {
        if let Some(id) = &entry.common.owner {
            return Some(Owner::Named(id));
        }
        let listed = self.history.owners(&entry.path);
        let people = &self.loaded.people;
        let known = listed.iter().filter_map(|owner| match owner.strip_prefix('@') {
            Some(handle) => people.of_handle(handle),
            None => people.of_mail(owner),
        });
        // A mail is shown to nobody.
        let handle = || listed.iter().find_map(|owner| owner.strip_prefix('@')).map(Owner::Handle);
        known.into_iter().find(|person| person.active).map(Owner::Listed).or_else(handle)
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
