//! What happened with answers: votes, uses, what is asked, and in which order answers stand.

mod api;
mod asked;
mod browser;
mod deals;
mod disk;
mod faults;
mod killed;
mod order;
mod replies;
pub mod server;

use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use fieldlore::clock::Clock;
use jiff::{Span, Timestamp};

use crate::folder::Folder;
use crate::site::{Answer, Site};

/// A clock that the test moves.
#[derive(Debug)]
pub struct Hands(Mutex<Timestamp>);

impl Hands {
    pub fn at(moment: &str) -> Arc<Hands> {
        Arc::new(Hands(Mutex::new(moment.parse().unwrap())))
    }

    pub fn on(&self, span: Span) {
        let mut moment = self.0.lock().unwrap();
        *moment = moment.checked_add(span).unwrap();
    }
}

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

/// A question with answers of these anchors.
pub fn question(anchors: &[&str]) -> String {
    let answers: String = anchors
        .iter()
        .map(|anchor| {
            format!("## Answer: Say {anchor} {{#{anchor}}}\n\n**Best when** it rains.\n\n**Respond** We say {anchor} to that.\n\n")
        })
        .collect();
    format!(
        "---\ntitle: Too dear\nquestion: \"Is it too dear?\"\nquick_response: \"Compared with what?\"\ncategory: price\n---\n\n{answers}"
    )
}

pub fn folder(anchors: &[&str]) -> Folder {
    Folder::with("objections/dear.md", question(anchors))
}

pub const DEAR: &str = "/objection/dear";

/// Somebody with a cookie.
pub struct Person<'a> {
    site: &'a Site,
    cookie: String,
}

/// The token of a person of a test.
pub fn token(number: u32) -> String {
    format!("{number:032x}")
}

impl<'a> Person<'a> {
    pub fn new(site: &'a Site, number: u32) -> Person<'a> {
        Person { site, cookie: format!("fieldlore_person={}", token(number)) }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.site.get_with(path, &[("cookie", &self.cookie)]).await
    }

    pub async fn post(&self, path: &str, kind: &str, body: impl Into<Body>) -> Answer {
        let request = Request::builder().method(Method::POST).uri(path).header("host", "localhost:4040");
        let request = request.header("cookie", &self.cookie).header("content-type", kind);
        self.site.send(request.body(body.into()).unwrap()).await
    }

    /// Sends a form.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encoded =
            |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let body: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        self.post(path, "application/x-www-form-urlencoded", body.join("&")).await
    }

    pub async fn json(&self, path: &str, value: serde_json::Value) -> Answer {
        self.post(path, "application/json", value.to_string()).await
    }

    /// Votes through the API.
    pub async fn says(&self, answer: &str, value: &str) {
        let answer = self.json("/api/v1/votes", serde_json::json!({ "answer": answer, "value": value })).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    }
}

/// So many people vote on an answer, of whom so many say that it worked.
pub async fn voted(site: &Site, answer: &str, worked: u32, votes: u32, first: u32) {
    for number in 0..votes {
        let value = if number < worked { "worked" } else { "did_not" };
        Person::new(site, first + number).says(answer, value).await;
    }
}

/// How an answer does, by the API.
pub async fn tally(site: &Site, answer: &str) -> serde_json::Value {
    site.get(&format!("/api/v1/votes?answer={}", answer.replace('#', "%23"))).await.json()
}

/// The lines of the answers of a page, without markup and number, in their order.
pub fn lines(html: &str) -> Vec<String> {
    let lines = html.split("<summary>").skip(1).filter(|rest| rest.contains("line-of-answer"));
    let line = |rest: &str| words(rest.split("</summary>").next().unwrap());
    lines.map(|rest| line(rest).trim_start_matches(char::is_numeric).to_owned()).collect()
}

/// The words of a piece of markup.
pub fn words(html: &str) -> String {
    let mut words = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            letter if !inside => words.push(letter),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
