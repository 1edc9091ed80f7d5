//! What holds for every request: host check, security headers, errors drawn.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::error::Error;
use super::state::App;
use super::{api, etag, pages};

/// No script, style, picture or connection from anywhere but here, and nothing inline.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Headers of every answer.
pub const SECURITY_HEADERS: [(HeaderName, HeaderValue); 7] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_SECURITY_POLICY)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    // The name of a host that an entry only links to is nobody's business until the link is followed.
    (HeaderName::from_static("x-dns-prefetch-control"), HeaderValue::from_static("off")),
];

/// Adds the security headers where the answer has none of its own. An answer that says nothing of how long it may be
/// kept is asked for again each time: a refusal or a redirect is true of this moment only.
pub async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in SECURITY_HEADERS {
        response.headers_mut().entry(name).or_insert(value);
    }
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(etag::ASK_AGAIN);
    response
}

/// Refuses requests for a host name that is not ours, so that a foreign site cannot point its own name here.
/// Loopback names and bare addresses cannot be pointed anywhere and are always fine.
pub async fn check_host(State(app): State<App>, request: Request, next: Next) -> Response {
    match host(&request) {
        Some(host) if is_ours(host, &app.hosts) => next.run(request).await,
        _ => Error::WrongHost.into_response(),
    }
}

/// The one host that a request names; none where it names several.
fn host(request: &Request) -> Option<&str> {
    let mut named = request.headers().get_all(header::HOST).iter();
    let (first, second) = (named.next(), named.next());
    match request.uri().host() {
        _ if second.is_some() => None,
        Some(host) => Some(host),
        None => first?.to_str().ok().map(without_port),
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.is_empty() => name,
        _ => host,
    }
}

fn is_ours(host: &str, hosts: &[String]) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok()
        || hosts.iter().any(|known| known.eq_ignore_ascii_case(host))
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
