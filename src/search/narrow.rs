//! Filters and counts by facet.

use std::collections::{BTreeMap, HashMap};

use tantivy::DocId;
use tantivy::schema::IndexRecordOption;

use super::bits::Bits;
use super::document::Facet;
use super::request::FacetCounts;
use super::schema::{facet_of, facet_term};
use super::snapshot::Snapshot;
use super::view::Segment;

/// The filters of a request: for each facet that is filtered by, the values.
#[derive(Debug, Default)]
pub(super) struct Filters {
    by_facet: BTreeMap<Facet, Vec<String>>,
}

impl Filters {
    pub fn new<'a>(filters: impl IntoIterator<Item = (Facet, &'a str)>) -> Filters {
        let mut by_facet: BTreeMap<Facet, Vec<String>> = BTreeMap::new();
        for (facet, value) in filters {
            by_facet.entry(facet).or_default().push(value.to_owned());
        }
        Filters { by_facet }
    }

    /// The filters, looked up in one segment.
    pub fn gates(&self, snapshot: &Snapshot, segment: &Segment) -> tantivy::Result<Gates> {
        let mut gates = Vec::with_capacity(self.by_facet.len());
        for (facet, values) in &self.by_facet {
            let mut open = Bits::new(segment.reader.max_doc());
            for value in values {
                add_having(snapshot, segment, (*facet, value), &mut open)?;
            }
            gates.push((*facet, open));
        }
        Ok(Gates { gates })
    }
}

/// Adds the entries of a segment that have a value of a facet.
fn add_having(
    snapshot: &Snapshot,
    segment: &Segment,
    (facet, value): (Facet, &str),
    entries: &mut Bits,
) -> tantivy::Result<()> {
    if facet == Facet::Owner {
        return snapshot.owned.add(value, &snapshot.evidence, segment, entries);
    }
    if let Some(info) = segment.facets.terms().get(facet_term(facet, value))? {
        let mut postings = segment.facets.read_block_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
        while !postings.docs().is_empty() {
            postings.docs().iter().for_each(|entry| entries.set(*entry));
            postings.advance();
        }
    }
    Ok(())
}

/// The entries of a segment that have a value of a facet.
pub(super) fn having(snapshot: &Snapshot, segment: &Segment, facet: Facet, value: &str) -> tantivy::Result<Bits> {
    let mut entries = Bits::new(segment.reader.max_doc());
    add_having(snapshot, segment, (facet, value), &mut entries)?;
    Ok(entries)
}

/// For each facet that is filtered by, the entries of a segment that pass.
pub(super) struct Gates {
    gates: Vec<(Facet, Bits)>,
}

/// How an entry fares at the gates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Passage {
    /// Through all of them.
    Free,
    /// Through all but the one of this facet: counts there only.
    Only(Facet),
    Shut,
}

impl Gates {
    pub fn passage(&self, entry: DocId) -> Passage {
        let mut passage = Passage::Free;
        for (facet, open) in &self.gates {
            if !open.has(entry) {
                passage = match passage {
                    Passage::Free => Passage::Only(*facet),
                    _ => return Passage::Shut,
                };
            }
        }
        passage
    }
}

/// Counts by facet, added up over the segments.
#[derive(Debug, Default)]
pub(super) struct Counts {
    by_term: HashMap<String, usize>,
}

/// Counts of one segment, by the number of the value there.
pub(super) struct SegmentCounts<'a> {
    segment: &'a Segment,
    free: Vec<usize>,
    /// Of entries that pass all gates but that of a facet.
    only: BTreeMap<Facet, Vec<usize>>,
}

impl<'a> SegmentCounts<'a> {
    pub fn new(segment: &'a Segment) -> SegmentCounts<'a> {
        SegmentCounts { segment, free: Vec::new(), only: BTreeMap::new() }
    }

    pub fn add(&mut self, entry: DocId, passage: Passage) {
        let Some(column) = &self.segment.facet_values else { return };
        let counts = match passage {
            Passage::Free => &mut self.free,
            Passage::Only(facet) => self.only.entry(facet).or_default(),
            Passage::Shut => return,
        };
        for value in column.ords().values_for_doc(entry) {
            let value = value as usize;
            if counts.len() <= value {
                counts.resize(value + 1, 0);
            }
            counts[value] += 1;
        }
    }
}

impl Counts {
    pub fn add(&mut self, segment: SegmentCounts<'_>) -> tantivy::Result<()> {
        let Some(column) = &segment.segment.facet_values else { return Ok(()) };
        let mut term = String::new();
        let all = std::iter::once((None, segment.free)).chain(segment.only.into_iter().map(|(f, c)| (Some(f), c)));
        for (only, counts) in all {
            for (value, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
                if !column.ord_to_str(value as u64, &mut term)? {
                    continue;
                }
                let counted = facet_of(&term).is_some_and(|(facet, _)| only.is_none_or(|only| only == facet));
                if counted {
                    *self.by_term.entry(term.clone()).or_default() += count;
                }
            }
        }
        Ok(())
    }

    /// In the order of the facets, most frequent values first.
    pub fn finish(self) -> Vec<FacetCounts> {
        let mut by_facet: BTreeMap<Facet, Vec<(String, usize)>> = BTreeMap::new();
        for (term, count) in self.by_term {
            if let Some((facet, value)) = facet_of(&term) {
                by_facet.entry(facet).or_default().push((value.to_owned(), count));
            }
        }
        let sorted = |(facet, mut values): (Facet, Vec<(String, usize)>)| {
            values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            FacetCounts { facet, values }
        };
        by_facet.into_iter().map(sorted).collect()
    }
}
