//! A share, and how sure it is.

use serde::Serialize;

use super::metrics::wilson;

/// A share of counted things, with the interval that holds the true one in 95 of 100 cases.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

impl Share {
    /// So many of so many; `None` of nothing.
    pub fn of(found: usize, all: usize) -> Option<Share> {
        (all > 0).then(|| {
            let (low, high) = wilson(found, all);
            Share { value: found as f64 / all as f64, low, high }
        })
    }

    /// The share of places, from 1, that are among the first so many.
    pub fn among_first(most: usize, places: &[Option<usize>]) -> Option<Share> {
        let found = places.iter().filter(|place| place.is_some_and(|place| place <= most)).count();
        Share::of(found, places.len())
    }
}
