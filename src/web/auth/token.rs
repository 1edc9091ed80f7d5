//! What nobody can guess, and what is kept of it.

use sha2::{Digest, Sha256};

/// Letters of a token.
const LENGTH: usize = 32;

/// A new token: 128 random bits.
pub fn new_token() -> String {
    format!("{:032x}", rand::random::<u128>())
}

/// Whether a text could be a token.
pub fn is_token(text: &str) -> bool {
    text.len() == LENGTH && text.bytes().all(|letter| letter.is_ascii_hexdigit())
}

/// What is kept of a token: it opens nothing.
pub fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The beginning of the hash, for ids that people are told apart by.
pub fn short_hash(text: &str) -> String {
    hash(text)[..16].to_owned()
}
