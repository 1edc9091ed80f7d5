//! Words one after the other.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader, TERMINATED};

/// Finds the entries where the words stand in a row, each as any of its stems: calls `each` with the entry and how
/// often.
pub(super) fn each(
    index: &InvertedIndexReader,
    row: &[Vec<String>],
    mut each: impl FnMut(DocId, u32),
) -> tantivy::Result<()> {
    let mut words = Vec::with_capacity(row.len());
    for stems in row {
        let word = Word::open(index, stems)?;
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
    let mut starts = first.positions().to_vec();
    for (distance, word) in (1..).zip(rest) {
        let positions = word.positions();
        starts.retain(|start| positions.binary_search(&(start + distance)).is_ok());
    }
    u32::try_from(starts.len()).unwrap_or(u32::MAX)
}

/// A word in any of several stems.
struct Word {
    postings: Vec<SegmentPostings>,
    positions: Vec<u32>,
}

impl Word {
    fn open(index: &InvertedIndexReader, stems: &[String]) -> tantivy::Result<Word> {
        let mut postings = Vec::new();
        for stem in stems {
            if let Some(info) = index.terms().get(stem)? {
                postings.push(index.read_postings_from_terminfo(&info, IndexRecordOption::WithFreqsAndPositions)?);
            }
        }
        Ok(Word { postings, positions: Vec::new() })
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
