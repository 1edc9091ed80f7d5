//! Pictures of the content folder, and sources of entries.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::error::Error;
use super::state::App;
use crate::content::links::picture_type;
use crate::fs;

/// An SVG opened by itself can neither run nor load anything.
const SVG_POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");

/// `GET /files/{path}`: a picture.
pub async fn file(State(app): State<App>, Path(path): Path<String>) -> Result<Response, Error> {
    let kind = picture_type(&path).ok_or(Error::NotFound)?;
    let root = app.catalog().loaded().root.clone();
    let bytes = tokio::task::spawn_blocking(move || inside(&root, &path)).await.map_err(|_| Error::Internal)??;
    let mut response = ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=60"));
    if kind == "image/svg+xml" {
        headers.insert(header::CONTENT_SECURITY_POLICY, SVG_POLICY);
    }
    Ok(response)
}

/// The bytes of a file below the root; hidden files, links that lead out and `..` have no answer.
fn inside(root: &std::path::Path, path: &str) -> Result<Vec<u8>, Error> {
    let hidden = path.split(['/', '\\']).any(|part| part.is_empty() || part.starts_with('.'));
    let full = root.join(path);
    if hidden || !fs::inside(root, &full) || !fs::is_file(&full) {
        return Err(Error::NotFound);
    }
    fs::read(&full).map_err(|error| {
        tracing::warn!(%error, "a picture could not be read");
        Error::NotFound
    })
}
