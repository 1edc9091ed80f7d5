//! `GET /verified/{kind}/{slug}`: the file of an entry with today as the day on which it was verified, and nothing else
//! changed.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::Response;

use super::{blocking, kept_apart};
use crate::content::amend;
use crate::fs;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;

/// The file, for its owner and stewards.
pub async fn verified(
    State(app): State<App>,
    Asker(viewer): Asker,
    Path((kind, slug)): Path<(String, String)>,
) -> Result<Response, Error> {
    blocking(move || {
        let catalog = app.catalog();
        let page = catalog.page_for(&viewer, &[kind, slug].join("/")).ok_or(Error::NotFound)?;
        if !catalog.may_verify(&viewer, page.entry()) {
            return Err(Error::Forbidden);
        }
        let path = page.entry().path.as_str();
        let bytes = fs::read(&catalog.loaded().root.join(path)).map_err(|_| Error::NotFound)?;
        let text = String::from_utf8(bytes).map_err(|_| Error::NotFound)?;
        if !catalog.loaded().is_as_read(path, text.as_bytes()) {
            return Err(Error::NotFound);
        }
        let stamped = amend::verified(&text, app.clock.today()).ok_or(Error::NotFound)?;
        let name: String = path.rsplit('/').next().unwrap_or(path).chars().filter(|c| is_plain(*c)).collect();
        let headers = [
            (header::CONTENT_TYPE, "text/markdown; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        ];
        Ok(kept_apart(&page, (headers, stamped)))
    })
    .await?
}

fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || ['-', '_', '.'].contains(&letter)
}
