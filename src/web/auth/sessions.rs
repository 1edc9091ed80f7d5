//! Sessions of people who signed in: begun, found again, put off while they are in use, ended.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::known::Known;
use super::{cookies, token};
use crate::store::{Error, Millis, Session, Store};

const HOUR: Millis = 60 * 60 * 1000;
const DAY: Millis = 24 * HOUR;
/// A session that is not used for so long ends.
const IDLE: Millis = 14 * DAY;
/// A session ends after so long whatever it is used for.
const LONGEST: Millis = 90 * DAY;
/// Sessions that are kept in mind.
const MOST: usize = 4096;

/// What the identity provider said at sign-in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Who it is there: whom that is here, people.yaml says at every request.
    #[serde(default)]
    pub subject: String,
    #[serde(default)]
    pub name: String,
    /// Values of the claim that says what somebody may do.
    #[serde(default)]
    pub claims: Vec<String>,
}

/// The sessions of a server. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Sessions {
    secure: bool,
    known: Arc<Known<Session>>,
}

impl Sessions {
    /// Those of a server that people reach over TLS, or not.
    pub fn new(secure: bool) -> Sessions {
        Sessions { secure, known: Arc::new(Known::new(MOST)) }
    }

    /// What a cookie of ours is called. Over TLS no other host can set it.
    pub fn cookie_name(&self, what: &str) -> String {
        if self.secure { format!("__Host-fieldlore{what}") } else { format!("fieldlore{what}") }
    }

    /// Whether cookies go over TLS alone.
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// The hash of the session that a request names.
    pub fn named(&self, headers: &HeaderMap) -> Option<String> {
        let value = cookies::cookie(headers, &self.cookie_name(""))?;
        token::is_token(&value).then(|| token::hash(&value))
    }

    /// The session that a request names, unless it has ended. One that is in use is put off, at most once an hour.
    ///
    /// # Errors
    /// Where the store does not answer.
    pub async fn find(&self, store: &Store, headers: &HeaderMap, now: Millis) -> Result<Option<Session>, Error> {
        let Some(hash) = self.named(headers) else { return Ok(None) };
        if let Some(known) = self.known.get(&hash, now) {
            return Ok((known.expires_at > now).then_some(known));
        }
        let Some(mut session) = store.session(&hash, now).await? else { return Ok(None) };
        if now - session.seen_at >= HOUR {
            session.seen_at = now;
            session.expires_at = end(session.created_at, now);
            self.prolong(store.clone(), session.clone());
        }
        self.known.put(&hash, session.clone(), now);
        Ok(Some(session))
    }

    /// Nobody waits for it: where it fails, the next hour tries again.
    fn prolong(&self, store: Store, session: Session) {
        tokio::spawn(async move {
            let done = store.prolong_session(&session.id_hash, session.seen_at, session.expires_at).await;
            if let Err(error) = done {
                tracing::warn!(%error, "a session could not be put off");
            }
        });
    }

    /// Begins a session of somebody under a new id, in place of the one that the request names.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub async fn begin(
        &self,
        store: &Store,
        headers: &HeaderMap,
        person: &str,
        said: &Said,
        now: Millis,
        response: &mut Response,
    ) -> Result<(), Error> {
        let token = token::new_token();
        let session = Session {
            id_hash: token::hash(&token),
            person: person.to_owned(),
            data: serde_json::to_string(said).unwrap_or_default(),
            created_at: now,
            seen_at: now,
            expires_at: end(now, now),
        };
        let former = self.named(headers);
        store.begin_session(session, &said.name, former.clone()).await?;
        if let Some(former) = former {
            self.known.forget(&former);
        }
        cookies::set(response, &self.cookie_name(""), token, LONGEST, self.secure);
        Ok(())
    }

    /// Ends one session of somebody, at once.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub async fn end(&self, store: &Store, person: &str, hash: &str) -> Result<(), Error> {
        store.end_session(person, hash).await?;
        self.known.forget(hash);
        Ok(())
    }

    /// Ends all sessions of somebody, at once.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub async fn end_all(&self, store: &Store, person: &str) -> Result<(), Error> {
        store.end_sessions_of(person).await?;
        self.forget_all_of(person);
        Ok(())
    }

    /// Reads all sessions of somebody again.
    pub fn forget_all_of(&self, person: &str) {
        self.known.forget_where(|session| session.person == person);
    }

    /// Has the browser forget the session.
    pub fn clear(&self, response: &mut Response) {
        cookies::clear(response, &self.cookie_name(""), self.secure);
    }
}

fn end(created_at: Millis, now: Millis) -> Millis {
    (now + IDLE).min(created_at + LONGEST)
}
