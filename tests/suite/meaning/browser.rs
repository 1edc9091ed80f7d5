//! Typing in a real browser with meaning on.

use fantoccini::key::Key;
use serde_json::json;

use super::{PARAPHRASE, PRICE, objection, three, understood_once};
use crate::browser::{key, open};
use crate::chromium::{Chromium, Look};
use crate::site::Site;

/// Puts a text into the field, as one who pastes it: on a busy machine the letters of somebody who types are read by
/// their words alone.
async fn paste(browser: &Chromium, text: &str) {
    let script = format!(
        "const field = document.querySelector('#fl-field'); field.focus(); field.value = {}; \
         field.dispatchEvent(new InputEvent('input', {{bubbles: true}}))",
        json!(text)
    );
    browser.run(&script).await;
    let shown = format!("document.querySelector('#fl-results')?.dataset.query === {}", json!(text));
    browser.until(&format!("the results of {text}"), &shown).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_meant_opens_first_and_what_fits_nothing_is_told_calmly() {
    let folder = three();
    folder.write("objections/repair.md", objection("Stuck doors", "Who repairs a door that is stuck?", &[]));
    let site = Site::new(folder.path());
    let (browser, _) = open!(site, "/", Look::DESK);
    browser.until("the stream of events", "document.documentElement.dataset.live === 'true'").await;
    paste(&browser, "stuck").await;
    browser.press(&key(Key::Down)).await;
    let chosen = browser.run("return document.querySelectorAll('a.row')[1].dataset.id").await;
    browser.until("the second open", &format!("document.querySelector('#fl-open').dataset.id === {chosen}")).await;
    // Whatever is open is watched: it must never be another entry.
    browser
        .run(&format!(
            "window.others = 0; new MutationObserver(() => {{ if (document.querySelector('#fl-open')?.dataset.id !== {chosen}) window.others += 1; }})\
             .observe(document.querySelector('main'), {{childList: true, subtree: true}})"
        ))
        .await;
    // Meaning becomes known while the page is open.
    let (live, meaning) = (&site.app.live, understood_once(folder.path()).search.meaning().cloned().unwrap());
    live.understand(meaning);
    browser.until("what is near in meaning", "document.querySelectorAll('a.row').length === 4").await;
    let state = browser.run("return [window.others, document.querySelector('a.row.is-selected').dataset.id]").await;
    assert_eq!(state, json!([0, chosen]));

    paste(&browser, PARAPHRASE).await;
    browser
        .until("the entry that is meant", &format!("document.querySelector('#fl-open').dataset.id === '{PRICE}'"))
        .await;
    paste(&browser, "zzqx wvuk qqqp rrrt").await;
    let told = browser.run("return document.querySelector('#fl-results').innerText").await;
    assert!(told.as_str().unwrap().contains("No entry"), "{told}");
    assert_eq!(browser.run("return document.querySelector('#fl-field').value").await, json!("zzqx wvuk qqqp rrrt"));
    browser.close().await;
}
