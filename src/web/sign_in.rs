//! The way in and out, and what a person says of themselves.

use axum::Form;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::Deserialize;

use super::auth::{Said, clear, cookie, set};
use super::error::Error;
use super::identity::{Asker, person_of, to_local};
use super::state::App;
use super::urls;
use crate::config::Identity;
use crate::oidc::{self, Begun};
use crate::store;

/// Letters of a name that are kept.
const LONGEST_NAME: usize = 80;
/// How long somebody may take to sign in at the identity provider.
const PATIENCE: store::Millis = 10 * 60 * 1000;
/// Letters of an address that are kept meanwhile: a browser keeps no cookie that is too long.
const LONGEST_ADDRESS: usize = 2000;

/// Where to go on.
#[derive(Debug, Deserialize)]
pub struct To {
    #[serde(default)]
    to: String,
}

/// `GET /auth/sign-in`: sends the browser to the identity provider. What must come back with it is kept in a cookie of
/// its own, so that several tabs can sign in at once.
pub async fn begin(
    State(app): State<App>,
    asker: Option<Asker>,
    Query(To { to }): Query<To>,
) -> Result<Response, Error> {
    let to = to_local(&to);
    let Some(provider) = app.auth.provider.as_ref().filter(|_| asker.is_none()) else {
        return Ok(Redirect::to(&to).into_response());
    };
    let Begun { address, state, nonce, verifier } = provider.begin().await.map_err(failed)?;
    let encoded = utf8_percent_encode(&to, NON_ALPHANUMERIC).to_string();
    let encoded = if encoded.len() > LONGEST_ADDRESS { "%2F".to_owned() } else { encoded };
    let mut response = Redirect::to(&address).into_response();
    let sessions = &app.auth.sessions;
    let kept = format!("{nonce}~{verifier}~{encoded}");
    set(&mut response, &sessions.cookie_name(&pending(&state)), kept, PATIENCE, sessions.is_secure());
    Ok(response)
}

/// What the identity provider sends back.
#[derive(Debug, Deserialize)]
pub struct Back {
    #[serde(default)]
    state: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    error: String,
}

/// `GET /auth/callback`: the browser is back; whoever it is signed in now, under a new session.
pub async fn finish(State(app): State<App>, headers: HeaderMap, Query(back): Query<Back>) -> Result<Response, Error> {
    let (Identity::Oidc(settings), Some(provider)) = (&*app.auth.identity, &app.auth.provider) else {
        return Err(Error::NotFound);
    };
    let sessions = &app.auth.sessions;
    let pending = sessions.cookie_name(&pending(&back.state));
    let kept = cookie(&headers, &pending).filter(|_| is_state(&back.state)).ok_or(Error::SignInFailed)?;
    let mut parts = kept.splitn(3, '~');
    let (Some(nonce), Some(verifier), Some(to)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(Error::SignInFailed);
    };
    if back.code.is_empty() {
        tracing::info!(error = back.error, "somebody did not sign in");
        return Err(Error::SignInFailed);
    }
    let person = provider.finish(&back.code, nonce, verifier, app.clock.now()).await.map_err(failed)?;
    let catalog = app.catalog();
    let people = &catalog.loaded().people;
    let id = person_of(people, &settings.issuer, &person.subject);
    if people.get(&id).is_some_and(|person| !person.active) {
        return Err(Error::Left);
    }
    let claims = person.claims.into_iter().filter(|value| settings.roles.contains_key(value)).collect();
    let said = Said { subject: person.subject, name: person.name, claims };
    let to = to_local(&percent_decode_str(to).decode_utf8_lossy());
    let mut response = Redirect::to(&to).into_response();
    sessions.begin(&app.store, &headers, &id, &said, app.now(), &mut response).await.map_err(unwritable)?;
    clear(&mut response, &pending, sessions.is_secure());
    app.auth.forget(&id);
    Ok(response)
}

/// The cookie of a sign-in that is under way.
fn pending(state: &str) -> String {
    format!("_in_{state}")
}

fn is_state(state: &str) -> bool {
    !state.is_empty()
        && state.len() <= 64
        && state.bytes().all(|letter| letter.is_ascii_alphanumeric() || b"-_".contains(&letter))
}

fn failed(error: oidc::Error) -> Error {
    tracing::warn!(%error, "a sign-in failed");
    match error {
        oidc::Error::Silent(_) | oidc::Error::NoTls(_) => Error::ProviderSilent,
        oidc::Error::Refused(_) => Error::SignInFailed,
    }
}

/// What a person is called, and where to go on.
#[derive(Debug, Deserialize)]
pub struct Named {
    name: String,
    #[serde(default)]
    to: String,
}

/// `POST /me/name`: what a person is called, where nobody else says so.
pub async fn name(State(app): State<App>, Asker(viewer): Asker, Form(named): Form<Named>) -> Result<Response, Error> {
    if app.auth.identity.knows_people() {
        return Err(Error::BadRequest);
    }
    let name: String = named.name.trim().chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect();
    app.store.see_person(&viewer.id, &name, app.now()).await.map_err(unwritable)?;
    app.auth.forget(&viewer.id);
    Ok(Redirect::to(&to_local(&named.to)).into_response())
}

/// Which session ends: its hash, or `all`.
#[derive(Debug, Deserialize)]
pub struct Which {
    session: String,
}

/// `POST /me/sessions/revoke`: ends one session of one's own, or all of them. Whoever ended the one that they are in is
/// told so, and not led to where they would be signed in again.
pub async fn revoke(
    State(app): State<App>,
    Asker(viewer): Asker,
    headers: HeaderMap,
    Form(which): Form<Which>,
) -> Result<Response, Error> {
    let sessions = &app.auth.sessions;
    let all = which.session == "all";
    let ended = match all {
        true => sessions.end_all(&app.store, &viewer.id).await,
        false => sessions.end(&app.store, &viewer.id, &which.session).await,
    };
    ended.map_err(unwritable)?;
    let is_out = all || sessions.named(&headers).is_some_and(|own| own == which.session);
    Ok(if is_out { signed_out(&app) } else { Redirect::to(urls::YOURS).into_response() })
}

/// `POST /auth/sign-out`: ends the session that asks.
pub async fn sign_out(State(app): State<App>, asker: Option<Asker>, headers: HeaderMap) -> Result<Response, Error> {
    let sessions = &app.auth.sessions;
    if let (Some(Asker(viewer)), Some(hash)) = (asker, sessions.named(&headers)) {
        sessions.end(&app.store, &viewer.id, &hash).await.map_err(unwritable)?;
    }
    Ok(signed_out(&app))
}

/// Has the browser forget the session, where there was one.
fn signed_out(app: &App) -> Response {
    let mut response = Redirect::to(urls::SIGNED_OUT).into_response();
    if matches!(*app.auth.identity, Identity::Oidc(_)) {
        app.auth.sessions.clear(&mut response);
    }
    response
}

fn unwritable(error: store::Error) -> Error {
    tracing::error!(%error, "what a person did could not be written");
    Error::Unwritable
}
