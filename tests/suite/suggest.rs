//! What could follow what is typed, over HTTP.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::folder::{Folder, sample};
use crate::site::Site;

fn texts(found: &Value) -> Vec<&str> {
    found["suggestions"].as_array().unwrap().iter().map(|each| each["text"].as_str().unwrap()).collect()
}

/// Entries that go on alike.
fn folder() -> Folder {
    let folder = Folder::new();
    let question = |title: &str, more: &str| format!("---\ntitle: {title}\nquestion: \"{title}?\"\n{more}---\n");
    folder.write("pages/okapi.md", "# Okapi care\n\nx\n");
    folder.write("pages/zoo.md", "# Our OKAPI\n\nx\n");
    folder.write(
        "objections/eats.md",
        question("Okápi eats too much", "variants: [The okapi is dear, \"Why, okapi\"]\n"),
    );
    folder.write("objections/lives.md", question("Where does the okapi live", "quick_response: Here.\n"));
    folder.write("objections/old.md", question("Okapi of old", "status: archived\n"));
    folder.write("objections/over.md", question("Okapi is over", "expires: 2026-11-01\n"));
    folder.write("objections/closed.md", question("Okapi behind doors", "visibility: restricted\n"));
    folder
}

#[tokio::test]
async fn wordings_that_begin_as_typed_come_first_and_tough_questions_before_the_rest() {
    let site = Site::new(folder().path());
    let found = site.get("/api/v1/suggest?q=OKA").await.json();
    assert_eq!(texts(&found), ["Okápi eats too much", "Okapi care", "Where does the okapi live", "Our OKAPI"]);
    assert_eq!(
        found["suggestions"][0],
        json!({ "text": "Okápi eats too much", "id": "objection/eats", "kind": "objection", "title": "Okápi eats too much", "url": "/objection/eats" })
    );
    assert_eq!((&found["query"], &found["filters"]), (&json!("OKA"), &json!([])));
    let variant = site.get("/api/v1/suggest?q=the+oka").await.json();
    assert_eq!(texts(&variant), ["The okapi is dear", "Where does the okapi live"]);
    assert_eq!(variant["suggestions"][0]["title"], "Okápi eats too much");
    assert_eq!(texts(&site.get("/api/v1/suggest?q=oka&limit=1").await.json()), ["Okápi eats too much"]);
    for nothing in ["", "q=", "q=+", "q=%3F", "q=okapi+care", "q=kapi", "q=%00"] {
        assert!(texts(&site.get(&format!("/api/v1/suggest?{nothing}")).await.json()).is_empty(), "{nothing}");
    }
}

#[tokio::test]
async fn never_more_than_six_are_suggested_and_each_entry_once() {
    let folder = Folder::new();
    for number in 0..20 {
        let variants: Vec<_> = (0..9).map(|other| format!("gnu {number} {other}")).collect();
        folder.write(
            &format!("objections/o{number}.md"),
            format!("---\ntitle: Gnu {number}\nquestion: gnu {number}\nvariants: [{}]\n---\n", variants.join(", ")),
        );
    }
    let site = Site::new(folder.path());
    let found = site.get("/api/v1/suggest?q=gnu&limit=50").await.json();
    let ids: Vec<_> = found["suggestions"].as_array().unwrap().iter().map(|each| each["id"].to_string()).collect();
    let once: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!((ids.len(), once.len()), (6, 6), "{found}");
}

#[tokio::test]
async fn a_facet_that_is_typed_is_completed() {
    let site = Site::new(&sample());
    let filters = async |query: &str| site.get(&format!("/api/v1/suggest?q={query}")).await.json()["filters"].clone();
    assert_eq!(filters("sta").await, json!([]));
    let stages = filters("price+stage:").await;
    let labels: Vec<_> = stages.as_array().unwrap().iter().map(|each| each["label"].as_str().unwrap()).collect();
    assert_eq!(labels[..3], ["Qualify", "Discover", "Validate"]);
    let discover = &filters("Price++Stage:DI").await[0];
    assert_eq!((&discover["text"], &discover["value"]), (&json!("Price  stage:discover "), &json!("discover")));
    assert!(discover["count"].as_u64().unwrap() > 0);
    assert_eq!(filters("kind:win").await[0]["value"], "win_loss");
    assert_eq!(filters("competitor:corv").await[0]["label"], "Corvane Suite");
    for nothing in ["stage:discover", "stage:zz", "stages:", "http:", ":", "stage:di+", "stage:%3Cscript%3E"] {
        assert_eq!(filters(nothing).await, json!([]), "{nothing}");
    }
    let behind = site.get("/api/v1/suggest?q=stage:discover+our+erp").await.json();
    assert_eq!(texts(&behind)[0], "stage:discover Our ERP already includes scheduling");
}

