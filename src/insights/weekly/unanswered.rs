//! Searches that ended without an answer, those that say the same together.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{FEW_PEOPLE, MOST};
use crate::search::Snapshot;
use crate::store::Unanswered;

/// What was looked for in vain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// As it was typed, the commonest wording first.
    pub wordings: Vec<String>,
    pub searches: usize,
    /// Distinct ones, as far as they are known.
    pub people: usize,
    pub stages: Vec<String>,
    pub competitors: Vec<String>,
    /// The entry that search took for the nearest, most often.
    pub nearest: Option<String>,
    /// The same was answered since.
    pub closed: bool,
}

/// The gaps of a week: by people, then by searches.
pub fn gaps(search: &Snapshot, unanswered: &[Unanswered], answered: &[(String, i64)]) -> Vec<Gap> {
    let sense = |text: &str| search.sense(text);
    let mut groups: BTreeMap<String, Vec<&Unanswered>> = BTreeMap::new();
    for row in unanswered {
        groups.entry(sense(&row.text)).or_default().push(row);
    }
    let mut answered_last: HashMap<String, i64> = HashMap::new();
    for (text, at) in answered {
        let last = answered_last.entry(sense(text)).or_default();
        *last = (*last).max(*at);
    }
    let mut gaps: Vec<_> = groups
        .iter()
        .filter(|(sense, _)| !sense.is_empty())
        .map(|(sense, rows)| {
            let last = rows.iter().map(|row| row.at).max();
            gap(rows, answered_last.get(sense).copied() > last)
        })
        .collect();
    gaps.sort_by(|a, b| (b.people, b.searches, &a.wordings).cmp(&(a.people, a.searches, &b.wordings)));
    gaps.truncate(MOST);
    gaps
}

fn gap(rows: &[&Unanswered], closed: bool) -> Gap {
    let people: BTreeSet<_> = rows.iter().filter_map(|row| row.person.as_deref()).collect();
    // In which situation a few asked could tell who they are.
    let few = people.len() < FEW_PEOPLE;
    let terms = |of: fn(&Unanswered) -> Option<&str>| {
        if few { Vec::new() } else { commonest(rows.iter().filter_map(|row| of(row))) }
    };
    Gap {
        wordings: commonest(rows.iter().map(|row| row.text.trim())),
        searches: rows.len(),
        people: people.len(),
        stages: terms(|row| row.stage.as_deref()),
        competitors: terms(|row| row.competitor.as_deref()),
        nearest: commonest(rows.iter().filter_map(|row| row.nearest.as_deref())).into_iter().next(),
        closed,
    }
}

/// Each text once, the commonest first.
fn commonest<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    let mut sorted: Vec<_> = counts.into_iter().collect();
    sorted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    sorted.into_iter().map(|(text, _)| text.to_owned()).collect()
}
