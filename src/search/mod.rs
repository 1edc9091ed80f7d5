//! Finding the right entry from the customer's words.
//!
//! [`Index`] is the writable side and belongs to the one loop that follows the content folder; [`Snapshot`] is an
//! immutable view that any number of requests can search at once. The index is a disposable cache: whatever is wrong
//! with its folder, it is deleted and built again.

pub mod document;

pub use document::{Document, Facet, Section};

/// A question to the index.
#[derive(Debug, Clone, Default)]
pub struct Request {
    pub query: String,
    pub filters: Vec<(Facet, String)>,
    pub limit: usize,
    pub facets: bool,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    pub total: usize,
    pub hits: Vec<Hit>,
    pub facets: Vec<FacetCounts>,
    pub corrected: Option<String>,
    pub complete: usize,
}

/// How often each value of a facet occurs, most frequent first.
#[derive(Debug, Clone)]
pub struct FacetCounts {
    pub facet: Facet,
    pub values: Vec<(String, usize)>,
}

/// One entry that was found.
#[derive(Debug, Clone)]
pub struct Hit {
    pub id: String,
    pub score: f32,
    pub section: Option<SectionRef>,
    pub snippet: Snippet,
}

/// The section that fits best.
#[derive(Debug, Clone)]
pub struct SectionRef {
    pub title: String,
    pub anchor: String,
}

/// Plain text with the ranges of the words that were looked for, in characters.
#[derive(Debug, Clone, Default)]
pub struct Snippet {
    pub text: String,
    pub highlights: Vec<(usize, usize)>,
}

/// An immutable view of the index.
#[derive(Debug, Clone, Default)]
pub struct Snapshot;

impl Snapshot {
    /// Searches.
    pub fn search(&self, _request: &Request) -> Answer {
        Answer::default()
    }
}
