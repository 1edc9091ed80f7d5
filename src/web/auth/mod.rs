//! What the server knows of those who ask: how they sign in, and what was read of them lately.

mod cookies;
mod equal;
mod known;
mod sessions;
mod token;

pub use cookies::{clear, cookie, set};
pub use equal::{is_equal, seal};
pub use known::Known;
pub use sessions::{Said, Sessions};
pub use token::{hash, is_token, new_token, short_hash};

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::config::{Identity, Secret};
use crate::oidc::{self, Provider};
use crate::store::{Error, Millis, Store};

/// Under this key all names are known.
const ALL: &str = "";

/// How people are told apart. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Auth {
    pub identity: Arc<Identity>,
    pub sessions: Sessions,
    /// Where people sign in, where they do.
    pub provider: Option<Arc<Provider>>,
    /// What a monitor shows in the place of a person.
    pub monitor: Option<Secret<String>>,
    /// The names that people gave, by id: all of them, so that nobody's request reads one.
    names: Arc<Known<Arc<HashMap<String, String>>>>,
    /// How often names were forgotten.
    forgotten: Arc<AtomicU64>,
}

impl Auth {
    /// By what was configured. The identity provider sends people back to `callback`; it is not asked yet.
    ///
    /// # Errors
    /// Where this machine cannot make the connections that signing in needs.
    pub fn new(identity: Identity, callback: &str) -> Result<Auth, oidc::Error> {
        let secure = matches!(&identity, Identity::Oidc(oidc) if oidc.base.is_secure());
        let provider = match &identity {
            Identity::Oidc(oidc) => Some(Arc::new(Provider::new(oidc, callback)?)),
            _ => None,
        };
        let names = Arc::new(Known::new(1));
        Ok(Auth {
            identity: Arc::new(identity),
            sessions: Sessions::new(secure),
            provider,
            monitor: None,
            names,
            forgotten: Arc::default(),
        })
    }

    /// The same, where a monitor may show this in the place of a person.
    #[must_use]
    pub fn open_to_monitor(self, token: Option<Secret<String>>) -> Auth {
        Auth { monitor: token, ..self }
    }

    /// The name that somebody gave; empty where nobody did.
    ///
    /// # Errors
    /// Where the store does not answer.
    pub async fn name(&self, store: &Store, id: &str, now: Millis) -> Result<String, Error> {
        let names = match self.names.get(ALL, now) {
            Some(known) => known,
            None => {
                let before = self.forgotten.load(Ordering::Acquire);
                let read = Arc::new(store.names().await?);
                // What was read before somebody gave another name is not kept.
                if self.forgotten.load(Ordering::Acquire) == before {
                    self.names.put(ALL, read.clone(), now);
                }
                read
            }
        };
        Ok(names.get(id).cloned().unwrap_or_default())
    }

    /// Forgets what is known of somebody, who gave another name or wants to be forgotten.
    pub fn forget(&self, id: &str) {
        self.forgotten.fetch_add(1, Ordering::AcqRel);
        self.names.forget(ALL);
        self.sessions.forget_all_of(id);
    }
}
