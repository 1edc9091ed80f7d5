//! Wordings that ask for the same.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::Heard;
use super::wordings::{Wording, wordings};
use crate::catalog::Catalog;
use crate::search::Said;
use crate::store::{Decision, Episode, Millis};

/// From this cosine on two wordings ask for the same.
pub(super) const SAME: f32 = 0.75;
/// The most wordings that are brought together, and the most that show what was answered since.
const MOST_IN_VAIN: usize = 500;
const MOST_ANSWERED: usize = 500;
/// The latest decisions that are looked at.
const MOST_DECIDED: usize = 500;

/// Wordings around the one that most people asked.
#[derive(Debug)]
pub(in crate::insights) struct Cluster<'a> {
    pub wordings: Vec<Wording<'a>>,
    /// When a search for any of it was last answered.
    pub answered: Option<Millis>,
    said: Said,
    /// By the place of the decision in what was heard.
    decision: Option<usize>,
}

impl<'a> Cluster<'a> {
    /// The wording that most people asked.
    pub fn leader(&self) -> &Wording<'a> {
        &self.wordings[0]
    }

    /// Searches without an answer.
    pub fn episodes(&self) -> impl Iterator<Item = &'a Episode> {
        self.wordings.iter().flat_map(|wording| wording.in_vain.iter().copied())
    }

    /// Distinct people who asked in vain.
    pub fn people(&self) -> usize {
        let all: BTreeSet<Option<&str>> = self.wordings.iter().flat_map(Wording::people).collect();
        let known = all.iter().flatten().count();
        known.max(1)
    }

    /// When it was first asked in vain.
    pub fn first(&self) -> Millis {
        self.spans().map(|(first, _)| first).min().unwrap_or_default()
    }

    /// When it was last asked in vain.
    pub fn last(&self) -> Millis {
        self.spans().map(|(_, last)| last).max().unwrap_or_default()
    }

    fn spans(&self) -> impl Iterator<Item = (Millis, Millis)> {
        self.wordings.iter().filter_map(Wording::span)
    }

    /// The latest decision about it.
    pub fn decision<'h>(&self, heard: &'h Heard) -> Option<&'h Decision> {
        self.decision.and_then(|place| heard.decisions.get(place))
    }
}

/// Wordings that were asked in vain, what most people asked first, and those that were answered, the last first.
fn compared(heard: &Heard, now: Millis) -> (Vec<Wording<'_>>, Vec<Wording<'_>>) {
    let (mut in_vain, mut answered): (Vec<_>, Vec<_>) =
        wordings(heard, now).into_iter().partition(|wording| wording.span().is_some());
    in_vain.sort_by_key(|wording| Reverse((wording.people().len(), wording.in_vain.len(), wording.span())));
    in_vain.truncate(MOST_IN_VAIN);
    answered.sort_by_key(|wording| Reverse(wording.answered));
    answered.truncate(MOST_ANSWERED);
    (in_vain, answered)
}

/// Reads what is going to be compared for its meaning, so that nobody waits for that.
pub fn read_for_meaning(catalog: &Catalog, heard: &Heard, now: Millis) {
    let (in_vain, answered) = compared(heard, now);
    let decided = heard.decisions.iter().take(MOST_DECIDED).map(|decision| &decision.text);
    for text in in_vain.iter().chain(&answered).map(|wording| &wording.text).chain(decided) {
        catalog.search.said(text);
    }
}

/// Brings together what asks for the same: each wording joins the first cluster whose leader it is like, so that a chain
/// of small steps never leads from one question to another. What most people asked comes first.
pub(in crate::insights) fn of<'a>(catalog: &Catalog, heard: &'a Heard, now: Millis) -> Vec<Cluster<'a>> {
    let (in_vain, answered) = compared(heard, now);
    let mut clusters: Vec<Cluster> = Vec::new();
    for wording in in_vain {
        let said = catalog.search.said_so_far(&wording.text);
        let own = wording.answered;
        match clusters.iter_mut().find(|cluster| cluster.said.is_like(&said, SAME)) {
            Some(cluster) => {
                cluster.answered = cluster.answered.max(own);
                cluster.wordings.push(wording);
            }
            None => clusters.push(Cluster { wordings: vec![wording], answered: own, said, decision: None }),
        }
    }
    for wording in answered {
        let said = catalog.search.said_so_far(&wording.text);
        for cluster in clusters.iter_mut().filter(|cluster| cluster.said.is_like(&said, SAME)) {
            cluster.answered = cluster.answered.max(wording.answered);
        }
    }
    for (place, decision) in heard.decisions.iter().take(MOST_DECIDED).enumerate() {
        let said = catalog.search.said_so_far(&decision.text);
        for cluster in clusters.iter_mut().filter(|cluster| cluster.decision.is_none()) {
            if cluster.said.is_like(&said, SAME) {
                cluster.decision = Some(place);
            }
        }
    }
    clusters.sort_by_key(|cluster| Reverse((cluster.people(), cluster.episodes().count(), cluster.last())));
    clusters
}
