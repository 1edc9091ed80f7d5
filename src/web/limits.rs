//! How often somebody may write, search and sign in. Far more than a person does, and far less than a runaway program.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

use super::error::Error;
use super::identity::Asker;
use super::listen::Peer;
use super::state::App;
use super::urls;
use crate::config::Identity;

/// Writes: so many at once, and so many a second after that.
const WRITES: (u32, u32) = (60, 2);
/// Searches: every letter that is typed may be one.
const SEARCHES: (u32, u32) = (200, 20);
/// Sign-ins from one address, behind which many may sit.
const SIGN_INS: (u32, u32) = (120, 10);
/// After so many requests those who have rested are forgotten.
const ROUND: u32 = 4096;

/// Who is counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Who {
    Person(String),
    Address(IpAddr),
}

type Limiter = DefaultKeyedRateLimiter<Who>;

/// What was asked lately, by whom.
#[derive(Debug)]
pub struct Limits {
    app: App,
    writes: Limiter,
    searches: Limiter,
    sign_ins: Limiter,
    asked: AtomicU32,
}

impl Limits {
    /// Nobody has asked for anything yet.
    pub fn new(app: App) -> Limits {
        let [writes, searches, sign_ins] = [WRITES, SEARCHES, SIGN_INS].map(limiter);
        Limits { app, writes, searches, sign_ins, asked: AtomicU32::new(0) }
    }

    fn check(&self, request: &Request) -> Result<(), Error> {
        let (Some(limiter), Some(who)) = (self.limiter(request), self.who(request)) else { return Ok(()) };
        if self.asked.fetch_add(1, Ordering::Relaxed) % ROUND == ROUND - 1 {
            self.forget_the_rested();
        }
        limiter.check_key(&who).map_err(|wait| {
            let wait = wait.wait_time_from(DefaultClock::default().now());
            Error::TooMany { seconds: u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1) }
        })
    }

    /// What a request counts as.
    fn limiter(&self, request: &Request) -> Option<&Limiter> {
        let path = request.uri().path();
        let searches = [urls::SEARCH, urls::RESULTS, urls::SUGGEST, "/api/v1/search", "/api/v1/suggest"];
        match *request.method() {
            _ if path.starts_with("/auth/") => Some(&self.sign_ins),
            Method::GET | Method::HEAD if searches.contains(&path) => Some(&self.searches),
            Method::GET | Method::HEAD | Method::OPTIONS => None,
            _ => Some(&self.writes),
        }
    }

    /// Whom a request is counted for: the person where one is known for sure, else the address. On a machine of one's own,
    /// nobody.
    fn who(&self, request: &Request) -> Option<Who> {
        let peer = request.extensions().get::<Peer>().map(|peer| peer.0);
        let address = peer.map(Who::Address);
        match *self.app.auth.identity {
            Identity::Local => address.filter(|_| peer.is_some_and(|peer| !peer.is_loopback())),
            // A cookie that anybody can make up tells nobody apart.
            Identity::Public => address,
            Identity::Proxy(_) | Identity::Oidc(_) => {
                let asker = request.extensions().get::<Asker>();
                asker.map(|asker| Who::Person(asker.0.id.clone())).or(address)
            }
        }
    }

    /// Whoever has not asked for a while may do everything again, and need not be remembered for it.
    fn forget_the_rested(&self) {
        for limiter in [&self.writes, &self.searches, &self.sign_ins] {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

fn limiter((at_once, a_second): (u32, u32)) -> Limiter {
    let number = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
    Limiter::keyed(Quota::per_second(number(a_second)).allow_burst(number(at_once)))
}

/// Refuses what is asked too often.
pub async fn limit(State(limits): State<Arc<Limits>>, request: Request, next: Next) -> Response {
    match limits.check(&request) {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}
