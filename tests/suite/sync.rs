//! The remote is followed: on a timer, when a forge says so, when a steward asks; and nothing that somebody wrote is lost.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use fieldlore::config::{Git, Secret};
use fieldlore::history::{Pulled, Trouble, pull};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::folder::Folder;
use crate::repository::{ask, commit, commit_by, git, init};
use crate::site::{Answer, Site};

const DAY: &str = "2026-11-20";
const LIMIT: Duration = Duration::from_secs(30);
const SECRET: &str = "between us";

/// A bare remote, a checkout that is served, and one in which somebody else writes.
struct Places {
    remote: Folder,
    served: Folder,
    elsewhere: Folder,
}

impl Places {
    fn new() -> Places {
        let (remote, served, elsewhere) =
            (Folder::new(), Folder::new(), Folder::with("objections/a.md", entry("First words.")));
        git(remote.path(), DAY, &["init", "--quiet", "--bare"]);
        init(elsewhere.path());
        commit(elsewhere.path(), DAY);
        let address = remote.path().display().to_string();
        git(elsewhere.path(), DAY, &["remote", "add", "origin", &address]);
        git(elsewhere.path(), DAY, &["push", "--quiet", "origin", "main"]);
        git(served.path(), DAY, &["clone", "--quiet", &address, "."]);
        Places { remote, served, elsewhere }
    }

    /// Somebody else changes the words and pushes them.
    fn push(&self, words: &str) {
        self.elsewhere.write("objections/a.md", entry(words));
        commit(self.elsewhere.path(), DAY);
        git(self.elsewhere.path(), DAY, &["push", "--quiet", "--force", "origin", "main"]);
    }

    /// Somebody else rewrites the last commit and pushes by force.
    fn rewrite(&self, words: &str) {
        self.elsewhere.write("objections/a.md", entry(words));
        git(self.elsewhere.path(), DAY, &["commit", "--quiet", "--all", "--amend", "--message", words]);
        git(self.elsewhere.path(), DAY, &["push", "--quiet", "--force", "origin", "main"]);
    }

    fn pull(&self) -> Result<Pulled, Trouble> {
        pull(self.served.path(), "origin", LIMIT)
    }

    fn words(&self) -> String {
        std::fs::read_to_string(self.served.at("objections/a.md")).unwrap()
    }
}

fn entry(words: &str) -> String {
    format!("---\ntitle: Price\nquestion: Too dear?\nquick_response: {words}\n---\n\n## Answer: Yes {{#yes}}\n\nYes.\n")
}

fn settings() -> Git {
    Git { remote: "origin".to_owned(), hook_secret: Some(Secret::new(SECRET.to_owned())), ..Git::default() }
}

