//! What is looked for: the words of a query, and everything else that they may mean.

use super::language::Language;
use super::understood::KnownTerm;
use super::wording::Wording;

/// What is looked for.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Those that find entries first, then those that only order them.
    pub units: Vec<Unit>,
    /// A bit for each word that a complete match has.
    pub required: u64,
    /// Whether these are keywords: no sentence, for there is no word in it that says nothing.
    pub keywords: bool,
    /// Whether every word is one that says nothing by itself.
    pub hollow: bool,
    /// What completed words begin with, and the units they belong to: for highlights.
    pub beginnings: Vec<(String, usize)>,
    /// The query with unknown words replaced, where any was.
    pub corrected: Option<String>,
    /// What stands in quotes, and what is left out, in the order of the query.
    pub phrases: Vec<Wording>,
    pub without: Vec<Wording>,
    /// The terms of the taxonomy that the words speak of, and whether they speak of nothing else.
    pub terms: Vec<KnownTerm>,
    pub only_terms: bool,
    /// The words that say something, with their bits.
    pub words: Vec<(u64, String)>,
    /// The words that are names: nothing else can be meant by them.
    pub names: u64,
    /// The language of the query, where entries have several and it can be told.
    pub language: Option<Language>,
}

/// A word or wording that is looked for, in any of several ways.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// The typed words that it stands for.
    pub bits: u64,
    /// Whether it finds entries, or only orders those that others found.
    pub finds: bool,
    pub ways: Vec<Way>,
}

/// One way to find a unit.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub boost: f32,
    pub look: Look,
}

/// What is compared with the index.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Look {
    /// Any of these stems, in any part.
    Word(Vec<String>),
    /// The same in the short parts only.
    ShortWord(Vec<String>),
    /// One after the other, in one part.
    Row(Vec<RowWord>),
    /// A label as a whole.
    Label(String),
    /// A piece of a word of the questions.
    Gram(String),
}

/// A word of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RowWord {
    /// Any of these will do.
    pub stems: Vec<String>,
    /// Says nothing by itself: long texts are indexed without it.
    pub stop: bool,
}

impl Way {
    /// A word in any of these stems.
    pub fn word(boost: f32, stems: Vec<String>) -> Way {
        Way { boost, look: Look::Word(stems) }
    }
}
