//! What people do with entries that are not for everybody: as with any other for those who may read them; for all others
//! there is no such entry, and nothing tells of it.

use std::sync::Arc;

use axum::http::StatusCode;

use super::{Hand, PEOPLE, get_as, post_as, proxied};
use crate::folder::Folder;
use crate::outcomes::words;
use crate::site::{Answer, Site};

const READERS: [&str; 3] = ["mia.member", "ann.author", "max.manager"];
const OTHERS: [&str; 3] = ["stranger", "sten.other", "sue.steward"];
const ANSWER: &str = "objection/secret#zzone";
const HOUR: i64 = 3600;

fn entry(title: &str, more: &str) -> String {
    format!(
        "---\ntitle: {title}\nquestion: \"Why {title}?\"\nquick_response: Because.\nlast_verified: 2026-11-01\n{more}---\n\n\
         ## Answer: Zzone {{#zzone}}\n\n**Respond** zzwords\n\n## Answer: Zztwo {{#zztwo}}\n\n**Respond** zzmore\n"
    )
}

fn secret(owner: &str) -> String {
    entry("Zzsecret", &format!("visibility: restricted\nowner: {owner}\nteam: [ann.author]\naliases: [zzformer]\n"))
}

fn site() -> (Folder, Site, Arc<Hand>) {
    let folder = Folder::with("people.yaml", PEOPLE);
    folder.write("objections/open.md", entry("Open", "owner: sue.steward\n").replace("zz", "").replace("Zz", ""));
    folder.write("objections/secret.md", secret("mia.member"));
    let clock = Hand::new();
    let site = Site::identified(folder.path(), proxied(), clock.clone(), |_| {});
    (folder, site, clock)
}

async fn votes(site: &Site, person: &str, answer: &str, value: &str, more: &str) -> Answer {
    let vote = format!("{{\"answer\": \"{answer}\", \"value\": \"{value}\"{more}}}");
    post_as(site, person, "/api/v1/votes", &vote).await
}

#[tokio::test]
async fn who_may_read_an_entry_votes_on_it_and_sees_what_came_of_it() {
    let (_folder, site, _) = site();
    for person in READERS {
        assert_eq!(votes(&site, person, ANSWER, "worked", "").await.status, StatusCode::CREATED, "{person}");
    }
    // By its former name, and by form.
    let again = votes(&site, "ann.author", "objection/zzformer#zzone", "did_not", "").await;
    assert_eq!(again.status, StatusCode::CREATED, "{}", again.body);
    let form = "answer=objection%2Fsecret%23zztwo&value=partly";
    let voted = post_as(&site, "ann.author", "/vote", form).await;
    assert_eq!((voted.status, voted.header("location")), (StatusCode::SEE_OTHER, "/objection/secret#zztwo"));
    let flagged =
        post_as(&site, "ann.author", "/flags", "entry=objection/secret&answer=zzone&reason=zzflag+is+old").await;
    assert_eq!((flagged.status, flagged.header("location")), (StatusCode::SEE_OTHER, "/trust/objection/secret"));
    let said = post_as(&site, "ann.author", "/reply", "entry=objection/secret&text=zzreply").await;
    assert_eq!(said.status, StatusCode::SEE_OTHER);
    for counted_anew in [false, true] {
        if counted_anew {
            site.app.outcomes.refresh_all().await;
        }
        let told = get_as(&site, "max.manager", "/api/v1/votes?answer=objection/secret%23zzone").await.json();
        assert_eq!((&told["worked"], &told["did_not"], &told["uses"]), (&2.into(), &1.into(), &3.into()), "{told}");
        let page = get_as(&site, "max.manager", "/objection/secret").await;
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(words(&page.body).contains("2 of 3 said it worked") && page.body.contains("zzflag is old"));
        assert!(!page.body.contains("zzreply"), "a reply is its author's");
    }
    assert!(get_as(&site, "ann.author", "/objection/secret").await.body.contains("zzreply"));
    let trust = get_as(&site, "mia.member", "/trust/objection/secret").await;
    assert_eq!((trust.status, trust.header("cache-control")), (StatusCode::OK, "no-store"));
    // Its owner settles what is said of it.
    assert_eq!(post_as(&site, "max.manager", "/flags/1/close", "outcome=no").await.status, StatusCode::FORBIDDEN);
    assert_eq!(post_as(&site, "sue.steward", "/flags/1/close", "outcome=no").await.status, StatusCode::NOT_FOUND);
    assert_eq!(post_as(&site, "mia.member", "/flags/1/close", "outcome=mended").await.status, StatusCode::SEE_OTHER);
    assert!(!get_as(&site, "mia.member", "/objection/secret").await.body.contains("zzflag is old"));
    let right = post_as(&site, "mia.member", "/still-right", "entry=objection/secret").await;
    assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.body);
}