#[tokio::test]
async fn browsers_are_answered_in_their_own_form() {
    let site = Site::new(folder().path());
    let answer = site.get("/suggest?q=our").await;
    assert!(answer.header("content-type").starts_with("application/x-suggestions+json"));
    assert_eq!(answer.json(), json!(["our", ["Our OKAPI"], ["Our OKAPI"], ["http://localhost:4040/page/pages/zoo"]]));
    let description = site.get("/opensearch.xml").await.body;
    assert!(description.contains(
        "type=\"application/x-suggestions+json\" template=\"http://localhost:4040/suggest?q={searchTerms}\""
    ));
    let foreign = site.get_with("/suggest?q=our", &[("host", "evil.example")]).await;
    assert_eq!(foreign.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn whatever_is_typed_or_written_is_only_text() {
    let folder = Folder::new();
    folder.write("pages/x.md", "---\ntitle: \"gnu <script>alert(1)</script> \\\"'\"\n---\nx\n");
    folder.write("pages/empty.md", "---\ntitle: \"\\0 \\u2028 ??\"\n---\nx\n");
    let site = Site::new(folder.path());
    let page = site.get("/search?q=gnu").await.body;
    assert!(page.contains("data-take=\"gnu &lt;script&gt;") && !page.contains("<script>alert"), "{page}");
    assert_eq!(texts(&site.get("/api/v1/suggest?q=script+al").await.json()), ["gnu <script>alert(1)</script> \"'"]);
    for typed in [
        "x".repeat(2_000),
        "gnu%20".repeat(333),
        "%E6%8E%92".repeat(2_000),
        "stage:".repeat(300),
        "%F0%9F%A6%93".into(),
    ] {
        for path in ["/api/v1/suggest", "/suggest", "/search"] {
            let answer = site.get(&format!("{path}?q={typed}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{path} {typed}");
        }
    }
}

#[tokio::test]
async fn suggestions_follow_the_content() {
    let folder = folder();
    let site = Site::new(folder.path());
    assert_eq!(texts(&site.get("/api/v1/suggest?q=oka").await.json()).len(), 4);
    let until = async |count: usize| {
        let started = Instant::now();
        while texts(&site.get("/api/v1/suggest?q=oka").await.json()).len() != count {
            assert!(started.elapsed() < Duration::from_secs(20), "never {count}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    folder.write("pages/zoo.md", "# Our zebra\n\nx\n");
    until(3).await;
    folder.write("lessons/new.md", "---\ntitle: Okapi lesson\n---\n");
    until(4).await;
    folder.remove("pages/okapi.md");
    until(3).await;
    let file = "---\ntitle: Okapi lesson\nvisibility: restricted\n---\n";
    folder.write("lessons/new.md", file);
    until(2).await;
}

#[tokio::test]
async fn where_nothing_fits_the_page_says_so_and_leads_on() {
    let site = Site::new(&sample());
    let page = site.get("/search?q=what+about+the+weather+in+november").await.body;
    for words in [
        "No entry is a good match.",
        "whole sentence as it was said",
        "href=\"/objection\"",
        "objections/what-about-the-weather-in-november.md",
        "question: &quot;what about the weather in november&quot;",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let nothing = site.get("/search?q=qqqqqqqq+%3Cb%3E").await.body;
    assert!(
        nothing.contains("question: &quot;qqqqqqqq &lt;b&gt;&quot;")
            && nothing.contains("Look through all tough questions")
    );
    let sure = site.get("/search?q=the+erp+already+does+scheduling").await.body;
    assert!(!sure.contains("What to do"));
    let listed = site.get("/search?kind=lesson").await.body;
    assert!(!listed.contains("What to do") && !listed.contains("data-take"));
}
