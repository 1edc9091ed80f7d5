//! What an address says after its question mark. Of a search: `q`, facets by name (each as often as wanted), `limit`,
//! `facets=0` for no counts, and `explain=1` for reasons. Of a list: `kind`, `in` and `page`. Anything else is passed over.

use axum::extract::{FromRequestParts, RawQuery};
use axum::http::request::Parts;
use percent_encoding::percent_decode_str;

use super::error::Error;
use crate::model::Kind;
use crate::search::{Facet, Request};

/// Results when nothing is said.
const USUAL_LIMIT: usize = 10;
/// The most results that are given.
pub const MOST_RESULTS: usize = 50;

/// Leaves behind which nobody looks.
const MOST_LEAVES: usize = 100_000;
/// Letters of a question that are read: as many as the field takes.
const MOST_LETTERS: usize = 2000;
/// Filters that are read. Each is drawn with an address that names all others.
const MOST_FILTERS: usize = 24;
/// Letters of the value of a filter that are read.
const LONGEST_VALUE: usize = 200;

/// A search as asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchQuery {
    pub text: String,
    pub filters: Vec<(Facet, String)>,
    pub limit: usize,
    /// Nobody wants to know how often each value of a facet occurs.
    pub without_counts: bool,
    /// Somebody wants to know why each result is there.
    pub explain: bool,
}

impl SearchQuery {
    /// Reads a query string; it is never refused.
    pub fn parse(raw: &str) -> SearchQuery {
        let mut query = SearchQuery { limit: USUAL_LIMIT, ..SearchQuery::default() };
        for (name, value) in raw.split('&').map(read) {
            match name {
                "q" => query.text = value.chars().take(MOST_LETTERS).collect(),
                "limit" => query.limit = value.parse().unwrap_or(USUAL_LIMIT).clamp(1, MOST_RESULTS),
                "facets" => query.without_counts = value == "0",
                "explain" => query.explain = value == "1",
                name => query.narrow(filter(name, &value)),
            }
        }
        query
    }

    fn narrow(&mut self, filter: Option<(Facet, String)>) {
        let fits = |filter: &(Facet, String)| self.filters.len() < MOST_FILTERS && !self.filters.contains(filter);
        self.filters.extend(filter.filter(fits));
    }

    /// The question to the index.
    pub fn request(&self) -> Request {
        let (query, filters) = (self.text.clone(), self.filters.clone());
        Request { query, filters, limit: self.limit, facets: !self.without_counts, explain: self.explain }
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.filters.is_empty()
    }
}

/// Which part of a list is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Entries of this kind only.
    pub kind: Option<Kind>,
    /// The shelf or folder with this key only.
    pub within: Option<String>,
    /// The leaf, from 1.
    pub leaf: usize,
}

impl ListQuery {
    /// Reads a query string; it is never refused.
    pub fn parse(raw: &str) -> ListQuery {
        let mut query = ListQuery { leaf: 1, ..ListQuery::default() };
        for (name, value) in raw.split('&').map(read) {
            match name {
                "kind" => query.kind = Kind::from_name(&value),
                "in" => query.within = Some(value),
                "page" => query.leaf = value.parse().unwrap_or(1).clamp(1, MOST_LEAVES),
                _ => {}
            }
        }
        query
    }
}

/// A name and its value, decoded.
fn read(pair: &str) -> (&str, String) {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    (name, percent_decode_str(&value.replace('+', " ")).decode_utf8_lossy().into_owned())
}

fn filter(name: &str, value: &str) -> Option<(Facet, String)> {
    let facet = Facet::ALL.into_iter().find(|facet| facet.name() == name)?;
    let value = value.trim();
    let value = match facet {
        Facet::Kind => Kind::from_name(value).map_or(value, |kind| kind.name()),
        _ => value,
    };
    (!value.is_empty()).then(|| (facet, value.chars().take(LONGEST_VALUE).collect()))
}

impl<S: Send + Sync> FromRequestParts<S> for SearchQuery {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        raw(parts, state).await.map(|raw| SearchQuery::parse(&raw))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for ListQuery {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        raw(parts, state).await.map(|raw| ListQuery::parse(&raw))
    }
}

async fn raw<S: Send + Sync>(parts: &mut Parts, state: &S) -> Result<String, Error> {
    let RawQuery(raw) = RawQuery::from_request_parts(parts, state).await.map_err(|_| Error::BadRequest)?;
    Ok(raw.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_query_string_is_a_search() {
        let query = SearchQuery::parse("q=too+much%3F&kind=win-loss&stage=discover&stage=&x=1&limit=999");
        assert_eq!(query.text, "too much?");
        assert_eq!(query.filters, [(Facet::Kind, "win_loss".to_owned()), (Facet::Stage, "discover".to_owned())]);
        assert_eq!(query.limit, 50);
        assert_eq!(SearchQuery::parse("q=%FF%zz&limit=x").limit, 10);
        assert!(SearchQuery::parse("").is_empty());
    }

    #[test]
    fn any_query_string_is_a_list() {
        let query = ListQuery::parse("kind=win-loss&in=a%2Fb+c&page=3&x");
        assert_eq!(query, ListQuery { kind: Some(Kind::WinLoss), within: Some("a/b c".to_owned()), leaf: 3 });
        assert_eq!(ListQuery::parse("kind=nothing&page=-1"), ListQuery { leaf: 1, ..ListQuery::default() });
    }

    #[test]
    fn a_search_is_read_so_far_and_no_further() {
        let many: String = (0..10_000).map(|number| format!("&tag=t{number}&tag=t0")).collect();
        let query = SearchQuery::parse(&format!("q={}{many}&stage={}", "%C3%9F".repeat(9_000), "x".repeat(9_000)));
        assert_eq!((query.text.chars().count(), query.filters.len()), (MOST_LETTERS, MOST_FILTERS));
        assert_eq!(SearchQuery::parse("tag=a&tag=a&tag=b").filters.len(), 2);
        assert_eq!(SearchQuery::parse(&format!("tag={}", "x".repeat(9_000))).filters[0].1.len(), LONGEST_VALUE);
    }
}
