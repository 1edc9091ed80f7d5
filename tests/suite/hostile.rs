//! Content, names and addresses that mean harm, in a real browser and over HTTP: nothing runs, nobody is asked, no
//! page is taken over.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use fantoccini::key::Key;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

use crate::chromium::{Chromium, Look};
use crate::corpus::{self, PICTURES, WORD};
use crate::folder::Folder;
use crate::site::Site;

/// Lists what is wrong with the page that is open, from the state of the document alone.
const INSPECT: &str = r#"
    const wrong = [];
    if (window.hit !== undefined) wrong.push("something ran");
    const own = (address) => !address || new URL(address, location.href).origin === location.origin;
    // What is voted and said by stands outside of what authors write.
    const taken = ["/flags", "/still-right", "/not-this", "/ask", "/path/start"];
    const acts = (form) => form.hasAttribute("data-act") || taken.includes(form.getAttribute("action"));
    const ours = (each) => [each.closest("form")].some((form) => form && acts(form)) && !each.closest(".prose, .part-words");
    for (const each of document.querySelectorAll("*")) {
        const name = each.localName;
        const show = (why) => wrong.push(`${why}: ${each.outerHTML.slice(0, 160)}`);
        if (["iframe", "frame", "object", "embed", "base", "style", "svg", "math", "template", "video", "audio", "dialog", "map"].includes(name)) show("element");
        if (name === "textarea" && !ours(each)) show("element");
        if (name === "script" && !each.src.startsWith(location.origin + "/assets/")) show("script");
        if (name === "link" && !own(each.href)) show("link");
        if (name === "meta" && each.httpEquiv) show("meta");
        if (name === "form" && each.method !== "dialog" && new URL(each.action).pathname !== "/search" && !ours(each)) show("form");
        if (name === "img" && each.hasAttribute("src") && !each.src.startsWith(location.origin + "/files/")) show("picture");
        if (name === "a" && each.href && !["http:", "https:", "mailto:", "tel:"].includes(each.protocol)) show("address");
        for (const { name: attribute } of each.attributes) {
            if (/^on|^style$|^srcset$|^srcdoc$|^formaction$|^ping$|^background$|^autofocus$|^popover/i.test(attribute) && !["fl-field", "fl-meaning"].includes(each.id)) show(attribute);
        }
    }
    const ids = [...document.querySelectorAll("[id^='fl-']")].map((each) => each.id);
    const known = /^fl-(main|status|count|field|meaning|results|list|open|answer|contents|said|else|row-\d+|[a-z]+-own)$/;
    for (const id of ids) if (!known.test(id) || ids.indexOf(id) !== ids.lastIndexOf(id)) wrong.push(`id ${id}`);
    for (const name of ["body", "getElementById", "querySelector", "forms", "location"]) {
        if (document[name] instanceof Element && document[name] !== document.body) wrong.push(`document.${name}`);
    }
    for (const { name } of performance.getEntriesByType("resource")) if (!own(name)) wrong.push(`asked ${name}`);
    return wrong;
"#;

/// Lets whatever would happen by itself happen: loads, timers of no length, frames, and one request of our own.
const SETTLE: &str = "const done = arguments[0]; setTimeout(() => requestAnimationFrame(() => \
     fetch('/health?diagnostics=0').then(() => setTimeout(() => done(true), 20))), 0)";

/// What was asked of somebody else.
type Asked = Arc<Mutex<Vec<String>>>;

/// Listens where nobody may ask, and notes who does.
fn origin() -> (String, Asked) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = Asked::default();
    let note = asked.clone();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            note.lock().unwrap().push("a connection".to_owned());
            let mut line = String::new();
            let _ = BufReader::new(&stream).read_line(&mut line);
            note.lock().unwrap().push(line);
            let _ = stream.write_all(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/javascript\r\nContent-Length: 12\r\n\r\nwindow.hit=1",
            );
        }
    });
    (address, asked)
}

