//! All tallies, as one immutable value that is swapped whole.

use std::collections::BTreeMap;
use std::sync::Arc;

use imbl::HashMap;

use super::order::{Ranked, Turn, rank};
use super::tally::Tally;
use crate::model::Entry;
use crate::stats::team_mean;

/// Most people who count as users of an entry: beyond them, more say no more.
const MOST_USERS: u32 = 50;

/// What is known of an entry.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EntryTally {
    /// By anchor: every answer that it has.
    pub answers: BTreeMap<String, Tally>,
    /// Occasions on which the entry was used, its quick response included.
    pub uses: u32,
    /// People who used it in the last 90 days.
    pub users: u32,
}

impl EntryTally {
    fn votes(&self) -> (f64, f64) {
        let of = |tally: &Tally| (tally.value(), f64::from(tally.votes()));
        self.answers.values().map(of).fold((0.0, 0.0), |(sum, count), (value, votes)| (sum + value, count + votes))
    }
}

/// What the outcomes of an entry's answers say for the order of search results.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// The mean of its best answer; the team's own mean where nobody voted or there is no answer.
    pub p: f64,
    /// People who used it in the last 90 days, 50 at most.
    pub uses90: u32,
}

/// Every entry that somebody used or voted on.
#[derive(Debug, Clone, Default)]
pub struct Outcomes {
    revision: u64,
    entries: HashMap<String, Arc<EntryTally>>,
    /// Values and number of all votes.
    votes: (f64, f64),
}

impl Outcomes {
    /// All entries anew.
    pub(super) fn replaced(&self, entries: HashMap<String, Arc<EntryTally>>) -> Outcomes {
        let votes = entries.values().map(|tally| tally.votes());
        let votes = votes.fold((0.0, 0.0), |(sum, count), (value, votes)| (sum + value, count + votes));
        Outcomes { revision: self.revision + 1, entries, votes }
    }

    /// The same but for one entry.
    pub(super) fn with(&self, id: String, tally: EntryTally) -> Outcomes {
        let (before, after) = (self.entries.get(&id).map(|tally| tally.votes()).unwrap_or_default(), tally.votes());
        let votes = (self.votes.0 - before.0 + after.0, self.votes.1 - before.1 + after.1);
        Outcomes { revision: self.revision + 1, entries: self.entries.update(id, Arc::new(tally)), votes }
    }

    /// Counts up with every change.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The mean of all votes, within its bounds: what an answer without votes is taken for.
    pub fn mean(&self) -> f64 {
        team_mean(self.votes.0, self.votes.1)
    }

    /// What is known of an entry; nothing where nobody has used it.
    pub fn entry(&self, id: &str) -> Option<&EntryTally> {
        self.entries.get(id).map(|tally| &**tally)
    }

    /// What is known of an answer.
    pub fn tally(&self, id: &str, answer: &str) -> Tally {
        self.entry(id).and_then(|entry| entry.answers.get(answer)).copied().unwrap_or_default()
    }

    /// The answers of an entry in their order, for somebody or for all who are not known.
    pub fn ranked(&self, entry: &Entry, turn: Option<Turn>) -> Ranked {
        let id = entry.id.as_str();
        let tallies: Vec<_> = entry.body.answers.iter().map(|answer| self.tally(id, &answer.anchor)).collect();
        rank(&tallies, self.mean(), turn.is_some_and(|turn| turn.swaps(id)))
    }

    /// What search goes by.
    pub fn evidence(&self, id: &str) -> Evidence {
        let mean = self.mean();
        let Some(entry) = self.entry(id) else { return Evidence { p: mean, uses90: 0 } };
        let best = entry.answers.values().map(|tally| tally.belief(mean).mean()).max_by(f64::total_cmp);
        Evidence { p: best.unwrap_or(mean), uses90: entry.users.min(MOST_USERS) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(worked: u32, votes: u32, users: u32) -> EntryTally {
        let tally = Tally {
            worked,
            did_not: votes - worked,
            sum: f64::from(worked),
            weight: f64::from(votes),
            ..Tally::default()
        };
        EntryTally { answers: BTreeMap::from([("a".to_owned(), tally)]), uses: users, users }
    }

    #[test]
    fn search_goes_by_the_best_answer_and_by_the_mean_where_nobody_voted() {
        let outcomes = Outcomes::default().with("objection/x".to_owned(), entry(7, 9, 80));
        assert!((outcomes.evidence("objection/x").p - 10.6 / 15.0).abs() < 1e-9);
        assert_eq!(outcomes.evidence("objection/x").uses90, 50);
        assert_eq!(outcomes.evidence("objection/y"), Evidence { p: 0.6, uses90: 0 });
    }

    #[test]
    fn one_entry_anew_is_as_all_anew() {
        let one = Outcomes::default().with("a".to_owned(), entry(9, 60, 1)).with("a".to_owned(), entry(30, 60, 1));
        let all = Outcomes::default().replaced(one.entries.clone());
        assert_eq!((one.mean(), one.revision()), (0.5, 2));
        assert_eq!(all.mean(), one.mean());
    }
}
