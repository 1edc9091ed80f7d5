//! Sessions: where they lead, how long they last, and who ends them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::{Method, StatusCode};
use fieldlore::store::{Millis, Session};
use fieldlore::web::auth::hash;

use super::{Hand, PEOPLE, identity, request};
use crate::folder::Folder;
use crate::site::{Answer, Site};

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

/// A site whose identity provider is not there: nothing listens on the port.
fn site(folder: &Folder, clock: Arc<Hand>) -> Site {
    let oidc = "mode = \"oidc\"\nissuer = \"http://127.0.0.1:9\"\nclient_id = \"kb\"\nbase = \"https://kb.example\"\n";
    Site::identified(folder.path(), identity(oidc).unwrap(), clock, |_| {})
}

fn folder() -> Folder {
    let folder = Folder::with("people.yaml", PEOPLE);
    folder.write("objections/a.md", "---\ntitle: A\nquestion: \"Why zebra?\"\n---\n");
    folder
}

/// Signs somebody in, as the callback does.
async fn sign_in(site: &Site, person: &str, token: char) -> String {
    let subject = format!("sub-{}", person.split('.').next().unwrap_or_default());
    sign_in_as(site, person, &subject, token).await
}

/// The same, known to the provider by a subject.
async fn sign_in_as(site: &Site, person: &str, subject: &str, token: char) -> String {
    let token = token.to_string().repeat(32);
    let now = site.app.now();
    let session = Session {
        id_hash: hash(&token),
        person: person.to_owned(),
        data: serde_json::json!({ "subject": subject }).to_string(),
        created_at: now,
        seen_at: now,
        expires_at: now + 14 * DAY * 1000,
    };
    site.app.store.begin_session(session, "", None).await.unwrap();
    format!("__Host-fieldlore={token}")
}

async fn get(site: &Site, cookie: &str, path: &str) -> Answer {
    site.send(request(Method::GET, path, "192.0.2.1", &[("cookie", cookie)], "")).await
}

async fn post(site: &Site, cookie: &str, path: &str, body: &str) -> Answer {
    site.send(request(Method::POST, path, "192.0.2.1", &[("cookie", cookie)], body)).await
}

async fn ends(site: &Site, token: char) -> Option<Millis> {
    let session = site.app.store.session(&hash(&token.to_string().repeat(32)), 0).await.unwrap();
    session.map(|session| session.expires_at)
}

