//! Where search finds the entries that wordings belong to.

use super::metrics::DEPTH;
use super::promises::SEEN;
use super::wordings::Wording;
use crate::content::on_all_cores;
use crate::search::{Meaning, Request, Snapshot};

/// What a search for a wording found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Where the wording's own entry stands among the first ten, from 1.
    pub place: Option<usize>,
    /// The ids of what came first, as many as are seen.
    pub ahead: Vec<String>,
}

/// Searches each wording, on all cores; what was found is in the order of the wordings. `known` has their vectors.
pub fn find(snapshot: &Snapshot, known: Option<&Meaning>, wordings: &[&Wording]) -> Vec<Found> {
    let find_one = |wording: &Wording| {
        if let (Some(known), Some(place)) = (known, wording.place) {
            known.remember(wording.text, wording.entry.id.as_str(), place);
        }
        find_one(snapshot, wording)
    };
    let numbered: Vec<_> = wordings.iter().enumerate().collect();
    let mut found = vec![Found::default(); wordings.len()];
    for (number, of_one) in on_all_cores(&numbered, |(number, wording)| (*number, find_one(wording))) {
        found[number] = of_one;
    }
    found
}

fn find_one(snapshot: &Snapshot, wording: &Wording) -> Found {
    let hits = snapshot.search(&Request::new(wording.text, DEPTH)).hits;
    let place = hits.iter().position(|hit| hit.id == wording.entry.id.as_str()).map(|index| index + 1);
    Found { place, ahead: hits.into_iter().take(SEEN).map(|hit| hit.id).collect() }
}
