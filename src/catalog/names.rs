//! What people call the things that authors name by an id: facts of discovery standards, criteria of profiles, terms.

use std::collections::HashMap;

use crate::content::Loaded;
use crate::model::entry::Detail;
use crate::model::taxonomy::{Taxonomy, Vocabulary};

/// Names by id.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Names(HashMap<String, String>);

impl Names {
    /// The names of a folder. Where an id means several things, a fact comes before a criterion, and both before a term.
    pub fn of(loaded: &Loaded) -> Names {
        let mut names = terms(&loaded.taxonomy);
        let mut criteria = Vec::new();
        let mut facts = Vec::new();
        for entry in loaded.entries().filter(|entry| super::is_served(entry)) {
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
