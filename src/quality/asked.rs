//! Asks a catalog every query, and notes what comes.

use std::time::Instant;

use serde::Serialize;

use super::metrics::DEPTH;
use super::queries::Query;
use crate::catalog::Catalog;
use crate::search::Request;

/// What search answered to one query.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Asked {
    /// The line of the file, from 1.
    pub line: u32,
    pub query: String,
    /// The entries that answer it; empty where nothing fits.
    pub relevant: Vec<String>,
    /// Where the first of them stands among the results, from 1.
    pub place: Option<usize>,
    /// Where each of them stands that was found, from 1, ascending.
    #[serde(skip)]
    pub places: Vec<usize>,
    /// The first result.
    pub first: Option<String>,
    /// How certain search is of it; 0 where nothing was found.
    pub certainty: f32,
    /// Whether search calls the first result a good match.
    pub confident: bool,
    /// Microseconds that the search took.
    pub took_us: u64,
}

impl Asked {
    /// Whether some entry answers the query.
    pub fn is_fitting(&self) -> bool {
        !self.relevant.is_empty()
    }
}

/// Asks all queries, one after the other, and looks at so many results of each (ten at least).
pub fn ask(catalog: &Catalog, queries: &[Query], limit: usize) -> Vec<Asked> {
    let limit = limit.max(DEPTH);
    // What is only done at the first search is no query's time.
    if let Some(first) = queries.first() {
        catalog.search.search(&Request::new(first.text.clone(), limit));
    }
    queries.iter().map(|query| ask_one(catalog, query, limit)).collect()
}

fn ask_one(catalog: &Catalog, query: &Query, limit: usize) -> Asked {
    let request = Request::new(query.text.clone(), limit);
    let started = Instant::now();
    let answer = catalog.search.search(&request);
    let took = started.elapsed();
    let hits = (1..).zip(&answer.hits).filter(|(_, hit)| query.relevant.contains(&hit.id));
    let places: Vec<usize> = hits.map(|(place, _)| place).collect();
    Asked {
        line: query.line,
        query: query.text.clone(),
        relevant: query.relevant.clone(),
        place: places.first().copied(),
        places,
        first: answer.hits.first().map(|hit| hit.id.clone()),
        certainty: answer.certainty,
        confident: answer.confident,
        took_us: u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
    }
}
