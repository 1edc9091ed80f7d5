//! A set of entries of one segment.

use tantivy::DocId;

/// A bit for each entry.
#[derive(Debug, Clone, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// None of so many entries.
    pub fn new(entries: DocId) -> Bits {
        Bits(vec![0; entries as usize / 64 + 1])
    }

    pub fn set(&mut self, entry: DocId) {
        self.0[entry as usize / 64] |= 1 << (entry % 64);
    }

    pub fn has(&self, entry: DocId) -> bool {
        self.0[entry as usize / 64] & (1 << (entry % 64)) != 0
    }

    /// Adds the entries of another set of the same segment.
    pub fn add(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, others)| *mine |= others);
    }

    /// Keeps the entries that another set of the same segment has too.
    pub fn keep(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, others)| *mine &= others);
    }

    /// The entries, ascending.
    pub fn iter(&self) -> impl Iterator<Item = DocId> {
        (0..).zip(&self.0).flat_map(|(place, bits): (DocId, &u64)| {
            (0..64).filter(move |bit| bits & (1 << bit) != 0).map(move |bit| place * 64 + bit)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_joined_and_cut() {
        let of = |entries: &[DocId]| {
            let mut bits = Bits::new(130);
            entries.iter().for_each(|entry| bits.set(*entry));
            bits
        };
        let (mut all, mut both) = (of(&[0, 64, 129]), of(&[0, 64, 129]));
        all.add(&of(&[3]));
        both.keep(&of(&[64, 100]));
        assert_eq!(all.iter().collect::<Vec<_>>(), [0, 3, 64, 129]);
        assert_eq!(both.iter().collect::<Vec<_>>(), [64]);
        assert!(both.has(64) && !both.has(0));
    }
}
