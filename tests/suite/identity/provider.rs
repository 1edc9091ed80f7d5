//! An identity provider of our own, on loopback, that says what a test wants it to say.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm};
use openidconnect::{
    Audience, EmptyAdditionalClaims, EndUserEmail, IssuerUrl, JsonWebKeyId, Nonce, PkceCodeChallenge, PkceCodeVerifier,
    PrivateSigningKey, StandardClaims, SubjectIdentifier,
};
use serde_json::{Value, json};

use super::morning;

/// Keys that sign for these tests and for nothing else.
const KEYS: [&str; 2] = [
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIHJ0fE8RHDn5z9/KAZKbFujLKVxT7p8SO/zV2LepZ+44\n-----END PRIVATE KEY-----\n",
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIPw7Y7QvRLPX7qjKblUvdvIs13zQwh7rar+2VMJGjl/N\n-----END PRIVATE KEY-----\n",
];

/// What it says.
#[derive(Debug, Clone)]
pub struct Says {
    pub subject: &'static str,
    pub name: &'static str,
    pub roles: Value,
    pub nonce: String,
    pub challenge: String,
    pub issuer: Option<&'static str>,
    pub audience: &'static str,
    /// Seconds from the morning on which the token is issued; it holds for five minutes.
    pub issued: i64,
    /// The key that signs, and the one that is named to whoever asks.
    pub signs: usize,
    pub names: usize,
    pub down: bool,
    /// How often it was asked for its keys.
    pub asked: usize,
}

/// A provider, running.
#[derive(Clone)]
pub struct Provider {
    pub issuer: String,
    pub says: Arc<Mutex<Says>>,
}

impl Provider {
    pub async fn start() -> Provider {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let says = Says {
            subject: "sub-mia",
            name: "Mia from afar",
            roles: json!(null),
            nonce: String::new(),
            challenge: String::new(),
            issuer: None,
            audience: "kb",
            issued: 0,
            signs: 0,
            names: 0,
            down: false,
            asked: 0,
        };
        let provider = Provider { issuer, says: Arc::new(Mutex::new(says)) };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/jwks", get(keys))
            .route("/token", post(token))
            .route("/userinfo", get(userinfo))
            .with_state(provider.clone());
        tokio::spawn(async move { axum_serve(listener, router).await });
        provider
    }

    /// Changes what it says.
    pub fn say(&self, change: impl FnOnce(&mut Says)) {
        change(&mut self.says.lock().unwrap());
    }

    fn says(&self) -> Result<Says, StatusCode> {
        let says = self.says.lock().unwrap().clone();
        if says.down { Err(StatusCode::BAD_GATEWAY) } else { Ok(says) }
    }

    fn id_token(&self, says: &Says) -> String {
        let issuer = says.issuer.map_or_else(|| self.issuer.clone(), str::to_owned);
        let issued = SystemTime::from(morning() + jiff::SignedDuration::from_secs(says.issued));
        let claims = StandardClaims::new(SubjectIdentifier::new(says.subject.to_owned()))
            .set_email(Some(EndUserEmail::new("mia@kb.example".to_owned())))
            .set_email_verified(Some(true));
        let claims = CoreIdTokenClaims::new(
            IssuerUrl::new(issuer).unwrap(),
            vec![Audience::new(says.audience.to_owned())],
            (issued + Duration::from_secs(300)).into(),
            issued.into(),
            claims,
            EmptyAdditionalClaims {},
        )
        .set_nonce(Some(Nonce::new(says.nonce.clone())));
        CoreIdToken::new(claims, &key(says.signs), CoreJwsSigningAlgorithm::EdDsa, None, None).unwrap().to_string()
    }
}

async fn axum_serve(listener: tokio::net::TcpListener, router: Router) {
    let stop = tokio_util::sync::CancellationToken::new();
    fieldlore::web::serve(listener, router, stop, Duration::from_secs(30)).await;
}

fn key(number: usize) -> CoreEdDsaPrivateSigningKey {
    let id = JsonWebKeyId::new(format!("key-{number}"));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(KEYS[number], Some(id)).unwrap()
}

async fn metadata(State(provider): State<Provider>) -> Response {
    let issuer = &provider.issuer;
    let said = provider.says().map(|_| {
        Json(json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "userinfo_endpoint": format!("{issuer}/userinfo"),
            "jwks_uri": format!("{issuer}/jwks"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["EdDSA"],
        }))
    });
    said.into_response()
}

async fn keys(State(provider): State<Provider>) -> Response {
    provider.say(|says| says.asked += 1);
    let said = provider.says().map(|says| Json(json!({ "keys": [key(says.names).as_verification_key()] })));
    said.into_response()
}

#[derive(serde::Deserialize)]
struct Exchange {
    code: String,
    code_verifier: String,
    redirect_uri: String,
}

async fn token(State(provider): State<Provider>, Form(exchange): Form<Exchange>) -> Response {
    let says = match provider.says() {
        Ok(says) => says,
        Err(status) => return status.into_response(),
    };
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(exchange.code_verifier));
    let fits = exchange.code == "code" && challenge.as_str() == says.challenge;
    if !fits || exchange.redirect_uri != "https://kb.example/auth/callback" {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
    }
    Json(json!({ "access_token": "access", "token_type": "Bearer", "id_token": provider.id_token(&says) }))
        .into_response()
}

async fn userinfo(State(provider): State<Provider>, headers: HeaderMap) -> Response {
    let asks = headers.get("authorization").and_then(|value| value.to_str().ok());
    match provider.says() {
        Ok(says) if asks == Some("Bearer access") => {
            Json(json!({ "sub": says.subject, "name": says.name, "groups": says.roles })).into_response()
        }
        Ok(_) => StatusCode::UNAUTHORIZED.into_response(),
        Err(status) => status.into_response(),
    }
}
