//! What could follow what is typed: JSON for other programs, and the form in which browsers ask.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::error::Error;
use super::host::Base;
use super::query::SearchQuery;
use super::state::App;
use crate::catalog::{self, Catalog};
use crate::search::Facet;

/// The most that is suggested at once.
pub const MOST: usize = 6;
const BROWSERS: &str = "application/x-suggestions+json; charset=utf-8";

/// The answer of `GET /api/v1/suggest?q=…&limit=…`.
#[derive(Debug, Serialize)]
pub struct Suggested {
    pub query: String,
    pub suggestions: Vec<SuggestedWording>,
    pub filters: Vec<SuggestedFilter>,
}

/// A wording that goes on as typed, and its entry.
#[derive(Debug, Serialize)]
pub struct SuggestedWording {
    /// What the field would hold.
    pub text: String,
    pub id: String,
    pub kind: &'static str,
    pub title: String,
    pub url: String,
}

/// A value of the facet that is typed.
#[derive(Debug, Serialize)]
pub struct SuggestedFilter {
    /// What the field would hold.
    pub text: String,
    pub facet: Facet,
    pub value: String,
    /// What people see for the value.
    pub label: String,
    pub count: usize,
}

/// `GET /api/v1/suggest`.
pub async fn suggest(State(app): State<App>, query: SearchQuery) -> Result<Json<Suggested>, Error> {
    suggested(&app, query).await.map(Json)
}

/// `GET /suggest`: what was typed, then texts, titles and addresses, as OpenSearch has it.
pub async fn opensearch(State(app): State<App>, base: Base, query: SearchQuery) -> Result<Response, Error> {
    let suggested = suggested(&app, query).await?;
    let (mut texts, mut titles, mut addresses) = (Vec::new(), Vec::new(), Vec::new());
    for each in suggested.suggestions {
        texts.push(each.text);
        titles.push(each.title);
        addresses.push(base.join(&each.url));
    }
    let answer = (suggested.query, texts, titles, addresses);
    Ok(([(header::CONTENT_TYPE, BROWSERS)], Json(answer)).into_response())
}

/// Away from the threads that answer requests: whoever types first after a start gathers the wordings.
async fn suggested(app: &App, query: SearchQuery) -> Result<Suggested, Error> {
    let catalog = app.catalog();
    tokio::task::spawn_blocking(move || gather(&catalog, query)).await.map_err(|_| Error::Internal)
}

fn gather(catalog: &Catalog, query: SearchQuery) -> Suggested {
    let most = query.limit.min(MOST);
    let filters = catalog::narrowing(catalog, &query.text, most);
    let wordings = if filters.is_empty() { catalog::suggest(catalog, &query.text, most) } else { Vec::new() };
    Suggested {
        suggestions: wordings.into_iter().map(wording).collect(),
        filters: filters.into_iter().map(filter).collect(),
        query: query.text,
    }
}

fn wording(found: catalog::Suggestion) -> SuggestedWording {
    let entry = found.page.entry();
    SuggestedWording {
        text: found.text,
        id: entry.id.to_string(),
        kind: entry.kind.name(),
        title: entry.title.clone(),
        url: found.page.address(),
    }
}

fn filter(found: catalog::Narrowing) -> SuggestedFilter {
    let catalog::Narrowing { text, facet, value, label, count } = found;
    SuggestedFilter { text, facet, value, label, count }
}
