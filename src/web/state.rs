//! What every handler can reach.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
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
    /// Whose midnight begins a day of the team.
    pub zone: TimeZone,
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

    /// The day where the team works.
    pub fn today_there(&self) -> Date {
        self.clock.now().to_zoned(self.zone.clone()).date()
    }

    /// The catalog for one request.
    pub fn catalog(&self) -> Arc<Catalog> {
        self.live.current()
    }
}
