//! `GET /suggest/picture`: a picture that somebody has added and not sent, for the preview of who added it.

use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::content::links::picture_type;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::kept::for_one;
use crate::web::state::App;

/// Which picture of which draft.
#[derive(Debug, Deserialize)]
pub struct Which {
    path: String,
    name: String,
}

/// The picture. Its name was made here, of what its bytes are; nobody else's draft has it.
pub async fn picture(
    State(app): State<App>,
    Asker(viewer): Asker,
    Query(Which { path, name }): Query<Which>,
) -> Result<Response, Error> {
    let pictures = app.store.pictures_of(&viewer.id, &path).await?;
    let picture = pictures.into_iter().find(|picture| picture.name == name).ok_or(Error::NotFound)?;
    let kind = picture_type(&picture.name).ok_or(Error::NotFound)?;
    Ok(for_one(([(header::CONTENT_TYPE, kind)], picture.bytes).into_response()))
}
