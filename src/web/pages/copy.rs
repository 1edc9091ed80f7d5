//! `GET /copy/{kind}/{slug}?answer=…`: what may be given to a customer, as plain text.

use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::catalog::customer_text;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;

/// Which answer; without one, the quick response.
#[derive(Debug, Deserialize)]
pub struct Which {
    answer: Option<String>,
}

/// The text. An entry of which nothing may be given has none.
pub async fn copy(
    State(app): State<App>,
    Asker(viewer): Asker,
    Path((kind, slug)): Path<(String, String)>,
    Query(Which { answer }): Query<Which>,
) -> Result<Response, Error> {
    let catalog = app.catalog();
    let page = catalog.page_for(&viewer, &[kind, slug].join("/")).ok_or(Error::NotFound)?;
    let text = customer_text(&page, answer.as_deref(), app.clock.today()).ok_or(Error::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
}
