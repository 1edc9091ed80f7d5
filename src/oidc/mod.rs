//! Sign-in through an identity provider that speaks OpenID Connect: authorization code with PKCE, state and nonce.
//!
//! It knows nothing of pages, cookies and people: it says where to send a browser, and who came back. Nothing is asked of
//! the provider but at sign-in, so that its being down costs nobody anything who is in.

mod client;
mod http;
mod verify;

use jiff::Timestamp;
use openidconnect::core::{CoreAuthenticationFlow, CoreGenderClaim};
use openidconnect::{
    AuthorizationCode, CsrfToken, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, Scope, TokenResponse,
};
use tokio::sync::Mutex;

use crate::config::Oidc;
use client::{Client, Metadata};
use http::Http;
use verify::{Claims, Token};

/// Keys that are not known are asked for at most so often, in seconds: whoever sends nonsense cannot have the provider
/// asked for each piece of it.
const KEYS_EVERY: i64 = 30;

/// Why nobody signed in.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the identity provider does not answer: {0}")]
    Silent(String),
    #[error("the identity provider's answer does not hold: {0}")]
    Refused(String),
    #[error("connections over TLS cannot be made: {0}")]
    NoTls(String),
}

/// A sign-in that has begun: where to send the browser, and what must come back with it.
#[derive(Debug, Clone)]
pub struct Begun {
    pub address: String,
    pub state: String,
    pub nonce: String,
    pub verifier: String,
}

/// Somebody who signed in, as the provider says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// The one thing that stays the same, whatever else changes.
    pub subject: String,
    /// Empty where it is not told.
    pub name: String,
    /// Values of the claim that says what somebody may do.
    pub claims: Vec<String>,
}

/// An identity provider.
#[derive(Debug)]
pub struct Provider {
    settings: Oidc,
    redirect: String,
    http: Http,
    found: Mutex<Found>,
}

/// What the provider said of itself.
#[derive(Debug, Default)]
struct Found {
    metadata: Option<Metadata>,
    keys_asked_at: Option<Timestamp>,
}

impl Provider {
    /// A provider that sends people back to `path` of ours. It is not asked yet.
    ///
    /// # Errors
    /// Where this machine cannot make connections over TLS.
    pub fn new(settings: &Oidc, path: &str) -> Result<Provider, Error> {
        let redirect = settings.base.join(path);
        Ok(Provider { settings: settings.clone(), redirect, http: Http::new()?, found: Mutex::default() })
    }

    /// Asks the provider what it is, unless that is known.
    ///
    /// # Errors
    /// Where it does not answer. It is asked again at the next sign-in.
    pub async fn discover(&self) -> Result<(), Error> {
        self.metadata().await.map(|_| ())
    }

    async fn metadata(&self) -> Result<Metadata, Error> {
        let mut found = self.found.lock().await;
        if let Some(known) = &found.metadata {
            return Ok(known.clone());
        }
        let metadata = client::discover(&self.settings.issuer, &self.http).await?;
        found.metadata = Some(metadata.clone());
        Ok(metadata)
    }

    /// The same, asked again because its keys are others by now.
    async fn metadata_again(&self, now: Timestamp) -> Result<Option<Metadata>, Error> {
        let mut found = self.found.lock().await;
        if found.keys_asked_at.is_some_and(|at| now.as_second() - at.as_second() < KEYS_EVERY) {
            return Ok(None);
        }
        found.keys_asked_at = Some(now);
        let metadata = client::discover(&self.settings.issuer, &self.http).await?;
        found.metadata = Some(metadata.clone());
        Ok(Some(metadata))
    }

    /// Begins a sign-in.
    ///
    /// # Errors
    /// Where the provider does not answer.
    pub async fn begin(&self) -> Result<Begun, Error> {
        let client = self.client(self.metadata().await?)?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let request = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
            .add_scopes(self.settings.scopes.iter().filter(|scope| *scope != "openid").cloned().map(Scope::new))
            .set_pkce_challenge(challenge);
        let (address, state, nonce) = request.url();
        Ok(Begun {
            address: address.to_string(),
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
        })
    }

    /// Ends a sign-in: exchanges the code that came back, and checks who it stands for.
    ///
    /// # Errors
    /// Where the provider does not answer, or its answer does not hold: another nonce, issuer, audience or signature, or
    /// out of time.
    pub async fn finish(&self, code: &str, nonce: &str, verifier: &str, now: Timestamp) -> Result<Person, Error> {
        let metadata = self.metadata().await?;
        let client = self.client(metadata.clone())?;
        let code = AuthorizationCode::new(code.to_owned());
        let request = client.exchange_code(code).map_err(|error| Error::Refused(error.to_string()))?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(verifier.to_owned()));
        let answer = request.request_async(&self.http).await.map_err(http::told)?;
        let token = answer.id_token().ok_or_else(|| Error::Refused("there is no ID token in it".to_owned()))?;
        let token = Token { text: token.to_string(), client_id: &self.settings.client_id, nonce, now };
        let claims = match token.verify(&metadata) {
            Err(verify::Error::UnknownKey) => match self.metadata_again(now).await? {
                Some(metadata) => token.verify(&metadata),
                None => Err(verify::Error::UnknownKey),
            },
            verified => verified,
        };
        let claims = claims.map_err(|error| Error::Refused(error.to_string()))?;
        let person = self.person(&claims);
        if person.name.is_empty() || (person.claims.is_empty() && self.settings.roles_claim.is_some()) {
            return Ok(self.told_more(&client, answer.access_token().clone(), person, claims).await);
        }
        Ok(person)
    }

    fn client(&self, metadata: Metadata) -> Result<Client, Error> {
        client::of(metadata, &self.settings, &self.redirect)
    }

    fn person(&self, claims: &Claims) -> Person {
        Person {
            subject: claims.subject().to_string(),
            name: verify::name(claims.name(), claims.preferred_username()),
            claims: self.roles(claims.additional_claims()),
        }
    }

    /// Many providers say no more than the subject in the ID token, and the rest where one asks for it.
    async fn told_more(
        &self,
        client: &Client,
        access: openidconnect::AccessToken,
        person: Person,
        claims: Claims,
    ) -> Person {
        let Ok(request) = client.user_info(access, Some(claims.subject().clone())) else { return person };
        match request.request_async::<verify::More, _, CoreGenderClaim>(&self.http).await {
            Ok(info) => {
                let name = verify::name(info.name(), info.preferred_username());
                let claims = self.roles(info.additional_claims());
                Person {
                    name: if person.name.is_empty() { name } else { person.name },
                    claims: if person.claims.is_empty() { claims } else { person.claims },
                    ..person
                }
            }
            Err(error) => {
                tracing::warn!(%error, "the identity provider says no more of somebody than the subject");
                person
            }
        }
    }

    fn roles(&self, more: &verify::More) -> Vec<String> {
        self.settings.roles_claim.as_deref().map(|claim| more.texts(claim)).unwrap_or_default()
    }
}
