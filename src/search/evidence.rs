//! What is known of entries besides how well they fit: how far they can be relied on, how they worked, who uses them. It
//! may only reorder neighbours; how certain search is does not depend on it.

use std::sync::Arc;

use super::ids::Ids;
use super::rank;
use super::snapshot::Snapshot;
use crate::model::entry::Trust;

/// What is known of one entry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    pub trust: Trust,
    /// Mean of how its best answer worked, from 0 to 1.
    pub outcome: f32,
    /// Distinct people who used it in 90 days.
    pub uses: u32,
}

/// The same as the ranking takes it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Weighed {
    pub trust: f32,
    pub outcome: f32,
    pub uses: u32,
}

/// What is known of all entries at one moment. Never changes; a change makes another one.
#[derive(Clone, Default)]
pub struct AllEvidence {
    ids: Arc<Ids>,
    /// By the number of the entry; `None` where nothing is known.
    by_number: Vec<Option<Weighed>>,
}

impl std::fmt::Debug for AllEvidence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AllEvidence").field("entries", &self.by_number.iter().flatten().count()).finish_non_exhaustive()
    }
}

impl AllEvidence {
    /// The same with some entries known anew, or forgotten.
    pub fn with<'a>(&self, changes: impl IntoIterator<Item = (&'a str, Option<Evidence>)>) -> AllEvidence {
        let mut next = self.clone();
        for (id, evidence) in changes {
            let number = self.ids.number(id) as usize;
            if next.by_number.len() <= number {
                next.by_number.resize(number + 1, None);
            }
            next.by_number[number] = evidence.map(|Evidence { trust, outcome, uses }| Weighed {
                trust: rank::trusted(trust),
                outcome,
                uses,
            });
        }
        next
    }

    pub(super) fn ids(&self) -> &Ids {
        &self.ids
    }

    /// What is known of the entry of a number.
    pub(super) fn of(&self, number: u32) -> Option<Weighed> {
        self.by_number.get(number as usize).copied().flatten()
    }
}

impl Snapshot {
    /// The same entries, with what is known of them.
    pub fn with_evidence(mut self, evidence: Arc<AllEvidence>) -> Snapshot {
        self.evidence = evidence;
        self
    }

    /// What is known of the entries.
    pub fn evidence(&self) -> &Arc<AllEvidence> {
        &self.evidence
    }
}
