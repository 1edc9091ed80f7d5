//! Typing in a real browser: slow answers, input methods, the line below the field, what stays where it is.

use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use serde_json::json;

use crate::browser::{key, open};
use crate::chromium::{Chromium, Look};
use crate::folder::{Folder, sample};
use crate::site::{Gate, Site};

const ERP: &str = "/objection/erp-already-has-scheduling";
const ANDROID: &str =
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36";

/// Waits for the results of a text.
async fn found(browser: &Chromium, text: &str) {
    let shown = format!("document.querySelector('#fl-results')?.dataset.query === {}", json!(text));
    browser.until(&format!("the results of {text}"), &shown).await;
}

async fn ready(browser: &Chromium) {
    browser.until("the script", "document.documentElement.dataset.ready === 'true'").await;
}

async fn field(browser: &Chromium) -> String {
    browser.run("return document.querySelector('#fl-field').value").await.as_str().unwrap().to_owned()
}

async fn texts(client: &Client, css: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for each in client.find_all(Locator::Css(css)).await.unwrap() {
        texts.push(each.prop("textContent").await.unwrap().unwrap_or_default());
    }
    texts
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_answer_never_overwrites_a_newer_one_and_is_given_up() {
    let site = Site::new(&sample());
    let Some(browser) = Chromium::open(Look::DESK).await else { return };
    let gate = Gate::before("/search/results?q=pri");
    browser.client.goto(&format!("http://{}/", site.listen_behind(&gate).await)).await.unwrap();
    ready(&browser).await;
    browser.press("pri").await;
    gate.until(1).await;
    browser.press("ce").await;
    found(&browser, "price").await;
    // The next key ended the request, not only what would have been done with its answer.
    gate.until(0).await;
    gate.open();
    browser.client.execute_async("fetch('/health?diagnostics=0').then(arguments[0])", vec![]).await.unwrap();
    found(&browser, "price").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_answer_that_cannot_be_given_up_is_not_shown() {
    let site = Site::new(&sample());
    let Some(browser) = Chromium::open(Look::DESK).await else { return };
    let gate = Gate::before("/search/results?q=pri");
    browser.client.goto(&format!("http://{}/", site.listen_behind(&gate).await)).await.unwrap();
    ready(&browser).await;
    browser
        .run("const f = window.fetch; window.fetch = (url, how) => f(url).then((reply) => { if (/q=pri$/.test(url)) window.came = true; return reply; })")
        .await;
    browser.press("pri").await;
    gate.until(1).await;
    browser.press("ce").await;
    found(&browser, "price").await;
    gate.open();
    browser.until("the late answer", "window.came").await;
    browser.client.execute_async("fetch('/health?diagnostics=0').then(arguments[0])", vec![]).await.unwrap();
    found(&browser, "price").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reasons_are_not_worked_out_while_one_types() {
    let site = Site::new(&sample());
    let (browser, _) = open!(site, "/search?q=pric", Look::DESK);
    browser.client.find(Locator::Css("a.why-link")).await.unwrap().click().await.unwrap();
    browser.until("the reasons", "document.querySelector('.row-why') && location.search.includes('explain')").await;
    ready(&browser).await;
    browser.press("e").await;
    found(&browser, "price").await;
    assert_eq!(
        browser.run("return [location.search, document.querySelectorAll('.row-why').length]").await,
        json!(["?q=price", 0])
    );
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn enter_waits_for_the_answer_to_what_was_typed() {
    let site = Site::new(&sample());
    let Some(browser) = Chromium::open(Look::DESK).await else { return };
    let gate = Gate::before("/search/results?q=erp+scheduling");
    browser.client.goto(&format!("http://{}/search?q=price", site.listen_behind(&gate).await)).await.unwrap();
    ready(&browser).await;
    browser.run("document.querySelector('#fl-field').select()").await;
    browser.press("erp scheduling").await;
    gate.until(1).await;
    browser.press(&key(Key::Enter)).await;
    browser.press(&key(Key::Down)).await;
    assert_eq!(browser.run("return location.pathname").await, json!("/search"));
    gate.open();
    browser.until("the answer to the new words", &format!("location.pathname === '{ERP}'")).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keyboards_of_android_compose_every_word_and_are_heard() {
    let site = Site::new(&sample());
    let (browser, _) = open!(site, "/", Look { agent: ANDROID, ..Look::PHONE });
    ready(&browser).await;
    browser
        .run(
            "const f = document.querySelector('#fl-field'); f.focus(); \
              f.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true})); f.value = 'price'; \
              f.dispatchEvent(new InputEvent('input', {bubbles: true, isComposing: true}))",
        )
        .await;
    found(&browser, "price").await;
    // The key that sends is not the keyboard's own: it puts the keyboard away.
    browser
        .run("const f = document.querySelector('#fl-field'); \
              f.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true, isComposing: true})); \
              f.form.requestSubmit()")
        .await;
    browser.until("the keyboard away", "document.activeElement.id !== 'fl-field'").await;
    assert_eq!(browser.run("return location.pathname").await, json!("/search"));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_follow_is_taken_by_the_arrow_at_the_end_and_by_a_click() {
    let site = Site::new(&sample());
    let (browser, base) = open!(site, "/", Look::DESK);
    ready(&browser).await;
    browser.press("we already ow").await;
    found(&browser, "we already ow").await;
    let first = texts(&browser.client, ".ahead a[data-take]").await.remove(0);
    browser.press(&format!("{}{}", key(Key::Left), key(Key::Right))).await;
    assert_eq!(field(&browser).await, "we already ow");
    browser.press(&key(Key::Right)).await;
    found(&browser, &first).await;
    assert_eq!(field(&browser).await, first);
    browser.press(&key(Key::Enter)).await;
    browser.until("its entry", &format!("location.pathname === '{ERP}'")).await;

    browser.client.goto(&format!("{base}/search?kind=objection")).await.unwrap();
    ready(&browser).await;
    browser.press("price stage:di").await;
    found(&browser, "price stage:di").await;
    browser.press(&key(Key::Right)).await;
    found(&browser, "price stage:discover ").await;
    browser.run("document.querySelector('#fl-field').select()").await;
    browser.press("erp").await;
    found(&browser, "erp").await;
    let second = texts(&browser.client, ".ahead a[data-take]").await.remove(1);
    browser.run("document.querySelectorAll('.ahead a[data-take]')[1].click()").await;
    found(&browser, &second).await;
    let state = browser.run("return [location.search.includes('kind=objection'), document.activeElement.id]").await;
    assert_eq!(state, json!([true, "fl-field"]));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_spelling_is_reached_by_key_and_keeps_the_filters() {
    let site = Site::new(&sample());
    let (browser, base) = open!(site, "/search?q=corvnae&kind=battlecard", Look::DESK);
    ready(&browser).await;
    browser.until("the focus in the field", "document.activeElement?.id === 'fl-field'").await;
    browser.press(&key(Key::Right)).await;
    found(&browser, "corvane").await;
    browser.until("the filter", "location.search.includes('kind=battlecard') && document.querySelector('.chip')").await;

    browser.client.goto(&format!("{base}/search?q=corvnae&kind=battlecard")).await.unwrap();
    ready(&browser).await;
    browser.until("the focus in the field", "document.activeElement?.id === 'fl-field'").await;
    for _ in 0..12 {
        browser.press(&key(Key::Tab)).await;
        if browser.run("return Boolean(document.activeElement.dataset.take)").await == json!(true) {
            break;
        }
    }
    browser.press(&key(Key::Enter)).await;
    found(&browser, "corvane").await;
    assert_eq!(browser.run("return location.search.includes('kind=battlecard')").await, json!(true));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_opened_lately_is_known_to_the_browser_alone() {
    let folder = Folder::new();
    for name in ["a", "b", "c", "d", "e", "f"] {
        folder.write(&format!("lessons/{name}.md"), format!("---\ntitle: Lesson <b>{name}</b>\n---\nx\n"));
    }
    let site = Site::new(folder.path());
    let (browser, base) = open!(site, "/", Look::DESK);
    ready(&browser).await;
    assert!(texts(&browser.client, ".ahead a").await.is_empty());
    for name in ["a", "b", "c", "d", "e", "f", "b"] {
        browser.client.goto(&format!("{base}/lesson/{name}")).await.unwrap();
        ready(&browser).await;
    }
    browser.client.goto(&base).await.unwrap();
    ready(&browser).await;
    let named = ["b", "f", "e", "d", "c"].map(|name| format!("Lesson <b>{name}</b>"));
    assert_eq!(texts(&browser.client, ".ahead a").await, named);
    let wrong = browser.accessibility().await.unwrap_or_default();
    assert!(wrong.is_empty(), "{wrong:?}");
    browser.press("x").await;
    found(&browser, "x").await;
    assert!(!texts(&browser.client, ".ahead a").await.contains(&named[0]));
    browser.press(&key(Key::Escape)).await;
    browser.until("the list again", "document.querySelectorAll('.ahead a').length === 5").await;
    // What is gone is forgotten when its address is next opened.
    folder.remove("lessons/f.md");
    browser
        .until("it is gone", "fetch('/lesson/f').then((reply) => (window.gone = reply.status)) && window.gone === 404")
        .await;
    browser.client.goto(&format!("{base}/lesson/f")).await.unwrap();
    ready(&browser).await;
    browser.client.goto(&base).await.unwrap();
    ready(&browser).await;
    assert_eq!(texts(&browser.client, ".ahead a").await.len(), 4);
    browser.find(".ahead-clear").await.click().await.unwrap();
    let state = browser
        .run("return [document.querySelectorAll('.ahead a').length, localStorage.length, document.activeElement.id]")
        .await;
    assert_eq!(state, json!([0, 0, "fl-field"]));
    browser.run("localStorage.setItem('fl-lately', '[{\"at\":\"//evil.example\",\"name\":\"x\"},{\"at\":\"javascript:1\",\"name\":\"x\"},7,null]')").await;
    browser.client.refresh().await.unwrap();
    ready(&browser).await;
    assert!(texts(&browser.client, ".ahead a").await.is_empty());
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_below_the_line_moves_and_the_words_stay_on_the_first_screen() {
    let site = Site::new(&sample());
    for look in [Look::DESK, Look::PHONE, Look { width: 400, ..Look::PHONE }] {
        let (browser, base) = open!(site, "/", look);
        let mut tops = Vec::new();
        for query in ["", "the", "corvnae", "stage:", "price", "what+about+the+weather+in+november", "zzzzzz"] {
            browser.client.goto(&format!("{base}/search?q={query}")).await.unwrap();
            let top = "return document.querySelector('#fl-results > .ahead').getBoundingClientRect().bottom";
            tops.push(browser.run(top).await);
        }
        assert!(tops.iter().all(|top| *top == tops[0]), "{}: {tops:?}", look.width);
        browser.client.goto(&format!("{base}/search?q=erp+sc")).await.unwrap();
        let seen = "return document.querySelector('.quick-response').getBoundingClientRect().bottom < innerHeight";
        assert_eq!(browser.run(seen).await, json!(true), "{}", look.width);
        browser.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_replaced_under_the_finger() {
    let site = Site::new(&sample());
    let (browser, _) = open!(site, "/search?q=pric", Look::DESK);
    ready(&browser).await;
    browser.until("the focus in the field", "document.activeElement?.id === 'fl-field'").await;
    browser.run("window.row = document.querySelectorAll('a.row')[1]; row.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true}))").await;
    browser.press("e").await;
    browser
        .until("the answer", "performance.getEntriesByType('resource').some((each) => each.name.endsWith('q=price') && each.responseEnd)")
        .await;
    browser.client.execute_async("fetch('/health?diagnostics=0').then(arguments[0])", vec![]).await.unwrap();
    assert_eq!(
        browser.run("return [row.isConnected, document.querySelector('#fl-results').dataset.query]").await,
        json!([true, "pric"])
    );
    browser.run("row.dispatchEvent(new PointerEvent('pointerup', {bubbles: true}))").await;
    found(&browser, "price").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_the_content_keeps_the_row_that_is_open() {
    let lesson = |title: &str, more: &str| {
        format!(
            "---\ntitle: {title}\nquestion: {title}\nquick_response: \"{more}\"\n---\n\n## Answer: One {{#one}}\n\n**Respond** words\n"
        )
    };
    let folder = Folder::new();
    for name in ["a", "b", "c", "d"] {
        folder.write(&format!("objections/{name}.md"), lesson(&format!("Okapi {name}"), "Before."));
    }
    let site = Site::new(folder.path());
    let (browser, _) = open!(site, "/search?q=okapi", Look::DESK);
    browser.until("the stream of events", "document.documentElement.dataset.live === 'true'").await;
    browser.until("the focus in the field", "document.activeElement?.id === 'fl-field'").await;
    browser.press(&format!("{}{}", key(Key::Down), key(Key::Down))).await;
    let chosen = browser.run("return document.querySelectorAll('a.row')[2].dataset.id").await;
    browser.until("the third open", &format!("document.querySelector('#fl-open').dataset.id === {chosen}")).await;
    // Whatever is open is watched: it must never be another entry.
    browser
        .run(&format!(
            "window.others = 0; new MutationObserver(() => {{ if (document.querySelector('#fl-open')?.dataset.id !== {chosen}) window.others += 1; }})\
             .observe(document.querySelector('main'), {{childList: true, subtree: true}})"
        ))
        .await;
    folder.write("objections/new.md", lesson("Okapi okapi", "New."));
    browser.until("the new row", "document.querySelectorAll('a.row').length === 5").await;
    let path = format!("{}.md", chosen.as_str().unwrap().replace("objection/", "objections/"));
    let text = std::fs::read_to_string(folder.at(&path)).unwrap();
    folder.write(&path, text.replace("Before.", "Afterwards."));
    browser
        .until(
            "the new words of the open entry",
            "document.querySelector('#fl-open').innerText.includes('Afterwards.')",
        )
        .await;
    let state = browser.run("return [window.others, document.querySelector('a.row.is-selected').dataset.id, document.querySelectorAll('.is-selected').length]").await;
    assert_eq!(state, json!([0, chosen, 1]));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_javascript_the_line_is_links_and_the_next_step_unfolds() {
    let site = Site::new(&sample());
    let (browser, base) = open!(site, "/search?q=the&kind=objection", Look { scripts: false, ..Look::DESK });
    let link = browser.find(".ahead a[data-take]").await;
    let wording = link.text().await.unwrap();
    link.click().await.unwrap();
    assert_eq!(browser.find("#fl-field").await.attr("value").await.unwrap(), Some(wording));
    assert!(browser.client.current_url().await.unwrap().as_str().ends_with("kind=objection"));
    browser.client.goto(&format!("{base}/search?q=what+about+the+weather+in+november")).await.unwrap();
    for summary in [".unmet > summary", ".ready > summary"] {
        browser.find(summary).await.click().await.unwrap();
    }
    let file = browser.find(".ready pre").await.text().await.unwrap();
    assert!(file.contains("question: \"what about the weather in november\""), "{file}");
    browser.close().await;
}
