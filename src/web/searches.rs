//! Notes what people search for and whether it helped, beside the answers: nobody waits for it, and where it cannot be
//! written down, search goes on. Programs that ask the API are not people; nothing is noted of them.

use axum::extract::{Form, RawForm, State};
use axum::http::{HeaderMap, StatusCode, header};
use serde::Deserialize;

use super::awaited::awaited;
use super::error::Error;
use super::identity::Asker;
use super::query::SearchQuery;
use super::state::App;
use crate::model::person::Viewer;
use crate::search::{Answer, Facet, Request};
use crate::store::{Searched, Seen};

/// Letters of a query that are noted.
const LONGEST: usize = 400;
/// Longer than this nobody looks at an entry without doing anything.
const LONGEST_LOOK: i64 = 3_600_000;

/// What is noted of a search; `None` where no word was typed.
pub fn searched(query: &SearchQuery, answer: &Answer, surface: &'static str) -> Option<Searched> {
    let text: String = query.text.trim().chars().take(LONGEST).collect();
    let filters = || query.filters.iter().map(|(facet, value)| (*facet, value));
    let typed = || answer.understood.filters.iter().map(|filter| (filter.facet, &filter.value));
    let terms = || answer.understood.terms.iter().map(|term| (term.facet, &term.value));
    let value = |wanted: Facet| {
        let all = filters().chain(typed()).chain(terms());
        all.filter(|(facet, _)| *facet == wanted).map(|(_, value)| value.clone()).next()
    };
    (!text.is_empty()).then(|| Searched {
        text,
        results: answer.total,
        confident: answer.confident,
        nearest: answer.hits.first().map(|hit| hit.id.clone()),
        stage: value(Facet::Stage),
        persona: value(Facet::Persona),
        competitor: value(Facet::Competitor),
        surface,
    })
}

/// Notes a search that a page was asked for; nobody waits.
pub fn note(app: &App, viewer: &Viewer, searched: Searched) {
    let (store, person, at) = (app.store.clone(), viewer.id.clone(), app.now());
    tokio::spawn(async move {
        count(&searched);
        if let Err(error) = store.note_search(&person, searched, at).await {
            tracing::warn!(%error, "a search was not noted");
        }
    });
}

/// Notes that an entry was opened that a search led to; nobody waits.
pub fn note_opened(app: &App, viewer: &Viewer, entry: &str) {
    let (store, person, entry, at) = (app.store.clone(), viewer.id.clone(), entry.to_owned(), app.now());
    tokio::spawn(async move {
        if let Err(error) = store.note_seen(&person, &entry, Seen::Opened(None), at).await {
            tracing::warn!(%error, "that an entry was opened was not noted");
        }
    });
}

/// Whether a page is asked for by somebody who looks at it: who was here before, or whose browser says so.
pub fn is_looked_at(headers: &HeaderMap, viewer: &Viewer) -> bool {
    let says =
        |name: &str, value: &str| headers.get(name).is_some_and(|said| said.as_bytes().starts_with(value.as_bytes()));
    (viewer.returning || says("sec-fetch-mode", "navigate")) && !says("sec-purpose", "prefetch")
}

/// What was searched for on the page that a link to here stood on; empty where there was no such search.
pub fn came_from(headers: &HeaderMap) -> Option<String> {
    let from = headers.get(header::REFERER)?.to_str().ok()?;
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let path = from.split_once("://")?.1.strip_prefix(host)?;
    let query = path.strip_prefix("/search").map(|rest| rest.strip_prefix('?').unwrap_or_default())?;
    Some(SearchQuery::parse(query).text)
}

/// `POST /api/v1/searched`: the script tells that typing paused. The body is the address's own: `q`, facets, and
/// `surface`.
pub async fn paused(State(app): State<App>, Asker(viewer): Asker, RawForm(body): RawForm) -> Result<StatusCode, Error> {
    let body = String::from_utf8_lossy(&body);
    let query = SearchQuery { limit: 1, without_counts: true, ..SearchQuery::parse(&body) };
    let surface = if body.split('&').any(|pair| pair == "surface=phone") { "phone" } else { "page" };
    let catalog = app.catalog();
    let asker = viewer.clone();
    let noted = awaited(move |abandoned| {
        let answer = catalog.search.search_unless(&Request { explain: false, ..query.request() }, abandoned);
        searched(&query, &answer, surface).filter(|_| !catalog.means_closed(&asker, &query.request()))
    });
    if let Some(searched) = noted.await?.filter(|_| viewer.returning) {
        count(&searched);
        app.store.note_search(&viewer.id, searched, app.now()).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// How long an entry was seen.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Look {
    entry: String,
    ms: i64,
    /// It is the first result, open in place, and nobody has chosen it.
    first: bool,
}

/// `POST /api/v1/seen`: the script tells how long an entry was looked at that a search found.
pub async fn seen(State(app): State<App>, Asker(viewer): Asker, Form(look): Form<Look>) -> Result<StatusCode, Error> {
    let ms = look.ms.clamp(0, LONGEST_LOOK);
    let seen = if look.first { Seen::InPlace(ms) } else { Seen::Opened(Some(ms)) };
    if viewer.returning && app.catalog().page(&look.entry).is_some() {
        app.store.note_seen(&viewer.id, &look.entry, seen, app.now()).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// For a monitor.
fn count(searched: &Searched) {
    let confident = if searched.confident { "yes" } else { "no" };
    metrics::counter!("fieldlore_searches_total", "confident" => confident).increment(1);
}
