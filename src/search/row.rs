//! Words one after the other.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader, TERMINATED};

use super::plan::RowWord;

/// Fewest words of a row that must say something for it to be looked for in long texts.
const FEWEST: usize = 2;

/// Finds the entries where the words stand in a row: calls `each` with the entry and how often.
///
/// Long texts are indexed without the words that say nothing: there, anything may stand in their place.
pub(super) fn each(
    index: &InvertedIndexReader,
    row: &[RowWord],
    long: bool,
    mut each: impl FnMut(DocId, u32),
) -> tantivy::Result<()> {
    let solid: Vec<(u32, &RowWord)> = (0..).zip(row).filter(|(_, word)| !(long && word.stop)).collect();
    if long && solid.len() < FEWEST {
        return Ok(());
    }
    let mut words = Vec::with_capacity(solid.len());
    for (place, word) in solid {
        let word = Word::open(index, place, &word.stems)?;
        if word.entry() == TERMINATED {
            return Ok(());
        }
        words.push(word);
    }
    let mut entry = words.iter().map(Word::entry).max().unwrap_or(TERMINATED);
    while entry != TERMINATED {
        let next = words.iter_mut().map(|word| word.seek(entry)).max().unwrap_or(TERMINATED);
        if next == entry {
            let times = in_a_row(&mut words);
            if times > 0 {
                each(entry, times);
            }
            entry += 1;
        } else {
            entry = next;
        }
    }
    Ok(())
}

/// How often the words stand one after the other in the entry that all of them are at.
fn in_a_row(words: &mut [Word]) -> u32 {
    let Some((first, rest)) = words.split_first_mut() else { return 0 };
    let before = first.place;
    let mut starts = first.positions().to_vec();
    for word in rest {
        let distance = word.place - before;
        let positions = word.positions();
        starts.retain(|start| positions.binary_search(&(start + distance)).is_ok());
    }
    u32::try_from(starts.len()).unwrap_or(u32::MAX)
}

/// A word in any of several stems.
struct Word {
    /// Place in the row, counted from 0.
    place: u32,
    postings: Vec<SegmentPostings>,
    positions: Vec<u32>,
}

impl Word {
    fn open(index: &InvertedIndexReader, place: u32, stems: &[String]) -> tantivy::Result<Word> {
        let mut postings = Vec::new();
        for stem in stems {
            if let Some(info) = index.terms().get(stem)? {
                postings.push(index.read_postings_from_terminfo(&info, IndexRecordOption::WithFreqsAndPositions)?);
            }
        }
        Ok(Word { place, postings, positions: Vec::new() })
    }

    fn entry(&self) -> DocId {
        self.postings.iter().map(SegmentPostings::doc).min().unwrap_or(TERMINATED)
    }

    /// The first entry from `entry` on that has the word.
    fn seek(&mut self, entry: DocId) -> DocId {
        let seek = |postings: &mut SegmentPostings| {
            if postings.doc() < entry { postings.seek(entry) } else { postings.doc() }
        };
        self.postings.iter_mut().map(seek).min().unwrap_or(TERMINATED)
    }

    /// Where the word stands in the entry it is at, ascending.
    fn positions(&mut self) -> &[u32] {
        let entry = self.entry();
        self.positions.clear();
        for postings in self.postings.iter_mut().filter(|postings| postings.doc() == entry) {
            postings.append_positions_with_offset(0, &mut self.positions);
        }
        self.positions.sort_unstable();
        &self.positions
    }
}
