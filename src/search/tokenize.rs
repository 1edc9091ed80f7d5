//! From the texts of an entry to the terms of the index.
//!
//! Texts are analysed here, once, and handed to the index as terms that only need to be taken apart again: a field has
//! one tokenizer, but entries have many languages, and every word is also wanted as it is written.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::analysis::Words;
use super::language::{Language, Stemmers};
use super::parts::Make;
use super::ready::{END, SAME, SKIP};

/// Stands before a term that is a label as a whole.
const WHOLE: char = '=';
/// A common word is noted as it is written for its first entries, and then for one in so many: that is enough to
/// complete and correct by, and much less to write.
const NOTED: u32 = 16;
const NOTED_EVERY: u32 = 8;
/// Characters of a piece of a word.
const GRAM: usize = 4;
/// Most words remembered in each language; then they are forgotten.
const REMEMBERED: usize = 100_000;

/// The term of a label as a whole: cannot be mistaken for a word.
pub(super) fn whole(label: &str) -> String {
    let words = Words::of(label);
    let mut term = String::from(WHOLE);
    for word in words.typed() {
        term.push_str(words.folded(word));
        term.push(' ');
    }
    term
}

/// The pieces of a word, its edges marked: `_car`, `card`, `ard_`.
pub(super) fn grams(word: &str, mut each: impl FnMut(&str)) {
    let edged = format!("_{word}_");
    let starts: Vec<usize> = edged.char_indices().map(|(at, _)| at).chain([edged.len()]).collect();
    if starts.len() <= GRAM + 1 {
        return each(&edged);
    }
    for window in starts.windows(GRAM + 1) {
        each(&edged[window[0]..window[GRAM]]);
    }
}

/// Makes terms of texts, entry by entry.
#[derive(Default)]
pub(super) struct Terms {
    words: Words,
    stemmers: Stemmers,
    known: Vec<(Language, Remembered)>,
    /// Counts the entries, so that each word of an entry is taken once.
    entry: u32,
    plain: String,
}

/// What words become in a language.
type Remembered = HashMap<Box<str>, Known, Quick>;

/// What a word becomes in a language.
struct Known {
    /// The entry that last had it, and how many had it.
    entry: u32,
    entries: u32,
    stop: bool,
    /// Nothing where the word is taken as it is.
    stem: Box<str>,
    /// The stem of the word without its accents, where that differs.
    bare: Box<str>,
}

impl Terms {
    /// Begins the next entry.
    pub fn begin(&mut self) {
        self.entry = self.entry.wrapping_add(1);
        self.plain.clear();
    }

    /// The words of the entry so far that are to be noted as they are written, each once.
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// The stems of a text; of long texts without the words that say nothing.
    pub fn stems(&mut self, language: Language, text: &str, long: bool) -> String {
        self.words.fill(text);
        let at = self.remembering(language);
        let known = &mut self.known[at].1;
        let mut out = String::with_capacity(text.len());
        let mut position = u32::MAX;
        for word in &self.words.list {
            let (folded, lower) = (self.words.folded(word), self.words.lower(word));
            let known = match known.get_mut(lower) {
                Some(known) => known,
                None => {
                    let new = learn(&mut self.stemmers, language, folded, lower, word.make);
                    known.entry(lower.into()).or_insert(new)
                }
            };
            if known.is_to_be_noted(self.entry) {
                push(&mut self.plain, folded);
            }
            if position == word.position {
                out.push(SAME);
            }
            position = word.position;
            if long && known.stop {
                out.push(SKIP);
                continue;
            }
            push(&mut out, if known.stem.is_empty() { folded } else { &known.stem });
            if !known.bare.is_empty() {
                out.push(SAME);
                push(&mut out, &known.bare);
            }
        }
        out
    }

    /// The pieces of the words of a text that say something.
    pub fn grams(&mut self, language: Language, text: &str) -> String {
        self.words.fill(text);
        let mut out = String::new();
        let stemmer = self.stemmers.get(language);
        for word in self.words.list.iter().filter(|word| word.parts == 1 && word.make == Make::Letters) {
            if !stemmer.is_stop_word(self.words.lower(word)) {
                grams(self.words.folded(word), |gram| push(&mut out, gram));
            }
        }
        out
    }

