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

/// Wordings around the one that most people asked.
#[derive(Debug)]
pub(super) struct Cluster<'a> {
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

/// Brings together what asks for the same: each wording joins the first cluster whose leader it is like, so that a chain
/// of small steps never leads from one question to another. What most people asked comes first.
pub(super) fn of<'a>(catalog: &Catalog, heard: &'a Heard, now: Millis) -> Vec<Cluster<'a>> {
    let (mut in_vain, mut answered): (Vec<_>, Vec<_>) =
        wordings(heard, now).into_iter().partition(|wording| wording.span().is_some());
    in_vain.sort_by_key(|wording| Reverse((wording.people().len(), wording.in_vain.len(), wording.span())));
    in_vain.truncate(MOST_IN_VAIN);
    let mut clusters: Vec<Cluster> = Vec::new();
    for wording in in_vain {
        let said = catalog.search.said(&wording.text);
        let own = wording.answered;
        match clusters.iter_mut().find(|cluster| cluster.said.is_like(&said, SAME)) {
            Some(cluster) => {
                cluster.answered = cluster.answered.max(own);
                cluster.wordings.push(wording);
            }
            None => clusters.push(Cluster { wordings: vec![wording], answered: own, said, decision: None }),
        }
    }
    answered.sort_by_key(|wording| Reverse(wording.answered));
    for wording in answered.into_iter().take(MOST_ANSWERED) {
        let said = catalog.search.said(&wording.text);
        for cluster in clusters.iter_mut().filter(|cluster| cluster.said.is_like(&said, SAME)) {
            cluster.answered = cluster.answered.max(wording.answered);
        }
    }
    for (place, decision) in heard.decisions.iter().enumerate() {
        let said = catalog.search.said(&decision.text);
        for cluster in clusters.iter_mut().filter(|cluster| cluster.decision.is_none()) {
            if cluster.said.is_like(&said, SAME) {
                cluster.decision = Some(place);
            }
        }
    }
    clusters.sort_by_key(|cluster| Reverse((cluster.people(), cluster.episodes().count(), cluster.last())));
    clusters
}
