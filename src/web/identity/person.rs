//! The person of `people.yaml` that somebody who signed in is.

use super::super::error::Error;
use crate::model::person::{Person, Roles, Viewer};

/// Somebody who signed in, as a person of `people.yaml` or, where nobody there is meant, as one of its own.
///
/// # Errors
/// Somebody of whom `people.yaml` says that they left.
pub(super) fn viewer(known: Option<&Person>, id: String, name: String, roles: Roles) -> Result<Viewer, Error> {
    match known {
        Some(person) if !person.active => Err(Error::Left),
        Some(person) => Ok(Viewer {
            id: person.id.clone(),
            name: person.name.clone(),
            roles: roles.and(person.roles.clone()),
            returning: true,
        }),
        None => Ok(Viewer { id, name, roles, returning: true }),
    }
}
