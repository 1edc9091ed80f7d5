//! Where people reach the server.

use std::net::IpAddr;

use super::Error;

/// Scheme and host, such as `https://kb.example`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base(String);

impl Base {
    /// Reads one. Without TLS only this machine can be meant: what signs somebody in is never sent in clear.
    pub fn parse(text: &str) -> Result<Base, Error> {
        let bare = text.trim_end_matches('/');
        let wrong = || Error::Base(text.to_owned());
        let (scheme, authority) = bare.split_once("://").ok_or_else(wrong)?;
        if authority.is_empty() || authority.contains(['/', '@', '?', '#', '\\', ' ']) {
            return Err(wrong());
        }
        let base = Base(bare.to_owned());
        match scheme {
            "https" => Ok(base),
            "http" if is_loopback(base.host()) => Ok(base),
            "http" => Err(Error::InClear(text.to_owned())),
            _ => Err(wrong()),
        }
    }

    /// An address of ours, in full.
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// Whether people come over TLS.
    pub fn is_secure(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// The name that people type, without a port.
    pub fn host(&self) -> &str {
        let authority = self.0.split_once("://").map_or("", |(_, authority)| authority);
        match authority.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            _ => authority,
        }
    }
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_is_a_scheme_and_a_host_and_goes_over_tls() {
        for (text, host) in [
            ("https://kb.example", "kb.example"),
            ("https://kb.example:8443/", "kb.example"),
            ("http://localhost:4040", "localhost"),
            ("http://[::1]:4040", "[::1]"),
        ] {
            assert_eq!(Base::parse(text).unwrap().host(), host, "{text}");
        }
        assert_eq!(Base::parse("https://kb.example/").unwrap().join("/a"), "https://kb.example/a");
        assert!(matches!(Base::parse("http://kb.example"), Err(Error::InClear(_))));
        for text in ["kb.example", "https://", "https://kb.example/wiki", "ftp://kb.example", "https://a@kb.example"] {
            assert!(matches!(Base::parse(text), Err(Error::Base(_))), "{text}");
        }
    }
}
