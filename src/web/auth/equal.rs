//! Comparing what is secret without telling how far it was right.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::config::Secret;

/// A text, sealed with a key.
pub fn seal(key: &[u8], text: &[u8]) -> Option<Hmac<Sha256>> {
    let mut seal = Hmac::<Sha256>::new_from_slice(key).ok()?;
    seal.update(text);
    Some(seal)
}

/// Whether a text is the secret. Both are sealed before they are compared, so that not even the length of the secret shows
/// in how long that takes.
pub fn is_equal(secret: &Secret<String>, given: &str) -> bool {
    let key = secret.reveal().as_bytes();
    let both = seal(key, given.as_bytes()).zip(seal(key, key));
    both.is_some_and(|(given, ours)| ours.verify(&given.finalize().into_bytes()).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_secret_is_the_secret() {
        let secret = Secret::new("open sesame".to_owned());
        assert!(is_equal(&secret, "open sesame"));
        for other in ["", "open sesam", "open sesame ", "Open sesame"] {
            assert!(!is_equal(&secret, other), "{other:?}");
        }
    }
}
