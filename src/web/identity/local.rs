//! On a machine of one's own nobody signs in: a cookie remembers the person from the first request on. It holds a
//! random number; the person's id is made of its hash, so that what is recorded opens nothing.

use axum::http::HeaderMap;
use axum::response::Response;

use super::super::auth::{cookie, is_token, new_token, set, short_hash};
use super::super::state::App;
use crate::model::person::{Roles, Viewer};
use crate::store::Millis;

/// What remembers a person.
const COOKIE: &str = "fieldlore_person";
/// As long as browsers keep a cookie.
const KEPT: Millis = 400 * 24 * 60 * 60 * 1000;

/// Somebody whom a cookie tells apart.
pub(super) struct Local {
    token: String,
    /// The request brought the cookie.
    pub returning: bool,
}

impl Local {
    pub fn of(headers: &HeaderMap) -> Local {
        match cookie(headers, COOKIE).filter(|value| is_token(value)) {
            Some(token) => Local { token, returning: true },
            None => Local { token: new_token(), returning: false },
        }
    }

    /// The person; where the store does not answer, without a name.
    pub async fn viewer(&self, app: &App, roles: Roles) -> Viewer {
        let id = format!("local-{}", short_hash(&self.token));
        let name = match self.returning {
            true => app.auth.name(&app.store, &id, app.now()).await.unwrap_or_default(),
            false => String::new(),
        };
        Viewer { id, name, roles, returning: self.returning }
    }

    /// Has the browser bring the cookie from now on.
    pub fn remember(self, response: &mut Response) {
        set(response, COOKIE, self.token, KEPT, false);
    }
}
