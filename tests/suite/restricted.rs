//! What is restricted is nowhere: not found, not counted, not suggested, not linked, not named by a finding.

use std::time::{Duration, Instant};

use axum::http::StatusCode;

use crate::folder::Folder;
use crate::site::Site;

/// Words that stand in restricted files only.
const SECRETS: [&str; 7] = ["zzvault", "zzledger", "zztag", "zzalias", "qoxnarl", "zzpersona", "zzheading"];

/// A restricted entry that everything open refers to, and that has faults of its own.
fn secret(visibility: &str) -> String {
    format!(
        "---\ntitle: Zzvault merger\nsummary: zzledger\nquestion: \"Is it true about zzvault?\"\ncategory: price\n\
         quick_response: zzvault zzledger\nvariants: [zzvault rumour]\ntags: [zztag]\naliases: [zzalias]\npersonas: [zzpersona]\n\
         related: [objection/open, objection/zzvault-nowhere]\nproof: [proof_point/hidden]\nvisibility: {visibility}\n---\n\n\
         ## Answer: qoxnarl {{#qoxnarl}}\n\n**Respond** zzledger [open](open.md) [gone](zzvault-gone.md)\n\n## zzheading\n\nzzledger\n"
    )
}

fn folder(visibility: &str) -> Folder {
    let folder = Folder::new();
    folder.write(
        "taxonomy.yaml",
        "objection_categories:\n  - {id: price, label: Price}\npersonas:\n  - {id: cfo, label: CFO}\n",
    );
    folder.write("objections/vault.md", secret(visibility));
    folder.write("objections/copy.md", secret(visibility).replace("---\ntitle", "---\nid: open\ntitle"));
    folder.write("proof/hidden.md", format!("---\ntitle: Zzledger proof\ncustomer: Zzvault Holding\nproblem: zzvault\nsolution: b\nresult: zzledger saved\nuse_permission: public\nvisibility: {visibility}\n---\n"));
    folder.write(
        "objections/open.md",
        "---\ntitle: Open\nquestion: \"Why is it open?\"\ncategory: price\nquick_response: \"Because.\"\nrelated: [objection/vault, objection/vault#nowhere]\nproof: [proof_point/hidden]\n---\n\n## Answer: One {#one}\n\n**Respond** see [it](vault.md), [there](vault.md#zz) and [it by id](/objection/vault)\n",
    );
    folder.write("paths/p.md", "---\ntitle: P\nrole: ae\nmilestones:\n  - {id: m, by_day: 3, items: [{id: s, type: read, ref: objection/vault}]}\n---\n");
    folder.write(
        "win-loss/w.md",
        "---\ntitle: W\nobjections_met:\n  - {objection: objection/vault, answer: one, result: worked}\n---\n",
    );
    folder.write(
        "discovery/d.md",
        format!("---\ntitle: D\nfacts: [{{id: zzledger-fact, label: Zzledger}}]\nvisibility: {visibility}\n---\n"),
    );
    folder
        .write("opportunities/o.md", "---\ntitle: O\naccount: O\nfacts: [{fact: zzledgr-fact, state: unknown}]\n---\n");
    folder.write("role-plays/r.md", "---\ntitle: R\nobjections: [objection/vault]\n---\n");
    folder
}

/// Every address that could tell.
const ADDRESSES: [&str; 36] = [
    "/",
    "/help",
    "/content-health",
    "/health",
    "/objection/open",
    "/onboarding_path/p",
    "/win_loss/w",
    "/role_play/r",
    "/open/objection/open",
    "/copy/objection/open",
    "/copy/objection/open?answer=one",
    "/source/objections/open.md",
    "/search?kind=objection",
    "/search?kind=proof_point",
    "/search?tag=ZZTAG",
    "/search?q=open",
    "/search?q=z",
    "/search?q=zz",
    "/search/results?q=zzvaul",
    "/search/results?q=merger",
    "/search?q=rumour",
    "/api/v1/search?q=ledge",
    "/api/v1/search?q=zzledgr",
    "/api/v1/search?q=merger&limit=50",
    "/api/v1/search?kind=objection",
    "/objection/vaul",
    "/objection/vault-merger",
    "/api/v1/search?q=is+it+true+about",
    "/search?q=is+it+tr",
    "/suggest?q=z",
    "/suggest?q=merger",
    "/api/v1/suggest?q=is+it",
    "/api/v1/suggest?q=zz",
    "/api/v1/suggest?q=rum",
    "/api/v1/suggest?q=tag:",
    "/api/v1/suggest?q=persona:",
];

