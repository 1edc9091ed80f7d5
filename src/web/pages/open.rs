//! `GET /open/{kind}/{slug}?part=…`: the glance layer of an entry, for the script that opens it beside the results.

use axum::extract::{Path, Query, State};
use maud::{Markup, Render};
use serde::Deserialize;

use super::{blocking, setting};
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;
use crate::web::view::open::Open;

/// Which part was found.
#[derive(Debug, Deserialize)]
pub struct Part {
    part: Option<String>,
}

/// The open entry alone.
pub async fn open(
    State(app): State<App>,
    Asker(viewer): Asker,
    Path((kind, slug)): Path<(String, String)>,
    Query(Part { part }): Query<Part>,
) -> Result<Markup, Error> {
    blocking(move || {
        let catalog = app.catalog();
        let page = catalog.page_for(&viewer, &[kind, slug].join("/")).ok_or(Error::NotFound)?;
        Ok(Open { setting: setting(&app, &catalog), page, part: part.as_deref(), only_near: false }.render())
    })
    .await?
}
