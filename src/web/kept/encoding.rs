//! How an answer is encoded.

use axum::http::{HeaderMap, HeaderValue, header};

/// How an answer is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    Identity,
    Gzip,
    Brotli,
}

/// The best encoding of a plain list; weights and wildcards are left to the layer that compresses.
pub fn encoding(headers: &HeaderMap) -> Option<Encoding> {
    let mut values = headers.get_all(header::ACCEPT_ENCODING).iter();
    let list = match (values.next(), values.next()) {
        (None, _) => return Some(Encoding::Identity),
        (Some(value), None) => value.to_str().ok().filter(|list| !list.contains([';', '*']))?,
        _ => return None,
    };
    let takes = |name: &str| list.split(',').any(|each| each.trim().eq_ignore_ascii_case(name));
    Some(match () {
        () if takes("br") => Encoding::Brotli,
        () if takes("gzip") => Encoding::Gzip,
        () => Encoding::Identity,
    })
}

impl Encoding {
    /// As the header says it.
    pub fn name(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Encoding::Identity => "identity",
            Encoding::Gzip => "gzip",
            Encoding::Brotli => "br",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_list_of_encodings_is_understood() {
        let of = |list: &'static str| {
            encoding(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(list))]))
        };
        assert_eq!(encoding(&HeaderMap::new()), Some(Encoding::Identity));
        assert_eq!(of("gzip, deflate, br, zstd"), Some(Encoding::Brotli));
        assert_eq!(of("GZIP, deflate"), Some(Encoding::Gzip));
        assert_eq!(of("deflate"), Some(Encoding::Identity));
        assert_eq!((of("br;q=0, gzip"), of("*")), (None, None));
    }
}
