//! Practising in a real browser: by key at a desk, by thumb on a phone, and without scripts.

use super::*;
use crate::browser::open;
use crate::chromium::{Chromium, Look};

fn local(questions: &[&str]) -> (Folder, Site) {
    let folder = folder(questions);
    let site = Site::new(folder.path());
    (folder, site)
}

/// Whatever axe-core finds wrong, where it is on this machine.
async fn accessible(browser: &Chromium) {
    if let Some(faults) = browser.accessibility().await {
        assert!(faults.is_empty(), "{faults:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rep_practises_by_key() {
    let (_folder, site) = local(&["dear", "slow", "new"]);
    let (browser, _) = open!(site, "/practice", Look::DESK);
    browser
        .until("the script", "document.querySelector('[data-recorder]') && document.readyState === 'complete'")
        .await;
    accessible(&browser).await;
    for done in 1..=3 {
        // A grade before the answer is no grade.
        browser.press("3").await;
        assert_eq!(browser.run("return document.querySelector('.reveal').open").await, false);
        browser.press(" ").await;
        browser.until("the answer", "document.querySelector('.reveal').open").await;
        if done == 1 {
            accessible(&browser).await;
        }
        browser.press("3").await;
        browser
            .until(
                "what comes next",
                &format!("location.search.includes('done={done}') && document.readyState === 'complete'"),
            )
            .await;
    }
    browser.until("the end", "document.querySelector('h1').innerText === '3 cards practised'").await;
    accessible(&browser).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rep_practises_by_thumb_on_a_small_phone() {
    let (_folder, site) = local(&["dear", "slow"]);
    let look = Look { height: 640, ..Look::PHONE };
    let (browser, _) = open!(site, "/practice", look);
    browser.until("the page", "document.readyState === 'complete'").await;
    let box_of = |css: &str| {
        format!("const b = document.querySelector('{css}').getBoundingClientRect(); return [b.top, b.bottom, b.height]")
    };
    let reveal = browser.run(&box_of(".reveal > summary")).await;
    let number = |value: &serde_json::Value, at: usize| value[at].as_f64().unwrap();
    assert!(number(&reveal, 0) > 320.0 && number(&reveal, 1) <= 640.0 && number(&reveal, 2) >= 44.0, "{reveal}");
    assert_eq!(browser.run("return document.documentElement.scrollWidth").await, 360);
    accessible(&browser).await;
    browser.find(".reveal > summary").await.click().await.unwrap();
    browser.until("the answer", "document.querySelector('.reveal').open").await;
    let good = browser.run(&box_of(".choices button[value=\"3\"]")).await;
    assert!(number(&good, 0) > 320.0 && number(&good, 1) <= 640.0 && number(&good, 2) >= 44.0, "{good}");
    let question = browser.run(&box_of("h1.question")).await;
    assert!(number(&question, 1) > 0.0, "the question stays in sight: {question}");
    assert_eq!(browser.run("return document.documentElement.scrollWidth").await, 360);
    accessible(&browser).await;
    browser.find(".choices button[value=\"3\"]").await.click().await.unwrap();
    browser
        .until("the next card", "location.search.includes('done=1') && !document.querySelector('.reveal').open")
        .await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_cards_turn_and_are_graded() {
    let (_folder, site) = local(&["dear"]);
    let look = Look { scripts: false, ..Look::DESK };
    let (browser, _) = open!(site, "/practice", look);
    assert!(!browser.find("[data-recorder]").await.is_displayed().await.unwrap());
    // The key of the page itself: what turns the card has the focus.
    browser.press(" ").await;
    let good = browser.find(".reveal[open] .choices button[value=\"3\"]").await;
    good.click().await.unwrap();
    let end = browser.find(".practice.rest h1").await;
    assert_eq!(end.text().await.unwrap(), "1 card practised");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_recorded_is_heard_with_the_answer_and_gone_with_the_next_card() {
    let (_folder, site) = local(&["dear", "slow"]);
    let look = Look { microphone: true, ..Look::DESK };
    let (browser, _) = open!(site, "/practice", look);
    browser.find("[data-record]").await.click().await.unwrap();
    browser.until("that it hears", "document.querySelector('[data-record]').dataset.hears").await;
    browser.run("document.querySelector('.reveal').open = true").await;
    let heard = "document.querySelector('[data-recorder] audio')";
    browser.until("what was said", &format!("!{heard}.hidden && {heard}.src.startsWith('blob:')")).await;
    browser.until("that it can be played", &format!("{heard}.readyState > 0 && !{heard}.error")).await;
    assert!(!browser.find("[data-record]").await.is_displayed().await.unwrap(), "it is too late to record");
    let asked = "return performance.getEntriesByType('resource').filter(e => e.initiatorType === 'fetch' || e.initiatorType === 'beacon').length";
    assert_eq!(browser.run(asked).await, 0, "nothing is sent");
    browser.find(".choices button[value=\"2\"]").await.click().await.unwrap();
    browser.until("the next card", "location.search.includes('done=1')").await;
    assert_eq!(browser.run(&format!("return [{heard}.hidden, {heard}.src]")).await, serde_json::json!([true, ""]));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_grade_that_is_not_answered_is_said_and_given_again() {
    let (_folder, site) = local(&["dear", "slow"]);
    let (browser, _) = open!(site, "/practice", Look::PHONE);
    browser.find(".reveal > summary").await.click().await.unwrap();
    // The server notes it, and the answer is lost on the way.
    browser
        .run("const real = window.fetch; window.fetch = async (...all) => { await real(...all); window.fetch = real; throw new TypeError('lost'); }")
        .await;
    browser.press("3").await;
    let said = "document.querySelector('.grades [role=alert]')?.innerText.includes('Give it again')";
    browser.until("that it was not answered", said).await;
    assert_eq!(browser.run("return document.querySelector('.reveal').open").await, true);
    assert_eq!(browser.run("return document.documentElement.scrollWidth").await, 360);
    accessible(&browser).await;
    browser.press("3").await;
    browser.until("the next card", "location.search.includes('done=1')").await;
    let log = all_of(&site).await;
    assert_eq!(log.iter().map(|review| review.grade).collect::<Vec<_>>(), [3], "noted once");
    browser.close().await;
}