    /// Place of what is remembered of a language.
    fn remembering(&mut self, language: Language) -> usize {
        let at = self.known.iter().position(|(known, _)| *known == language).unwrap_or_else(|| {
            self.known.push((language, HashMap::default()));
            self.known.len() - 1
        });
        if self.known[at].1.len() >= REMEMBERED {
            self.known[at].1.clear();
        }
        at
    }
}

/// A label that is one term as a whole.
pub(super) fn whole_ready(label: &str) -> String {
    let mut out = String::new();
    push(&mut out, &whole(label));
    out
}

fn learn(stemmers: &mut Stemmers, language: Language, folded: &str, lower: &str, make: Make) -> Known {
    let mut known = Known { entry: 0, entries: 0, stop: false, stem: "".into(), bare: "".into() };
    if make == Make::Letters {
        let stemmer = stemmers.get(language);
        known.stop = stemmer.is_stop_word(lower);
        known.stem = stemmer.stem(lower).into();
        let bare = stemmer.stem(folded);
        if bare != &*known.stem {
            known.bare = bare.into();
        }
    }
    known
}

impl Known {
    /// Counts the entry, if this is the first time in it; whether to note the word for it.
    fn is_to_be_noted(&mut self, entry: u32) -> bool {
        if self.entry == entry {
            return false;
        }
        self.entry = entry;
        self.entries = self.entries.wrapping_add(1);
        self.entries <= NOTED || self.entries.is_multiple_of(NOTED_EVERY)
    }
}

fn push(out: &mut String, term: &str) {
    out.push_str(term);
    out.push(END);
}

/// A hash for short words of our own texts.
type Quick = BuildHasherDefault<QuickHasher>;

struct QuickHasher(u64);

impl Default for QuickHasher {
    fn default() -> QuickHasher {
        QuickHasher(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::ready::taken_apart;

    fn only(ready: &str) -> Vec<String> {
        taken_apart(ready).into_iter().map(|(term, _)| term).collect()
    }

    #[test]
    fn stems_follow_the_language() {
        let mut terms = Terms::default();
        terms.begin();
        assert_eq!(only(&terms.stems(Language::ENGLISH, "Pricing questions", false)), ["price", "question"]);
        assert_eq!(only(&terms.stems(Language::of("de").unwrap(), "Häuser", true)), ["haus"]);
        assert_eq!(only(terms.plain()), ["pricing", "questions", "hauser"]);
        let code = terms.stems(Language::ENGLISH, "ISO 27001", false);
        assert_eq!(taken_apart(&code), [("iso".into(), 0), ("iso27001".into(), 0), ("27001".into(), 1)]);
    }

    #[test]
    fn a_word_is_taken_once_for_each_entry() {
        let mut terms = Terms::default();
        for _ in 0..2 {
            terms.begin();
            terms.stems(Language::ENGLISH, "price and price", true);
            terms.stems(Language::ENGLISH, "the price", true);
            assert_eq!(only(terms.plain()), ["price", "and", "the"]);
        }
    }

    #[test]
    fn long_texts_keep_the_places_of_words_that_say_nothing() {
        let mut terms = Terms::default();
        terms.begin();
        let ready = terms.stems(Language::ENGLISH, "The board of it: the re-plan", true);
        let (board, re, replan, plan) = ("board".into(), "re".into(), "replan".into(), "plan".into());
        assert_eq!(taken_apart(&ready), [(board, 1), (re, 5), (replan, 5), (plan, 6)]);
        let short = terms.stems(Language::ENGLISH, "the board", false);
        assert_eq!(taken_apart(&short), [("the".into(), 0), ("board".into(), 1)]);
    }

    #[test]
    fn common_words_are_noted_now_and_then() {
        let mut terms = Terms::default();
        let mut noted = 0;
        for _ in 0..1_000 {
            terms.begin();
            terms.stems(Language::ENGLISH, "price", true);
            noted += u32::from(!terms.plain().is_empty());
        }
        assert_eq!(noted, NOTED + (1_000 - NOTED) / NOTED_EVERY);
    }

    #[test]
    fn labels_are_terms_as_a_whole() {
        assert_eq!(only(&whole_ready("Price and budget")), ["=price and budget "]);
        assert_eq!(whole("price-and Budget"), whole("Price and budget"));
    }

    #[test]
    fn grams_have_edges() {
        let mut terms = Terms::default();
        assert_eq!(only(&terms.grams(Language::ENGLISH, "the cards")), ["_car", "card", "ards", "rds_"]);
        assert_eq!(only(&terms.grams(Language::ENGLISH, "tv")), ["_tv_"]);
    }
}
