//! What can be asked of the index, and what it answers.

use super::document::Facet;
use super::understood::Understood;

/// A search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// What was typed. What is no operator as a whole is text, so that there is no wrong query. Empty, or nothing but
    /// filters, lists everything that these leave, by title.
    pub query: String,
    /// Values of one facet are alternatives; all facets must fit.
    pub filters: Vec<(Facet, String)>,
    /// Most hits returned, at most [`Request::MOST`]; totals and facets are of all.
    pub limit: usize,
    /// Whether to count by facet.
    pub facets: bool,
    /// Whether to say of each hit why it is there.
    pub explain: bool,
}

impl Request {
    /// Most hits that one search returns.
    pub const MOST: usize = 1000;

    /// A search for what was typed, without filters.
    pub fn new(query: impl Into<String>, limit: usize) -> Request {
        Request { query: query.into(), limit, ..Request::default() }
    }
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct Answer {
    /// How many entries match, however few are returned.
    pub total: usize,
    /// How many of them hold every word that says something, where that says something: see [`Hit::complete`].
    pub complete: usize,
    /// Best first.
    pub hits: Vec<Hit>,
    /// One for each facet that has values, in the order of [`Facet::ALL`]; empty where not asked for.
    pub facets: Vec<FacetCounts>,
    /// The query with unknown words replaced by known ones, where that was done: "did you mean".
    pub corrected: Option<String>,
    /// Whether the first hit is likely to be what was meant.
    pub confident: bool,
    /// Whether meaning took part, and not words alone.
    pub meaning: bool,
    /// How certain that is: the relevance of the first hit, more the farther the second is behind.
    pub certainty: f32,
    /// What the query was understood to say.
    pub understood: Understood,
}

/// An entry that matches.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Hit {
    pub id: String,
    /// What hits are sorted by: relevance, turned up and down by what else is known. Never more than that of the hit
    /// before; 0 where nothing was typed.
    pub score: f32,
    /// How well it fits what was typed, from 0 to 1.
    pub relevance: f32,
    /// Whether it holds every word that says something: of keywords anywhere, of a sentence in its short parts, since
    /// a long text has most words somewhere.
    pub complete: bool,
    /// The section that the match is in; `None` where title, question or glance layer say as much.
    pub section: Option<SectionRef>,
    pub snippet: Snippet,
    /// Matches in the title: see [`Snippet::highlights`].
    pub title_highlights: Vec<(usize, usize)>,
    /// Why it is there, where that was asked for.
    pub why: Option<Why>,
}

/// Why an entry is where it is: the parts of its score.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct Why {
    /// How well its words fit, from 0 to 1.
    pub words: f32,
    /// The words of the query that it holds.
    pub held: Vec<String>,
    /// How near it is in meaning, up to 1; `None` where meaning took no part.
    pub meaning: Option<f32>,
    /// Its share in the meaning of the query, among the nearest entries.
    pub share: f32,
    /// The wording of it, or the heading of a page, that is nearest in meaning; `None` where that is its glance text.
    pub nearest: Option<String>,
    /// The terms of the query that it carries.
    pub terms: Vec<String>,
    /// What relevance is multiplied by.
    pub factors: Factors,
}

/// What relevance is multiplied by: 1 where nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Factors {
    /// A customer's question is likelier to be meant than what has none.
    pub asked: f32,
    /// It carries terms that the query speaks of.
    pub context: f32,
    /// It is in the language of the query.
    pub language: f32,
    /// It was verified, and not long ago.
    pub trust: f32,
    /// Its best answer worked.
    pub outcome: f32,
    /// People use it.
    pub uses: f32,
}

impl Default for Factors {
    fn default() -> Factors {
        Factors { asked: 1.0, context: 1.0, language: 1.0, trust: 1.0, outcome: 1.0, uses: 1.0 }
    }
}

/// A section of an entry.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SectionRef {
    pub title: String,
    pub anchor: String,
}

/// A piece of plain text, at most 200 characters long.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Snippet {
    pub text: String,
    /// Start and end of each match, in characters (not bytes): sorted, not overlapping, not empty.
    pub highlights: Vec<(usize, usize)>,
}

/// How many matching entries have each value of a facet.
///
/// A facet's own filter does not narrow its counts, the filters of the other facets do: the number beside a value is
/// what choosing it as well would bring.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FacetCounts {
    pub facet: Facet,
    /// Most frequent first, equals by name.
    pub values: Vec<(String, usize)>,
}
