//! Drafts and restricted entries: nowhere for those whom they are not for, and here for those whom they are for.

use axum::http::StatusCode;

use super::{PEOPLE, behind_proxy, get_as};
use crate::folder::Folder;
use crate::site::Site;
use crate::store::execute;

fn folder() -> Folder {
    let folder = Folder::with("people.yaml", PEOPLE);
    let entry = |title: &str, more: &str| {
        format!(
            "---\ntitle: {title}\nquestion: \"Why {title}?\"\nquick_response: Because okapi.\n{more}---\n\nokapi text\n"
        )
    };
    folder.write("objections/open.md", entry("Open", "related: [objection/draft, objection/secret]\n"));
    folder.write(
        "objections/draft.md",
        entry("Zzdraft", "status: draft\nowner: mia.member\ncontributors: [ann.author]\n"),
    );
    folder.write(
        "objections/secret.md",
        entry("Zzsecret", "visibility: restricted\nowner: mia.member\nteam: [ann.author]\n"),
    );
    folder.write(
        "battlecards/both.md",
        "---\ntitle: Zzboth\nstatus: draft\nvisibility: restricted\nowner: ann.author\nsummary: okapi\n---\n",
    );
    folder
}

/// Ids that each may read, of the three that are not for everybody.
const READABLE: [(&str, &[&str]); 6] = [
    ("mia.member", &["objection/draft", "objection/secret"]),
    ("ann.author", &["objection/draft", "objection/secret", "battlecard/both"]),
    ("sue.steward", &["objection/draft"]),
    ("sten.other", &[]),
    ("max.manager", &["objection/secret"]),
    ("stranger", &[]),
];

const CLOSED: [(&str, &str, &str); 3] = [
    ("objection/draft", "Zzdraft", "objections/draft.md"),
    ("objection/secret", "Zzsecret", "objections/secret.md"),
    ("battlecard/both", "Zzboth", "battlecards/both.md"),
];

#[tokio::test]
async fn each_reads_what_is_for_them_and_the_rest_is_not_there() {
    let folder = folder();
    let site = behind_proxy(&folder);
    // Twice, so that nothing is kept of what another was given.
    for (person, readable) in READABLE.iter().chain(&READABLE) {
        let listed = get_as(&site, person, "/yours").await.body;
        let found = get_as(&site, person, "/search/results?q=okapi").await.body;
        for (id, title, file) in CLOSED {
            let may = readable.contains(&id);
            let status = if may { StatusCode::OK } else { StatusCode::NOT_FOUND };
            for path in [format!("/{id}"), format!("/open/{id}"), format!("/source/{file}")] {
                let answer = get_as(&site, person, &path).await;
                assert_eq!(answer.status, status, "{person} {path}");
                assert_eq!(answer.body.contains(title), may, "{person} {path}");
            }
            assert_eq!(listed.contains(title), may, "{person} {title}: {listed}");
            assert_eq!(found.contains(title), may, "{person} {title}: {found}");
        }
        assert_eq!(found.contains("Not for everybody"), !readable.is_empty(), "{person}");
        // A page for few is kept nowhere.
        if readable.contains(&"objection/secret") {
            assert_eq!(get_as(&site, person, "/objection/secret").await.header("cache-control"), "no-store");
        }
    }
}

/// Addresses that say the same to everybody.
const SHARED: [&str; 22] = [
    "/",
    "/help",
    "/browse",
    "/objection",
    "/battlecard",
    "/new",
    "/new.atom",
    "/content-health",
    "/questions-in-pages",
    "/health",
    "/objection/open",
    "/open/objection/open",
    "/source/objections/open.md",
    "/search?kind=objection",
    "/search?q=is:draft",
    "/api/v1/search?q=okapi",
    "/api/v1/search?q=zzdraft",
    "/api/v1/suggest?q=zz",
    "/suggest?q=why+zz",
    "/objection/draf",
    "/objection/secre",
    "/opensearch.xml",
];

