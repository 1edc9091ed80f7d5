//! Scoring: every posting of every word that is looked for, added up entry by entry (BM25F).
//!
//! For each way to find a word, its weighted frequencies in all parts are added, then saturated, then weighed by
//! rarity. Of several ways to find the same word the best counts; different words add up.

use std::rc::Rc;

use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, InvertedIndexReader};

use super::lookup::{Found, Lookup, Seek};
use super::plan::{Plan, RowWord};
use super::rank::{self, Part};
use super::row;
use super::view::{Segment, View};

/// No way yet.
const NONE: u16 = u16::MAX;

/// The running sum of one entry.
#[derive(Debug, Clone, Copy)]
struct Sum {
    /// Of the units that are done.
    total: f32,
    /// The best way of the unit at hand.
    best: f32,
    /// Weighted frequency of the way at hand.
    frequency: f32,
    /// The way at hand, counted through all units.
    way: u16,
    unit: u16,
    held: Held,
}

const EMPTY: Sum =
    Sum { total: 0.0, best: 0.0, frequency: 0.0, way: NONE, unit: NONE, held: Held { anywhere: 0, short: 0 } };

/// The bits of the words that an entry has.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Held {
    /// In any part.
    pub anywhere: u64,
    /// In the short parts: title, questions, glance layer, summary, labels, headings.
    pub short: u64,
}

/// Sums for all entries of one segment; used again from segment to segment and search to search.
#[derive(Debug, Default)]
pub(super) struct Board {
    sums: Vec<Sum>,
    touched: Vec<DocId>,
}

/// A way, looked up.
struct Ready {
    unit: u16,
    /// Rarity times boost.
    weight: f32,
    bits: u64,
    finds: bool,
    seek: Seek,
}

/// A plan, looked up in the index.
pub(super) struct Scoring<'a> {
    view: &'a View,
    ways: Vec<Ready>,
    /// For each part: what one occurrence adds, by the length of the part.
    norms: Vec<[f32; 256]>,
}

