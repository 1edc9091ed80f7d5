//! Practising: cards of what is written, when they are due, and who sees what of it.

mod browser;
mod days;
mod devices;
mod faults;
mod flow;
mod order;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use fieldlore::clock::Clock;
use fieldlore::store::Review;
use jiff::Timestamp;

use crate::folder::Folder;
use crate::identity::{get_as, post_as, proxied};
use crate::site::{Answer, Site};

const JO: &str = "jo.rep";
const PEOPLE: &str =
    "people:\n  jo.rep:\n    name: Jo\n    roles: [member]\n  max.manager:\n    name: Max\n    roles: [manager]\n";

/// A clock that a test sets.
#[derive(Debug)]
struct Watch(AtomicI64);

impl Watch {
    fn at(moment: &str) -> Arc<Watch> {
        let watch = Arc::new(Watch(AtomicI64::new(0)));
        watch.set(moment);
        watch
    }

    fn set(&self, moment: &str) {
        self.0.store(moment.parse::<Timestamp>().unwrap().as_millisecond(), Ordering::SeqCst);
    }

    fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    fn days(&self, days: i64) {
        self.forward(days * 24 * 60 * 60);
    }
}

impl Clock for Watch {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// A tough question.
fn question(name: &str, more: &str) -> String {
    format!(
        "---\ntitle: {name}\nquestion: \"Why {name}?\"\nquick_response: \"{}\"\nlast_verified: 2026-11-01\nowner: ada\n{more}---\n\n\
         ## Answer: One {{#one}}\n\n**Respond** One says so of {name}.\n\n## Answer: Two {{#two}}\n\n**Respond** Two says otherwise of {name}.\n",
        words(name)
    )
}

/// Ten words and the name: of these two may change.
fn words(name: &str) -> String {
    format!("Because {name} counts every single move before anybody talks about price.")
}

fn folder(questions: &[&str]) -> Folder {
    let folder = Folder::with("people.yaml", PEOPLE);
    for name in questions {
        folder.write(&format!("objections/{name}.md"), question(name, ""));
    }
    folder
}

/// A site of people behind a proxy, on Monday, 23 November 2026, at nine.
fn site(folder: &Folder) -> (Site, Arc<Watch>) {
    let watch = Watch::at("2026-11-23T09:00:00Z");
    (Site::identified(folder.path(), proxied(), watch.clone(), |_| {}), watch)
}

/// What a card asks, and what is sent with its grade.
#[derive(Debug, Clone)]
struct Shown {
    question: String,
    fields: Vec<(String, String)>,
    body: String,
}

impl Shown {
    /// The card on a page; none where there is none.
    fn on(page: &Answer) -> Option<Shown> {
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let body = page.body.clone();
        let form = body.split_once("<form class=\"grades\"")?.1.split_once("</form>")?.0.to_owned();
        let value =
            |text: &str, name: &str| Some(text.split_once(&format!("{name}=\""))?.1.split_once('"')?.0.to_owned());
        let fields = form.split("<input type=\"hidden\"").skip(1);
        let fields = fields.map(|field| (value(field, " name").unwrap(), value(field, " value").unwrap())).collect();
        let heading = body.split_once("<h1 class=\"question\"")?.1.split_once('>')?.1.split_once("</h1>")?.0;
        let question = heading.split('<').map(|part| part.rsplit('>').next().unwrap_or(part)).collect();
        Some(Shown { question, fields, body })
    }

    fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    fn card(&self) -> &str {
        self.field("card")
    }

    fn form(&self, grade: u8) -> String {
        let pair = |(name, value): &(String, String)| format!("{name}={}", value.replace('#', "%23"));
        let pairs: Vec<String> = self.fields.iter().map(pair).collect();
        format!("{}&grade={grade}", pairs.join("&"))
    }
}

/// The card that somebody is shown.
async fn shown(site: &Site, address: &str) -> Option<Shown> {
    Shown::on(&get_as(site, JO, address).await)
}

/// Grades a card; where it leads on.
async fn grade(site: &Site, card: &Shown, grade: u8) -> String {
    let answer = post_as(site, JO, "/practice", &card.form(grade)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.header("location").to_owned()
}

/// Practises an entry once, due or not.
async fn practise(site: &Site, entry: &str, number: u8) -> Shown {
    let card = shown(site, &format!("/practice?entry={entry}")).await.unwrap_or_else(|| panic!("no card of {entry}"));
    grade(site, &card, number).await;
    card
}

/// Practises from an address until it is enough: the cards, and the page at the end.
async fn session(site: &Site, number: u8) -> (Vec<Shown>, String) {
    let (mut cards, mut address) = (Vec::new(), "/practice".to_owned());
    loop {
        let page = get_as(site, JO, &address).await;
        let Some(card) = Shown::on(&page) else { return (cards, page.body) };
        assert!(cards.len() < 20, "no end");
        address = grade(site, &card, number).await;
        cards.push(card);
    }
}

async fn log(site: &Site) -> Vec<Review> {
    log_of(site, JO).await
}

/// The whole log of somebody, as it stands in the file.
async fn log_of(site: &Site, person: &str) -> Vec<Review> {
    read(site, &format!("SELECT * FROM practice_review WHERE person = '{person}' ORDER BY id")).await
}

/// The whole log of everybody.
async fn all_of(site: &Site) -> Vec<Review> {
    read(site, "SELECT * FROM practice_review ORDER BY id").await
}

async fn read(site: &Site, log: &str) -> Vec<Review> {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(site.app.store.path());
    let mut connection = <sqlx::SqliteConnection as sqlx::Connection>::connect_with(&options).await.unwrap();
    sqlx::query_as(sqlx::AssertSqlSafe(log.to_owned())).fetch_all(&mut connection).await.unwrap()
}

/// Waits until an entry is served as wanted; far longer than it ever takes.
async fn until(site: &Site, what: &str, wanted: impl Fn(&fieldlore::catalog::Catalog) -> bool) {
    let started = Instant::now();
    while !wanted(&site.app.catalog()) {
        assert!(started.elapsed() < Duration::from_secs(20), "never seen: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Writes a file anew and waits until that is served.
async fn rewrite(site: &Site, folder: &Folder, path: &str, text: &str) {
    let hash = |catalog: &fieldlore::catalog::Catalog| catalog.loaded().files.get(path).map(|file| file.entry.hash);
    let before = hash(&site.app.catalog());
    folder.write(path, text);
    until(site, path, |catalog| hash(catalog).is_some() && hash(catalog) != before).await;
}