fn assert_nobody_was_asked(asked: &Asked, by: &str) {
    let asked = asked.lock().unwrap();
    assert!(asked.is_empty(), "{by} made the browser ask somebody else: {asked:?}");
}

/// Every address that a reader can come to: entries, their parts beside results, sources, and the pages around them.
fn addresses(site: &Site) -> Vec<String> {
    let catalog = site.app.catalog();
    // What stands in answers is opened beside results by another test; a source is drawn in one way, whatever it holds.
    let whole =
        ["/objection/fields", "/objection/wrong", "/objection/clobber", "/objection/mutation", "/objection/head"];
    let seen = |address: &String| !address.starts_with("/objection/") || whole.contains(&address.as_str());
    let sources =
        catalog.pages().filter(|page| !page.entry().path.starts_with("attacks/") || page.entry().path.contains('<'));
    let sources =
        sources.filter(|page| seen(&page.address())).map(|page| format!("/source/{}", encoded(&page.entry().path)));
    let pages = catalog.pages().map(|page| page.address()).filter(seen).chain(sources);
    let around = [
        "/",
        "/content-health",
        "/help",
        "/search?q=%22%3E%3Cscript%3Ehit%3D1%3C%2Fscript%3E%3Cimg+src%3Dx+onerror%3Dhit%3D1%3E",
        "/search?q=zzmalice&tag=%22%3E%3Cimg+src%3Dx+onerror%3Dhit%3D1%3E&stage=javascript%3Ahit%3D1",
        "/search?tag=%27%22%3E%3Csvg%2Fonload%3Dhit%3D1%3E",
        "/search?kind=objection",
        "/%3Cscript%3Ehit=1%3C/script%3E%22onload=hit=1",
        "/page/%22%3E%3Cimg%20src=x%20onerror=hit=1%3E",
        "/objection/fields%22onclick=hit=1",
        "/javascript:hit=1",
        "/search?q=zzmalice#%3Cimg%20src=x%20onerror=hit=1%3E",
        "/attacks/%ff%00%0d%0aSet-Cookie:a=b",
        "/help#%",
    ];
    pages.chain(around.map(str::to_owned)).collect()
}

