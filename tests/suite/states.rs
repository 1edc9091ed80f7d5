//! Everything that can be wrong or missing or unusual in an entry, from the files in `tests/states`.

use std::path::{Path, PathBuf};

use axum::http::StatusCode;

use crate::chromium::{Chromium, Look};
use crate::folder::Folder;
use crate::site::Site;

fn states() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/states")
}

async fn page(path: &str) -> String {
    let answer = Site::new(&states()).get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer.body
}

#[tokio::test]
async fn what_a_reader_must_know_first_stands_first() {
    let broken = page("/objection/broken").await;
    assert!(broken.contains("class=\"banner\"") && broken.contains("cannot be read"), "{broken}");
    assert!(broken.contains("line 2") && broken.contains("column "), "{broken}");
    assert!(broken.contains("Compared to what?") && broken.contains("With what they pay today."));
    assert!(page("/objection/draft").await.contains("Nobody has published this yet"));
    assert!(page("/objection/archived").await.contains("<strong>Archived.</strong>"));
    assert!(page("/objection/expired").await.contains("<strong>Expired 30 Jun.</strong>"));
}

#[tokio::test]
async fn a_restricted_entry_is_answered_like_an_address_that_never_was() {
    let without = Folder::new();
    for name in ["german", "draft"] {
        let path = format!("objections/{name}.md");
        without.write(&path, std::fs::read(states().join(&path)).unwrap());
    }
    let never = Site::public(without.path()).get("/objection/restricted").await;
    without.write("objections/restricted.md", std::fs::read(states().join("objections/restricted.md")).unwrap());
    let hidden = Site::public(without.path()).get("/objection/restricted").await;
    assert_eq!((hidden.status, never.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(hidden.body, never.body);
}

#[tokio::test]
async fn a_slip_in_an_address_finds_what_was_meant() {
    let site = Site::new(&states());
    for (slip, meant) in [
        ("/objection/jermann", "/objection/german"),
        ("/objections/german", "/objection/german"),
        ("/page/handbook/prosee", "/page/handbook/prose"),
        ("/handbook/prose.md", "/page/handbook/prose"),
    ] {
        let answer = site.get(slip).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{slip}");
        assert!(answer.body.contains(&format!("href=\"{meant}\"")), "{slip}: {}", answer.body);
    }
}

#[tokio::test]
async fn pages_of_nothing_have_a_name_and_say_so() {
    for (path, title) in [
        ("/page/handbook/empty", "Empty"),
        ("/page/handbook/only-a-title", "Only a title"),
        ("/objection/empty", "Empty"),
        ("/lesson/nothing", "Nothing"),
    ] {
        let html = page(path).await;
        assert!(html.contains(title), "{path}");
        assert_eq!(html.matches("<h1").count(), 1, "{path}");
    }
    assert!(page("/page/handbook/only-a-title").await.contains("There is no text on this page yet"));
    assert!(page("/source/handbook/empty.md").await.contains("id=\"L1\""));
}

#[tokio::test]
async fn our_words_say_that_they_are_english_in_a_german_entry() {
    let html = page("/objection/german").await;
    let article = &html[html.find("<article").unwrap()..html.find("</article>").unwrap()];
    assert!(article.contains("lang=\"de\""));
    for ours in ["They say", "You say", "Ask first", "Do not say", "Respond", "Note", "About this entry"] {
        let at = article.find(&format!(">{ours}<")).unwrap_or_else(|| panic!("no {ours}"));
        let before = &article[..at];
        let tag = &before[before.rfind('<').unwrap()..];
        assert!(tag.contains("lang=\"en\""), "{ours} stands in {tag}>");
    }
}

#[tokio::test]
async fn prose_is_dressed() {
    let html = page("/page/handbook/prose").await;
    for part in [
        "class=\"broken-link\" title=\"There is no file at gone.md\"",
        "class=\"lost-part\" href=\"/page/handbook/mixed\" title=\"That page has no part #nowhere\"",
        "<figcaption>What two weeks of counting showed</figcaption>",
        "Missing picture: <code dir=\"ltr\">pictures/dispatch-desk.png</code>",
        "href=\"https://pictures.example/far-away.png\"",
        "href=\"https://films.example/embed/41?x=1\"",
        "Embedded page: How we count",
        "role=\"group\" aria-label=\"Table\" tabindex=\"0\"",
        "<input type=\"checkbox\" disabled checked aria-label=\"done\">",
        "<section class=\"footnotes\">",
        "class=\"footnote-back\" href=\"#fnref-1\"",
        "<summary>What is behind this</summary>",
    ] {
        assert!(html.contains(part), "no {part}");
    }
    assert!(!html.contains("<iframe") && !html.contains("<img src=\"https"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_state_fits_a_phone_and_can_be_used_by_everybody() {
    let site = Site::new(&states());
    let Some(browser) = Chromium::open(Look::PHONE).await else { return };
    let base = format!("http://{}", site.listen().await);
    let entries: Vec<_> = site.app.catalog().pages().map(|page| page.address()).collect();
    let others = ["/search?q=Donaudampfschifffahrt", "/content-health", "/questions-in-pages", "/objection/nothing"];
    let mut wrong = Vec::new();
    for path in entries.iter().map(String::as_str).chain(others) {
        browser.client.goto(&format!("{base}{path}")).await.unwrap();
        browser.run("document.querySelectorAll('details').forEach(each => { each.open = true })").await;
        let wide = browser.run("return document.documentElement.scrollWidth > window.innerWidth").await;
        if wide == serde_json::Value::Bool(true) {
            wrong.push(format!("{path} is wider than the screen"));
        }
        let found = browser.accessibility().await.unwrap_or_default();
        wrong.extend(found.iter().map(|found| format!("{path}: {found}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    browser.close().await;
}

#[tokio::test]
async fn a_playbook_without_entries_says_what_to_do() {
    let site = Site::new(Folder::new().path());
    for path in ["/", "/search?q=price", "/content-health", "/questions-in-pages"] {
        assert_eq!(site.get(path).await.status, StatusCode::OK, "{path}");
    }
    assert!(site.get("/").await.body.contains("content folder"));
}
