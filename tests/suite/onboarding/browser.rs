//! The first week of a new hire, on a small phone.

use std::sync::{Arc, Mutex};

use fantoccini::Locator;
use fieldlore::config::{self, Given, Identity};

use super::{Hand, PATH, folder};
use crate::chromium::{Chromium, Look};
use crate::folder::Folder;
use crate::site::Site;

const SMALL: Look = Look { height: 640, ..Look::PHONE };

/// People behind a proxy on this machine.
fn identity() -> Identity {
    let file = "[identity]\nmode = \"proxy\"\nheader = \"X-Person\"\nfrom = [\"127.0.0.1\"]\n";
    let folder = Folder::with("server.toml", file);
    let given = Given { config: Some(folder.at("server.toml")), content: Some("src".into()), ..Given::default() };
    config::resolve(given).unwrap().server.identity
}

/// Presses a button or follows a link by the words on it.
async fn press(browser: &Chromium, selector: &str) {
    let element = browser.find(selector).await;
    let centred = "arguments[0].scrollIntoView({block: 'center'})";
    browser.client.execute(centred, vec![serde_json::to_value(&element).unwrap()]).await.unwrap();
    element.click().await.unwrap();
}

async fn says(browser: &Chromium, words: &str) {
    let words = serde_json::to_string(words).unwrap();
    browser.until("the words", &format!("document.querySelector('main').innerText.includes({words})")).await;
}

