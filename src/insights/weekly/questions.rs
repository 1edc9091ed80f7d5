//! Tough questions without a good answer, and what was asked most.

use std::collections::HashMap;

use super::{Counted, MOST, Today};
use crate::catalog::Catalog;
use crate::model::Kind;
use crate::model::entry::Status;
use crate::stats;

/// A tough question that nothing good is said to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unserved {
    pub entry: String,
    /// Answers, all of which lose; 0 where there is none.
    pub answers: usize,
    pub people: i64,
}

/// What searches led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub entry: String,
    pub searches: i64,
    pub people: i64,
}

/// Questions without a good answer, those that most people used first.
pub fn unserved(catalog: &Catalog, told: &Today) -> Vec<Unserved> {
    let loses: HashMap<(&str, &str), bool> = told
        .answer_votes
        .iter()
        .map(|votes| ((votes.entry.as_str(), votes.answer.as_str()), stats::loses(votes.sum(), votes.count())))
        .collect();
    let people: HashMap<&str, i64> = told.uses90.iter().map(|used| (used.entry.as_str(), used.people)).collect();
    let questions = catalog.of_kind(Kind::Objection).map(|page| page.entry());
    let published = questions.filter(|entry| entry.common.status == Status::Published);
    let unserved = published.filter(|entry| {
        let lost = |anchor: &str| loses.get(&(entry.id.as_str(), anchor)).copied().unwrap_or_default();
        entry.body.answers.iter().all(|answer| lost(&answer.anchor))
    });
    let mut unserved: Vec<_> = unserved
        .map(|entry| Unserved {
            entry: entry.id.to_string(),
            answers: entry.body.answers.len(),
            people: people.get(entry.id.as_str()).copied().unwrap_or_default(),
        })
        .collect();
    unserved.sort_by(|a, b| b.people.cmp(&a.people).then(a.entry.cmp(&b.entry)));
    unserved.truncate(MOST);
    unserved
}

/// The entries that most people were led to by a search this week.
pub fn asked(catalog: &Catalog, counts: &[Counted]) -> Vec<Asked> {
    let known = counts.iter().filter_map(|count| Some((catalog.page(&count.entry)?.entry(), count)));
    let mut asked: Vec<_> = known
        .map(|(entry, count)| Asked { entry: entry.id.to_string(), searches: count.count, people: count.people })
        .collect();
    asked.sort_by(|a, b| (b.people, b.searches, &a.entry).cmp(&(a.people, a.searches, &b.entry)));
    asked.truncate(MOST);
    asked
}
