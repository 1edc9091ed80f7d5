//! A proxy in front says who is asking, in a header. Only the proxy's word counts: from any other address the header
//! is taken off, and says nothing.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue};

use super::super::error::Error;
use super::super::listen::Peer;
use super::super::state::App;
use super::person;
use crate::config::Proxy;
use crate::model::person::{Roles, Viewer};

/// Longer names are nobody's.
const LONGEST: usize = 256;

/// The person that the proxy names.
///
/// # Errors
/// Where it names nobody, or not clearly, or where it is not the proxy that asks.
pub(super) fn viewer(app: &App, proxy: &Proxy, request: &mut Request) -> Result<Viewer, Error> {
    let trusted = request.extensions().get::<Peer>().is_some_and(|peer| proxy.is_at(peer.0));
    let named = named(request.headers(), &proxy.header);
    let name = proxy.name_header.as_ref().map(|header| self::name(request.headers(), header));
    for header in [Some(&proxy.header), proxy.name_header.as_ref()].into_iter().flatten() {
        request.headers_mut().remove(header.as_str());
    }
    if !trusted {
        return Err(Error::NotTheProxy);
    }
    let value = named?;
    let catalog = app.catalog();
    let people = &catalog.loaded().people;
    let in_other_letters = || people.all().find(|person| person.id.eq_ignore_ascii_case(&value));
    let known = people.get(&value).or_else(|| people.of_mail(&value)).or_else(in_other_letters);
    person::viewer(known, format!("proxy:{}", value.to_lowercase()), name.unwrap_or_default(), Roles::default())
}

/// Whether the proxy says that people come over TLS.
pub(super) fn is_secure(proxy: &Proxy, request: &Request) -> bool {
    let trusted = request.extensions().get::<Peer>().is_some_and(|peer| proxy.is_at(peer.0));
    trusted && request.headers().get("x-forwarded-proto").is_some_and(|scheme| scheme.as_bytes() == b"https")
}

/// The one person that the header names; a mail in small letters.
fn named(headers: &HeaderMap, header: &str) -> Result<String, Error> {
    let mut values = headers.get_all(header).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return Err(Error::NotNamed) };
    let value = value.to_str().map_err(|_| Error::NotNamed)?.trim();
    // Two copies may have been joined on the way.
    let is_one = !value.is_empty() && value.len() <= LONGEST && !value.contains([',', ';', ' ', '\t']);
    match is_one {
        true if value.contains('@') => Ok(value.to_lowercase()),
        true => Ok(value.to_owned()),
        false => Err(Error::NotNamed),
    }
}

/// What the person is called, as far as the header can be read.
fn name(headers: &HeaderMap, header: &str) -> String {
    let value = headers.get(header).map(HeaderValue::as_bytes).unwrap_or_default();
    let name = String::from_utf8_lossy(value);
    name.trim().chars().filter(|letter| !letter.is_control()).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[&[u8]]) -> Result<String, Error> {
        let value = |bytes: &&[u8]| (axum::http::header::FROM, HeaderValue::from_bytes(bytes).unwrap());
        let mut headers = HeaderMap::new();
        for (name, value) in values.iter().map(value) {
            headers.append(name, value);
        }
        named(&headers, "from")
    }

    #[test]
    fn one_clear_name_is_somebody_and_all_else_is_nobody() {
        assert_eq!(of(&[b"lena.fors"]).unwrap(), "lena.fors");
        assert_eq!(of(&[b" Lena.Fors@Tarnfield.Example "]).unwrap(), "lena.fors@tarnfield.example");
        let long = [b'a'; LONGEST + 1];
        let refused: [&[&[u8]]; 8] =
            [&[], &[b""], &[b"  "], &[b"a", b"b"], &[b"a", b"a"], &[b"a, b"], &[b"l\xe9na"], &[&long]];
        for refused in refused {
            assert_eq!(of(refused), Err(Error::NotNamed), "{refused:?}");
        }
    }
}
