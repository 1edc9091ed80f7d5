//! `POST /hooks/push`: a forge tells that somebody has pushed. It is believed where it is signed with the secret that this
//! server shares with it, and nothing that it says is read: the remote is asked.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use hmac::Mac;

use super::auth::{is_equal, seal};
use super::error::Error;
use super::state::App;
use crate::config::Secret;

/// The most bytes that a push may tell; forges list every commit of it.
pub const LONGEST: usize = 8 << 20;

/// Headers that hold a signature of the body, in hexadecimal.
const SIGNATURES: [&str; 3] = ["x-hub-signature-256", "x-forgejo-signature", "x-gitea-signature"];
/// The header that holds the secret itself.
const TOKEN: &str = "x-gitlab-token";

/// Has the remote pulled. There is no hook where no secret is configured.
pub async fn push(State(app): State<App>, headers: HeaderMap, body: Bytes) -> Result<StatusCode, Error> {
    let secret = app.git.hook_secret.as_ref().ok_or(Error::NotFound)?;
    if !is_signed(secret, &headers, &body) {
        return Err(Error::Unsigned);
    }
    app.pulls.ask();
    Ok(StatusCode::ACCEPTED)
}

/// Whether whoever sent it knows the secret. Takes as long for every wrong answer.
fn is_signed(secret: &Secret<String>, headers: &HeaderMap, body: &[u8]) -> bool {
    let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(signature) = SIGNATURES.iter().find_map(|name| value(name)) {
        let digits = signature.strip_prefix("sha256=").unwrap_or(signature);
        let sealed = seal(secret.reveal().as_bytes(), body).zip(bytes(digits));
        return sealed.is_some_and(|(seal, signature)| seal.verify_slice(&signature).is_ok());
    }
    value(TOKEN).is_some_and(|token| is_equal(secret, token))
}

fn bytes(digits: &str) -> Option<Vec<u8>> {
    let digit = |letter: u8| char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = digits.as_bytes().chunks_exact(2);
    let whole = pairs.remainder().is_empty();
    let bytes = pairs.map(|pair| Some((digit(pair[0])? << 4) | digit(pair[1])?)).collect();
    if whole { bytes } else { None }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn signed(name: &'static str, value: &'static str) -> bool {
        let headers = HeaderMap::from_iter([(name.parse().unwrap(), HeaderValue::from_static(value))]);
        is_signed(&Secret::new("It's a Secret to Everybody".to_owned()), &headers, b"Hello, World!")
    }

    /// The example that one of the forges documents.
    const DIGITS: &str = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    #[test]
    fn every_forge_signs_in_its_own_way() {
        assert!(signed(
            "x-hub-signature-256",
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
        ));
        assert!(signed("x-forgejo-signature", DIGITS) && signed("x-gitea-signature", DIGITS));
        assert!(signed("x-gitlab-token", "It's a Secret to Everybody"));
    }

    #[test]
    fn nothing_else_is_a_signature() {
        for odd in ["", "sha256=", "757107", "x", "sha1=757107ea0eb2509fc211221cce984b8a37570b6d", &DIGITS[..62]] {
            assert!(!signed("x-hub-signature-256", odd), "{odd}");
        }
        assert!(!signed("x-forgejo-signature", "857107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"));
        assert!(!signed("x-gitlab-token", "") && !signed("x-gitlab-token", "It's a Secret to Everybody!"));
        assert!(!signed("authorization", DIGITS));
    }
}
