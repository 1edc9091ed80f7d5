//! Whether an ID token holds, and what it says.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use openidconnect::core::{
    CoreGenderClaim, CoreIdTokenVerifier, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
};
use openidconnect::{
    AdditionalClaims, ClaimsVerificationError, ClientId, EndUserName, EndUserUsername, IdToken, IdTokenClaims,
    LocalizedClaim, Nonce, SignatureVerificationError,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::client::Metadata;

/// How far the provider's clock may be from ours.
const SKEW: Duration = Duration::from_secs(120);

/// What is signed by these is believed. Nothing that a shared secret signs is, and nothing that is not signed.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What an ID token claims.
pub(super) type Claims = IdTokenClaims<More, CoreGenderClaim>;

/// Why it does not hold.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    #[error("it is signed by a key that the provider does not name")]
    UnknownKey,
    #[error("{0}")]
    Wrong(String),
}

/// An ID token as it came, and what it must fit.
pub(super) struct Token<'a> {
    pub text: String,
    pub client_id: &'a str,
    pub nonce: &'a str,
    pub now: Timestamp,
}

impl Token<'_> {
    /// Checks signature, issuer, audience, nonce and time.
    pub fn verify(&self, metadata: &Metadata) -> Result<Claims, Error> {
        type Whole = IdToken<More, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;
        let token: Whole = self.text.parse().map_err(|error: serde_json::Error| Error::Wrong(error.to_string()))?;
        let now = SystemTime::from(self.now);
        let client_id = ClientId::new(self.client_id.to_owned());
        let keys = metadata.jwks().clone();
        let verifier = CoreIdTokenVerifier::new_public_client(client_id, metadata.issuer().clone(), keys)
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(move || (now - SKEW).into())
            .set_issue_time_verifier_fn(move |issued| match SystemTime::from(issued) <= now + SKEW {
                true => Ok(()),
                false => Err("it comes from the future".to_owned()),
            });
        token.into_claims(&verifier, &Nonce::new(self.nonce.to_owned())).map_err(|error| match error {
            ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey | SignatureVerificationError::CryptoError(_),
            ) => Error::UnknownKey,
            error => Error::Wrong(error.to_string()),
        })
    }
}

/// Claims beyond the usual ones.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct More {
    #[serde(flatten)]
    all: BTreeMap<String, Value>,
}

impl AdditionalClaims for More {}

impl More {
    /// The text, or the texts, of a claim.
    pub fn texts(&self, claim: &str) -> Vec<String> {
        match self.all.get(claim) {
            Some(Value::String(text)) => vec![text.clone()],
            Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    }
}

/// What somebody is called.
pub(super) fn name(name: Option<&LocalizedClaim<EndUserName>>, username: Option<&EndUserUsername>) -> String {
    let name = name.and_then(|name| name.get(None).or_else(|| name.iter().next().map(|(_, name)| name)));
    let name = name.map(|name| name.as_str()).or(username.map(|name| name.as_str()));
    name.unwrap_or_default().chars().filter(|letter| !letter.is_control()).take(80).collect()
}