/// When a session ends, once that is later than it was: it is written beside the answer.
async fn put_off(site: &Site, token: char, before: Millis) -> Millis {
    let started = Instant::now();
    loop {
        match ends(site, token).await {
            Some(end) if end > before => return end,
            end => assert!(started.elapsed() < Duration::from_secs(20), "{end:?} is no later than {before}"),
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn a_session_is_no_longer_whose_subject_people_yaml_gives_to_another() {
    let folder = folder();
    let site = site(&folder, Hand::new());
    let cookie = sign_in_as(&site, "sue.steward", "sub-mia", 'a').await;
    assert_ne!(get(&site, &cookie, "/objection/a").await.status, StatusCode::OK);
    let cookie = sign_in_as(&site, "mia.member", "sub-mia", 'b').await;
    assert_eq!(get(&site, &cookie, "/objection/a").await.status, StatusCode::OK);
}

#[tokio::test]
async fn pages_lead_to_sign_in_and_all_else_is_told() {
    let folder = folder();
    let site = site(&folder, Hand::new());
    let page = get(&site, "", "/objection/a?x=1&y=2").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(page.header("location"), "/auth/sign-in?to=%2Fobjection%2Fa%3Fx%3D1%26y%3D2");
    for unknown in ["__Host-fieldlore=", "__Host-fieldlore=00", "fieldlore=11111111111111111111111111111111"] {
        assert_eq!(get(&site, unknown, "/").await.status, StatusCode::SEE_OTHER, "{unknown}");
    }
    let json = get(&site, "", "/api/v1/search?q=zebra").await;
    assert_eq!((json.status, json.json()["error"]["code"].as_str()), (StatusCode::UNAUTHORIZED, Some("signed_out")));
    let fetched = [("sec-fetch-mode", "cors")];
    let fetched = site.send(request(Method::GET, "/search/results?q=zebra", "192.0.2.1", &fetched, "")).await;
    assert_eq!(fetched.status, StatusCode::UNAUTHORIZED);
    let sent = post(&site, "", "/me/name", "name=x").await;
    assert!(sent.status == StatusCode::UNAUTHORIZED && sent.body.contains("href=\"/auth/sign-in\""), "{}", sent.body);
    for body in [page.body, json.body, fetched.body, sent.body] {
        assert!(!body.contains("zebra?"), "{body}");
    }
}

#[tokio::test]
async fn nobody_is_put_out_while_the_provider_is_down() {
    let folder = folder();
    let site = site(&folder, Hand::new());
    let mia = sign_in(&site, "mia.member", '1').await;
    let page = get(&site, &mia, "/objection/a").await;
    assert!(page.status == StatusCode::OK && page.body.contains("Why zebra?"), "{}", page.body);
    let new = get(&site, "", "/auth/sign-in?to=/objection/a").await;
    assert_eq!(new.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(new.body.contains("You cannot sign in just now") && !new.header("retry-after").is_empty(), "{}", new.body);
    assert_eq!(get(&site, &mia, "/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_session_in_use_is_put_off_once_an_hour_and_ends_all_the_same() {
    let (folder, clock) = (folder(), Hand::new());
    let site = site(&folder, clock.clone());
    let mia = sign_in(&site, "mia.member", '1').await;
    let first = ends(&site, '1').await.unwrap();
    clock.forward(HOUR / 2);
    assert_eq!(get(&site, &mia, "/").await.status, StatusCode::OK);
    assert_eq!(ends(&site, '1').await, Some(first), "not within the hour");
    clock.forward(HOUR);
    assert_eq!(get(&site, &mia, "/").await.status, StatusCode::OK);
    let mut later = put_off(&site, '1', first).await;
    for _ in 0..6 {
        clock.forward(13 * DAY);
        assert_eq!(get(&site, &mia, "/").await.status, StatusCode::OK);
        later = put_off(&site, '1', later).await;
    }
    clock.forward(13 * DAY);
    assert_eq!(get(&site, &mia, "/").await.status, StatusCode::SEE_OTHER, "ninety days are the most");
    let idle = sign_in(&site, "mia.member", '2').await;
    clock.forward(14 * DAY + 1);
    assert_eq!(get(&site, &idle, "/").await.status, StatusCode::SEE_OTHER, "two weeks unused are too many");
    assert_eq!(site.app.store.forget_ended_sessions(site.app.now()).await.unwrap(), 2);
    assert_eq!((ends(&site, '1').await, ends(&site, '2').await), (None, None));
}

#[tokio::test]
async fn whoever_ends_a_session_ends_their_own() {
    let folder = folder();
    let site = site(&folder, Hand::new());
    let mia = sign_in(&site, "mia.member", '1').await;
    let phone = sign_in(&site, "mia.member", '2').await;
    let max = sign_in(&site, "sue.steward", '3').await;
    for cookie in [&mia, &phone, &max] {
        assert_eq!(get(&site, cookie, "/").await.status, StatusCode::OK);
    }
    let listed = site.app.store.sessions_of("mia.member", site.app.now()).await.unwrap();
    assert_eq!(listed.len(), 2);
    // Another's hash is no key.
    let others = format!("session={}", hash(&"3".repeat(32)));
    assert_eq!(post(&site, &mia, "/me/sessions/revoke", &others).await.status, StatusCode::SEE_OTHER);
    assert_eq!(get(&site, &max, "/").await.status, StatusCode::OK);
    let own = format!("session={}", hash(&"2".repeat(32)));
    assert_eq!(post(&site, &mia, "/me/sessions/revoke", &own).await.status, StatusCode::SEE_OTHER);
    assert_eq!(get(&site, &phone, "/").await.status, StatusCode::SEE_OTHER, "at once, whatever is kept in mind");
    assert_eq!(get(&site, &mia, "/").await.status, StatusCode::OK);
    let out = post(&site, &mia, "/auth/sign-out", "").await;
    assert_eq!((out.status, out.header("location")), (StatusCode::SEE_OTHER, "/auth/signed-out"));
    let cookie = out.header("set-cookie");
    assert!(cookie.starts_with("__Host-fieldlore=;") && cookie.contains("Max-Age=0"), "{cookie}");
    assert_eq!(get(&site, &mia, "/").await.status, StatusCode::SEE_OTHER);
    assert!(get(&site, "", "/auth/signed-out").await.body.contains("You are signed out"));
    let again = sign_in(&site, "sue.steward", '4').await;
    assert_eq!(post(&site, &again, "/me/sessions/revoke", "session=all").await.header("location"), "/auth/signed-out");
    for cookie in [&max, &again] {
        assert_eq!(get(&site, cookie, "/").await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn somebody_who_left_is_out_whatever_session_they_have() {
    let folder = folder();
    let site = site(&folder, Hand::new());
    let gone = sign_in(&site, "gone.girl", '1').await;
    assert_eq!(get(&site, &gone, "/objection/a").await.status, StatusCode::FORBIDDEN);
}
