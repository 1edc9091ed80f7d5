//! Who is asking: found out at the door, carried with the request.
//!
//! [`identify`] finds out who it is and lets everybody in, with an [`Asker`] or without; [`admit`] turns away those without,
//! but for what is open to all. So nothing that says who is asking is ever made up further in: a handler that takes an
//! [`Asker`] and a kept answer are for those who have one.

mod admit;
mod local;
mod person;
mod proxy;
mod session;

pub use admit::{admit, sign_in_address, to_local};
pub use session::person_of;

use std::sync::Arc;

use axum::extract::{FromRequestParts, OptionalFromRequestParts, Request, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;

use super::error::Error;
use super::host::Secure;
use super::state::App;
use crate::config::Identity;
use crate::model::person::{Roles, Viewer};

/// Who is asking, for a handler.
#[derive(Debug, Clone)]
pub struct Asker(pub Arc<Viewer>);

/// The mark of a request of somebody who is on a path.
#[derive(Debug, Clone, Copy)]
pub struct IsOnPath;

/// Why nobody knows who is asking.
#[derive(Debug, Clone, Copy)]
struct Unknown(Error);

impl<S: Sync> FromRequestParts<S> for Asker {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asker, Error> {
        parts.extensions.get::<Asker>().cloned().ok_or(Error::SignedOut)
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for Asker {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Asker>, Error> {
        Ok(parts.extensions.get::<Asker>().cloned())
    }
}

/// Finds out who is asking.
pub async fn identify(State(app): State<App>, mut request: Request, next: Next) -> Response {
    if is_secure(&app, &request) {
        request.extensions_mut().insert(Secure);
    }
    let mut begun = None;
    let found = match &*app.auth.identity {
        Identity::Local | Identity::Public => {
            let local = local::Local::of(request.headers());
            let viewer = local.viewer(&app, roles(&app)).await;
            begun = (!local.returning).then_some(local);
            Ok(viewer)
        }
        Identity::Proxy(proxy) => proxy::viewer(&app, proxy, &mut request),
        Identity::Oidc(oidc) => session::viewer(&app, oidc, request.headers()).await,
    };
    if found.as_ref().is_ok_and(|viewer| app.store.is_on_path(&viewer.id)) {
        request.extensions_mut().insert(IsOnPath);
    }
    match found {
        Ok(viewer) => request.extensions_mut().insert(Asker(Arc::new(viewer))).map(|_| ()),
        Err(error) => request.extensions_mut().insert(Unknown(error)).map(|_| ()),
    };
    let mut response = next.run(request).await;
    // Who it is belongs on no answer that others may keep and pass on.
    let cache = response.headers().get(header::CACHE_CONTROL);
    let passed_on = cache.is_some_and(|value| value.as_bytes().starts_with(b"public"));
    if let Some(local) = begun.filter(|_| !passed_on) {
        local.remember(&mut response);
    }
    response
}

/// Whether people come over TLS: where they sign in over it, and where the proxy says so.
fn is_secure(app: &App, request: &Request) -> bool {
    match &*app.auth.identity {
        Identity::Oidc(oidc) => oidc.base.is_secure(),
        Identity::Proxy(proxy) => proxy::is_secure(proxy, request),
        Identity::Local | Identity::Public => false,
    }
}

/// What everybody may do where nobody signs in.
fn roles(app: &App) -> Roles {
    if *app.auth.identity == Identity::Local { Roles::all() } else { Roles::default() }
}
