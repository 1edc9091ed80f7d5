//! A number for every entry that stays the same while the program runs, however the index is cut into segments.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::index::SegmentId;

use super::schema;
use super::view::Segment;

/// An entry that has no number: it lost its place between two commits.
pub(super) const NOBODY: u32 = u32::MAX;

/// Segments that are remembered: many times as many as an index has.
const MOST_SEGMENTS: usize = 64;

/// Numbers of entries by id, shared by the index and what is known of the meaning of its entries.
#[derive(Debug, Default)]
pub(super) struct Ids {
    numbers: Mutex<Numbers>,
    /// For each segment that was searched: the numbers of its entries, by their place in it.
    segments: Mutex<HashMap<SegmentId, Arc<[u32]>>>,
}

/// Both ways from an entry to its number.
#[derive(Debug, Default)]
struct Numbers {
    by_id: HashMap<Arc<str>, u32>,
    ids: Vec<Arc<str>>,
}

impl Ids {
    /// The number of an entry, new ones counted up from 0.
    pub fn number(&self, id: &str) -> u32 {
        let mut numbers = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = numbers.by_id.get(id) {
            return *number;
        }
        let (next, id) = (u32::try_from(numbers.ids.len()).unwrap_or(NOBODY), Arc::<str>::from(id));
        numbers.ids.push(id.clone());
        numbers.by_id.insert(id, next);
        next
    }

    /// The number of an entry that has one.
    pub fn known(&self, id: &str) -> Option<u32> {
        self.numbers.lock().unwrap_or_else(PoisonError::into_inner).by_id.get(id).copied()
    }

    /// The entry of a number.
    pub fn id(&self, number: u32) -> Option<Arc<str>> {
        self.numbers.lock().unwrap_or_else(PoisonError::into_inner).ids.get(number as usize).cloned()
    }

    /// The numbers of the entries of a segment. A segment never changes, so they are read once.
    pub fn of_segment(&self, segment: &Segment) -> tantivy::Result<Arc<[u32]>> {
        let key = segment.reader.segment_id();
        if let Some(known) = self.segments.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(known.clone());
        }
        let numbers = self.read(segment)?;
        let mut segments = self.segments.lock().unwrap_or_else(PoisonError::into_inner);
        if segments.len() >= MOST_SEGMENTS {
            // Most of them were merged away; those that are left are read again.
            segments.clear();
        }
        segments.insert(key, numbers.clone());
        Ok(numbers)
    }

    fn read(&self, segment: &Segment) -> tantivy::Result<Arc<[u32]>> {
        let Some(ids) = segment.reader.fast_fields().str(schema::ID)? else {
            return Ok(vec![NOBODY; segment.reader.max_doc() as usize].into());
        };
        let mut by_name = Vec::with_capacity(ids.dictionary().num_terms());
        let mut names = ids.dictionary().stream()?;
        while names.advance() {
            by_name.push(self.number(&String::from_utf8_lossy(names.key())));
        }
        let number = |entry| {
            let name = ids.ords().first(entry)?;
            by_name.get(usize::try_from(name).ok()?).copied()
        };
        Ok((0..segment.reader.max_doc()).map(|entry| number(entry).unwrap_or(NOBODY)).collect())
    }
}
