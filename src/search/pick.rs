//! The best entries of a search, without sorting the rest.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use tantivy::DocAddress;

use super::rank::{Fit, Signals, Tier};
use super::score::Held;

/// An entry in the running.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// Comes before all that are not: neither archived nor expired.
    pub current: bool,
    pub tier: Tier,
    pub complete: bool,
    /// The words that it holds; `None` where it was found by its meaning alone.
    pub held: Option<Held>,
    pub fit: Fit,
    pub signals: Signals,
    pub score: f32,
    pub address: DocAddress,
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Candidate) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Candidate {}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Candidate) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Candidate {
    /// Better is greater.
    fn cmp(&self, other: &Candidate) -> Ordering {
        let by_tier = (self.current, self.tier).cmp(&(other.current, other.tier));
        by_tier.then_with(|| self.score.total_cmp(&other.score)).then_with(|| other.address.cmp(&self.address))
    }
}

/// Lifts scores so that none is below one that comes after it: the tier counts more than the score, and whoever only
/// sees the score shall come to the same order.
pub(super) fn in_step(mut best_first: Vec<Candidate>) -> Vec<Candidate> {
    let mut least = 0.0_f32;
    for candidate in best_first.iter_mut().rev() {
        least = least.max(candidate.score);
        candidate.score = least;
    }
    best_first
}

/// Keeps the greatest of many.
pub(super) struct Best<T> {
    most: usize,
    heap: BinaryHeap<std::cmp::Reverse<T>>,
}

impl<T: Ord> Best<T> {
    pub fn new(most: usize) -> Best<T> {
        Best { most, heap: BinaryHeap::new() }
    }

    pub fn push(&mut self, item: T) {
        if self.heap.len() < self.most {
            self.heap.push(std::cmp::Reverse(item));
        } else if let Some(mut least) = self.heap.peek_mut()
            && item > least.0
        {
            least.0 = item;
        }
    }

    /// Greatest first.
    pub fn finish(self) -> Vec<T> {
        self.heap.into_sorted_vec().into_iter().map(|item| item.0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::rank::Query;
    use super::*;

    #[test]
    fn the_greatest_stay() {
        let mut best = Best::new(3);
        for item in [5, 1, 4, 2, 8, 3] {
            best.push(item);
        }
        assert_eq!(best.finish(), [8, 5, 4]);
        let mut none = Best::new(0);
        none.push(1);
        assert!(none.finish().is_empty());
    }

    #[test]
    fn all_words_come_before_some() {
        let candidate = |all, score, entry| {
            let address = DocAddress::new(0, entry);
            let (tier, fit, signals) =
                (Tier::of(all, all, true), Fit::new(0.0, Tier::Some, None, Query::default()), Signals::default());
            Candidate { current: true, tier, complete: all, held: None, fit, signals, score, address }
        };
        assert!(candidate(true, 1.0, 0) > candidate(false, 9.0, 1));
        assert!(candidate(true, 1.0, 0) > candidate(true, 1.0, 1));
        let lifted = in_step(vec![candidate(true, 1.0, 0), candidate(false, 9.0, 1), candidate(false, 2.0, 2)]);
        assert_eq!(lifted.iter().map(|candidate| candidate.score).collect::<Vec<_>>(), [9.0, 9.0, 2.0]);
    }
}