/// Fits the screen, its buttons can be hit with a thumb, and nothing is in the way of those who do not see it.
async fn is_right(browser: &Chromium, place: &str) {
    let wide = browser.run("return document.documentElement.scrollWidth - innerWidth").await;
    assert!(wide.as_f64().unwrap() <= 0.0, "{place} is too wide by {wide}");
    let small = "return [...document.querySelectorAll('main button, main select, main summary')].filter(e => e.offsetHeight > 0 && e.offsetHeight < 44).map(e => e.outerHTML)";
    assert_eq!(browser.run(small).await, serde_json::json!([]), "{place}");
    if let Some(found) = browser.accessibility().await {
        assert!(found.is_empty(), "{place}: {found:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_week_of_a_new_hire() {
    let folder = folder();
    let clock = Hand::at("2026-12-01T08:00:00Z");
    let site = Site::identified(folder.path(), identity(), clock.clone(), |_| {});
    let Some(browser) = Chromium::open(SMALL).await else { return };
    let person = Arc::new(Mutex::new("max.manager"));
    let base = format!("http://{}", site.listen_as("x-person", person.clone()).await);
    let go = async |who: &'static str, path: &str| {
        *person.lock().unwrap() = who;
        browser.client.goto(&format!("{base}{path}")).await.unwrap();
    };

    // Monday's manager puts her on the path.
    go("max.manager", "/path/assign").await;
    is_right(&browser, "the form").await;
    for (field, value) in
        [("person", "nia.new"), ("path", "onboarding_path/first"), ("buddy", "bo.buddy"), ("manager", "max.manager")]
    {
        browser.find(&format!("select[name={field}]")).await.select_by_value(value).await.unwrap();
    }
    press(&browser, ".assign form[action='/path/assign'] button").await;
    says(&browser, "Nia New: First weeks").await;

    // She opens the start page, sees the next thing, and reads it.
    go("nia.new", "/").await;
    says(&browser, "Next on your path").await;
    is_right(&browser, "the start").await;
    let rows =
        "const tops = [...document.querySelectorAll('nav.site a')].map(a => a.offsetTop); return new Set(tops).size";
    assert_eq!(browser.run(rows).await, 2, "the links take one row, and the path has its place beside the name");
    press(&browser, ".next-words a[href='/lesson/watch']").await;
    browser.until("the lesson", "location.pathname === '/lesson/watch'").await;
    browser.client.back().await.unwrap();
    press(&browser, "nav.site a[href='/path']").await;
    says(&browser, "four weeks left").await;
    is_right(&browser, "her path").await;
    press(&browser, "li[id='first.lesson'] button[value=done]").await;
    browser
        .until(
            "the step closed, in sight",
            "location.hash && document.querySelector('li[id=\"first.lesson\"].is-closed')",
        )
        .await;
    says(&browser, "1 ahead").await;

    // On the second day she knows something already, by mistake, and takes it back.
    clock.set("2026-12-02T08:00:00Z");
    go("nia.new", "/path").await;
    press(&browser, "li[id='first.desk'] button[value=known]").await;
    says(&browser, "Known already, 2 Dec").await;
    press(&browser, "li[id='first.desk'] button[value=undo]").await;
    browser.until("it open again", "document.querySelector('li[id=\"first.desk\"] button[value=known]')").await;
    press(&browser, "li[id='first.desk'] button[value=known]").await;
    says(&browser, "2 ahead").await;

    // On the third she asks her buddy, who wants to see more; on the fourth he signs.
    clock.set("2026-12-03T08:00:00Z");
    go("nia.new", "/path").await;
    press(&browser, "li[id='first.shadow'] button[value=ask]").await;
    says(&browser, "Waits for Bo Buddy since 3 Dec").await;
    go("bo.buddy", "/").await;
    press(&browser, "a[href='/team']").await;
    says(&browser, "Sit in on four calls").await;
    press(&browser, ".not-yet summary").await;
    is_right(&browser, "the team").await;
    browser.find(".not-yet textarea").await.send_keys("Two more calls").await.unwrap();
    press(&browser, ".not-yet button[value=not_yet]").await;
    says(&browser, "Nothing waits").await;
    go("nia.new", "/path").await;
    says(&browser, "Bo Buddy says: not yet").await;
    says(&browser, "Two more calls").await;
    clock.set("2026-12-04T08:00:00Z");
    go("nia.new", "/path").await;
    press(&browser, "li[id='first.shadow'] button[value=ask]").await;
    says(&browser, "Waits for Bo Buddy since 4 Dec").await;
    go("bo.buddy", "/team").await;
    press(&browser, ".taps button[value=sign]").await;
    says(&browser, "3 ahead").await;

    // The next thing is of the next milestone.
    clock.set("2026-12-05T08:00:00Z");
    go("nia.new", "/").await;
    says(&browser, "Lead a call").await;
    says(&browser, "eight weeks left").await;
    go("bo.buddy", "/team/person?person=nia.new").await;
    // What is behind her is folded.
    press(&browser, "details.leg:not([open]) summary").await;
    says(&browser, "Signed by Bo Buddy, 4 Dec").await;
    is_right(&browser, "what the buddy sees").await;
    go("sue.steward", "/path/health?path=onboarding_path/first").await;
    is_right(&browser, "how the path goes").await;
    go("nia.new", "/onboarding_path/first").await;
    is_right(&browser, "the page of the path").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_works_without_scripts_and_two_paths_stand_beside_one_another() {
    let folder = folder();
    folder.write("paths/second.md", PATH.replace("First weeks", "Second weeks"));
    let site = Site::identified(folder.path(), identity(), Hand::at("2026-12-01T08:00:00Z"), |_| {});
    let Some(browser) = Chromium::open(Look { scripts: false, dark: true, ..Look::DESK }).await else { return };
    let person = Arc::new(Mutex::new("nia.new"));
    let base = format!("http://{}", site.listen_as("x-person", person.clone()).await);
    for path in ["first", "second"] {
        browser.client.goto(&format!("{base}/onboarding_path/{path}")).await.unwrap();
        browser.find("form[action='/path/start'] button").await.click().await.unwrap();
        browser.find(&format!("li[id='{path}.lesson']")).await;
    }
    let next = browser.client.find_all(Locator::Css(".next-step")).await.unwrap();
    assert_eq!(next.len(), 2);
    let (a, b) = (next[0].rectangle().await.unwrap(), next[1].rectangle().await.unwrap());
    assert!(a.0 < b.0 && (a.1 - b.1).abs() < 1.0, "beside one another: {a:?} {b:?}");
    browser.find("li[id='second.lesson'] button[value=done]").await.click().await.unwrap();
    assert!(browser.find("li[id='second.lesson'].is-closed").await.text().await.unwrap().contains("Done 1 Dec"));
    browser.close().await;
}