impl<'a> Scoring<'a> {
    pub fn new(view: &'a View, plan: &Plan) -> tantivy::Result<Scoring<'a>> {
        Scoring::as_in(view, view, plan)
    }

    /// A plan, looked up in a view, with the weights that it has in another.
    pub fn as_in(view: &'a View, weights: &View, plan: &Plan) -> tantivy::Result<Scoring<'a>> {
        let mut lookup = Lookup::new(view);
        let mut weighing = Lookup::new(weights);
        let mut ways = Vec::new();
        for (unit, each) in plan.units.iter().enumerate() {
            for way in &each.ways {
                let (seek, entries) = lookup.seek(way)?;
                let entries = if std::ptr::eq(view, weights) { entries } else { weighing.seek(way)?.1 };
                if entries > 0 && ways.len() < usize::from(NONE) {
                    let weight = way.boost * rank::rarity(entries, weights.entries());
                    let unit = u16::try_from(unit).unwrap_or(NONE - 1);
                    ways.push(Ready { unit, weight, bits: each.bits, finds: each.finds, seek });
                }
            }
        }
        Ok(Scoring { view, ways, norms: norms(weights) })
    }

    /// The bits of the words that some entry has.
    pub fn found(&self) -> u64 {
        self.ways.iter().fold(0, |all, way| all | way.bits)
    }

    /// How much it says of an entry to hold a unit: the rarity of its best way.
    pub fn weight_of(&self, unit: usize) -> f32 {
        let ways = self.ways.iter().filter(|way| usize::from(way.unit) == unit);
        ways.map(|way| way.weight).fold(0.0, f32::max)
    }

    /// Scores the entries of a segment, deleted ones among them: calls `each` with entry, score and the bits of its
    /// words, in no order.
    pub fn score(
        &self,
        segment: usize,
        board: &mut Board,
        mut each: impl FnMut(DocId, f32, Held),
    ) -> tantivy::Result<()> {
        let place = &self.view.segments[segment];
        board.start(place.reader.max_doc());
        for number in 0..self.ways.len() {
            match &self.ways[number].seek {
                Seek::Terms(terms) => self.add_terms(segment, number, terms, board)?,
                Seek::Row(row) => self.add_row(place, number, row, board)?,
            }
        }
        for at in 0..board.touched.len() {
            let entry = board.touched[at];
            let mut sum = board.sums[entry as usize];
            self.settle(&mut sum);
            each(entry, sum.total + sum.best, sum.held);
        }
        board.clear();
        Ok(())
    }

    fn add_terms(&self, segment: usize, number: usize, terms: &[Rc<Found>], board: &mut Board) -> tantivy::Result<()> {
        for found in terms {
            for place in found.places.iter().filter(|place| place.segment == segment) {
                let part = place.part as usize;
                let index: &InvertedIndexReader = &self.view.segments[segment].parts[part];
                let postings = index.read_block_postings_from_terminfo(&place.info, IndexRecordOption::WithFreqs)?;
                self.add_postings(segment, number, part, postings, board);
            }
        }
        Ok(())
    }

    fn add_postings(
        &self,
        segment: usize,
        number: usize,
        part: usize,
        mut postings: BlockSegmentPostings,
        board: &mut Board,
    ) {
        let lengths = &self.view.segments[segment].norms[part];
        let norms = &self.norms[part];
        while !postings.docs().is_empty() {
            for (entry, times) in postings.docs().iter().zip(postings.freqs()) {
                let gain = *times as f32 * norms[usize::from(lengths.fieldnorm_id(*entry))];
                self.add(board, *entry, number, part, gain);
            }
            postings.advance();
        }
    }

    fn add_row(&self, segment: &Segment, number: usize, row: &[RowWord], board: &mut Board) -> tantivy::Result<()> {
        for part in Part::WORDS {
            let (lengths, norms) = (&segment.norms[part as usize], &self.norms[part as usize]);
            row::each(&segment.parts[part as usize], row, part == Part::Body, |entry, times| {
                let gain = times as f32 * norms[usize::from(lengths.fieldnorm_id(entry))];
                self.add(board, entry, number, part as usize, gain);
            })?;
        }
        Ok(())
    }

    fn add(&self, board: &mut Board, entry: DocId, number: usize, part: usize, gain: f32) {
        let sum = &mut board.sums[entry as usize];
        // Fits: there are fewer ways than `NONE`.
        let way = number as u16;
        if sum.way != way {
            let ready = &self.ways[number];
            if sum.way == NONE {
                if !ready.finds {
                    return;
                }
                board.touched.push(entry);
            }
            self.settle(sum);
            sum.way = way;
            sum.held.anywhere |= ready.bits;
            if sum.unit != ready.unit {
                sum.total += sum.best;
                sum.best = 0.0;
                sum.unit = ready.unit;
            }
        }
        if part != Part::Body as usize {
            sum.held.short |= self.ways[number].bits;
        }
        sum.frequency += gain;
    }

    /// Closes the way at hand.
    fn settle(&self, sum: &mut Sum) {
        if sum.frequency > 0.0 {
            let weight = self.ways[usize::from(sum.way)].weight;
            let saturated = (rank::SATURATION + 1.0) * sum.frequency / (rank::SATURATION + sum.frequency);
            sum.best = sum.best.max(weight * saturated);
            sum.frequency = 0.0;
        }
    }
}

impl Board {
    fn start(&mut self, entries: DocId) {
        if self.sums.len() < entries as usize {
            self.sums.resize(entries as usize, EMPTY);
        }
    }

    fn clear(&mut self) {
        for entry in self.touched.drain(..) {
            self.sums[entry as usize] = EMPTY;
        }
    }
}

/// What one occurrence of a word adds, for each part and length.
fn norms(view: &View) -> Vec<[f32; 256]> {
    let by_part = rank::PARTS.iter().zip(view.lengths);
    by_part
        .map(|(weight, average)| {
            std::array::from_fn(|id| {
                let length = tantivy::fieldnorm::FieldNormReader::id_to_fieldnorm(id as u8) as f32;
                weight / (1.0 - rank::LENGTH + rank::LENGTH * length / average)
            })
        })
        .collect()
}
