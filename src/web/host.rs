//! The host that a request asks for, whether that is us, and addresses in full. Nothing that a proxy adds is believed.
//!
//! A foreign site can point a name of its own here and would then read everything as if it were ours. Loopback names
//! and bare addresses cannot be pointed anywhere and are always fine.

use std::convert::Infallible;
use std::net::IpAddr;

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};

/// Whether a request names one host, and that one is ours.
pub fn is_asked_for(request: &Request, hosts: &[String]) -> bool {
    authority(request.uri(), request.headers()).is_some_and(|host| is_ours(without_port(host), hosts))
}

/// The one host that a request names, with its port where one was said; none where it names several.
fn authority<'a>(uri: &'a Uri, headers: &'a HeaderMap) -> Option<&'a str> {
    let mut named = headers.get_all(header::HOST).iter();
    let (first, second) = (named.next(), named.next());
    match uri.authority() {
        _ if second.is_some() => None,
        // What stands before an `@` in an address is no part of the name.
        Some(authority) => authority.as_str().rsplit('@').next(),
        None => first?.to_str().ok(),
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

/// What addresses begin with that are read elsewhere, such as `http://kb.example`. The host was checked before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base(String);

/// The mark of a request that people sent over TLS, whoever ended that.
#[derive(Debug, Clone, Copy)]
pub struct Secure;

impl Base {
    /// The base of a host.
    pub fn of(host: &str) -> Base {
        Base(format!("http://{host}"))
    }

    /// The same over TLS.
    pub fn secure(host: &str) -> Base {
        Base(format!("https://{host}"))
    }

    /// An address of ours, in full.
    pub fn join(&self, address: &str) -> String {
        format!("{}{address}", self.0)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Base {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let host = authority(&parts.uri, &parts.headers).unwrap_or_default();
        Ok(if parts.extensions.get::<Secure>().is_some() { Base::secure(host) } else { Base::of(host) })
    }
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
