//! Under which name a request asks for this server. Nothing that a proxy adds is believed.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};

/// The host that was asked for, with its port where one was said.
pub fn authority(uri: &Uri, headers: &HeaderMap) -> Option<String> {
    // What stands before an `@` in an address is no part of the name.
    let named = |uri: &Uri| Some(uri.authority()?.as_str().rsplit('@').next()?.to_owned());
    named(uri).or_else(|| headers.get(header::HOST)?.to_str().ok().map(str::to_owned))
}

/// A host without its port.
pub fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.is_empty() => name,
        _ => host,
    }
}

/// What addresses begin with that are read elsewhere, such as `http://kb.example`. The host was checked before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base(String);

impl Base {
    /// The base of a host.
    pub fn of(host: &str) -> Base {
        Base(format!("http://{host}"))
    }

    /// An address of ours, in full.
    pub fn join(&self, address: &str) -> String {
        format!("{}{address}", self.0)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Base {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Base::of(&authority(&parts.uri, &parts.headers).unwrap_or_default()))
    }
}
