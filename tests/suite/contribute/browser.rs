//! A change suggested in a real browser: typed, kept, shown as it will look, sent; and what happens where somebody was quicker.

use fantoccini::Locator;
use fieldlore::config::{Identity, Publish};

use super::{ERP, Repository, erp};
use crate::chromium::{Chromium, Look};
use crate::repository::commit;

/// One black point.
const PNG: &[u8] = b"\
    \x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01\
    \x08\x00\x00\x00\x00\x3a\x7e\x9b\x55\x00\x00\x00\x0a\x49\x44\x41\x54\x78\x9c\x63\x60\x00\x00\x00\
    \x02\x00\x01\x48\xaf\xa4\x71\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";
const READY: &str = "document.getElementById('fl-write')?.dataset.ready === 'true'";

/// Puts a text into the field as if it was typed.
async fn put(browser: &Chromium, text: &str) {
    let script = format!(
        "const field = document.getElementById('fl-text'); field.value = {}; field.dispatchEvent(new Event('input', {{bubbles: true}}))",
        serde_json::Value::from(text)
    );
    browser.run(&script).await;
}

/// Presses what stands there, once: between finding and pressing it, the script may put another in its place.
async fn press(browser: &Chromium, css: &str) {
    browser.find(css).await;
    let script = format!("document.querySelector({}).click()", serde_json::Value::from(css));
    browser.run(&script).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_typed_kept_and_sent_and_a_conflict_shows_both() {
    let repository = Repository::new();
    let site = repository.serve_as(Identity::Local, Publish::Direct, tempfile::tempdir().unwrap());
    let Some(browser) = Chromium::open(Look::DESK).await else { return };
    let base = format!("http://{}", site.listen().await);
    browser.client.goto(&format!("{base}/objection/erp")).await.unwrap();
    press(&browser, ".ways-to-change a[href='/suggest/objection/erp']").await;
    browser.until("the script", READY).await;
    put(&browser, &erp("Shall we count the jobs?")).await;
    browser
        .until(
            "the preview",
            "document.querySelector('#fl-draft .quick-response')?.innerText.includes('count the jobs')",
        )
        .await;
    browser.until("that it is kept", "document.getElementById('fl-kept').textContent.includes('kept')").await;
    // What is wrong leads to its line.
    put(&browser, &erp("Count the jobs.")).await;
    browser
        .until(
            "the finding",
            "[...document.querySelectorAll('#fl-draft .finding')].some(f => f.innerText.includes('neither asks'))",
        )
        .await;
    press(&browser, "#fl-draft a[data-line]").await;
    browser.until("the line", "document.activeElement.id === 'fl-text' && document.activeElement.selectionEnd > document.activeElement.selectionStart").await;
    // A name is completed into the text.
    browser.run("document.getElementById('fl-text').setSelectionRange(0, 0); document.getElementById('fl-name-of').value = 'tom.hale'").await;
    press(&browser, "#fl-insert").await;
    browser.until("the name", "document.getElementById('fl-text').value.startsWith('tom.hale---')").await;
    // Somebody is quicker.
    put(&browser, &erp("Mine, shall we?")).await;
    repository.write("objections/erp.md", &erp("Theirs, shall we?"));
    commit(&repository.at(""), "2026-11-04");
    press(&browser, "button[value=send]").await;
    browser.until("both texts", "document.querySelector('.conflict del')?.innerText.includes('Theirs') && document.querySelector('.conflict ins')?.innerText.includes('Mine')").await;
    if let Some(wrong) = browser.accessibility().await {
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
    // It is there still when the page is left and opened again.
    browser.client.goto(&format!("{base}/yours")).await.unwrap();
    press(&browser, ".written a").await;
    browser.until("both texts again", "document.querySelector('.conflict del')?.innerText.includes('Theirs') && document.getElementById('fl-text').value.includes('Mine')").await;
    press(&browser, "button[value=send]").await;
    browser.until("what was sent", "location.pathname === '/proposed' && document.querySelector('.difference ins')?.innerText.includes('Mine')").await;
    if let Some(wrong) = browser.accessibility().await {
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
    assert_eq!(repository.read("objections/erp.md"), erp("Mine, shall we?"));
    repository.is_sound();
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_stays_while_the_content_changes_under_it() {
    let repository = Repository::new();
    let site = repository.serve_as(Identity::Local, Publish::Direct, tempfile::tempdir().unwrap());
    let Some(browser) = Chromium::open(Look::DESK).await else { return };
    let base = format!("http://{}", site.listen().await);
    browser.client.goto(&format!("{base}{ERP}")).await.unwrap();
    browser.until("the script", READY).await;
    put(&browser, &erp("Kept?")).await;
    browser.until("that it is kept", "document.getElementById('fl-kept').textContent.includes('kept')").await;
    browser.until("the listener", "document.documentElement.dataset.live === 'true'").await;
    // The page asks for itself when something changes.
    browser
        .run(
            "window.seen = 0; const real = fetch; window.fetch = async (address, options) => {
                const reply = await real(address, options); if (!options?.method) window.seen += 1; return reply }",
        )
        .await;
    let typed = "document.getElementById('fl-text').value";
    browser.run(&format!("{typed} = 'Typed, not kept yet'")).await;
    for time in 1..=2 {
        repository.write("objections/erp.md", &erp(&format!("Theirs, {time}?")));
        browser.until("that it is told", &format!("window.seen >= {time}")).await;
    }
    assert_eq!(browser.run(&format!("return {typed}")).await, "Typed, not kept yet");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_being_kept_comes_before_what_is_sent() {
    let repository = Repository::new();
    let site = repository.serve_as(Identity::Local, Publish::Direct, tempfile::tempdir().unwrap());
    let Some(browser) = Chromium::open(Look::DESK).await else { return };
    let base = format!("http://{}", site.listen().await);
    browser.client.goto(&format!("{base}{ERP}")).await.unwrap();
    browser.until("the script", READY).await;
    browser
        .run(
            "const real = fetch; window.fetch = (...what) => new Promise((go) => (window.release = () => go(real(...what))))",
        )
        .await;
    put(&browser, &erp("Older, shall we?")).await;
    browser.until("a slow line", "window.release").await;
    put(&browser, &erp("Newer, shall we?")).await;
    press(&browser, "button[value=send]").await;
    press(&browser, "button[value=send]").await;
    browser.run("window.release()").await;
    browser.until("what was sent", "location.pathname === '/proposed'").await;
    assert_eq!(repository.read("objections/erp.md"), erp("Newer, shall we?"));
    assert!(!site.get("/yours").await.body.contains("Your drafts"), "nothing is left of it");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_is_chosen_is_seen_in_the_preview() {
    let repository = Repository::new();
    let site = repository.serve_as(Identity::Local, Publish::Direct, tempfile::tempdir().unwrap());
    let Some(browser) = Chromium::open(Look::DESK).await else { return };
    let base = format!("http://{}", site.listen().await);
    let picture = tempfile::Builder::new().prefix("board").suffix(".png").tempfile().unwrap();
    std::fs::write(picture.path(), PNG).unwrap();
    browser.client.goto(&format!("{base}{ERP}")).await.unwrap();
    browser.until("the script", READY).await;
    browser.find("#fl-picture").await.send_keys(&picture.path().to_string_lossy()).await.unwrap();
    browser.until("that it is added", "document.getElementById('fl-kept').textContent === 'Picture added.'").await;
    let link =
        browser.run("return document.documentElement.textContent.match(/!\\[What it shows\\]\\([^)]*\\)/)[0]").await;
    put(&browser, &format!("{}\n{}\n", erp("Shall we count?"), link.as_str().unwrap())).await;
    let seen = "document.querySelector('#fl-draft img[src^=\"/suggest/picture?\"]')";
    browser.until("the picture", &format!("{seen}?.complete && {seen}.naturalWidth === 1")).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_all_works_without_a_script() {
    let repository = Repository::new();
    let site = repository.serve_as(Identity::Local, Publish::Propose, tempfile::tempdir().unwrap());
    let Some(browser) = Chromium::open(Look { scripts: false, ..Look::DESK }).await else { return };
    let base = format!("http://{}", site.listen().await);
    browser.client.goto(&format!("{base}{ERP}?answer=1")).await.unwrap();
    for (css, words) in [("#fl-answer-name", "Count"), ("#fl-answer-say", "Which jobs move by hand?")] {
        browser.find(css).await.send_keys(words).await.unwrap();
    }
    press(&browser, "#fl-answer-form button").await;
    let kept = browser.find("#fl-draft .lengths").await.text().await.unwrap();
    assert!(kept.contains("“Count”: 5 words"), "{kept}");
    browser.find("#fl-note").await.send_keys("Another answer").await.unwrap();
    press(&browser, "button[value=send]").await;
    let ins = browser.client.wait().for_element(Locator::Css(".difference ins")).await.unwrap();
    assert!(ins.text().await.unwrap().starts_with('+'));
    assert!(
        repository
            .says(&["for-each-ref", "--format=%(contents:subject)", "refs/heads/fieldlore"])
            .contains("Another answer")
    );
    browser.close().await;
}
