//! Whose answer it is, and whom it helped.

use std::collections::BTreeSet;

use crate::catalog::Catalog;
use crate::model::Entry;
use crate::model::body::Answer;
use crate::model::person::People;
use crate::store::Worked;

/// Those who made an answer: who is named in its **From**, else the contributors of its entry. An answer of several is
/// everybody's.
pub fn makers<'a>(catalog: &'a Catalog, entry: &str, anchor: &str) -> Vec<&'a str> {
    let Some(page) = catalog.page(entry) else { return Vec::new() };
    let entry = page.entry();
    let answer = entry.body.answers.iter().find(|answer| answer.anchor == anchor);
    answer.map(|answer| made(&catalog.loaded().people, entry, answer)).unwrap_or_default()
}

fn made<'a>(people: &'a People, entry: &'a Entry, answer: &Answer) -> Vec<&'a str> {
    let from = answer.from.as_deref().unwrap_or_default();
    let is_named = |name: &str| !name.is_empty() && from.contains(name);
    let named = people.all().filter(|person| is_named(&person.name) || is_named(&person.id));
    let named: Vec<_> = named.map(|person| person.id.as_str()).collect();
    if !named.is_empty() {
        return named;
    }
    let contributors = entry.common.contributors.iter().filter_map(|id| people.get(id));
    contributors.map(|person| person.id.as_str()).collect()
}

/// Whom somebody's answers helped. Own votes never count.
#[derive(Debug, Default)]
pub struct Helped<'a> {
    answers: BTreeSet<(&'a str, &'a str)>,
    colleagues: BTreeSet<&'a str>,
    conversations: BTreeSet<(&'a str, &'a str)>,
}

impl<'a> Helped<'a> {
    /// Adds a vote on an answer of somebody. Whether it counts.
    pub fn add(&mut self, maker: &str, vote: &'a Worked) -> bool {
        if vote.person == maker {
            return false;
        }
        self.answers.insert((&vote.entry, &vote.answer));
        self.colleagues.insert(&vote.person);
        self.conversations.insert((&vote.person, &vote.occasion));
        true
    }

    /// Distinct answers.
    pub fn answers(&self) -> usize {
        self.answers.len()
    }

    /// Distinct people.
    pub fn colleagues(&self) -> usize {
        self.colleagues.len()
    }

    /// Distinct people and deals or days.
    pub fn conversations(&self) -> usize {
        self.conversations.len()
    }
}
