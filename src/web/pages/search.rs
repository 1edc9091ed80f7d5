//! `GET /search`: what was found, the first entry open. `GET /search/results`: the same without the frame.

use axum::extract::State;
use maud::{Markup, Render};

use super::setting;
use crate::catalog::{Catalog, Page};
use crate::model::person::Viewer;
use crate::search::{Answer, Request};
use crate::web::awaited::awaited;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::query::SearchQuery;
use crate::web::state::App;
use crate::web::view::Shell;
use crate::web::view::results::Results;
use crate::web::view::shell::Field;

/// The search page.
pub async fn search(State(app): State<App>, Asker(viewer): Asker, query: SearchQuery) -> Result<Markup, Error> {
    awaited(move |abandoned| {
        let catalog = app.catalog();
        let answer = asked(&catalog, &query, abandoned);
        let closed = closed(&catalog, &viewer, &query);
        let results = Results {
            setting: setting(&app, &catalog),
            site: &app.name,
            query: &query,
            answer: &answer,
            closed: &closed,
        };
        let field = Field { text: &query.text, filters: &query.filters, focused: true };
        let title = if query.text.is_empty() { "Search" } else { query.text.as_str() };
        Shell { site: &app.name, title, field, content: &results }.render()
    })
    .await
}

/// The results alone.
pub async fn results(State(app): State<App>, Asker(viewer): Asker, query: SearchQuery) -> Result<Markup, Error> {
    awaited(move |abandoned| {
        let catalog = app.catalog();
        let answer = asked(&catalog, &query, abandoned);
        let closed = closed(&catalog, &viewer, &query);
        Results { setting: setting(&app, &catalog), site: &app.name, query: &query, answer: &answer, closed: &closed }
            .render()
    })
    .await
}

/// How many entries are listed where nothing is typed.
const BROWSED: usize = 100;

/// How many closed entries are shown below the results.
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
