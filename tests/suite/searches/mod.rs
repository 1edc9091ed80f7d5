//! What people search for: episodes, gaps, questions to the team, and what search learns from use.

mod asking;
mod browser;
mod episodes;
mod gaps;
mod learning;

use axum::body::Body;
use axum::http::{Method, Request, header};
use fieldlore::insights::{Before, keep_searches};
use fieldlore::store::{Millis, Searched};

use crate::folder::Folder;
use crate::site::{Answer, Site};

/// 23 November 2026, 9:00 UTC: the moment at which sites of tests stand still.
const NOW: Millis = 1_795_424_400_000;
const SECOND: Millis = 1_000;
const MINUTE: Millis = 60 * SECOND;
const DAY: Millis = 24 * 60 * MINUTE;

const LIFT: &str = "---\ntitle: The lift is stuck\nquestion: What if the lift is stuck at night?\nquick_response: Somebody comes.\n---\n";
const PRICE: &str =
    "---\ntitle: Too expensive\nquestion: Why is it so expensive?\nquick_response: It saves more.\n---\n";

/// Two tough questions, and people who look after them.
fn playbook() -> Folder {
    let folder = Folder::with("objections/lift.md", LIFT);
    folder.write("objections/price.md", PRICE);
    folder.write(
        "people.yaml",
        "people:\n  priya.nair: {name: Priya Nair, roles: [{steward: [objection]}]}\n  \
         tom.hale: {name: Tom Hale, roles: [{steward: [stage]}]}\n  \
         henrik.vale: {name: Henrik Vale, roles: [{steward: [objection]}], active: false}\n",
    );
    folder
}

/// A query that found nothing that fits.
fn in_vain(text: &str) -> Searched {
    Searched { text: text.to_owned(), surface: "page", ..Searched::default() }
}

/// A query that found an entry for certain.
fn found(text: &str, entry: &str) -> Searched {
    Searched { confident: true, results: 2, nearest: Some(entry.to_owned()), ..in_vain(text) }
}

/// Somebody with a browser of his own.
struct Person {
    cookie: String,
}

impl Person {
    /// Whoever opens the first page.
    async fn come(site: &Site) -> Person {
        let answer = site.get("/help").await;
        Person { cookie: answer.header("set-cookie").split(';').next().unwrap().to_owned() }
    }

    async fn get(&self, site: &Site, path: &str) -> Answer {
        self.get_from(site, path, "").await
    }

    /// Follows a link on a page.
    async fn get_from(&self, site: &Site, path: &str, from: &str) -> Answer {
        let referer = format!("http://localhost:4040{from}");
        let mut headers = vec![("cookie", self.cookie.as_str()), ("sec-fetch-mode", "navigate")];
        if !from.is_empty() {
            headers.push(("referer", &referer));
        }
        site.get_with(path, &headers).await
    }

    async fn post(&self, site: &Site, path: &str, form: &str) -> Answer {
        let request = Request::builder().method(Method::POST).uri(path).header(header::HOST, "localhost:4040");
        let request = request.header(header::COOKIE, &self.cookie);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        site.send(request.body(Body::from(form.to_owned())).unwrap()).await
    }
}

/// A turn of what is done from time to time.
async fn turn(site: &Site, now: Millis) {
    keep_searches(&site.app.store, &site.app.live, now, &mut Before::default()).await.unwrap();
}

/// Waits until so many searches are noted: nobody else waits for that.
async fn noted(site: &Site, episodes: usize) {
    let started = std::time::Instant::now();
    while site.app.store.episodes(0, i64::MAX).await.unwrap().len() < episodes {
        assert!(started.elapsed().as_secs() < 15, "never {episodes} searches");
        tokio::task::yield_now().await;
    }
}
