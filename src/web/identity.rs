//! Who is asking: found out at the door, carried with the request.
//!
//! On a machine of one's own nobody signs in: a cookie remembers the person from the first request on. It holds a random
//! number; the person's id is made of its hash, so that what is recorded opens nothing.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use cookie::{Cookie, SameSite};
use sha2::{Digest, Sha256};

use super::state::App;
use crate::model::person::{Roles, Viewer};

/// What remembers a person on a machine of one's own.
const COOKIE: &str = "fieldlore_person";
/// As long as browsers keep a cookie.
const KEPT: cookie::time::Duration = cookie::time::Duration::days(400);
/// Letters of the random number.
const LENGTH: usize = 32;

/// Who is asking, for a handler.
#[derive(Debug, Clone)]
pub struct Asker(pub Arc<Viewer>);

impl<S: Sync> FromRequestParts<S> for Asker {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asker, Infallible> {
        Ok(parts.extensions.get::<Asker>().cloned().unwrap_or_else(|| Asker(Arc::default())))
    }
}

/// Finds out who is asking.
pub async fn identify(State(_app): State<App>, mut request: Request, next: Next) -> Response {
    let known = cookie(request.headers(), COOKIE).filter(|value| is_token(value));
    let (token, returning) = match known {
        Some(token) => (token, true),
        None => (new_token(), false),
    };
    let viewer = Viewer { id: local_id(&token), name: String::new(), roles: Roles::all(), returning };
    request.extensions_mut().insert(Asker(Arc::new(viewer)));
    let mut response = next.run(request).await;
    if !returning {
        remember(&mut response, token);
    }
    response
}

fn remember(response: &mut Response, token: String) {
    let cookie = Cookie::build((COOKIE, token)).path("/").http_only(true).same_site(SameSite::Lax).max_age(KEPT);
    if let Ok(value) = HeaderValue::from_str(&cookie.build().to_string()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// The value of a cookie of a request.
fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut cookies = lines.flat_map(Cookie::split_parse).flatten();
    cookies.find(|cookie| cookie.name() == name).map(|cookie| cookie.value().to_owned())
}

fn is_token(value: &str) -> bool {
    value.len() == LENGTH && value.bytes().all(|letter| letter.is_ascii_hexdigit())
}

fn new_token() -> String {
    format!("{:032x}", rand::random::<u128>())
}

fn local_id(token: &str) -> String {
    let digest = Sha256::digest(token.as_bytes());
    let hex: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("local-{hex}")
}
