//! `GET /search`: what was found, the first entry open. `GET /search/results`: the same without the frame.

use axum::extract::State;
use axum::http::HeaderMap;
use maud::{Markup, Render};

use super::Asking;
use crate::catalog::{Catalog, Page};
use crate::model::person::Viewer;
use crate::search::{Answer, Request};
use crate::web::awaited::awaited;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::query::SearchQuery;
use crate::web::searches::{is_looked_at, note, searched};
use crate::web::state::App;
use crate::web::view::Shell;
use crate::web::view::results::Results;
use crate::web::view::shell::Field;

/// The search page.
pub async fn search(
    State(app): State<App>,
    asker: Asker,
    headers: HeaderMap,
    query: SearchQuery,
) -> Result<Markup, Error> {
    let viewer = asker.0.clone();
    let asking = Asking::of(&app, asker).await;
    let noting = is_looked_at(&headers, &viewer).then(|| app.clone());
    let (page, searched) = awaited(move |abandoned| {
        let catalog = app.catalog();
        let answer = asked(&catalog, &query, abandoned);
        // Words that mean what is not for everybody are not shown to everybody as asked in vain.
        let noted =
            searched(&query, &answer, "page").filter(|_| !catalog.means_closed(&asking.viewer, &query.request()));
        let closed = closed(&catalog, &asking.viewer, &query);
        let page = results_of(&app, &asking, &catalog, &query, &answer, &closed);
        let field = Field { text: &query.text, filters: &query.filters, focused: true };
        let title = if query.text.is_empty() { "Search" } else { query.text.as_str() };
        (Shell { site: &app.name, title, field, content: &page }.render(), noted)
    })
    .await?;
    if let (Some(app), Some(searched)) = (noting, searched) {
        note(&app, &viewer, searched);
    }
    Ok(page)
}

/// The results alone.
pub async fn results(State(app): State<App>, asker: Asker, query: SearchQuery) -> Result<Markup, Error> {
    let asking = Asking::of(&app, asker).await;
    awaited(move |abandoned| {
        let catalog = app.catalog();
        let answer = asked(&catalog, &query, abandoned);
        let closed = closed(&catalog, &asking.viewer, &query);
        results_of(&app, &asking, &catalog, &query, &answer, &closed).render()
    })
    .await
}

fn results_of<'a>(
    app: &'a App,
    asking: &'a Asking,
    catalog: &'a Catalog,
    query: &'a SearchQuery,
    answer: &'a Answer,
    closed: &'a [Page<'a>],
) -> Results<'a> {
    Results {
        setting: asking.setting(app, catalog),
        site: &app.name,
        query,
        answer,
        greeting: Markup::default(),
        closed,
    }
}

/// How many entries are listed where nothing is typed.
const BROWSED: usize = 100;

/// Most entries that are shown apart.
const CLOSED: usize = 5;

/// What fits and is not for everybody, but for this person.
fn closed<'a>(catalog: &'a Catalog, viewer: &Viewer, query: &SearchQuery) -> Vec<Page<'a>> {
    if query.text.trim().is_empty() { Vec::new() } else { catalog.search_closed(viewer, &query.request(), CLOSED) }
}

fn asked(catalog: &Catalog, query: &SearchQuery, abandoned: &dyn Fn() -> bool) -> Answer {
    if query.is_empty() {
        return Answer::default();
    }
    let request = query.request();
    let browses = query.text.trim().is_empty();
    let request = Request { limit: if browses { BROWSED } else { request.limit }, ..request };
    catalog.search.search_unless(&request, abandoned)
}
