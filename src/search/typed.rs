//! The words of a query, in all forms that the index may have them in.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::analysis::{Word, Words};
use super::language::{Language, Stemmers};
use super::parts::Make;
use super::plan::RowWord;
use super::slips;

/// Shortest word that may be a slip for one that says nothing by itself.
const SHORTEST_SLIP: usize = 4;
/// Most distinct words looked for: one bit each.
const MOST: usize = 64;

/// A word of the query.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Typed {
    pub folded: String,
    pub lower: String,
    pub make: Make,
    /// Bytes in the query.
    pub place: (usize, usize),
    /// Place among the parts of the query.
    pub position: u32,
    /// Part of a product code: see [`Word::code`].
    pub code: bool,
    /// Says nothing by itself, and other words do.
    pub stop: bool,
    /// All stems that it is looked for by.
    pub stems: Vec<String>,
    /// The same word has the same bit.
    pub bit: u64,
}

impl Typed {
    /// All forms that the word may be compared with a synonym in.
    pub fn forms(&self) -> Vec<String> {
        let mut forms = vec![self.folded.clone(), self.lower.clone()];
        forms.extend(self.stems.iter().cloned());
        forms
    }

    /// The word as one of several in a row.
    pub fn in_row(&self) -> RowWord {
        RowWord { stems: self.stems.clone(), stop: self.stop }
    }
}

/// All bits of some words.
pub(super) fn bits<'a>(typed: impl IntoIterator<Item = &'a Typed>) -> u64 {
    typed.into_iter().fold(0, |all, typed| all | typed.bit)
}

/// Stems and stop words, in all languages that the index has.
pub(super) struct Forms<'a> {
    languages: &'a [Language],
    stemmers: Stemmers,
}

impl<'a> Forms<'a> {
    pub fn new(languages: &'a [Language]) -> Forms<'a> {
        Forms { languages, stemmers: Stemmers::default() }
    }

    /// The words of a query. Where all of them say nothing, they are taken as if they did.
    pub fn read(&mut self, words: &Words) -> Vec<Typed> {
        let mut bits: HashMap<&str, u64> = HashMap::new();
        let mut all = Vec::new();
        for word in words.typed() {
            let next = bits.len();
            let bit = match bits.entry(words.folded(word)) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(_) if next == MOST => break,
                Entry::Vacant(free) => *free.insert(1 << next),
            };
            all.push(self.typed(words, word, bit));
        }
        if all.iter().all(|typed| typed.stop) {
            all.iter_mut().for_each(|typed| typed.stop = false);
        }
        all
    }

    fn typed(&mut self, words: &Words, word: &Word, bit: u64) -> Typed {
        let (folded, lower) = (words.folded(word), words.lower(word));
        Typed {
            folded: folded.to_owned(),
            lower: lower.to_owned(),
            make: word.make,
            place: (word.start, word.end),
            position: word.position,
            code: word.code,
            stop: word.make == Make::Letters && self.is_stop_word(lower),
            stems: self.stems(folded, lower, word.make),
            bit,
        }
    }

    /// Whether a word says nothing by itself in this language.
    pub fn is_stop_word_in(&mut self, language: Language, lower: &str) -> bool {
        self.stemmers.get(language).is_stop_word(lower)
    }

    /// Whether a word says nothing by itself in any of the languages.
    pub fn is_stop_word(&mut self, lower: &str) -> bool {
        self.languages.iter().any(|language| self.stemmers.get(*language).is_stop_word(lower))
    }

    /// Whether a word that nobody knows is one at one change that says nothing by itself: `othre` for `other`.
    pub fn is_near_stop_word(&mut self, lower: &str) -> bool {
        let long = lower.chars().count() >= SHORTEST_SLIP;
        long && slips::one_change(lower).iter().any(|slip| self.is_stop_word(&slip.word))
    }

    /// What a word may be in the index.
    pub fn stems(&mut self, folded: &str, lower: &str, make: Make) -> Vec<String> {
        if make != Make::Letters {
            return vec![folded.to_owned()];
        }
        let mut stems: Vec<String> = Vec::new();
        for language in self.languages {
            let stemmer = self.stemmers.get(*language);
            for form in [lower, folded].iter().take(if folded == lower { 1 } else { 2 }) {
                let stem = stemmer.stem(form);
                if !stems.iter().any(|known| known == stem) {
                    stems.push(stem.to_owned());
                }
            }
        }
        stems
    }

    /// What any of these words, as they stand in the dictionary, may be in the index; without those that say nothing.
    pub fn stems_of_all(&mut self, words: &[String]) -> Vec<String> {
        let mut stems: Vec<String> = Vec::new();
        for word in words {
            if !self.is_stop_word(word) {
                let make = if word.contains(char::is_numeric) { Make::Digits } else { Make::Letters };
                stems.extend(self.stems(word, word, make));
            }
        }
        stems.sort_unstable();
        stems.dedup();
        stems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Vec<Typed> {
        Forms::new(&[Language::ENGLISH]).read(&Words::of(query))
    }

    #[test]
    fn the_same_word_has_the_same_bit() {
        let typed = read("Price of a price");
        assert_eq!(typed.iter().map(|typed| typed.bit).collect::<Vec<_>>(), [1, 2, 4, 1]);
        assert_eq!(typed.iter().map(|typed| typed.stop).collect::<Vec<_>>(), [false, true, true, false]);
        assert!(read("to do").iter().all(|typed| !typed.stop));
    }

    #[test]
    fn there_is_a_bit_for_every_word() {
        let many: String = (0..500).map(|number| format!("w{} ", "x".repeat(number % 60 + 1))).collect();
        assert!(read(&many).len() <= 500);
        let distinct: String = ('a'..='z').flat_map(|a| ('a'..='z').map(move |b| format!("{a}{b}q "))).collect();
        assert_eq!(read(&distinct).len(), MOST);
    }
}