/// What can be sent and asked about an entry: method or form, and address.
const ASKED: [(&str, &str); 13] = [
    ("", "/objection/secret"),
    ("", "/trust/objection/secret"),
    ("", "/verified/objection/secret"),
    ("", "/api/v1/votes?answer=objection/secret%23zzone"),
    ("{\"answer\": \"objection/secret#zzone\", \"value\": \"worked\"}", "/api/v1/votes"),
    ("{\"answer\": \"objection/secret#zzone\", \"how\": \"used\", \"deal\": \"Hallin\"}", "/api/v1/uses"),
    ("answer=objection/secret%23zzone", "/use"),
    ("answer=objection/secret%23zzone&value=worked", "/vote"),
    ("answer=objection/secret%23zzone&value=did_not&note=typed", "/vote"),
    ("entry=objection/secret&text=typed", "/reply"),
    ("entry=objection/secret&answer=zzone&reason=typed", "/flags"),
    ("entry=objection/secret&answer=&reason=", "/flags"),
    ("entry=objection/secret", "/still-right"),
];

#[tokio::test]
async fn for_all_others_there_is_no_such_entry() {
    let (_folder, site, _) = site();
    votes(&site, "mia.member", ANSWER, "worked", "").await;
    for person in OTHERS {
        for (sent, path) in ASKED {
            let asked = async |name: &str| {
                let (sent, path) = (sent.replace("secret", name), path.replace("secret", name));
                match sent.as_str() {
                    "" => get_as(&site, person, &path).await,
                    sent => post_as(&site, person, &path, sent).await,
                }
            };
            let (held, nowhere) = (asked("secret").await, asked("nowhere").await);
            assert_eq!(held.status, StatusCode::NOT_FOUND, "{person} {path} {sent}");
            assert_eq!(nowhere.status, held.status);
            assert_eq!(held.body.replace("secret", "nowhere"), nowhere.body, "{person} {path} {sent}");
            assert_eq!(held.header("cache-control"), nowhere.header("cache-control"), "{person} {path} {sent}");
        }
    }
    let told = get_as(&site, "mia.member", "/api/v1/votes?answer=objection/secret%23zzone").await.json();
    assert_eq!((&told["worked"], &told["uses"]), (&1.into(), &1.into()), "nothing of it was noted: {told}");
}

/// Pages that tell what happened.
const TOLD: [&str; 13] = [
    "/",
    "/mine",
    "/me",
    "/me.json",
    "/gaps",
    "/api/v1/gaps",
    "/insights",
    "/insights.md",
    "/insights.csv",
    "/health",
    "/replies",
    "/objection/open",
    "/search?q=open",
];

#[tokio::test]
async fn what_came_of_it_is_told_to_nobody_who_may_not_read_it() {
    let (folder, site, clock) = site();
    votes(&site, "stranger", "objection/open#one", "worked", "").await;
    for person in READERS {
        let noted = ", \"note\": \"zznote\"";
        assert_eq!(votes(&site, person, ANSWER, "did_not", noted).await.status, StatusCode::CREATED);
        assert_eq!(votes(&site, person, "objection/secret#zztwo", "worked", "").await.status, StatusCode::CREATED);
        post_as(&site, person, "/flags", "entry=objection/secret&answer=&reason=zzflag").await;
        post_as(&site, person, "/reply", "entry=objection/secret&text=zzreply").await;
    }
    assert_eq!(post_as(&site, "mia.member", "/flags/1/close", "outcome=zzdone").await.status, StatusCode::SEE_OTHER);
    for _ in 0..2 {
        clock.forward(24 * HOUR);
        for (person, path) in OTHERS.iter().flat_map(|person| TOLD.map(|path| (person, path))) {
            let page = get_as(&site, person, path).await.body.to_lowercase();
            assert!(!page.contains("zz") && !page.contains("secret"), "{person} {path}: {page}");
        }
        // The weekly page is the same for all who get it.
        for path in ["/insights", "/insights.md", "/insights.csv"] {
            let page = get_as(&site, "max.manager", path).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(!page.body.to_lowercase().contains("zz") && !page.body.contains("Mia:"), "{path}: {}", page.body);
        }
        site.app.outcomes.refresh_all().await;
    }
    assert!(get_as(&site, "sue.steward", "/insights").await.body.contains("votes"));
    // Who used it is asked about it, and finds it among what worked, as long as they may read it.
    post_as(&site, "mia.member", "/use", "answer=objection/secret%23zzone").await;
    clock.forward(24 * HOUR);
    let asked = async || get_as(&site, "mia.member", "/").await.body.contains("/objection/secret#zzone");
    let worked = async || get_as(&site, "mia.member", "/mine").await.body.contains("Zzsecret: Zztwo");
    assert!(asked().await && worked().await);
    folder.write("objections/secret.md", secret("sten.other"));
    let started = std::time::Instant::now();
    while get_as(&site, "mia.member", "/objection/secret").await.status != StatusCode::NOT_FOUND {
        assert!(started.elapsed() < std::time::Duration::from_secs(20), "never given to somebody else");
        tokio::task::yield_now().await;
    }
    assert!(!asked().await && !worked().await);
}
