//! What people touch, in a real browser.

use std::time::Duration;

use fantoccini::Locator;
use fantoccini::key::Key;
use fieldlore::web::HEAD_PATIENCE;
use serde_json::json;

use crate::chromium::{Chromium, Look};
use crate::folder::{Folder, sample};
use crate::site::Site;

const ERP: &str = "/objection/erp-already-has-scheduling";
const PAYING_TWICE: &str = "Paying twice would be wrong";

/// Opens a page of a site, or ends the test where there is no browser.
macro_rules! open {
    ($site:expr, $path:expr, $look:expr) => {{
        let Some(browser) = Chromium::open($look).await else { return };
        let base = format!("http://{}", $site.listen().await);
        browser.client.goto(&format!("{base}{}", $path)).await.unwrap();
        (browser, base)
    }};
}
pub(crate) use open;

/// The address of one entry of each kind that is served.
fn one_of_each_kind(site: &Site) -> Vec<String> {
    let catalog = site.app.catalog();
    let mut kinds = std::collections::BTreeMap::new();
    for page in catalog.pages() {
        kinds.entry(page.entry().kind).or_insert_with(|| page.address());
    }
    kinds.into_values().collect()
}

pub(crate) fn key(key: Key) -> String {
    char::from(key).to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rep_types_six_letters_and_reads_what_to_say() {
    let site = Site::new(&sample());
    let (browser, base) = open!(site, "/", Look::DESK);
    browser.until("the focus in the field", "document.activeElement?.id === 'fl-field'").await;
    browser.press("erp sc").await;
    browser
        .until(
            "the answer, already open",
            &format!("document.querySelector('#fl-open .quick-response')?.innerText.includes('{PAYING_TWICE}')"),
        )
        .await;
    browser.press(&key(Key::Enter)).await;
    browser.until("the answer page", &format!("location.pathname === '{ERP}'")).await;
    let words = browser.find(".quick-response").await.text().await.unwrap();
    assert!(words.contains(PAYING_TWICE), "{words}");
    let size =
        browser.run("return parseFloat(getComputedStyle(document.querySelector('.quick-response')).fontSize)").await;
    assert!(size.as_f64().unwrap() >= 18.0);
    assert!(browser.client.current_url().await.unwrap().as_str().starts_with(&base));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keys_of_the_answer_page_act_and_never_in_the_field() {
    let site = Site::new(&sample());
    let (browser, _) = open!(site, "/search?q=erp+scheduling", Look::DESK);
    browser.until("the focus in the field", "document.activeElement?.id === 'fl-field'").await;
    browser.press(&key(Key::Enter)).await;
    browser.until("the answer page", &format!("location.pathname === '{ERP}'")).await;
    browser.until("the script is ready", "document.documentElement.dataset.ready === 'true'").await;
    browser.press("2").await;
    browser.until("the second answer", "document.querySelector('details.answer[data-key=\"2\"]').open").await;
    browser.press("1").await;
    browser.until("the first answer", "document.querySelector('details.answer[data-key=\"1\"]').open").await;
    browser.press("/").await;
    browser.until("the field", "document.activeElement?.id === 'fl-field'").await;
    browser.press("c1?").await;
    browser.until("keys as text", "document.activeElement.value.includes('c1?')").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn copying_takes_what_may_be_given_to_the_customer() {
    let site = Site::new(&sample());
    let (browser, _) = open!(site, ERP, Look::DESK);
    browser.until("the script is ready", "document.documentElement.dataset.ready === 'true'").await;
    browser.press("c").await;
    browser
        .until("the word that it is copied", "/copied/i.test(document.querySelector('#fl-status').textContent)")
        .await;
    browser.press("/").await;
    browser.run("document.querySelector('#fl-field').value = ''").await;
    browser.press(&format!("{}v", key(Key::Control))).await;
    browser
        .until("the copied words", &format!("document.querySelector('#fl-field').value.includes('{PAYING_TWICE}')"))
        .await;
    let pasted = browser.run("return document.querySelector('#fl-field').value").await;
    assert!(!pasted.as_str().unwrap().contains("gives the module away"));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn arrows_move_through_the_results_and_escape_comes_back() {
    let site = Site::new(&sample());
    let (browser, _) = open!(site, "/", Look::DESK);
    browser.press("price").await;
    browser.until("results", "document.querySelectorAll('#fl-results a.row').length > 2 && document.querySelector('#fl-results').dataset.query === 'price'").await;
    let second = browser.run("return document.querySelectorAll('#fl-results a.row')[1].dataset.id").await;
    browser.press(&key(Key::Down)).await;
    browser
        .until("the second result open", &format!("document.querySelector('#fl-open')?.dataset.id === {second}"))
        .await;
    browser.press(&key(Key::Up)).await;
    browser.press(&key(Key::Down)).await;
    browser
        .until("the second result open again", &format!("document.querySelector('#fl-open')?.dataset.id === {second}"))
        .await;
    browser.press(&key(Key::Enter)).await;
    browser.until("its page", &format!("location.pathname === '/' + {second}")).await;
    browser.until("the script is ready", "document.documentElement.dataset.ready === 'true'").await;
    browser.press(&key(Key::Escape)).await;
    browser.until(
        "the field with the old text selected",
        "(() => { const f = document.activeElement; return f?.id === 'fl-field' && f.value === 'price' && f.selectionStart === 0 && f.selectionEnd === 5 })()",
    )
    .await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn arrow_down_without_results_does_nothing() {
    let site = Site::new(Folder::new().path());
    let (browser, _) = open!(site, "/", Look::DESK);
    browser.press("zebra").await;
    browser.until("no results", "document.querySelector('#fl-results').dataset.query === 'zebra'").await;
    browser.press(&key(Key::Down)).await;
    browser.press(&key(Key::Up)).await;
    browser.press("s").await;
    browser.until("the field as before", "document.activeElement?.value === 'zebras'").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_fires_while_an_input_method_composes() {
    let site = Site::new(&sample());
    let (browser, _) = open!(site, "/", Look::DESK);
    browser.until("the script is ready", "document.documentElement.dataset.ready === 'true'").await;
    browser
        .run("window.asked = 0; const fetched = window.fetch; window.fetch = (...a) => { window.asked += 1; return fetched(...a) }; \
              const f = document.querySelector('#fl-field'); f.focus(); \
              f.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true})); f.value = 'kakaku'; \
              f.dispatchEvent(new InputEvent('input', {bubbles: true, isComposing: true})); \
              f.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true, isComposing: true}))")
        .await;
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert_eq!(browser.run("return [window.asked, location.pathname]").await, json!([0, "/"]));
    browser
        .run("const f = document.querySelector('#fl-field'); f.value = 'price'; \
              f.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true})); f.dispatchEvent(new InputEvent('input', {bubbles: true}))")
        .await;
    browser
        .until("the search once it is composed", "document.querySelector('#fl-results').dataset.query === 'price'")
        .await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_javascript_it_is_forms_and_links() {
    let site = Site::new(&sample());
    let (browser, base) = open!(site, "/", Look { scripts: false, ..Look::DESK });
    let form = browser.client.form(Locator::Css("form[role=search], search form, form")).await.unwrap();
    form.set_by_name("q", "the erp already does scheduling").await.unwrap();
    form.submit().await.unwrap();
    let open = browser.find("#fl-open .quick-response").await.text().await.unwrap();
    assert!(open.contains(PAYING_TWICE));
    browser.find(&format!("a.row[data-id='{}']", &ERP[1..])).await.click().await.unwrap();
    assert_eq!(browser.client.current_url().await.unwrap().as_str(), format!("{base}{ERP}"));
    let answer = browser.find("details.answer[data-key='1'] summary").await;
    answer.click().await.unwrap();
    assert!(browser.find("details.answer[data-key='1']").await.attr("open").await.unwrap().is_some());
    browser.find("a[data-copy]").await.click().await.unwrap();
    assert!(browser.find("body").await.text().await.unwrap().contains(PAYING_TWICE));
    browser.client.goto(&format!("{base}{ERP}#plan-and-day")).await.unwrap();
    assert!(browser.find("details.answer:has(#plan-and-day)").await.attr("open").await.unwrap().is_some());
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_term_is_explained_where_it_stands_and_leads_to_the_glossary() {
    let folder = Folder::new();
    folder.write("glossary.md", "# Glossary\n\n- **Champion**: Sells for us when we are not there.\n");
    folder.write("pages/a.md", "# A\n\nFind a champion. A champion [is](b.md) early.\n");
    let site = Site::new(folder.path());
    let (browser, _) = open!(site, "/page/pages/a", Look::DESK);
    assert_eq!(browser.client.find_all(Locator::Css("a.term")).await.unwrap().len(), 1);
    assert_eq!(
        browser.find("a.term").await.attr("title").await.unwrap().unwrap(),
        "Sells for us when we are not there."
    );
    browser.until("the script", "document.getElementById('fl-meaning')").await;
    browser.run("document.querySelector('a.term').focus()").await;
    let open =
        "document.querySelector('#fl-meaning:popover-open')?.textContent === 'Sells for us when we are not there.'";
    browser.until("the meaning beside the term", open).await;
    browser.press(&key(Key::Escape)).await;
    browser.until("no meaning", "!document.querySelector('#fl-meaning:popover-open')").await;
    browser.press(&key(Key::Enter)).await;
    browser
        .until("the glossary", "location.pathname === '/page/glossary' && document.querySelector('dfn:target')")
        .await;
    browser.close().await;

    let (browser, _) = open!(site, "/page/pages/a", Look::PHONE);
    browser.until("the script", "document.getElementById('fl-meaning')").await;
    browser.run("const t = document.querySelector('a.term'); t.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true, pointerType: 'touch'})); t.click()").await;
    browser.until("the meaning after a tap", open).await;
    assert_eq!(browser.run("return location.pathname").await, json!("/page/pages/a"));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_fits_a_phone() {
    let site = Site::new(&sample());
    let (browser, base) = open!(site, "/", Look::PHONE);
    browser.press("erp sc").await;
    browser
        .until(
            "the answer, already open",
            &format!("document.querySelector('#fl-open .quick-response')?.innerText.includes('{PAYING_TWICE}')"),
        )
        .await;
    let paths = [
        "/",
        "/search?q=price",
        "/search?q=price&explain=1",
        "/search?q=nothingatall",
        "/new",
        "/browse",
        "/browse/stage/discover",
        "/objection",
        "/win_loss",
        "/page",
        "/content-health",
        "/help",
        "/nothing",
    ]
    .map(str::to_owned);
    for path in paths.into_iter().chain(one_of_each_kind(&site)) {
        browser.client.goto(&format!("{base}{path}")).await.unwrap();
        let wide = browser.run("return [document.documentElement.scrollWidth, window.innerWidth]").await;
        assert!(wide[0].as_f64() <= wide[1].as_f64(), "{path} is {wide}");
    }
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_page_refreshes_itself() {
    let folder = Folder::with("lessons/a.md", "---\ntitle: Before\n---\nold words\n");
    let site = Site::new(folder.path());
    let (browser, _) = open!(site, "/lesson/a", Look::DESK);
    browser.until("the stream of events", "document.documentElement.dataset.live === 'true'").await;
    folder.write("lessons/a.md", "---\ntitle: After\n---\nnew words\n");
    browser
        .until(
            "the new words",
            "document.querySelector('main').innerText.includes('new words') && document.title.includes('After')",
        )
        .await;
    folder.write("lessons/a.md", "---\ntitle: \"After\n---\nbroken words\n");
    browser.until("the last good version with a banner", "/last good/i.test(document.querySelector('main').innerText) && document.querySelector('main').innerText.includes('new words')").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_have_no_accessibility_violations() {
    let site = Site::new(&sample());
    for dark in [false, true] {
        let (browser, base) = open!(site, "/", Look { dark, ..Look::DESK });
        let paths = [
            "/",
            "/search?q=price",
            "/search?q=price&explain=1",
            "/search?q=qqqqqq",
            "/search?q=the",
            "/search?q=corvnae",
            "/search?q=stage:",
            "/search?q=what+about+the+weather+in+november",
            "/search?kind=lesson",
            "/new",
            "/browse",
            "/browse/stage/discover",
            "/browse/competitor/corvane",
            "/browse/stage/nothing",
            "/objection",
            "/lesson",
            "/stage",
            "/win_loss",
            "/page",
            "/content-health",
            "/help",
            "/nothing",
            ERP,
        ]
        .map(str::to_owned);
        let mut wrong = Vec::new();
        for path in paths.into_iter().chain(one_of_each_kind(&site)) {
            browser.client.goto(&format!("{base}{path}")).await.unwrap();
            let Some(found) = browser.accessibility().await else { return };
            wrong.extend(found.into_iter().map(|line| format!("{path}: {line}")));
        }
        browser.close().await;
        assert!(wrong.is_empty(), "dark: {dark}\n{}", wrong.join("\n"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_from_before_an_upgrade_is_loaded_anew() {
    let before = Site::new(&sample());
    let Some(browser) = Chromium::open(Look::DESK).await else { return };
    let address = before.listen().await;
    browser.client.goto(&format!("http://{address}{ERP}#%")).await.unwrap();
    browser.until("the stream of events", "document.documentElement.dataset.live === 'true'").await;
    // As if it had come with another style; the same server says nothing new.
    browser.run("document.querySelector('link[rel=stylesheet]').href = '/assets/app.0.css'; window.old = true").await;
    drop(before);
    let after = Site::new(&sample());
    after.listen_at(address, HEAD_PATIENCE).await;
    browser
        .until(
            "the page of the new server",
            "!window.old && document.querySelector('link[href^=\"/assets/app.\"]').sheet",
        )
        .await;
    browser.close().await;
}