#[tokio::test]
async fn what_says_the_same_to_all_says_nothing_of_it_to_anybody() {
    let folder = folder();
    let site = behind_proxy(&folder);
    for (person, readable) in READABLE {
        for path in SHARED {
            let body = get_as(&site, person, path)
                .await
                .body
                .to_lowercase()
                .replace("q=zzdraft", "")
                .replace("\"zzdraft\"", "");
            // Only its own readers are told, apart, that a search fits it.
            let apart = path.starts_with("/search?") && !readable.is_empty();
            let told = ["zzdraft", "zzsecret", "zzboth"].iter().any(|title| body.contains(title));
            assert!(!told || apart, "{person} {path}: {body}");
        }
        let found = get_as(&site, person, "/api/v1/search?q=okapi").await.json();
        assert_eq!(
            (found["total"].as_u64(), found["results"].as_array().unwrap().len()),
            (Some(1), 1),
            "{person}: {found}"
        );
        let counted = get_as(&site, person, "/health").await.json();
        assert_eq!(counted["entries"]["objection"], 1, "{person}");
        assert_eq!(counted["entries"]["battlecard"], serde_json::Value::Null, "{person}");
    }
}

#[tokio::test]
async fn an_entry_that_is_published_or_closed_moves_at_once() {
    let folder = folder();
    let site = behind_proxy(&folder);
    assert_eq!(get_as(&site, "stranger", "/objection/draft").await.status, StatusCode::NOT_FOUND);
    assert!(get_as(&site, "mia.member", "/search/results?q=zzdraft").await.body.contains("Not for everybody"));
    let text = std::fs::read_to_string(folder.at("objections/draft.md")).unwrap();
    folder.write("objections/draft.md", text.replace("status: draft", "status: published"));
    let started = std::time::Instant::now();
    while get_as(&site, "stranger", "/objection/draft").await.status != StatusCode::OK {
        assert!(started.elapsed() < std::time::Duration::from_secs(20), "never published");
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    assert!(!get_as(&site, "mia.member", "/search/results?q=zzdraft").await.body.contains("Not for everybody"));
    assert!(!get_as(&site, "mia.member", "/yours").await.body.contains("Zzdraft"));
    assert_eq!(get_as(&site, "stranger", "/api/v1/search?q=okapi").await.json()["total"], 2);
}

#[tokio::test]
async fn on_a_machine_of_ones_own_drafts_stay_and_restricted_entries_are_kept_apart() {
    let folder = folder();
    let site = Site::new(folder.path());
    let found = site.get("/api/v1/search?q=okapi").await.json();
    assert_eq!(found["total"], 2, "{found}");
    assert!(site.get("/objection/draft").await.body.contains("Nobody has published this yet"));
    for _ in 0..2 {
        let secret = site.get("/objection/secret").await;
        assert_eq!((secret.status, secret.header("cache-control")), (StatusCode::OK, "no-store"));
    }
    let yours = site.get("/yours").await.body;
    assert!(yours.contains("Zzsecret") && yours.contains("Zzboth") && !yours.contains("Zzdraft"), "{yours}");
}

/// Words that mean what is not for everybody are on no page as asked in vain, nor is what they came near.
#[tokio::test]
async fn what_means_a_closed_entry_is_no_gap() {
    let folder = folder();
    let site = behind_proxy(&folder);
    get_as(&site, "mia.member", "/search?q=Why+Zzsecret").await;
    get_as(&site, "mia.member", "/search?q=giraffes+in+the+yard").await;
    let noted = || async { site.app.store.episodes(0, i64::MAX).await.unwrap() };
    while noted().await.is_empty() {
        tokio::task::yield_now().await;
    }
    let texts: Vec<_> = noted().await.into_iter().filter_map(|episode| episode.text).collect();
    assert_eq!(texts, ["giraffes in the yard"]);
    let ended = site.app.now() - 24 * 60 * 60 * 1000;
    let vain = format!(
        "INSERT INTO search_episode (person, text, state, confident, results, nearest, started_at, ended_at) VALUES
         ('mia.member', 'okapis anywhere', 'nothing_found', 0, 1, 'objection/secret', {ended}, {ended});"
    );
    execute(site.app.store.path(), &vain).await;
    for path in ["/insights", "/insights.md", "/insights.csv", "/gaps"] {
        let page = get_as(&site, "sue.steward", path).await.body;
        assert!(page.contains("okapis anywhere") && !page.contains("secret"), "{path}: {page}");
    }
}