async fn until(site: &Site, address: &str, words: &str) -> String {
    let started = Instant::now();
    loop {
        let body = site.get(address).await.body;
        if body.contains(words) {
            return body;
        }
        assert!(started.elapsed() < Duration::from_secs(20), "never seen at {address}: {words}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn post(site: &Site, path: &str, headers: &[(&str, &str)], body: &'static str) -> Answer {
    let mut request = Request::builder().method(Method::POST).uri(path).header("host", "localhost:4040");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    site.send(request.body(Body::from(body)).unwrap()).await
}

#[test]
fn what_is_pushed_is_pulled() {
    let places = Places::new();
    assert_eq!(places.pull(), Ok(Pulled::Same));
    places.push("Second words.");
    assert_eq!(places.pull(), Ok(Pulled::Forward));
    assert!(places.words().contains("Second words."));
    // Commits that are not pushed yet are no divergence.
    places.served.write("objections/b.md", entry("Ours."));
    commit(places.served.path(), DAY);
    assert_eq!(places.pull(), Ok(Pulled::Same));
    assert!(places.served.at("objections/b.md").exists());
}

#[test]
fn a_rewritten_history_is_followed_and_commits_of_ours_are_kept() {
    // force-push, rewritten history, divergence
    let places = Places::new();
    places.push("Second words.");
    places.pull().unwrap();
    places.rewrite("Second words, rewritten.");
    assert_eq!(places.pull(), Ok(Pulled::Rewritten { kept: None }));
    assert!(places.words().contains("rewritten"));
    places.served.write("objections/b.md", entry("Ours."));
    commit_by(places.served.path(), DAY, "Jo <jo@x.example>", "ours");
    let ours = ask(places.served.path(), &["rev-parse", "HEAD"]);
    places.push("Third words.");
    let kept = format!("fieldlore/kept-{}", &ours[..12]);
    assert_eq!(places.pull(), Ok(Pulled::Rewritten { kept: Some(kept.clone()) }));
    assert!(places.words().contains("Third") && !places.served.at("objections/b.md").exists());
    assert_eq!(ask(places.served.path(), &["rev-parse", &kept]), ours);
    assert_eq!(ask(places.served.path(), &["symbolic-ref", "--short", "HEAD"]), "main");
}

#[test]
fn what_nobody_has_committed_is_not_overwritten() {
    let places = Places::new();
    places.served.write("objections/a.md", entry("Being written."));
    places.served.write("objections/mine.md", entry("Mine."));
    places.push("Second words.");
    assert_eq!(places.pull(), Err(Trouble::Uncommitted));
    places.rewrite("Second words, rewritten.");
    assert_eq!(places.pull(), Err(Trouble::Uncommitted));
    assert!(places.words().contains("Being written."));
    // Neither is what git does not even know of, on either way.
    places.served.write("objections/a.md", entry("First words."));
    places.elsewhere.write("objections/mine.md", entry("Theirs."));
    places.push("Third words.");
    let mine = Err(Trouble::InTheWay("objections/mine.md".to_owned()));
    assert_eq!(places.pull(), mine);
    git(places.served.path(), DAY, &["commit", "--quiet", "--allow-empty", "--message", "ours"]);
    assert_eq!(places.pull(), mine);
    assert!(std::fs::read_to_string(places.served.at("objections/mine.md")).unwrap().contains("Mine."));
    // What the pull does not touch is in nobody's way.
    places.served.remove("objections/mine.md");
    places.served.write("objections/other.md", entry("Other."));
    assert!(matches!(places.pull(), Ok(Pulled::Rewritten { kept: Some(_) })));
    assert!(places.served.at("objections/other.md").exists() && places.words().contains("Third"));
}

#[test]
fn what_is_ignored_is_not_overwritten_either() {
    let places = Places::new();
    places.elsewhere.write(".gitignore", "data/\nnotes\n");
    places.push("Second words.");
    places.pull().unwrap();
    places.served.write("data/fieldlore.db", "ours");
    places.elsewhere.write("data/fieldlore.db", "theirs");
    git(places.elsewhere.path(), DAY, &["add", "--force", "data"]);
    places.push("Third words.");
    let database = Err(Trouble::InTheWay("data/fieldlore.db".to_owned()));
    assert_eq!(places.pull(), database);
    git(places.served.path(), DAY, &["commit", "--quiet", "--allow-empty", "--message", "ours"]);
    assert_eq!(places.pull(), database);
    assert_eq!(std::fs::read_to_string(places.served.at("data/fieldlore.db")).unwrap(), "ours");
    assert!(places.words().contains("Second words."));
    // Neither is a file where a folder would have to be, nor a folder where a file would.
    places.served.remove("data/fieldlore.db");
    std::fs::remove_dir_all(places.served.at("data")).unwrap();
    places.served.write("data", "ours");
    assert_eq!(places.pull(), Err(Trouble::InTheWay("data".to_owned())));
    std::fs::remove_file(places.served.at("data")).unwrap();
    places.served.write("notes/today.txt", "ours");
    places.elsewhere.write("notes", "theirs");
    git(places.elsewhere.path(), DAY, &["add", "--force", "notes"]);
    places.push("Fourth words.");
    assert_eq!(places.pull(), Err(Trouble::InTheWay("notes/today.txt".to_owned())));
    std::fs::remove_dir_all(places.served.at("notes")).unwrap();
    assert!(matches!(places.pull(), Ok(Pulled::Rewritten { .. })));
    assert_eq!(std::fs::read_to_string(places.served.at("data/fieldlore.db")).unwrap(), "theirs");
}

#[test]
fn a_tag_that_is_called_like_the_branch_confuses_nobody() {
    let places = Places::new();
    git(places.served.path(), DAY, &["tag", "main"]);
    places.push("Second words.");
    assert_eq!(places.pull(), Ok(Pulled::Forward));
    assert!(places.words().contains("Second words."));
}

#[test]
fn what_was_pushed_once_is_not_kept_where_somebody_else_fetched_before() {
    let places = Places::new();
    places.push("Second words.");
    places.pull().unwrap();
    places.rewrite("Second words, rewritten.");
    git(places.served.path(), DAY, &["fetch", "--quiet", "origin"]);
    assert_eq!(places.pull(), Ok(Pulled::Rewritten { kept: None }));
}

#[test]
fn whatever_is_wrong_is_said_and_mended_by_the_next_pull() {
    // detached HEAD, branch deleted, remote away and back, a lock left behind
    let places = Places::new();
    places.push("Second words.");
    let lock = places.served.at(".git/index.lock");
    std::fs::write(&lock, "").unwrap();
    assert_eq!(places.pull(), Err(Trouble::Locked(".git/index.lock".to_owned())));
    std::fs::remove_file(&lock).unwrap();
    let away = places.remote.path().with_extension("away");
    std::fs::rename(places.remote.path(), &away).unwrap();
    assert!(matches!(places.pull(), Err(Trouble::Failed(_))));
    std::fs::rename(&away, places.remote.path()).unwrap();
    assert_eq!(places.pull(), Ok(Pulled::Forward));
    git(places.served.path(), DAY, &["checkout", "--quiet", "--detach"]);
    assert_eq!(places.pull(), Err(Trouble::Detached));
    git(places.served.path(), DAY, &["checkout", "--quiet", "main"]);
    git(places.remote.path(), DAY, &["branch", "--quiet", "--move", "main", "other"]);
    let gone = Trouble::BranchGone { branch: "main".to_owned(), remote: "origin".to_owned() };
    assert_eq!(places.pull(), Err(gone));
    assert!(places.words().contains("Second words."));
    assert_eq!(pull(Folder::new().path(), "origin", LIMIT), Err(Trouble::NoRepository));
}

#[test]
fn an_empty_checkout_takes_what_the_remote_has() {
    let (places, empty) = (Places::new(), Folder::new());
    init(empty.path());
    git(empty.path(), DAY, &["remote", "add", "origin", &places.remote.path().display().to_string()]);
    assert_eq!(pull(empty.path(), "origin", LIMIT), Ok(Pulled::Forward));
    assert!(empty.at("objections/a.md").exists());
}

#[test]
fn nothing_that_a_repository_names_is_run() {
    // faults.md 11; hooks never run
    let places = Places::new();
    let mark = places.served.at(".git/was-run");
    let script = format!("#!/bin/sh\ntouch '{}'\n", mark.display());
    for hook in
        ["post-merge", "post-checkout", "reference-transaction", "pre-auto-gc", "post-rewrite", "post-index-change"]
    {
        let path = places.served.at(&format!(".git/hooks/{hook}"));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &script).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let program = places.served.at(".git/hooks/post-merge").display().to_string();
    git(places.served.path(), DAY, &["config", "core.fsmonitor", &program]);
    git(places.served.path(), DAY, &["config", "core.hooksPath", ".git/hooks"]);
    git(places.served.path(), DAY, &["config", "remote.origin.uploadpack", &program]);
    for key in ["filter.own.smudge", "filter.own.clean", "filter.own.process", "core.askPass"] {
        git(places.served.path(), DAY, &["config", key, &program]);
    }
    git(places.served.path(), DAY, &["config", "filter.own.required", "true"]);
    places.served.write(".git/info/attributes", "*.md filter=own\n");
    std::fs::remove_file(&mark).ok();
    places.push("Second words.");
    assert_eq!(places.pull(), Ok(Pulled::Forward));
    assert!(places.words().contains("Second words."));
    fieldlore::history::changed_since(places.served.path(), "HEAD~1").unwrap();
    places.rewrite("Rewritten words.");
    assert_eq!(places.pull(), Ok(Pulled::Rewritten { kept: None }));
    let option = format!("--upload-pack={program}");
    assert_eq!(pull(places.served.path(), &option, LIMIT), Err(Trouble::NoRemote(option)));
    git(places.served.path(), DAY, &["config", "remote.origin.url", &format!("ext::{program}")]);
    assert!(matches!(places.pull(), Err(Trouble::Failed(_))));
    assert!(!mark.exists(), "something was run");
}

#[tokio::test]
async fn a_forge_that_signs_has_it_pulled_and_nobody_else() {
    let places = Places::new();
    let site = Site::pulling(places.served.path(), settings());
    let body = "{\"ref\": \"refs/heads/main\"}";
    let mut seal = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    seal.update(body.as_bytes());
    let digits: String = seal.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let signature = format!("sha256={digits}");
    for (number, (header, value)) in [
        ("x-hub-signature-256", signature.as_str()),
        ("x-forgejo-signature", &digits),
        ("x-gitea-signature", &digits),
        ("x-gitlab-token", SECRET),
    ]
    .into_iter()
    .enumerate()
    {
        let words = format!("Words number {number}.");
        places.push(&words);
        // Some forges say where they are.
        let headers = [(header, value), ("origin", "https://forge.example"), ("content-type", "application/json")];
        assert_eq!(post(&site, "/hooks/push", &headers, body).await.status, StatusCode::ACCEPTED, "{header}");
        until(&site, "/objection/a", &words).await;
    }
    let wrong = [
        &[][..],
        &[("x-hub-signature-256", "sha256=00")],
        &[("x-forgejo-signature", "")],
        &[("x-gitlab-token", "between u")],
        &[("x-hub-signature-256", "sha256=00"), ("x-gitlab-token", SECRET)],
    ];
    for headers in wrong {
        assert_eq!(post(&site, "/hooks/push", headers, body).await.status, StatusCode::FORBIDDEN, "{headers:?}");
    }
    // Signed, but of another text.
    let headers = [("x-hub-signature-256", signature.as_str())];
    assert_eq!(post(&site, "/hooks/push", &headers, "{}").await.status, StatusCode::FORBIDDEN);
    let quiet = Site::new(places.served.path());
    assert_eq!(post(&quiet, "/hooks/push", &headers, body).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_steward_has_it_pulled_and_the_health_page_tells() {
    let places = Places::new();
    let site = Site::pulling(places.served.path(), Git { hook_secret: None, ..settings() });
    let health = site.get("/content-health").await.body;
    assert!(health.contains("Pull from origin now") && health.contains("not yet since the start"));
    assert!(health.contains("Git knows all of it.") || health.contains("Git is being asked"));
    places.push("Second words.");
    let asked = post(&site, "/pull", &[], "").await;
    assert_eq!((asked.status, asked.header("location")), (StatusCode::SEE_OTHER, "/content-health"));
    until(&site, "/objection/a", "Second words.").await;
    let good = site.get("/health?diagnostics=0").await.json()["sync"].clone();
    assert!(good["state"] == "ok" && good["last_good"].is_string() && good["last_failure"].is_null(), "{good}");
    places.rewrite("Rewritten words.");
    post(&site, "/pull", &[], "").await;
    until(&site, "/content-health", "the remote's history was another").await;
    let away = places.remote.path().with_extension("away");
    std::fs::rename(places.remote.path(), &away).unwrap();
    post(&site, "/pull", &[], "").await;
    let health = until(&site, "/content-health", "It is tried again by itself").await;
    assert!(health.contains("git says:"));
    let failing = site.get("/health?diagnostics=0").await.json()["sync"].clone();
    assert!(failing["state"] == "failing" && failing["last_failure"]["message"].is_string(), "{failing}");
    assert!(site.get("/objection/a").await.body.contains("Rewritten words."), "what is here is served");
    std::fs::rename(&away, places.remote.path()).unwrap();
    post(&site, "/pull", &[], "").await;
    let started = Instant::now();
    while site.get("/health?diagnostics=0").await.json()["sync"]["state"] != "ok" {
        assert!(started.elapsed() < Duration::from_secs(20));
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn with_a_timer_it_is_pulled_by_itself_and_without_a_remote_never() {
    let places = Places::new();
    places.push("Second words.");
    let every = Some(Duration::from_secs(3600));
    let site = Site::pulling(places.served.path(), Git { pull: every, ..settings() });
    until(&site, "/objection/a", "Second words.").await;
    let plain = Folder::with("objections/a.md", entry("Plain."));
    let site = Site::pulling(plain.path(), Git { hook_secret: None, ..settings() });
    assert!(!site.get("/content-health").await.body.contains("Pull from"));
    assert_eq!(post(&site, "/pull", &[], "").await.status, StatusCode::NOT_FOUND);
    assert!(site.get("/health").await.json()["sync"].is_null());
    assert!(Path::new(&plain.at("objections/a.md")).exists());
}
