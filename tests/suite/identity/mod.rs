//! Who is asking: the ways in, what each opens, and what is refused.

mod browser;
mod closed;
mod closed_votes;
mod guards;
mod oidc;
mod provider;
mod proxy;
mod routes;
mod sessions;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::body::Body;
use axum::http::{Method, Request};
use fieldlore::clock::{Clock, Fixed};
use fieldlore::config::{self, Given, Identity};
use fieldlore::web::listen::Peer;
use jiff::Timestamp;

use crate::folder::Folder;
use crate::site::{Answer, Site};

/// The header in which the proxy of these tests names people.
pub const PERSON: &str = "x-person";

/// People of all roles.
const PEOPLE: &str = "people:\n  mia.member:\n    name: Mia\n    mails: [Mia@kb.example]\n    subject: sub-mia\n    roles: [member]\n  \
     sten.other:\n    name: Sten\n    roles: [{steward: [battlecard]}]\n  sue.steward:\n    name: Sue\n    subject: sub-sue\n    \
     roles: [{steward: [objection]}]\n  max.manager:\n    name: Max\n    roles: [manager]\n  ann.author:\n    name: Ann\n    \
     roles: [member]\n  gone.girl:\n    name: Gone\n    subject: sub-gone\n    active: false\n";

/// How `[identity]` in a server's file is read.
fn identity(section: &str) -> Result<Identity, config::Error> {
    let folder = Folder::with("server.toml", format!("[identity]\n{section}"));
    let given = Given { config: Some(folder.at("server.toml")), content: Some("src".into()), ..Given::default() };
    config::resolve(given).map(|config| config.server.identity)
}

/// People behind a proxy at 10.1.0.0/16.
pub fn proxied() -> Identity {
    identity("mode = \"proxy\"\nheader = \"X-Person\"\nname_header = \"X-Name\"\nfrom = [\"10.1.0.0/16\", \"::1\"]\n")
        .unwrap()
}

/// A folder that is served behind the proxy.
fn behind_proxy(folder: &Folder) -> Site {
    Site::identified(folder.path(), proxied(), Arc::new(Fixed(morning())), |_| {})
}

fn morning() -> Timestamp {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

/// A clock that a test moves.
#[derive(Debug)]
struct Hand(AtomicI64);

impl Hand {
    fn new() -> Arc<Hand> {
        Arc::new(Hand(AtomicI64::new(morning().as_second())))
    }

    fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// A request as it comes from an address.
pub fn request(method: Method, path: &str, peer: &str, headers: &[(&str, &str)], body: &str) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path).header("host", "kb.example");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if !body.is_empty() {
        let form = if body.starts_with('{') { "application/json" } else { "application/x-www-form-urlencoded" };
        request = request.header("content-type", form);
    }
    request.extension(Peer(peer.parse().unwrap())).body(Body::from(body.to_owned())).unwrap()
}

/// What somebody behind the proxy is answered.
pub async fn get_as(site: &Site, person: &str, path: &str) -> Answer {
    site.send(request(Method::GET, path, "10.1.2.3", &[(PERSON, person)], "")).await
}

/// The same for a form that is sent.
pub async fn post_as(site: &Site, person: &str, path: &str, body: &str) -> Answer {
    site.send(request(Method::POST, path, "10.1.2.3", &[(PERSON, person)], body)).await
}
