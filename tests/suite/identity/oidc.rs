//! Sign-in through an identity provider, at the level of requests: who comes in, as whom, and what is refused.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::{Method, StatusCode};
use percent_encoding::percent_decode_str;
use serde_json::json;

use super::provider::Provider;
use super::{Hand, PEOPLE, identity, request};
use crate::folder::Folder;
use crate::site::{Answer, Site};

/// A browser as far as cookies go.
#[derive(Default)]
struct Jar(BTreeMap<String, String>);

impl Jar {
    async fn get(&mut self, site: &Site, path: &str) -> Answer {
        let cookies: Vec<_> = self.0.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let answer = site.send(request(Method::GET, path, "192.0.2.1", &[("cookie", &cookies.join("; "))], "")).await;
        for line in answer.headers.get_all("set-cookie") {
            let line = line.to_str().unwrap();
            for needed in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
                assert!(line.contains(needed), "{line}");
            }
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            assert!(name.starts_with("__Host-"), "{line}");
            match line.contains("Max-Age=0") {
                true => self.0.remove(name),
                false => self.0.insert(name.to_owned(), value.to_owned()),
            };
        }
        answer
    }

    fn session(&self) -> Option<&String> {
        self.0.get("__Host-fieldlore")
    }
}

async fn served(folder: &Folder, provider: &Provider, clock: Arc<Hand>) -> Site {
    let oidc = format!(
        "mode = \"oidc\"\nissuer = \"{}\"\nclient_id = \"kb\"\nbase = \"https://kb.example\"\nscopes = [\"profile\", \"groups\"]\n\
         roles_claim = \"groups\"\nroles = {{sales-leads = \"manager\", enablement = \"steward:objection\"}}\n",
        provider.issuer
    );
    Site::identified(folder.path(), identity(&oidc).unwrap(), clock, |_| {})
}

fn folder() -> Folder {
    let folder = Folder::with("people.yaml", PEOPLE);
    folder.write("objections/a.md", "---\ntitle: A\nquestion: \"Why zebra?\"\n---\n");
    folder.write("objections/d.md", "---\ntitle: D\nquestion: \"Why draft?\"\nstatus: draft\n---\n");
    folder.write("objections/r.md", "---\ntitle: R\nquestion: \"Why not?\"\nvisibility: restricted\n---\n");
    folder
}

/// The values that the address of the provider carries.
fn asked(answer: &Answer) -> BTreeMap<String, String> {
    let (_, query) = answer.header("location").split_once('?').expect("an address with a query");
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| (name.to_owned(), percent_decode_str(value).decode_utf8_lossy().replace('+', " ")))
        .collect()
}

/// Begins a sign-in; the provider knows of it. What the address of the provider carries.
async fn begin(site: &Site, provider: &Provider, jar: &mut Jar, to: &str) -> BTreeMap<String, String> {
    let answer = jar.get(site, &format!("/auth/sign-in?to={to}")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let asked = asked(&answer);
    provider.say(|says| (says.nonce, says.challenge) = (asked["nonce"].clone(), asked["code_challenge"].clone()));
    asked
}

/// A whole sign-in.
async fn sign_in(site: &Site, provider: &Provider, jar: &mut Jar, to: &str) -> Answer {
    let asked = begin(site, provider, jar, to).await;
    jar.get(site, &format!("/auth/callback?code=code&state={}", asked["state"])).await
}

async fn who(site: &Site, jar: &mut Jar) -> String {
    let page = jar.get(site, "/yours").await.body;
    let after = page.split("signed in as <strong>").nth(1).unwrap_or_else(|| panic!("{page}"));
    after.split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn somebody_signs_in_and_comes_to_where_they_were_going() {
    let (folder, provider) = (folder(), Provider::start().await);
    let site = served(&folder, &provider, Hand::new()).await;
    let mut jar = Jar::default();
    let page = jar.get(&site, "/objection/a?x=1").await;
    let sign_in_at = page.header("location").to_owned();
    let asked = asked(&jar.get(&site, &sign_in_at).await);
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", "kb"),
        ("redirect_uri", "https://kb.example/auth/callback"),
        ("scope", "openid profile groups"),
        ("code_challenge_method", "S256"),
    ] {
        assert_eq!(asked.get(name).map(String::as_str), Some(value), "{name}");
    }
    provider.say(|says| (says.nonce, says.challenge) = (asked["nonce"].clone(), asked["code_challenge"].clone()));
    let callback = format!("/auth/callback?code=code&state={}", asked["state"]);
    let back = jar.get(&site, &callback).await;
    assert_eq!((back.status, back.header("location")), (StatusCode::SEE_OTHER, "/objection/a?x=1"));
    assert_eq!(jar.0.len(), 1, "only the session is left: {:?}", jar.0);
    assert!(jar.get(&site, "/objection/a").await.body.contains("Why zebra?"));
    assert_eq!(who(&site, &mut jar).await, "Mia", "people.yaml says what she is called");
    let again = jar.get(&site, &callback).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST, "an end that was used ends nothing");
    assert_eq!(jar.get(&site, "/auth/sign-in?to=/new").await.header("location"), "/new", "who is in need not sign in");
}

