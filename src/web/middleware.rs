//! What holds for every request: host check, security headers, conditional answers, errors drawn.

use std::net::IpAddr;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::error::Error;
use super::host::{self, without_port};
use super::state::App;
use super::{api, pages};

/// No script, style, picture or connection from anywhere but here, and nothing inline.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Headers of every answer.
pub const SECURITY_HEADERS: [(HeaderName, HeaderValue); 6] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_SECURITY_POLICY)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
];

/// Adds the security headers where the answer has none of its own.
pub async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in SECURITY_HEADERS {
        response.headers_mut().entry(name).or_insert(value);
    }
    response
}

/// Refuses requests for a host name that is not ours, so that a foreign site cannot point its own name here.
/// Loopback names and bare addresses cannot be pointed anywhere and are always fine.
pub async fn check_host(State(app): State<App>, request: Request, next: Next) -> Response {
    let host = host::authority(request.uri(), request.headers());
    match host {
        Some(host) if is_ours(without_port(&host), &app.hosts) => next.run(request).await,
        _ => Error::WrongHost.into_response(),
    }
}

fn is_ours(host: &str, hosts: &[String]) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok()
        || hosts.iter().any(|known| known.eq_ignore_ascii_case(host))
}

/// Gives pages and JSON a weak ETag of their bytes and answers 304 to whoever has them. Answers that say otherwise
/// are kept by the browser and asked again each time.
pub async fn conditional(request: Request, next: Next) -> Response {
    let asked = request.headers().clone();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let response = next.run(request).await;
    if !reads || response.status() != StatusCode::OK || !is_document(response.headers()) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else { return Error::Internal.into_response() };
    let hash: String = Sha256::digest(&bytes)[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("W/\"{hash}\"");
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
    parts.headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
    if is_known(&asked, &tag) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// What is drawn anew for every request, by the beginning of its type.
const DOCUMENTS: [&str; 5] =
    ["text/html", "application/json", "text/plain", "application/atom+xml", "application/opensearchdescription+xml"];

fn is_document(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    !headers.contains_key(header::ETAG) && DOCUMENTS.iter().any(|document| kind.starts_with(document))
}

/// Whether `If-None-Match` names the tag, by weak comparison.
pub fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let tags = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    tags.flat_map(|value| value.split(',')).any(|known| known.trim() == "*" || bare(known) == bare(tag))
}

/// Draws errors: JSON below `/api`, plain pages elsewhere.
pub async fn draw_errors(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let known = response.extensions().get::<Error>().copied();
    let error = match (known, response.status()) {
        (Some(error), _) => error,
        (None, StatusCode::BAD_REQUEST) => Error::BadRequest,
        (None, StatusCode::METHOD_NOT_ALLOWED) => Error::MethodNotAllowed,
        (None, StatusCode::SERVICE_UNAVAILABLE) => Error::Timeout,
        _ => return response,
    };
    if path.starts_with("/api/") {
        return (error.status(), api::error(error)).into_response();
    }
    // A page suggests what is near, so it searches.
    let drawn = tokio::task::spawn_blocking(move || pages::error::page(&app, error, &path)).await;
    let Ok(drawn) = drawn else { return error.status().into_response() };
    (error.status(), drawn).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_names_and_bare_addresses_are_answered() {
        let hosts = ["kb.example".to_owned()];
        for host in ["localhost", "127.0.0.1", "[::1]", "KB.example", "192.0.2.7"] {
            assert!(is_ours(host, &hosts), "{host}");
        }
        for host in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", ""] {
            assert!(!is_ours(host, &hosts), "{host}");
        }
        assert_eq!(without_port("[::1]:4040"), "[::1]");
        assert_eq!(without_port("localhost:4040"), "localhost");
        assert_eq!(without_port("[::1]"), "[::1]");
    }
}
