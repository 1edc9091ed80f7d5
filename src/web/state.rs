//! What every handler can reach.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use super::auth::Auth;
use super::writing::Writing;
use crate::catalog::{Catalog, Live};
use crate::clock::Clock;
use crate::config::Git;
use crate::history::Pulls;
use crate::insights::LiveOutcomes;
use crate::store::{Millis, Store};

/// The running server, cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    pub live: Arc<Live>,
    /// What happened.
    pub store: Store,
    /// What it says of the answers.
    pub outcomes: LiveOutcomes,
    pub clock: Arc<dyn Clock>,
    /// What is pulled and written by git.
    pub git: Arc<Git>,
    /// Has the remote pulled, and tells how that goes.
    pub pulls: Pulls,
    /// How people are told apart.
    pub auth: Auth,
    /// Where what they write goes.
    pub writing: Arc<Writing>,
    /// What the knowledge base is called.
    pub name: Arc<str>,
    /// Host names that requests may ask for, besides loopback ones and addresses.
    pub hosts: Arc<[String]>,
    /// Cancelled when the server stops: streams end then.
    pub stop: CancellationToken,
}

impl App {
    /// The moment, as the store keeps it.
    pub fn now(&self) -> Millis {
        self.clock.now().as_millisecond()
    }

    /// The catalog for one request.
    pub fn catalog(&self) -> Arc<Catalog> {
        self.live.current()
    }
}
