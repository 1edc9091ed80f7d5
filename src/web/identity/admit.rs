//! Nobody gets further than this without being known, but to what is open to all.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use super::super::error::Error;
use super::super::state::App;
use super::super::urls;
use super::{Asker, Unknown};
use crate::config::Identity;

/// What everybody may ask for: what pages are dressed in, whether the server lives, what a monitor or a forge shows a secret
/// for, and the way in and out.
const OPEN: [&str; 8] = [
    "/assets/",
    "/health",
    urls::METRICS,
    urls::PUSH_HOOK,
    urls::SIGN_IN,
    urls::CALLBACK,
    urls::SIGN_OUT,
    urls::SIGNED_OUT,
];

/// Turns away those of whom nobody knows who they are: to sign in where they can, with a refusal elsewhere.
pub async fn admit(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.extensions().get::<Asker>().is_some() || is_open(request.uri().path()) {
        return next.run(request).await;
    }
    let error = request.extensions().get::<Unknown>().map_or(Error::SignedOut, |unknown| unknown.0);
    let can_sign_in = error == Error::SignedOut && matches!(*app.auth.identity, Identity::Oidc(_));
    if can_sign_in && is_page(&request) {
        let address = request.uri().path_and_query().map_or("/", |address| address.as_str());
        return Redirect::to(&sign_in_address(address)).into_response();
    }
    error.into_response()
}

fn is_open(path: &str) -> bool {
    OPEN.iter().any(|open| if open.ends_with('/') { path.starts_with(open) } else { path == *open })
}

/// Whether somebody looks at the answer: what a script or a program asks for is answered to it.
fn is_page(request: &Request) -> bool {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    reads && !request.uri().path().starts_with("/api/") && is_looked_at(request.headers())
}

fn is_looked_at(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-mode").is_none_or(|mode| mode == "navigate")
}

/// Where one signs in to come to an address of ours.
pub fn sign_in_address(to: &str) -> String {
    urls::sign_in(&to_local(to))
}

/// An address of ours to go on to; the start where another is meant, or could be understood to be.
pub fn to_local(to: &str) -> String {
    let is_ours = to.starts_with('/')
        && !to.starts_with("//")
        && !to.contains('\\')
        && !to.chars().any(char::is_control)
        && to.len() <= 4096
        && !to.starts_with("/auth/");
    if is_ours { to.to_owned() } else { urls::START.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_only_goes_on_to_addresses_of_ours() {
        for ours in ["/", "/objection/a?x=1&y=//b#c", "/search?q=https://a.example"] {
            assert_eq!(to_local(ours), ours);
        }
        for other in [
            "",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "evil.example",
            "/\t/evil.example",
            "/a\r\nSet-Cookie: b",
            "javascript:alert(1)",
            "/auth/sign-in",
            "/auth/callback?code=1",
        ] {
            assert_eq!(to_local(other), "/", "{other:?}");
        }
    }

    #[test]
    fn little_is_open_to_all() {
        for open in ["/assets/app.css", "/health", "/auth/sign-in", "/auth/callback", "/auth/sign-out"] {
            assert!(is_open(open), "{open}");
        }
        for closed in ["/", "/healthy", "/content-health", "/assets", "/auth/", "/auth/sign-in/x", "/files/a.png"] {
            assert!(!is_open(closed), "{closed}");
        }
    }
}
