//! What people call the things that authors name by an id: facts of discovery standards, criteria of profiles, terms.

use std::collections::{BTreeMap, HashMap};

use crate::content::Loaded;
use crate::model::Kind;
use crate::model::entry::Detail;
use crate::model::taxonomy::{Taxonomy, Vocabulary};

/// Names by id.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Names(HashMap<String, String>);

impl Names {
    /// The names of a folder. Where an id means several things, a fact comes before a criterion, and both before a term.
    /// `by_kind` holds the paths of the entries of each kind.
    pub fn of(loaded: &Loaded, by_kind: &BTreeMap<Kind, Vec<String>>) -> Names {
        let mut names = terms(&loaded.taxonomy);
        let mut criteria = Vec::new();
        let mut facts = Vec::new();
        let paths = [Kind::Icp, Kind::Discovery].iter().filter_map(|kind| by_kind.get(kind)).flatten();
        let entries = paths.filter_map(|path| Some(&loaded.files.get(path)?.entry));
        for entry in entries.filter(|entry| super::is_served(entry)) {
            match &entry.detail {
                Detail::Icp(profile) => criteria.extend(profile.criteria.iter().map(|one| (&one.id, &one.statement))),
                Detail::Discovery(standard) => facts.extend(standard.facts.iter().map(|fact| (&fact.id, &fact.label))),
                _ => {}
            }
        }
        names.extend(criteria.into_iter().chain(facts).map(|(id, name)| (id.clone(), name.clone())));
        Names(names)
    }

    /// What an id is called; `None` where it is the id of nothing.
    pub fn get(&self, id: &str) -> Option<&str> {
        self.0.get(id).map(String::as_str)
    }
}

/// Terms whose id cannot be meant as a word.
fn terms(taxonomy: &Taxonomy) -> HashMap<String, String> {
    let all = Vocabulary::ALL.iter().rev().flat_map(|vocabulary| taxonomy.terms(*vocabulary));
    let ids = all.filter(|term| term.id.contains(['-', '_']));
    ids.map(|term| (term.id.clone(), term.label.clone())).collect()
}