#[tokio::test]
async fn each_sign_in_has_a_session_of_its_own() {
    let (folder, provider) = (folder(), Provider::start().await);
    let site = served(&folder, &provider, Hand::new()).await;
    let mut jar = Jar::default();
    jar.0.insert("__Host-fieldlore".to_owned(), "f".repeat(32));
    sign_in(&site, &provider, &mut jar, "/").await;
    let first = jar.session().unwrap().clone();
    assert_ne!(first, "f".repeat(32), "an id that was there before is never taken over");
    let database = std::fs::read(site.app.store.path()).unwrap();
    let wal = std::fs::read(site.app.store.path().with_extension("db-wal")).unwrap_or_default();
    for bytes in [&database, &wal] {
        assert!(!String::from_utf8_lossy(bytes).contains(&first), "only a hash is kept");
    }
    // Two tabs sign in at once.
    let mut other = Jar::default();
    let (one, two) =
        (begin(&site, &provider, &mut other, "/new").await, begin(&site, &provider, &mut other, "/help").await);
    for (asked, to) in [(two, "/help"), (one, "/new")] {
        provider.say(|says| (says.nonce, says.challenge) = (asked["nonce"].clone(), asked["code_challenge"].clone()));
        let back = other.get(&site, &format!("/auth/callback?code=code&state={}", asked["state"])).await;
        assert_eq!((back.status, back.header("location")), (StatusCode::SEE_OTHER, to));
    }
}

#[tokio::test]
async fn what_does_not_hold_lets_nobody_in() {
    let (folder, provider) = (folder(), Provider::start().await);
    let site = served(&folder, &provider, Hand::new()).await;
    type Lie = fn(&mut super::provider::Says);
    let lies: [(&str, Lie); 8] = [
        ("nonce", |says| says.nonce = "another".to_owned()),
        ("pkce", |says| says.challenge = "another".to_owned()),
        ("issuer", |says| says.issuer = Some("https://evil.example")),
        ("audience", |says| says.audience = "another"),
        ("expired", |says| says.issued = -300 - 121),
        ("from the future", |says| says.issued = 121),
        ("key", |says| says.signs = 1),
        ("subject of somebody who left", |says| says.subject = "sub-gone"),
    ];
    for (lie, tell) in lies {
        let mut jar = Jar::default();
        let honest = provider.says.lock().unwrap().clone();
        let asked = begin(&site, &provider, &mut jar, "/").await;
        provider.say(tell);
        let answer = jar.get(&site, &format!("/auth/callback?code=code&state={}", asked["state"])).await;
        assert!(matches!(answer.status, StatusCode::BAD_REQUEST | StatusCode::FORBIDDEN), "{lie}: {}", answer.status);
        assert!(jar.session().is_none() && answer.body.contains("<h1"), "{lie}");
        provider.say(|says| *says = honest);
    }
    let mut jar = Jar::default();
    let asked = begin(&site, &provider, &mut jar, "/").await;
    for query in [
        "".to_owned(),
        "code=code".to_owned(),
        "code=code&state=another".to_owned(),
        format!("code=code&state={}%3B", asked["state"]),
        format!("code=other&state={}", asked["state"]),
        format!("error=access_denied&state={}", asked["state"]),
    ] {
        let answer = jar.get(&site, &format!("/auth/callback?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(jar.session().is_none() && answer.body.contains("href=\"/auth/sign-in\""), "{query}");
    }
    // A sign-in that another browser began.
    let answer = Jar::default().get(&site, &format!("/auth/callback?code=code&state={}", asked["state"])).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    // Clocks that differ a little are no lie.
    for issued in [-300 - 60, 60] {
        provider.say(|says| says.issued = issued);
        assert_eq!(sign_in(&site, &provider, &mut Jar::default(), "/").await.status, StatusCode::SEE_OTHER, "{issued}");
    }
}

