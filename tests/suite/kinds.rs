//! What people touch on the pages of the kinds, in a real browser.

use fantoccini::Locator;
use serde_json::json;

use crate::browser::open;
use crate::chromium::{Chromium, Look};
use crate::folder::sample;
use crate::site::Site;

const LIST: &str = "/checklist/before-pilot";
const TICKED: &str = "return [...document.querySelectorAll('.check input')].map(box => box.checked)";

async fn tick(browser: &Chromium, name: &str) {
    // The words, not the box: the whole row is the target.
    browser.find(&format!("label:has([name='{name}']) .item-text")).await.click().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checklist_counts_and_keeps_its_ticks_until_one_starts_over() {
    let site = Site::new(&sample());
    let (browser, base) = open!(site, LIST, Look::DESK);
    browser.until("the count", "document.querySelector('output').innerText === '0 of 6'").await;
    for name in ["works-council", "success-number", "decider-knows"] {
        tick(&browser, name).await;
    }
    browser.until("three of six", "document.querySelector('output').innerText === '3 of 6'").await;
    browser.client.refresh().await.unwrap();
    browser.until("the same after reloading", "document.querySelector('output').innerText === '3 of 6'").await;
    assert_eq!(browser.run(TICKED).await, json!([true, true, true, false, false, false]));
    browser.client.goto(&format!("{base}/checklist/before-proposal")).await.unwrap();
    browser.until("another list, untouched", "document.querySelector('output').innerText === '0 of 7'").await;
    browser.client.back().await.unwrap();
    browser.until("the first list as it was", "document.querySelector('output').innerText === '3 of 6'").await;
    browser.find("button[type=reset]").await.click().await.unwrap();
    browser.until("a fresh start", "document.querySelector('output').innerText === '0 of 6'").await;
    browser.client.refresh().await.unwrap();
    browser.until("nothing kept", "document.querySelector('output').innerText === '0 of 6'").await;
    assert_eq!(
        browser.run("return Object.keys(sessionStorage).filter(key => key.includes('checklist'))").await,
        json!([])
    );
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checklist_keeps_its_ticks_while_its_file_changes() {
    let folder = crate::folder::Folder::with("checklists/x.md", list("One"));
    let site = Site::new(folder.path());
    let (browser, _) = open!(site, "/checklist/x", Look::DESK);
    browser.until("the stream of events", "document.documentElement.dataset.live === 'true'").await;
    tick(&browser, "b").await;
    folder.write("checklists/x.md", list("Another"));
    browser.until("the new words", "document.querySelector('main').innerText.includes('Another')").await;
    browser.until("the count again", "document.querySelector('output').innerText === '1 of 2'").await;
    assert_eq!(browser.run(TICKED).await, json!([false, true]));
    browser.close().await;
}

fn list(first: &str) -> String {
    format!("---\ntitle: X\nmode: do_confirm\n---\n\n## Checklist\n\n- [ ] **{first}** {{#a}}\n- [ ] **Two** {{#b}}\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checklist_can_be_ticked_and_reset_without_javascript() {
    let site = Site::new(&sample());
    let (browser, base) = open!(site, LIST, Look { scripts: false, ..Look::DESK });
    let first = "[name='works-council']";
    tick(&browser, "works-council").await;
    assert!(browser.find(first).await.is_selected().await.unwrap());
    browser.find(first).await.send_keys("\u{e007}").await.unwrap();
    assert_eq!(browser.client.current_url().await.unwrap().as_str(), format!("{base}{LIST}"), "Enter sends nothing");
    browser.find("button[type=reset]").await.click().await.unwrap();
    assert!(!browser.find(first).await.is_selected().await.unwrap());
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_to_read_and_do_shows_one_item_at_a_time_on_a_phone() {
    let site = Site::new(&sample());
    let (browser, base) = open!(site, "/checklist/before-discovery-call", Look::PHONE);
    let shown =
        "return [...document.querySelectorAll('.checks > li')].filter(item => item.offsetHeight).map(item => item.id)";
    assert_eq!(browser.run(shown).await, json!(["last-recap"]));
    tick(&browser, "last-recap").await;
    assert_eq!(browser.run(shown).await, json!(["last-recap", "three-facts"]));
    let tall =
        "return [...document.querySelectorAll('.check')].every(row => !row.offsetHeight || row.offsetHeight >= 44)";
    assert_eq!(browser.run(tall).await, json!(true));
    browser.client.goto(&format!("{base}/checklist/before-discovery-call#people")).await.unwrap();
    assert!(browser.run(shown).await.as_array().unwrap().contains(&json!("people")), "what is linked to is shown");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_shown_beside_results_fits_a_phone() {
    let site = Site::new(&sample());
    let (browser, _) = open!(site, "/search?kind=lesson", Look { width: 400, ..Look::PHONE });
    let ids: Vec<_> = site.app.catalog().pages().map(|page| page.entry().id.to_string()).collect();
    let script = "const [ids, done] = arguments; (async () => { const tall = []; for (const id of ids) { \
        const html = await (await fetch('/open/' + id)).text(); \
        document.getElementById('fl-open').replaceWith(new DOMParser().parseFromString(html, 'text/html').getElementById('fl-open')); \
        const height = document.getElementById('fl-open').offsetHeight; \
        if (height > 600 && !id.startsWith('objection/')) tall.push([id, height]); } done(tall); })()";
    assert_eq!(browser.client.execute_async(script, vec![json!(ids)]).await.unwrap(), json!([]));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_customers_brief_opens_only_when_asked_for() {
    let site = Site::new(&sample());
    let (browser, _) = open!(site, "/role_play/fifteen-percent-by-friday", Look::DESK);
    let brief = "details#brief-for-the-person-playing-the-buyer";
    let words = |text: String| text.contains("three percent would be enough");
    assert!(!words(browser.find("main").await.text().await.unwrap()));
    browser.client.find(Locator::Css(&format!("{brief} summary"))).await.unwrap().click().await.unwrap();
    assert!(words(browser.find("main").await.text().await.unwrap()));
    browser.close().await;
}
