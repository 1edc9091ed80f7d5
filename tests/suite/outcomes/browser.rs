//! A use and a vote in a real browser.

use super::*;
use crate::browser::open;
use crate::chromium::{Chromium, Look};

const ONE: &str = "objection/dear#one";

#[tokio::test(flavor = "multi_thread")]
async fn a_rep_notes_a_use_by_key_and_votes_by_tap() {
    let folder = folder(&["one", "two"]);
    let site = Site::new(folder.path());
    voted(&site, ONE, 9, 9, 100).await;
    let (browser, base) = open!(site, DEAR, Look::DESK);
    browser.until("the script", "document.documentElement.dataset.ready").await;
    let signal =
        "document.querySelector('[data-answer=\"objection/dear#one\"]').closest('details').querySelector('.signal')";
    browser.until("the tally", &format!("{signal}.innerText.includes('9 of 9')")).await;
    browser.run("document.querySelector('h1').scrollTop = 0").await;
    browser.press("1").await;
    browser.press("u").await;
    browser.until("the question", "document.querySelector('details.answer[open] form.vote')").await;
    assert_eq!(browser.run(&format!("return {signal}")).await, serde_json::Value::Null, "no numbers before the vote");
    if let Some(faults) = browser.accessibility().await {
        assert!(faults.is_empty(), "{faults:#?}");
    }
    browser.find("details.answer[open] form.vote button[value=did_not]").await.click().await.unwrap();
    browser.until("the tally with the vote", &format!("{signal}?.innerText.includes('9 of 10')")).await;
    assert_eq!(browser.run("return location.pathname").await, DEAR, "without leaving the page");
    let focus =
        "document.activeElement?.value === 'did_not' && document.activeElement.getAttribute('aria-pressed') === 'true'";
    browser.until("the focus on what was said", focus).await;
    browser.find("details.answer[open] textarea[name=note]").await.send_keys("They had a lease.").await.unwrap();
    browser.find("details.answer[open] form.say button").await.click().await.unwrap();
    browser
        .until("the note", "document.querySelector('details.answer[open] .note summary')?.innerText === 'Your note'")
        .await;
    // In the entry that is open beside results the same.
    browser.client.goto(&format!("{base}/search?q=dear")).await.unwrap();
    browser.until("the script", "document.documentElement.dataset.ready").await;
    browser.run("document.querySelector('#fl-open details.other').open = true").await;
    browser.find("#fl-open #fl-else").await.send_keys("Dear is what breaks.").await.unwrap();
    browser.find("#fl-open .replies form.say button").await.click().await.unwrap();
    browser
        .until("the reply", "document.querySelector('#fl-open .own-words')?.innerText === 'Dear is what breaks.'")
        .await;
    assert_eq!(browser.run("return location.pathname").await, "/search");
    if let Some(faults) = browser.accessibility().await {
        assert!(faults.is_empty(), "{faults:#?}");
    }
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_the_forms_do_the_same() {
    let folder = folder(&["one", "two"]);
    let site = Site::new(folder.path());
    let look = Look { scripts: false, ..Look::DESK };
    let (browser, base) = open!(site, "/objection/dear#one", look);
    browser.find("details.answer[open] form.use button").await.click().await.unwrap();
    browser.find("details.answer[open] form.vote button[value=worked]").await.click().await.unwrap();
    browser.find("details.answer[open] .counts").await;
    assert_eq!(browser.client.current_url().await.unwrap().as_str(), format!("{base}/objection/dear#one"));
    assert_eq!(tally(&site, ONE).await["worked"], 1);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_deal_is_typed_and_only_a_button_votes() {
    let folder = folder(&["one", "two"]);
    let site = Site::new(folder.path());
    let (browser, _) = open!(site, "/objection/dear#one", Look::DESK);
    browser.until("the script", "document.documentElement.dataset.ready").await;
    browser.run("window.votes = 0; document.addEventListener('fl-voted', () => window.votes += 1)").await;
    browser.find("details.answer[open] form.use button").await.click().await.unwrap();
    browser
        .until("the field", "window.votes === 1 && document.querySelector('details.answer[open] .of-deal input')")
        .await;
    if let Some(faults) = browser.accessibility().await {
        assert!(faults.is_empty(), "{faults:#?}");
    }
    // Enter in the field would say that it worked, which is the first of the buttons.
    browser.find("details.answer[open] .of-deal input").await.send_keys("Hallin\u{e007}").await.unwrap();
    browser.find("details.answer[open] form.vote button[value=partly]").await.click().await.unwrap();
    let said = "document.querySelector('details.answer[open] .ask').innerText";
    browser.until("what was said", &format!("{said}.includes('worked in part, with Hallin')")).await;
    assert_eq!(browser.run("return window.votes").await, 2);
    let told = tally(&site, ONE).await;
    assert_eq!((&told["worked"], &told["partly"], &told["uses"]), (&0.into(), &1.into(), &1.into()));
    browser.close().await;
}
