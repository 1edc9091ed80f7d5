//! Entity tags: what tells a browser that what it has is what it would get.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::error::Error;

/// What may be kept for the one who asked, and is asked again each time.
pub const ASK_AGAIN: HeaderValue = HeaderValue::from_static("private, no-cache");

/// The weak tag of some bytes: the same in every encoding.
fn of_bytes(bytes: &[u8]) -> String {
    let hash: String = Sha256::digest(bytes)[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("W/\"{hash}\"")
}

/// Whether `If-None-Match` names the tag, by weak comparison.
pub fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let tags = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    tags.flat_map(|value| value.split(',')).any(|known| known.trim() == "*" || bare(known) == bare(tag))
}

/// An answer without its body, to whoever has that already.
pub fn not_modified(response: Response) -> Response {
    let (mut parts, _) = response.into_parts();
    parts.status = StatusCode::NOT_MODIFIED;
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::empty())
}

/// Gives pages and JSON a weak tag of their bytes and answers 304 to whoever has them. Answers that do not say
/// otherwise are kept by the browser and asked again each time.
pub async fn conditional(request: Request, next: Next) -> Response {
    let asked = request.headers().clone();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let response = next.run(request).await;
    if !reads || response.status() != StatusCode::OK || !is_document(response.headers()) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else { return Error::Internal.into_response() };
    let tag = of_bytes(&bytes);
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
    parts.headers.entry(header::CACHE_CONTROL).or_insert(ASK_AGAIN);
    let response = Response::from_parts(parts, Body::from(bytes));
    if is_known(&asked, &tag) { not_modified(response) } else { response }
}

/// What is drawn anew for every request, by the beginning of its type.
const DOCUMENTS: [&str; 5] =
    ["text/html", "application/json", "text/plain", "application/atom+xml", "application/opensearchdescription+xml"];

fn is_document(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    !headers.contains_key(header::ETAG) && DOCUMENTS.iter().any(|document| kind.starts_with(document))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_among_those_that_are_named() {
        let asked = |values: &[&'static str]| {
            let values = values.iter().map(|value| (header::IF_NONE_MATCH, HeaderValue::from_static(value)));
            values.fold(HeaderMap::new(), |mut headers, (name, value)| {
                headers.append(name, value);
                headers
            })
        };
        for known in [&["W/\"a\""] as &[_], &["\"a\""], &["\"b\", W/\"a\""], &["\"b\"", " \"a\" "], &["*"]] {
            assert!(is_known(&asked(known), "W/\"a\""), "{known:?}");
        }
        for unknown in [&[] as &[_], &["\"b\""], &["a"], &[""], &["\"aa\""]] {
            assert!(!is_known(&asked(unknown), "W/\"a\""), "{unknown:?}");
        }
    }
}