#[tokio::test]
async fn a_person_is_a_subject_and_never_a_mail() {
    let (folder, provider) = (folder(), Provider::start().await);
    let site = served(&folder, &provider, Hand::new()).await;
    // The provider says Mia's mail, verified, of another subject.
    provider.say(|says| (says.subject, says.name) = ("sub-impostor", "Impostor"));
    let mut jar = Jar::default();
    sign_in(&site, &provider, &mut jar, "/").await;
    assert_eq!(who(&site, &mut jar).await, "Impostor");
    let sessions = site.app.store.sessions_of("mia.member", site.app.now()).await.unwrap();
    assert!(sessions.is_empty(), "{sessions:?}");
    // Renamed at the provider: the same person, called otherwise.
    provider.say(|says| says.name = "Honest Person");
    let mut again = Jar::default();
    sign_in(&site, &provider, &mut again, "/").await;
    assert_eq!(who(&site, &mut again).await, "Honest Person");
    let hash = fieldlore::web::auth::hash(jar.session().unwrap());
    let person = site.app.store.session(&hash, site.app.now()).await.unwrap().unwrap().person;
    assert!(person.starts_with("oidc:") && !person.contains("impostor"), "{person}");
    assert_eq!(site.app.store.sessions_of(&person, site.app.now()).await.unwrap().len(), 2);
    assert_eq!(site.app.store.person(&person).await.unwrap().unwrap().name, "Honest Person");
}

#[tokio::test]
async fn claims_give_roles_beside_people_yaml() {
    let (folder, provider) = (folder(), Provider::start().await);
    let site = served(&folder, &provider, Hand::new()).await;
    for (subject, groups, draft, restricted) in [
        ("sub-nobody", json!(null), false, false),
        ("sub-nobody", json!(["everybody", "king"]), false, false),
        ("sub-nobody", json!("sales-leads"), false, true),
        ("sub-nobody", json!(["sales-leads", "enablement"]), true, true),
        ("sub-sue", json!(null), true, false),
        ("sub-sue", json!(["sales-leads"]), true, true),
    ] {
        provider.say(|says| (says.subject, says.roles) = (subject, groups.clone()));
        let mut jar = Jar::default();
        sign_in(&site, &provider, &mut jar, "/").await;
        let mut reads = async |path: &str| jar.get(&site, path).await.status == StatusCode::OK;
        assert_eq!(
            (reads("/objection/d").await, reads("/objection/r").await),
            (draft, restricted),
            "{subject} {groups}"
        );
    }
}

#[tokio::test]
async fn other_keys_are_asked_for_but_not_for_every_piece_of_nonsense() {
    let (folder, provider, clock) = (folder(), Provider::start().await, Hand::new());
    let site = served(&folder, &provider, clock.clone()).await;
    assert_eq!(sign_in(&site, &provider, &mut Jar::default(), "/").await.status, StatusCode::SEE_OTHER);
    assert_eq!(provider.says.lock().unwrap().asked, 1);
    provider.say(|says| (says.signs, says.names) = (1, 1));
    assert_eq!(sign_in(&site, &provider, &mut Jar::default(), "/").await.status, StatusCode::SEE_OTHER);
    assert_eq!(provider.says.lock().unwrap().asked, 2);
    provider.say(|says| says.signs = 0);
    for _ in 0..5 {
        assert_eq!(sign_in(&site, &provider, &mut Jar::default(), "/").await.status, StatusCode::BAD_REQUEST);
    }
    assert_eq!(provider.says.lock().unwrap().asked, 2, "not again within half a minute");
    clock.forward(30);
    provider.say(|says| says.names = 0);
    assert_eq!(sign_in(&site, &provider, &mut Jar::default(), "/").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_provider_that_comes_up_later_is_found_and_one_that_goes_takes_nobody_along() {
    let (folder, provider) = (folder(), Provider::start().await);
    provider.say(|says| says.down = true);
    let site = served(&folder, &provider, Hand::new()).await;
    let mut jar = Jar::default();
    let early = jar.get(&site, "/auth/sign-in?to=/new").await;
    assert!(early.status == StatusCode::SERVICE_UNAVAILABLE && jar.0.is_empty(), "{}", early.body);
    provider.say(|says| says.down = false);
    assert_eq!(sign_in(&site, &provider, &mut jar, "/new").await.header("location"), "/new");
    provider.say(|says| says.down = true);
    assert_eq!(jar.get(&site, "/objection/a").await.status, StatusCode::OK);
}

#[tokio::test]
async fn sign_in_leads_to_addresses_of_ours_alone() {
    let (folder, provider) = (folder(), Provider::start().await);
    let site = served(&folder, &provider, Hand::new()).await;
    for to in [
        "//evil.example",
        "%2F%2Fevil.example",
        "/%5Cevil.example",
        "https://evil.example",
        "%09//evil.example",
        "/a%0d%0aX:y",
        "/auth/sign-out",
        "",
    ] {
        let answer = sign_in(&site, &provider, &mut Jar::default(), to).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/"), "{to}");
    }
    // A cookie that somebody changed leads nowhere else either.
    let mut jar = Jar::default();
    let asked = begin(&site, &provider, &mut jar, "/").await;
    for value in jar.0.values_mut() {
        *value = value.replace("%2F", "%2F%2Fevil.example");
    }
    let back = jar.get(&site, &format!("/auth/callback?code=code&state={}", asked["state"])).await;
    assert_eq!(back.header("location"), "/");
}
