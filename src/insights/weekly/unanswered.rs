//! Searches that ended without an answer, those that ask for the same together: the clusters of [`crate::insights::gaps`], of
//! one week.

use std::collections::BTreeMap;

use super::{FEW_PEOPLE, MOST};
use crate::catalog::Catalog;
use crate::insights::gaps::clusters::{self, Cluster};
use crate::insights::gaps::{Fate, Heard, fate};
use crate::store::{Episode, Millis};

/// What was looked for in vain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// As it was typed, what most people asked first.
    pub wordings: Vec<String>,
    pub searches: usize,
    /// Distinct ones, as far as they are known.
    pub people: usize,
    pub stages: Vec<String>,
    pub competitors: Vec<String>,
    /// The entry that search took for the nearest, most often.
    pub nearest: Option<String>,
    pub state: State,
}

/// What became of it since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Open,
    /// Somebody has said that it is being answered.
    InHand,
    /// The same was answered since, or an entry answers it by now.
    Answered,
}

impl State {
    /// What became of a cluster; nothing where it is not for the team to answer.
    fn of(catalog: &Catalog, heard: &Heard, cluster: &Cluster) -> Option<State> {
        match fate(catalog, heard, cluster) {
            Fate::Open { .. } => Some(State::Open),
            Fate::InHand => Some(State::InHand),
            Fate::Answered => Some(State::Answered),
            Fate::NotOurs => None,
        }
    }
}

/// The gaps of a week that ended at a moment: by people, then by searches. What is not the team's to answer is none.
pub fn gaps(catalog: &Catalog, heard: &Heard, end: Millis) -> Vec<Gap> {
    let clusters = clusters::of(catalog, heard, end);
    let known = clusters.iter().filter_map(|cluster| Some(gap(cluster, State::of(catalog, heard, cluster)?)));
    known.take(MOST).collect()
}

fn gap(cluster: &Cluster, state: State) -> Gap {
    let people = cluster.people();
    // In which situation a few asked could tell who they are.
    let few = people < FEW_PEOPLE;
    let terms = |of: fn(&Episode) -> Option<&str>| {
        if few { Vec::new() } else { commonest(cluster.episodes().filter_map(of)) }
    };
    Gap {
        wordings: cluster.wordings.iter().map(|wording| wording.text.trim().to_owned()).collect(),
        searches: cluster.episodes().count(),
        people,
        stages: terms(|episode| episode.stage.as_deref()),
        competitors: terms(|episode| episode.competitor.as_deref()),
        nearest: commonest(cluster.episodes().filter_map(|episode| episode.nearest.as_deref())).into_iter().next(),
        state,
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
