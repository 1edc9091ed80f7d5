//! Role plays in real browsers: two people on two phones, by key, and without scripts.

use super::*;
use crate::browser::open;
use crate::chromium::{Chromium, Look};

/// Taps the words of a level.
async fn tap(browser: &Chromium, place: usize, level: usize) {
    let level = browser.find(&format!("label.level:has([name='level-{place}'][value='{level}'])")).await;
    level.click().await.unwrap();
}

async fn is_sound(browser: &Chromium, what: &str) {
    let wide = browser.run("return [document.documentElement.scrollWidth, window.innerWidth]").await;
    assert!(wide[0].as_f64() <= wide[1].as_f64(), "{what} is {wide}");
    let small = browser
        .run("return [...document.querySelectorAll('main button, main a.button, label.level')].filter(e => e.offsetHeight && e.offsetHeight < 44 && !e.matches('.plain-button')).map(e => e.innerText)")
        .await;
    assert_eq!(small, serde_json::json!([]), "{what}");
    if let Some(wrong) = browser.accessibility().await {
        assert!(wrong.is_empty(), "{what}: {wrong:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_hold_a_role_play_on_two_phones() {
    let folder = folder();
    let site = Site::new(folder.path());
    let phone = Look { height: 640, ..Look::PHONE };
    let (host, base) = open!(site, "/role_play/cfo", phone);
    is_sound(&host, "the entry").await;
    host.client.find(fantoccini::Locator::LinkText("Hold this role play")).await.unwrap().click().await.unwrap();
    host.until("the forms", "location.pathname === '/plays/new'").await;
    is_sound(&host, "the forms").await;
    host.find("#fl-hold button").await.click().await.unwrap();
    host.until("the screen", "document.querySelector('form[data-scoring]')?.dataset.ready").await;
    is_sound(&host, "the other side").await;
    let link = host.find("#fl-play-link").await.text().await.unwrap();
    assert!(link.starts_with(&format!("{base}/plays/")), "{link}");
    let Some(rep) = Chromium::open(Look { dark: true, ..phone }).await else { return };
    rep.client.goto(&link).await.unwrap();
    is_sound(&rep, "the choice").await;
    rep.find("form button.button").await.click().await.unwrap();
    rep.until("the rep's brief", "document.querySelector('main').innerText.includes('88 technicians')").await;
    assert!(!rep.client.source().await.unwrap().contains(SECRET));
    is_sound(&rep, "the rep's side").await;
    // The clock of each runs by itself, over a reload.
    rep.find("[data-clock] button").await.click().await.unwrap();
    rep.until("the clock", "/^(8:00|7:5\\d) left$/.test(document.querySelector('[role=timer]').innerText)").await;
    rep.client.refresh().await.unwrap();
    rep.until(
        "the clock still",
        "/^7:\\d\\d left$|^8:00 left$/.test(document.querySelector('[role=timer]').innerText)",
    )
    .await;
    // Each tap is kept, with what is typed.
    tap(&host, 0, 4).await;
    tap(&host, 1, 3).await;
    host.until("two kept", "document.querySelector('.score-told').innerText.startsWith('2 of 3')").await;
    host.find("textarea[name=note]").await.send_keys("Long pause").await.unwrap();
    host.client.refresh().await.unwrap();
    host.until("the screen again", "document.querySelector('form[data-scoring]')?.dataset.ready").await;
    let kept = "[...document.querySelectorAll('.level :checked')].map(i => i.value).join() === '4,3'";
    host.until("what was tapped", kept).await;
    host.until(
        "what was typed",
        "document.querySelector('[name=note]').value === 'Long pause' || (location.reload(), false)",
    )
    .await;
    // By the keyboard alone.
    host.run("document.querySelector('[name=\"level-2\"]').focus()").await;
    host.press(&char::from(fantoccini::key::Key::Down).to_string()).await;
    host.until(
        "what came out",
        "document.querySelector('.score-told').innerText.includes('9 points of 12; 8 are needed')",
    )
    .await;
    is_sound(&host, "what came out").await;
    rep.client.refresh().await.unwrap();
    rep.until("how it went", "document.querySelector('main').innerText.includes('Long pause')").await;
    is_sound(&rep, "how it went").await;
    rep.client.goto(&format!("{base}/plays")).await.unwrap();
    rep.until("the history", "document.querySelector('main').innerText.includes('Passed once on 23 November')").await;
    is_sound(&rep, "the history").await;
    host.client.goto(&format!("{base}/plays")).await.unwrap();
    host.until("what was scored", "document.querySelector('main').innerText.includes('You scored')").await;
    is_sound(&host, "the history of who scored").await;
    rep.close().await;
    host.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_script_one_button_keeps_all_of_it() {
    let folder = folder();
    let site = Site::new(folder.path());
    let (host, _) = open!(site, "/plays/new?play=role_play/cfo", Look { scripts: false, ..Look::DESK });
    host.find("#fl-hold button").await.click().await.unwrap();
    for (place, level) in [(0, 1), (1, 1), (2, 1)] {
        tap(&host, place, level).await;
    }
    host.find("textarea[name=note]").await.send_keys("Again").await.unwrap();
    host.find("form[data-scoring] button").await.click().await.unwrap();
    let told = host.find(".score-told strong").await.text().await.unwrap();
    assert_eq!(told, "Not passed this time");
    assert_eq!(host.find("textarea[name=note]").await.text().await.unwrap(), "Again");
    host.close().await;
}

/// The notes that were kept although the answer was lost are there once, whatever is pressed next.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_lost_doubles_nothing() {
    let folder = folder();
    let site = Site::new(folder.path());
    let (host, _) = open!(site, "/plays/new?play=role_play/cfo", Look::DESK);
    host.find("#fl-hold button").await.click().await.unwrap();
    host.until("the screen", "document.querySelector('form[data-scoring]')?.dataset.ready").await;
    host.run(
        "const real = window.fetch; window.fetch = async (...all) => { await real(...all); window.fetch = real; throw new TypeError('lost'); }",
    )
    .await;
    host.find("textarea[name=note]").await.send_keys("Tihs").await.unwrap();
    host.until(
        "that it was not answered",
        "document.querySelector('.score-told').innerText.includes('does not answer')",
    )
    .await;
    host.run("const note = document.querySelector('[name=note]'); note.value = 'This'; note.dispatchEvent(new InputEvent('input', { bubbles: true }))")
        .await;
    host.run("document.title = 'before'").await;
    host.find("form[data-scoring] button").await.click().await.unwrap();
    host.until(
        "the screen again",
        "document.title !== 'before' && document.querySelector('form[data-scoring]')?.dataset.ready",
    )
    .await;
    assert_eq!(host.run("return document.querySelector('[name=note]').value").await, "This");
    // The button waits for a keep that is under way.
    host.run("const real = window.fetch; window.fetch = async (...all) => { const reply = await real(...all); await new Promise(go => window.goOn = go); return reply; }; document.title = 'before'")
        .await;
    host.find("textarea[name=note]").await.send_keys(" one").await.unwrap();
    host.until("a keep under way", "window.goOn").await;
    host.find("textarea[name=note]").await.send_keys(" too").await.unwrap();
    host.find("form[data-scoring] button").await.click().await.unwrap();
    assert_eq!(host.run("return document.title").await, "before", "it waits");
    host.run("window.goOn()").await;
    host.until(
        "the screen again",
        "document.title !== 'before' && document.querySelector('form[data-scoring]')?.dataset.ready",
    )
    .await;
    assert_eq!(host.run("return document.querySelector('[name=note]').value").await, "This one too");
    host.close().await;
}