/// Addresses of the entries themselves.
const GONE: [&str; 14] = [
    "/objection/vault",
    "/objection/zzalias",
    "/zzalias",
    "/proof_point/hidden",
    "/open/objection/vault",
    "/open/objection/vault?part=qoxnarl",
    "/copy/objection/vault",
    "/copy/objection/vault?answer=qoxnarl",
    "/copy/proof_point/hidden",
    "/source/objections/vault.md",
    "/source/objections/copy.md",
    "/source/proof/hidden.md",
    "/files/objections/vault.md",
    "/page/objections/vault",
];

async fn told(site: &Site) -> Vec<String> {
    let mut told = Vec::new();
    for address in GONE {
        let answer = site.get(address).await;
        if answer.status != StatusCode::NOT_FOUND {
            told.push(format!("{address}: {}", answer.status));
        }
    }
    for address in ADDRESSES.iter().chain(&GONE) {
        // What was asked is repeated; that tells nothing.
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let asked: Vec<_> = path.split('/').chain(query.split(['=', '&'])).map(str::to_lowercase).collect();
        let mut body = site.get(address).await.body.to_lowercase();
        for word in asked.iter().filter(|word| word.starts_with("zz") || word.starts_with("qox")) {
            body = body.replace(word.as_str(), "");
        }
        told.extend(
            SECRETS.iter().filter(|secret| body.contains(**secret)).map(|secret| format!("{address}: {secret}")),
        );
    }
    for query in ["zzvault", "zzledger", "merger", "rumour", "zztag", "qoxnarl"] {
        let found = site.get(&format!("/api/v1/search?q={query}")).await.json();
        if found["total"] != 0 || !found["results"].as_array().unwrap().is_empty() {
            told.push(format!("{query}: {found}"));
        }
    }
    told
}

#[tokio::test]
async fn a_restricted_entry_is_nowhere() {
    let folder = folder("restricted");
    let site = Site::public(folder.path());
    let told = told(&site).await;
    assert!(told.is_empty(), "{}", told.join("\n"));
    let health = site.get("/health").await.json();
    assert_eq!((health["entries"]["objection"].as_u64(), health["restricted"].as_u64()), (Some(1), Some(4)));
    assert_eq!(health["entries"]["proof_point"], serde_json::Value::Null);
    for finding in health["diagnostics"].as_array().unwrap() {
        let path = finding["path"].as_str().unwrap();
        assert!(!path.contains("vault") && !path.contains("hidden"), "{finding}");
        assert!(!finding.to_string().contains("copy.md"), "{finding}");
    }
    let facets = site.get("/api/v1/search?q=open").await.json()["facets"].clone();
    assert!(!facets.to_string().contains("zz"), "{facets}");
    let page = site.get("/objection/open").await.body;
    assert!(!page.contains("href=\"/objection/vault") && !page.contains("href=\"/proof_point/hidden"), "{page}");
}

#[tokio::test]
async fn an_entry_that_becomes_restricted_is_forgotten_whole() {
    let folder = folder("team");
    let site = Site::public(folder.path());
    assert_eq!(site.get("/objection/vault").await.status, StatusCode::OK);
    assert!(site.get("/api/v1/search?q=zzvault").await.json()["total"].as_u64().unwrap() > 0);
    for path in ["objections/vault.md", "objections/copy.md", "proof/hidden.md", "discovery/d.md"] {
        let text = std::fs::read_to_string(folder.at(path)).unwrap();
        folder.write(path, text.replace("visibility: team", "visibility: restricted"));
    }
    let started = Instant::now();
    while site.get("/health?diagnostics=0").await.json()["restricted"] != 4 {
        assert!(started.elapsed() < Duration::from_secs(20), "never closed");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let told = told(&site).await;
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[tokio::test]
async fn drafts_and_archived_entries_are_served_and_marked_and_archived_ones_are_not_offered() {
    let folder = Folder::new();
    for (name, status) in [("d", "draft"), ("a", "archived"), ("p", "published")] {
        folder.write(
            &format!("objections/{name}.md"),
            format!("---\ntitle: {name}\nquestion: \"Which okapi is {name}?\"\nquick_response: words\nstatus: {status}\nlast_verified: 2026-11-01\n---\n"),
        );
    }
    let site = Site::new(folder.path());
    for (path, mark) in [("/objection/d", "draft"), ("/objection/a", "archived")] {
        assert!(site.get(path).await.body.to_lowercase().contains(mark), "{path}");
    }
    let start = site.get("/").await.body;
    assert!(
        start.contains("/objection/p") && !start.contains("/objection/a") && !start.contains("/objection/d"),
        "{start}"
    );
    let found = site.get("/api/v1/search?q=okapi").await.json();
    let ids: Vec<_> = found["results"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap()).collect();
    assert_eq!((ids.len(), ids.last()), (3, Some(&"objection/a")), "{ids:?}");
    let copied = site.get("/copy/objection/a").await;
    assert_eq!(copied.status, StatusCode::NOT_FOUND, "what is archived is given to nobody");
}
