//! What a query was understood to say, for whoever shows it.

use super::document::Facet;

/// How a query was understood. Everything is empty where it is plain words.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Understood {
    /// The text without operators: what is looked for.
    pub words: String,
    /// What stands in quotes.
    pub phrases: Vec<Phrase>,
    /// Words whose entries are left out, as they were typed.
    pub without: Vec<String>,
    /// How many entries were left out that would have been found.
    pub left_out: usize,
    /// Filters in the text.
    pub filters: Vec<TypedFilter>,
    /// The terms of the taxonomy that the words speak of, in their order.
    pub terms: Vec<KnownTerm>,
    /// Whether the query is nothing but these terms, and the entries that carry them all are listed.
    pub listed: bool,
    /// The language of the query, where entries have several and it could be told.
    pub language: Option<String>,
    /// The query without what leaves entries out.
    #[serde(skip)]
    pub nothing_left_out: String,
    /// The query without its filters.
    #[serde(skip)]
    pub unfiltered: String,
}

/// Words in a row.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Phrase {
    pub words: String,
    /// Whether some entry has them so. Otherwise they count as words by themselves.
    pub found: bool,
}

/// A filter in the text.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct TypedFilter {
    pub facet: Facet,
    pub value: String,
    /// The query without this filter.
    #[serde(skip)]
    pub rest: String,
}

/// A term of the taxonomy.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct KnownTerm {
    pub facet: Facet,
    pub value: String,
    pub label: String,
}
