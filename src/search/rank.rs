//! What counts how much: the one place with the weights of the ranking.

/// Weight of a word in each part of an entry; see [`Part`].
pub(super) const PARTS: [f32; Part::COUNT] = [1.5, 1.0, 0.5, 0.5, 0.5, 0.5, 0.3, 1.0];

/// How soon more of the same word stops counting (`k1` of BM25F).
pub(super) const SATURATION: f32 = 2.5;
/// How much long texts are held back, from 0 to 1 (`b` of BM25F).
pub(super) const LENGTH: f32 = 0.75;
/// A word that begins with what was typed last.
pub(super) const PREFIX: f32 = 0.6;
/// A known word in place of one that is misspelled.
pub(super) const SPELLING: f32 = 0.9;
/// A synonym in place of the word.
pub(super) const SYNONYM: f32 = 0.5;
/// A part of a product code by itself.
pub(super) const CODE_PART: f32 = 0.5;
/// Words that say nothing by themselves: they only order what other words found.
pub(super) const STOP_WORD: f32 = 0.4;
/// Pieces of words in title, question and variants: they only order what whole words found. They bring together what
/// stemming leaves apart (`activate`, `activation`) and forgive spelling.
pub(super) const GRAM: f32 = 0.2;
/// How much rarity counts: less than 1 brings rare and common words closer together.
const RARITY: f32 = 0.8;
/// An entry without a customer's question, beside one that has: what was asked is the likelier goal of a near tie.
const NOT_ASKED: f32 = 0.85;
/// How much the context can add, where an entry carries all terms that count.
const CONTEXT: f32 = 0.25;
/// Most terms of the context that count.
const MOST_CONTEXT: usize = 3;
/// An entry in another language than the query.
const FOREIGN: f32 = 0.85;

/// The parts of an entry that are searched, in the order of [`PARTS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Part {
    Title,
    /// Title, question and variants in one: the customer's words.
    Questions,
    Glance,
    Summary,
    Labels,
    Headings,
    Body,
    /// Pieces of the words of the questions.
    Grams,
}

impl Part {
    pub const COUNT: usize = 8;
    /// Those that a typed word is looked for in.
    pub const WORDS: [Part; 7] =
        [Part::Title, Part::Questions, Part::Glance, Part::Summary, Part::Labels, Part::Headings, Part::Body];
    /// Those whose texts are short: everything but the body.
    pub const SHORT: [Part; 6] =
        [Part::Title, Part::Questions, Part::Glance, Part::Summary, Part::Labels, Part::Headings];
}

/// Rarity of a word that `found` of `all` entries have.
pub(super) fn rarity(found: u64, all: u64) -> f32 {
    let found = found.min(all) as f32;
    (1.0 + (all as f32 - found + 0.5) / (found + 0.5)).ln().powf(RARITY)
}

/// What else is known of an entry, as plain numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Signals {
    /// Has a customer's question.
    pub asked: bool,
}

/// The score of an entry: the lexical score, turned down by what speaks against it.
pub(super) fn combine(lexical: f32, signals: Signals) -> f32 {
    if signals.asked { lexical } else { lexical * NOT_ASKED }
}

/// What it adds that an entry carries so many of the terms that the query speaks of.
pub(super) fn context(carried: usize) -> f32 {
    1.0 + CONTEXT * carried.min(MOST_CONTEXT) as f32 / MOST_CONTEXT as f32
}

/// What it takes that an entry is in another language than the query; nothing where that is unknown.
pub(super) fn language(foreign: bool) -> f32 {
    if foreign { FOREIGN } else { 1.0 }
}

/// Entries with all words come before entries with some.
///
/// That all words stand in the short parts always says something. That they stand anywhere in a long text says
/// something of keywords; of a whole sentence it would put long pages that have every word somewhere before the entry
/// that is about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    Some,
    AllAnywhere,
    AllInShort,
}

impl Tier {
    /// The tier of an entry that has all words in its short parts, or at least somewhere.
    pub fn of(in_short: bool, anywhere: bool, keywords: bool) -> Tier {
        match (in_short, anywhere && keywords) {
            (true, _) => Tier::AllInShort,
            (false, true) => Tier::AllAnywhere,
            (false, false) => Tier::Some,
        }
    }
}
