//! `GET /copy/{kind}/{slug}?answer=…`: what may be given to a customer, as plain text. Who takes it uses it.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Method, header};
use axum::response::Response;
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;

use super::kept_apart;
use crate::catalog::customer_text;
use crate::insights::Deed;
use crate::model::person::Viewer;
use crate::store::How;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;

/// How long the text waits for the use to be noted; then it is noted behind it.
const PATIENCE: Duration = Duration::from_millis(300);

/// Which answer; without one, the quick response.
#[derive(Debug, Deserialize)]
pub struct Which {
    answer: Option<String>,
}

/// The text. An entry of which nothing may be given has none.
pub async fn copy(
    State(app): State<App>,
    Asker(viewer): Asker,
    method: Method,
    headers: HeaderMap,
    Path((kind, slug)): Path<(String, String)>,
    Query(Which { answer }): Query<Which>,
) -> Result<Response, Error> {
    let catalog = app.catalog();
    let page = catalog.page_for(&viewer, &[kind, slug].join("/")).ok_or(Error::NotFound)?;
    let text = customer_text(&page, answer.as_deref(), app.clock.today()).ok_or(Error::NotFound)?;
    if method == Method::GET && is_meant(&headers) {
        let anchor = answer.map(|anchor| format!("#{anchor}")).unwrap_or_default();
        let answer = format!("{}{anchor}", page.entry().id);
        note(&app, viewer, Deed { answer, how: How::Copy, deal: None }).await;
    }
    Ok(kept_apart(&page, ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text)))
}

/// Whether somebody here wants the text now: not a browser that fetches ahead, and no page of elsewhere.
fn is_meant(headers: &HeaderMap) -> bool {
    let says =
        |name: &str, words: &str| headers.get(name).is_some_and(|value| value.as_bytes().starts_with(words.as_bytes()));
    !says("sec-purpose", "prefetch") && !says("sec-fetch-site", "cross-site")
}

/// Notes the use. The text is given all the same where that fails or takes long: somebody is in a call.
async fn note(app: &App, viewer: Arc<Viewer>, deed: Deed) {
    let outcomes = app.outcomes.clone();
    let noted = tokio::spawn(async move { outcomes.used(&viewer, deed).await });
    if let Ok(Ok(Err(error))) = tokio::time::timeout(PATIENCE, noted).await {
        tracing::warn!(%error, "a copy could not be noted");
    }
}
