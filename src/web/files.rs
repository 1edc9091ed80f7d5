//! Pictures of the content folder.

use std::path::{Path, PathBuf};

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::error::Error;
use super::etag;
use super::state::App;
use crate::content::links::picture_type;
use crate::fs;

/// The type of drawings.
const DRAWING: &str = "image/svg+xml";

/// The largest picture that is given out, in bytes: it is read whole.
const LARGEST: u64 = 64 << 20;

/// An SVG opened by itself can neither run nor load anything, nor lead anywhere by itself.
const SVG_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox",
);

/// The picture at a path below the content folder, or word that it is known already.
pub async fn file(app: &App, path: String, asked: HeaderMap) -> Result<Response, Error> {
    let root = app.catalog().loaded().root.clone();
    tokio::task::spawn_blocking(move || answer(&root, &path, &asked)).await.map_err(|_| Error::Internal)?
}

/// Whether a path names a drawing, which is more than a picture where it is opened by itself.
pub fn is_drawing(path: &str) -> bool {
    picture_type(path) == Some(DRAWING)
}

fn answer(root: &Path, path: &str, asked: &HeaderMap) -> Result<Response, Error> {
    let (real, kind) = picture(root, path).ok_or(Error::NotFound)?;
    let stamp = fs::stamp(&real).filter(|stamp| stamp.size <= LARGEST).ok_or(Error::NotFound)?;
    // Another size or time is another picture.
    let tag = format!("W/\"{:x}-{:x}\"", stamp.size, stamp.modified);
    let known = etag::is_known(asked, &tag);
    let bytes = if known { Vec::new() } else { read(&real)? };
    let mut response = ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=60"));
    headers.insert(header::ETAG, HeaderValue::try_from(tag).map_err(|_| Error::Internal)?);
    if kind == DRAWING {
        headers.insert(header::CONTENT_SECURITY_POLICY, SVG_POLICY);
    }
    Ok(if known { etag::not_modified(response) } else { response })
}

/// Where a picture is, and its type. Hidden files, what lies outside the root and `..` have no answer; nor has a link
/// with the name of a picture that leads to something else.
fn picture(root: &Path, path: &str) -> Option<(PathBuf, &'static str)> {
    let kind = picture_type(path)?;
    if path.split(['/', '\\']).any(|part| part.is_empty() || part.starts_with('.')) {
        return None;
    }
    let real = fs::real_inside(root, &root.join(path))?;
    (kind == picture_type(&real.to_string_lossy())?).then_some((real, kind))
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|error| {
        tracing::warn!(%error, "a picture could not be read");
        Error::NotFound
    })
}
