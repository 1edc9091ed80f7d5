//! Gaps: what was asked in vain. Searches that ended without an answer, brought together where they ask for the same.
//!
//! | file | what it is |
//! |---|---|
//! | `heard` | what the store knows of it |
//! | `wordings` | the same words, however often they were asked |
//! | `clusters` | wordings that ask for the same |
//! | `answers` | which entry answers a wording by now |

mod answers;
pub(super) mod clusters;
mod heard;
mod wordings;

pub use answers::answers;
pub use clusters::read_for_meaning;
pub use heard::{Heard, WINDOW};

use std::collections::BTreeSet;

use serde::Serialize;

use super::weekly::FEW_PEOPLE;
use crate::catalog::Catalog;
use crate::store::{Ask, Millis};
use answers::{Nearest, nearest, now_answered_by};
use clusters::Cluster;

/// The most gaps that are worked out; each costs a search or two.
const MOST: usize = 50;

/// What several people asked in vain.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Gap {
    /// As they were typed, what most people asked first.
    pub wordings: Vec<String>,
    /// Distinct people who went away without an answer; nobody's name is kept with a gap.
    pub people: usize,
    /// Searches that ended so.
    pub searches: usize,
    /// Terms that were spoken of or filtered by.
    pub stages: Vec<String>,
    pub personas: Vec<String>,
    pub competitors: Vec<String>,
    /// The entry that comes nearest.
    pub nearest: Option<Nearest>,
    /// It was closed before, and somebody asked in vain again.
    pub reopened: bool,
    /// When it was asked last, in milliseconds since the Unix epoch.
    pub last: Millis,
    /// Questions to the team, each by somebody who wants to be told.
    #[serde(skip)]
    pub asks: Vec<Ask>,
}

impl Gap {
    /// The wording that stands for all.
    pub fn words(&self) -> &str {
        self.wordings.first().map_or("", String::as_str)
    }
}

/// What nobody has answered or decided yet, what most people asked first. A gap closes by itself when a later search of
/// the same is answered, or when an entry answers it that did not before.
pub fn gaps(catalog: &Catalog, heard: &Heard, now: Millis) -> Vec<Gap> {
    let clusters = clusters::of(catalog, heard, now);
    clusters.iter().filter_map(|cluster| open(catalog, heard, cluster)).take(MOST).collect()
}

fn open(catalog: &Catalog, heard: &Heard, cluster: &Cluster) -> Option<Gap> {
    let decision = cluster.decision(heard);
    if decision.is_some_and(|decision| decision.at >= cluster.last() || decision.decision == "not_ours") {
        return None;
    }
    let answered = cluster.answered.filter(|answered| *answered >= cluster.first());
    if answered.is_some_and(|answered| answered >= cluster.last()) {
        return None;
    }
    let leader = cluster.leader();
    if now_answered_by(catalog, &leader.text, leader.found_before()).is_some() {
        return None;
    }
    // In which situation a few asked could tell who they are.
    let few = cluster.people() < FEW_PEOPLE;
    let terms = |of: fn(&crate::store::Episode) -> &Option<String>| {
        let episodes = cluster.episodes().filter(|_| !few);
        let all: BTreeSet<String> = episodes.filter_map(|episode| of(episode).clone()).collect();
        all.into_iter().collect()
    };
    Some(Gap {
        wordings: cluster.wordings.iter().map(|wording| wording.text.clone()).collect(),
        people: cluster.people(),
        searches: cluster.episodes().count(),
        stages: terms(|episode| &episode.stage),
        personas: terms(|episode| &episode.persona),
        competitors: terms(|episode| &episode.competitor),
        nearest: nearest(catalog, cluster),
        reopened: decision.is_some() || answered.is_some(),
        last: cluster.last(),
        asks: cluster.wordings.iter().flat_map(|wording| &wording.asks).map(|ask| (*ask).clone()).collect(),
    })
}
