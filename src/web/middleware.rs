//! What holds for every request: host check, security headers, errors drawn.

use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_http::csrf::ProtectionError;

use super::error::{Drawn, Error};
use super::identity::{Asker, IsOnPath};
use super::pages::practice::HearsOneself;
use super::state::App;
use super::view::shell::for_learner;
use super::{api, etag, host, pages};

/// No script, style, picture or connection from anywhere but here, and nothing inline.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Headers of every answer.
const SECURITY_HEADERS: [(HeaderName, HeaderValue); 8] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_SECURITY_POLICY)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    // The name of a host that an entry only links to is nobody's business until the link is followed.
    (HeaderName::from_static("x-dns-prefetch-control"), HeaderValue::from_static("off")),
    (PERMISSIONS_POLICY, HeaderValue::from_static("camera=(), geolocation=(), microphone=()")),
];

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// The same where one may record oneself: what was recorded is played from the browser's own memory, and connections lead
/// to nowhere else than here.
const HEARING_HEADERS: [(HeaderName, HeaderValue); 2] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
             media-src blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
    ),
    (PERMISSIONS_POLICY, HeaderValue::from_static("camera=(), geolocation=(), microphone=(self)")),
];

/// Adds the security headers where the answer has none of its own. An answer that says nothing of how long it may be
/// kept is asked for again each time: a refusal or a redirect is true of this moment only.
pub async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.extensions().get::<HearsOneself>().is_some() {
        response.headers_mut().extend(HEARING_HEADERS);
    }
    for (name, value) in SECURITY_HEADERS {
        response.headers_mut().entry(name).or_insert(value);
    }
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(etag::ASK_AGAIN);
    response
}

/// Pages of who is on a path say so in the masthead. What is drawn stays the same for all, so that it can be kept.
pub async fn tell_learners(request: Request, next: Next) -> Response {
    let is_on_path = request.extensions().get::<IsOnPath>().is_some();
    let response = next.run(request).await;
    if is_on_path && is_page(&response) { told_learner(response).await } else { response }
}

async fn told_learner(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else { return Error::Internal.into_response() };
    let told = for_learner(&body).map(Bytes::from).unwrap_or(body);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, told.into())
}

/// Refuses requests for a host that is not ours.
pub async fn check_host(State(app): State<App>, request: Request, next: Next) -> Response {
    if host::is_asked_for(&request, &app.hosts) { next.run(request).await } else { Error::WrongHost.into_response() }
}

/// Draws errors: JSON below `/api`, plain pages elsewhere.
pub async fn draw_errors(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let known = request.extensions().get::<Asker>().is_some();
    let is_on_path = request.extensions().get::<IsOnPath>().is_some();
    let response = next.run(request).await;
    if response.extensions().get::<Drawn>().is_some() {
        return response;
    }
    let Some(error) = error_of(&response) else { return response };
    let mut drawn = match path.starts_with("/api/") {
        true => (error.status(), api::error(error)).into_response(),
        false => {
            // A page suggests what is near, so it searches; only for those who may read what it finds.
            let page =
                move || if known { pages::error::page(&app, error, &path) } else { pages::error::bare(&app, error) };
            let drawn = tokio::task::spawn_blocking(page).await;
            let Ok(drawn) = drawn else { return error.status().into_response() };
            let drawn = (error.status(), drawn).into_response();
            if is_on_path { told_learner(drawn).await } else { drawn }
        }
    };
    if let Some(seconds) = error.retry_after() {
        drawn.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    drawn
}

fn is_page(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// What an answer says by its mark, or by its status alone.
fn error_of(response: &Response) -> Option<Error> {
    let marked = response.extensions().get::<Error>().copied();
    // A page that says itself what is wrong, such as a form with what was typed, stays as it is.
    marked.or_else(|| match response.status() {
        _ if is_page(response) => None,
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            Some(Error::BadRequest)
        }
        StatusCode::FORBIDDEN => response.extensions().get::<ProtectionError>().map(|_| Error::CrossSite),
        StatusCode::METHOD_NOT_ALLOWED => Some(Error::MethodNotAllowed),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Error::TooLarge),
        StatusCode::SERVICE_UNAVAILABLE => Some(Error::Timeout),
        _ => None,
    })
}
