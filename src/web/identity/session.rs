//! Somebody who signed in through an identity provider. The provider is not asked: what it said at sign-in stands as
//! long as the session does, so that nobody is put out while it is down.

use axum::http::HeaderMap;

use super::super::auth::{Said, short_hash};
use super::super::error::Error;
use super::super::state::App;
use super::person;
use crate::config::Oidc;
use crate::model::person::{People, Roles, Viewer};

/// The person of the session that a request names.
///
/// # Errors
/// Where there is no such session, or the person left.
pub(super) async fn viewer(app: &App, oidc: &Oidc, headers: &HeaderMap) -> Result<Viewer, Error> {
    let found = app.auth.sessions.find(&app.store, headers, app.now()).await;
    let session = found.map_err(|error| {
        tracing::error!(%error, "a session could not be looked up");
        Error::Store
    })?;
    let session = session.ok_or(Error::SignedOut)?;
    let said: Said = serde_json::from_str(&session.data).unwrap_or_default();
    let roles =
        said.claims.iter().filter_map(|value| oidc.roles.get(value)).cloned().fold(Roles::default(), Roles::and);
    let catalog = app.catalog();
    if person_of(&catalog.loaded().people, &oidc.issuer, &said.subject) != session.person {
        return Err(Error::SignedOut);
    }
    person::viewer(catalog.loaded().people.get(&session.person), session.person, said.name, roles)
}

/// Who it is that the provider knows by a subject: somebody of `people.yaml` who has it, else a person of its own, made
/// of issuer and subject. Never somebody with the same mail: a mail can change hands.
pub fn person_of(people: &People, issuer: &str, subject: &str) -> String {
    match people.of_subject(subject) {
        Some(person) => person.id.clone(),
        None => format!("oidc:{}", short_hash(&format!("{issuer}\n{subject}"))),
    }
}