fn encoded(path: &str) -> String {
    path.split('/').map(|part| utf8_percent_encode(part, NON_ALPHANUMERIC).to_string()).collect::<Vec<_>>().join("/")
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_content_runs_nothing_asks_nobody_and_leads_nowhere() {
    let (origin, asked) = origin();
    let folder = Folder::new();
    corpus::write(&folder, &origin);
    let site = Site::new(folder.path());
    let Some(browser) = Chromium::open(Look::DESK).await else { return };
    let base = format!("http://{}", site.listen().await);
    let mut wrong = Vec::new();
    for address in addresses(&site) {
        browser.client.goto(&format!("{base}{address}")).await.unwrap();
        browser.client.execute_async(SETTLE, vec![]).await.unwrap();
        let here =
            browser.run(&format!("return location.href === new URL({}, {}).href", json!(address), json!(base))).await;
        if here != json!(true) {
            wrong.push(format!("{address} led elsewhere"));
        }
        let found = browser.run(INSPECT).await;
        wrong.extend(found.as_array().unwrap().iter().map(|what| format!("{address}: {what}")));
        assert_nobody_was_asked(&asked, &address);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_content_does_nothing_beside_results_and_under_keys() {
    let (origin, asked) = origin();
    let folder = Folder::new();
    corpus::write(&folder, &origin);
    let site = Site::new(folder.path());
    let Some(browser) = Chromium::open(Look::DESK).await else { return };
    let base = format!("http://{}", site.listen().await);
    let mut wrong = Vec::new();
    for query in [
        format!("q={WORD}&limit=50"),
        format!("q={WORD}&kind=objection&limit=50"),
        format!("q={WORD}&kind=page&limit=50"),
    ] {
        browser.client.goto(&format!("{base}/search?{query}")).await.unwrap();
        browser.until("the focus in the field", "document.activeElement?.id === 'fl-field'").await;
        let rows = browser.run("return document.querySelectorAll('#fl-list a.row').length").await.as_u64().unwrap();
        assert!(rows > 20, "{query}: {rows}");
        for row in 1..rows {
            browser.press(&char::from(Key::Down).to_string()).await;
            let selected = format!("document.querySelectorAll('#fl-list a.row')[{row}]");
            browser
                .until(
                    "the row open",
                    &format!("document.querySelector('#fl-open')?.dataset.id === {selected}.dataset.id"),
                )
                .await;
            let found = browser.run(INSPECT).await;
            wrong.extend(found.as_array().unwrap().iter().map(|what| format!("{query} row {row}: {what}")));
        }
    }
    // Typed rather than followed: the answer is put into the page by the script.
    browser.client.goto(&format!("{base}/")).await.unwrap();
    browser.press(&format!("{WORD} <img src=x onerror=hit=1>\"'")).await;
    browser.until("what was typed", "document.querySelector('#fl-results').dataset.query.endsWith('>\"\\'')").await;
    wrong.extend(browser.run(INSPECT).await.as_array().unwrap().iter().map(ToString::to_string));
    for address in ["/objection/fields", "/objection/clobber", "/objection/handlers", "/page/attacks/clobber"] {
        browser.client.goto(&format!("{base}{address}")).await.unwrap();
        browser.until("the script is ready", "document.documentElement.dataset.ready === 'true'").await;
        browser.press("1234c").await;
        wrong.extend(browser.run(INSPECT).await.as_array().unwrap().iter().map(|what| format!("{address}: {what}")));
        browser.press("/").await;
        browser
            .until("the field of the page", "document.activeElement?.matches('header.masthead input[name=q]')")
            .await;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_nobody_was_asked(&asked, "a key");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_picture_opened_by_itself_does_nothing() {
    let (origin, asked) = origin();
    let folder = Folder::new();
    corpus::write(&folder, &origin);
    let site = Site::new(folder.path());
    let Some(browser) = Chromium::open(Look::DESK).await else { return };
    let base = format!("http://{}", site.listen().await);
    for (name, _) in PICTURES {
        let address = format!("{base}/files/pics/{}", encoded(name));
        browser.client.goto(&address).await.unwrap();
        // Time for a refresh, a load or a script: the page of another entry is opened in between.
        browser.client.goto(&format!("{base}/help")).await.unwrap();
        browser.client.execute_async(SETTLE, vec![]).await.unwrap();
        browser.client.back().await.unwrap();
        let here = browser.client.current_url().await.unwrap();
        assert!(here.as_str().starts_with(&base), "{name} led to {here}");
        assert_eq!(browser.run("return document.documentElement?.id ?? ''").await, json!(""), "{name} ran");
        assert_nobody_was_asked(&asked, name);
    }
    browser.close().await;
}

#[tokio::test]
async fn the_corpus_is_answered_with_every_protection() {
    let folder = Folder::new();
    corpus::write(&folder, "http://127.0.0.1:9");
    let site = Site::new(folder.path());
    let mut addresses = addresses(&site);
    addresses.retain(|address| !address.contains('#'));
    addresses.extend(PICTURES.iter().map(|(name, _)| format!("/files/pics/{}", encoded(name))));
    addresses.extend(["/health".to_owned(), format!("/api/v1/search?q={WORD}&limit=50")]);
    for address in addresses {
        let answer = site.get(&address).await;
        let expected = [StatusCode::OK, StatusCode::NOT_FOUND, StatusCode::BAD_REQUEST];
        assert!(expected.contains(&answer.status), "{address}: {}", answer.status);
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{address}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"), "{address}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        let mut cookies = answer.headers.get_all("set-cookie").iter();
        assert!(cookies.all(|cookie| cookie.as_bytes().starts_with(b"fieldlore_person=")), "{address}");
        if address.contains(".svg") {
            assert!(policy.ends_with("sandbox") && !policy.contains("script-src"), "{address}: {policy}");
        }
    }
}
