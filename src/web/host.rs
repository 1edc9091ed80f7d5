//! The host that a request asks for, and whether that is us.
//!
//! A foreign site can point a name of its own here and would then read everything as if it were ours. Loopback names
//! and bare addresses cannot be pointed anywhere and are always fine.

use std::net::IpAddr;

use axum::extract::Request;
use axum::http::header;

/// Whether a request names one host, and that one is ours.
pub fn is_asked_for(request: &Request, hosts: &[String]) -> bool {
    named(request).is_some_and(|host| is_ours(host, hosts))
}

/// The one host that a request names; none where it names several.
fn named(request: &Request) -> Option<&str> {
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
