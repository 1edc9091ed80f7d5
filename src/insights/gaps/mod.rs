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

use jiff::civil::Date;
use serde::Serialize;

use super::weekly::FEW_PEOPLE;
use crate::catalog::Catalog;
use crate::store::{Ask, Millis, day};
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
    /// The day on which it was asked last, in UTC: the hour could tell who it was.
    pub last: Date,
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

/// What became of what was asked in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Nothing yet; or it was settled once, and somebody asked in vain again.
    Open { again: bool },
    /// Somebody has said that it is being answered.
    InHand,
    /// A later search was answered, or an entry answers it that did not before.
    Answered,
    /// It is not for the team to answer.
    NotOurs,
}

/// What became of a cluster.
pub(super) fn fate(catalog: &Catalog, heard: &Heard, cluster: &Cluster) -> Fate {
    let decision = cluster.decision(heard);
    if decision.is_some_and(|decision| decision.decision == "not_ours") {
        return Fate::NotOurs;
    }
    let answered = cluster.answered.filter(|answered| *answered >= cluster.first());
    if answered.is_some_and(|answered| answered >= cluster.last()) {
        return Fate::Answered;
    }
    let leader = cluster.leader();
    if now_answered_by(catalog, &leader.text, leader.found_before()).is_some() {
        return Fate::Answered;
    }
    match decision {
        Some(decision) if decision.at >= cluster.last() => Fate::InHand,
        _ => Fate::Open { again: decision.is_some() || answered.is_some() },
    }
}

fn open(catalog: &Catalog, heard: &Heard, cluster: &Cluster) -> Option<Gap> {
    let Fate::Open { again } = fate(catalog, heard, cluster) else { return None };
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
        reopened: again,
        last: day(cluster.last()),
        asks: cluster.wordings.iter().flat_map(|wording| &wording.asks).map(|ask| (*ask).clone()).collect(),
    })
}
