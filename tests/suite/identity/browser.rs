//! Sign-in from end to end: a real browser, a real identity provider.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use fantoccini::Locator;
use fieldlore::clock::System;

use super::{PEOPLE, identity};
use crate::chromium::{Chromium, Look};
use crate::folder::Folder;
use crate::site::Site;

/// The provider, as a process of its own.
struct Provider(Child);

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a provider that sends people back to an address; `None` (and a message) where it is not on this machine.
fn provider(back: &str) -> Option<(Provider, String)> {
    let Some(module) = std::env::var_os("FIELDLORE_OIDC_PROVIDER") else {
        assert!(std::env::var_os("FIELDLORE_BROWSER").is_none(), "FIELDLORE_OIDC_PROVIDER names no module");
        eprintln!("skipped: oidc-provider is not on this machine; ./test.sh installs it");
        return None;
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/identity/provider.js");
    let script = std::fs::read_to_string(script).unwrap();
    let mut child = Command::new("node")
        .args(["--input-type=module", "--eval", &script, back])
        .env("FIELDLORE_OIDC_PROVIDER", module)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("node starts");
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let issuer = lines.find_map(|line| line.strip_prefix("listening ").map(str::to_owned));
    std::thread::spawn(move || lines.for_each(drop));
    Some((Provider(child), issuer.expect("the provider listens")))
}

/// A port that nobody listens on just now.
async fn free_port() -> std::net::SocketAddr {
    tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap()
}

/// Signs in on the provider's own pages.
async fn sign_in(browser: &Chromium, login: &str) {
    browser.find("input[name=login]").await.send_keys(login).await.unwrap();
    browser.find("input[name=password]").await.send_keys("any").await.unwrap();
    browser.find("button[type=submit]").await.click().await.unwrap();
    browser.until("the question whether to go on", "document.querySelector('input[value=consent]')").await;
    browser.find("button[type=submit]").await.click().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_signs_in_reads_signs_out_and_is_kept_in_while_the_provider_is_down() {
    let folder = Folder::with("people.yaml", PEOPLE);
    folder.write("objections/a.md", "---\ntitle: A\nquestion: \"Why zebra?\"\n---\n");
    folder.write("objections/r.md", "---\ntitle: R\nquestion: \"Why secret?\"\nvisibility: restricted\n---\n");
    let address = free_port().await;
    let base = format!("http://{address}");
    let Some((provider, issuer)) = provider(&format!("{base}/auth/callback")) else { return };
    let secret = folder.at("secret");
    std::fs::write(&secret, "a secret of these tests\n").unwrap();
    let oidc = format!(
        "mode = \"oidc\"\nissuer = \"{issuer}\"\nclient_id = \"kb\"\nclient_secret_file = \"{}\"\nbase = \"{base}\"\n\
         roles_claim = \"groups\"\nroles = {{sales-leads = \"manager\"}}\n",
        secret.display()
    );
    let site = Site::identified(folder.path(), identity(&oidc).unwrap(), Arc::new(System), |_| {});
    let Some(browser) = Chromium::open(Look::DESK).await else { return };
    site.listen_at(address, Duration::from_secs(30)).await;

    browser.client.goto(&format!("{base}/objection/a?from=mail")).await.unwrap();
    browser.until("the provider's own page", &format!("location.origin === '{issuer}'")).await;
    sign_in(&browser, "lead").await;
    browser
        .until("the page that was asked for", "location.pathname + location.search === '/objection/a?from=mail'")
        .await;
    browser.until("its words", "document.body.innerText.includes('Why zebra?')").await;

    browser.client.goto(&format!("{base}/yours")).await.unwrap();
    let words = browser.find("main").await.text().await.unwrap();
    assert!(words.contains("Person lead") && words.contains("Why secret?"), "{words}");
    let cookie = browser.client.get_named_cookie("fieldlore").await.unwrap();
    assert!(cookie.http_only().unwrap_or_default());
    if let Some(wrong) = browser.accessibility().await {
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    drop(provider);
    browser.client.goto(&format!("{base}/objection/r")).await.unwrap();
    browser.until("a page while the provider is down", "document.body.innerText.includes('Why secret?')").await;

    browser.client.goto(&format!("{base}/yours")).await.unwrap();
    browser.client.find(Locator::Css("form[action='/auth/sign-out'] button")).await.unwrap().click().await.unwrap();
    browser.until("the farewell", "location.pathname === '/auth/signed-out'").await;
    let status = browser.run("return fetch('/objection/a').then(answer => answer.status)").await;
    assert_eq!(status, 401, "nothing is left of the session");
    browser.close().await;
}
