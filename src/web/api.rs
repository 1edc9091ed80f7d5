//! JSON for other programs, version 1.

pub mod gaps;
pub mod uses;
pub mod votes;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Instant;

use super::awaited::awaited;
use super::error::Error;
use super::query::SearchQuery;
use super::state::App;
use super::urls;
use crate::catalog::Catalog;
use crate::search::{Answer, Facet, Hit, Understood, Why};

/// The answer of `GET /api/v1/search?q=…&limit=…&kind=…`.
#[derive(Debug, Serialize)]
pub struct Found {
    pub query: String,
    /// Number of entries that match.
    pub total: usize,
    /// Microseconds that the search took.
    pub took_us: u64,
    /// Whether the first result is likely to be what was meant.
    pub confident: bool,
    /// How certain that is.
    pub certainty: f32,
    /// Whether meaning took part, and not words alone.
    pub meaning: bool,
    /// Another spelling, where the words as typed are unknown.
    pub suggestion: Option<String>,
    /// What the query was understood to say.
    pub understood: Understood,
    pub results: Vec<FoundEntry>,
    pub facets: Vec<FoundFacet>,
}

/// One entry of the answer.
#[derive(Debug, Serialize)]
pub struct FoundEntry {
    pub id: String,
    pub kind: &'static str,
    pub title: String,
    pub url: String,
    /// What results are sorted by: the relevance, turned up and down by what else is known.
    pub score: f32,
    /// How well it fits the query, from 0 to 1.
    pub relevance: f32,
    /// The words to say, of a tough question.
    pub quick_response: Option<String>,
    /// Plain text.
    pub snippet: String,
    /// Ranges of the snippet that match, in characters.
    pub highlights: Vec<(usize, usize)>,
    /// The part of the entry that fits best.
    pub section: Option<FoundSection>,
    /// Why it is there, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
}

/// A part of an entry.
#[derive(Debug, Serialize)]
pub struct FoundSection {
    pub title: String,
    pub anchor: String,
}

/// How often each value of a facet occurs.
#[derive(Debug, Serialize)]
pub struct FoundFacet {
    pub facet: Facet,
    pub values: Vec<FoundValue>,
}

/// A value of a facet.
#[derive(Debug, Serialize)]
pub struct FoundValue {
    pub value: String,
    pub count: usize,
}

/// `GET /api/v1/search`.
pub async fn search(State(app): State<App>, query: SearchQuery) -> Result<Json<Found>, Error> {
    let catalog = app.catalog();
    awaited(move |abandoned| found(&catalog, &query, abandoned)).await.map(Json)
}

/// Searches a catalog; shared with the command line.
pub fn found(catalog: &Catalog, query: &SearchQuery, abandoned: &dyn Fn() -> bool) -> Found {
    let started = Instant::now();
    let answer = catalog.search.search_unless(&query.request(), abandoned);
    let took = started.elapsed();
    Found {
        query: query.text.clone(),
        total: answer.total,
        took_us: u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
        confident: answer.confident,
        certainty: answer.certainty,
        meaning: answer.meaning,
        suggestion: answer.corrected.clone(),
        results: answer.hits.iter().filter_map(|hit| entry(catalog, hit)).collect(),
        facets: facets(&answer),
        understood: answer.understood,
    }
}

fn entry(catalog: &Catalog, hit: &Hit) -> Option<FoundEntry> {
    let page = catalog.page(&hit.id)?;
    let entry = page.entry();
    let section = hit.section.as_ref();
    Some(FoundEntry {
        id: entry.id.to_string(),
        kind: entry.kind.name(),
        title: entry.title.clone(),
        url: match section {
            Some(section) => urls::answer_address(&entry.id, &section.anchor),
            None => page.address(),
        },
        score: hit.score,
        relevance: hit.relevance,
        quick_response: entry.objection().and_then(|objection| objection.quick_response.clone()),
        snippet: hit.snippet.text.clone(),
        highlights: hit.snippet.highlights.clone(),
        section: section.map(|section| FoundSection { title: section.title.clone(), anchor: section.anchor.clone() }),
        why: hit.why.clone(),
    })
}

fn facets(answer: &Answer) -> Vec<FoundFacet> {
    let facet = |counts: &crate::search::FacetCounts| FoundFacet {
        facet: counts.facet,
        values: counts.values.iter().map(|(value, count)| FoundValue { value: value.clone(), count: *count }).collect(),
    };
    answer.facets.iter().map(facet).collect()
}

/// What was sent as JSON.
fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(body).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => {
            Error::Invalid("a field is missing or has the wrong type; README.md has an example")
        }
        _ => Error::BadRequest,
    })
}

/// An error as JSON: `{"error": {"code", "message"}}`.
pub fn error(error: Error) -> Response {
    Json(serde_json::json!({ "error": { "code": error.code(), "message": error.to_string() } })).into_response()
}
