//! `GET /open/{kind}/{slug}?part=…`: the glance layer of an entry, for the script that opens it beside the results.

use axum::extract::{Path, Query, State};
use maud::{Markup, Render};
use serde::Deserialize;

use super::{Asking, blocking};
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
    asker: Asker,
    Path((kind, slug)): Path<(String, String)>,
    Query(Part { part }): Query<Part>,
) -> Result<Markup, Error> {
    let asking = Asking::of(&app, asker).await;
    blocking(move || {
        let catalog = app.catalog();
        let page = catalog.page_for(&asking.viewer, &[kind, slug].join("/")).ok_or(Error::NotFound)?;
        Ok(Open { setting: asking.setting(&app, &catalog), page, part: part.as_deref(), only_near: false, asked: "" }
            .render())
    })
    .await?
}
