//! Words that are to stand in a row, and the entries that have them so.

use tantivy::{DocAddress, DocId};

use super::analysis::Words;
use super::bits::Bits;
use super::marks::Marks;
use super::parts::Make;
use super::plan::RowWord;
use super::rank::Part;
use super::row;
use super::shown;
use super::typed::Forms;
use super::view::View;

/// Most entries whose text is read in one search to see whether small words stand where they should.
pub(super) const MOST_READ: usize = 256;

/// Words in a row, in every way in which they may be written.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Wording {
    pub rows: Vec<Vec<RowWord>>,
}

impl Wording {
    /// The words of a text; where it is written as one (`re-plan`) also that one word.
    pub fn of(text: &str, forms: &mut Forms<'_>) -> Wording {
        let words = Words::of(text);
        let mut parts: Vec<_> = words.list.iter().filter(|word| word.parts == 1).collect();
        // The last character of a run of pairs: in a text another may follow.
        if let [.., before, last] = parts.as_slice()
            && last.make == Make::Pair
            && last.end == before.end
        {
            parts.pop();
        }
        let joined = words.list.iter().filter(|word| word.parts > 1 && word.parts as usize == parts.len());
        let mut row_word = |word| {
            let (folded, lower) = (words.folded(word), words.lower(word));
            let stop = word.make == Make::Letters && forms.is_stop_word(lower);
            RowWord { stems: forms.stems(folded, lower, word.make), stop }
        };
        let split: Vec<RowWord> = parts.iter().map(|word| row_word(word)).collect();
        let rows = joined.map(|word| vec![row_word(word)]).chain([split]);
        Wording { rows: rows.filter(|row| !row.is_empty()).collect() }
    }

    /// The entries of a segment that have it, deleted ones among them. `patience` is how many texts may be read.
    pub fn entries(&self, view: &View, number: usize, patience: &mut usize) -> tantivy::Result<Bits> {
        let segment = &view.segments[number];
        let mut entries = Bits::new(segment.reader.max_doc());
        for row in &self.rows {
            for part in Part::SHORT {
                row::each(&segment.parts[part as usize], row, false, |entry, _| entries.set(entry))?;
            }
            add_in_body(view, number, row, patience, &mut entries)?;
        }
        Ok(entries)
    }
}

/// Adds the entries that have a row in their body, which is indexed without the words that say nothing: where the row
/// has such words, the texts themselves are read, as far as there are few.
fn add_in_body(
    view: &View,
    number: usize,
    row: &[RowWord],
    patience: &mut usize,
    entries: &mut Bits,
) -> tantivy::Result<()> {
    let index = &view.segments[number].parts[Part::Body as usize];
    let solid: Vec<&RowWord> = row.iter().filter(|word| !word.stop).collect();
    let mut maybe: Vec<DocId> = Vec::new();
    match solid.as_slice() {
        _ if solid.len() == row.len() => return row::each(index, row, false, |entry, _| entries.set(entry)),
        [] => return Ok(()),
        [word] => row::each(index, std::slice::from_ref(*word), false, |entry, _| maybe.push(entry))?,
        _ => row::each(index, row, true, |entry, _| maybe.push(entry))?,
    }
    let mut marks = Marks::of_row(row);
    maybe.retain(|entry| !entries.has(*entry));
    for entry in maybe {
        let has = if *patience > 0 {
            *patience -= 1;
            has_in_body(view, DocAddress::new(number as u32, entry), &mut marks)?
        } else {
            solid.len() > 1
        };
        if has {
            entries.set(entry);
        }
    }
    Ok(())
}

fn has_in_body(view: &View, address: DocAddress, marks: &mut Marks) -> tantivy::Result<bool> {
    let stored = view.stored(address)?;
    let shown = shown::decode(&stored);
    Ok(shown.sections.iter().any(|section| !marks.find(section.text, shown.language).is_empty()))
}
