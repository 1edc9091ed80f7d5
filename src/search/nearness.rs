//! How near entries are in meaning to one query.

use std::sync::Arc;
use std::time::Duration;

use tantivy::DocId;

use super::ids::NOBODY;
use super::meaning::{Meaning, Near};
use super::plan::Plan;
use super::view::Segment;

/// How long a query waits while all cores read others; then its words alone answer.
const PATIENCE: Duration = Duration::from_millis(50);

/// The nearness of all entries to a query.
pub(super) struct Nearness<'a> {
    meaning: &'a Meaning,
    /// By the number of the entry.
    near: Vec<Option<Near>>,
}

/// The same for the entries of one segment.
pub(super) struct InSegment<'a> {
    near: &'a [Option<Near>],
    numbers: Arc<[u32]>,
}

impl<'a> Nearness<'a> {
    /// Reads the query as it was typed and as it was probably meant, and compares both with every entry. `None` where
    /// there was no time to.
    pub fn of(meaning: &'a Meaning, query: &str, plan: &Plan, abandoned: &dyn Fn() -> bool) -> Option<Nearness<'a>> {
        let ask = |text: &str| meaning.model().ask(text, PATIENCE, abandoned);
        let mut views = vec![ask(query)?];
        if let Some(corrected) = &plan.corrected {
            views.push(ask(corrected)?);
        }
        Some(Nearness { meaning, near: meaning.near(&views) })
    }

    pub fn in_segment(&self, segment: &Segment) -> tantivy::Result<InSegment<'_>> {
        Ok(InSegment { near: &self.near, numbers: self.meaning.ids().of_segment(segment)? })
    }
}

impl InSegment<'_> {
    /// How near an entry is; `None` where that is not known.
    pub fn of(&self, entry: DocId) -> Option<Near> {
        let number = *self.numbers.get(entry as usize)?;
        if number == NOBODY { None } else { self.near.get(number as usize).copied().flatten() }
    }
}
