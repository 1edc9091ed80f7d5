//! What git remembers of entries: who, when and what changed, from one pass that is kept and extended.

use std::path::Path;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use fieldlore::history::{self, History, Reader, Reason, Standing, What};
use jiff::{Timestamp, ToSpan};

use crate::folder::Folder;
use crate::outcomes::{Hands, Person};
use crate::repository::{ask, commit, commit_by, git, init};
use crate::site::{Site, order};

const LENA: &str = "Lena Fors <lena@tarnfield.example>";
const JO: &str = "Jo Weber <jo@tarnfield.example>";

fn entry(words: &str, metadata: &str) -> String {
    format!(
        "---\ntitle: Price\nquestion: Too dear?\nquick_response: {words}\n{metadata}---\n\n## Answer: Yes {{#yes}}\n\nIt pays back.\n"
    )
}

fn now() -> Timestamp {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

fn read(folder: &Path, cache: Option<&Path>) -> History {
    Reader::new(folder.to_owned(), cache.map(Path::to_owned)).read(&history::mark(folder), now())
}

/// What happened to a file, newest first.
fn told(history: &History, path: &str) -> Vec<(What, String)> {
    let names = |change: history::Change| change.authors().iter().map(|author| author.name.clone()).collect::<Vec<_>>();
    history.changes(path).map(|change| (change.what(), names(change).join("+"))).collect()
}

fn day(at: Option<Timestamp>) -> String {
    at.map_or("unknown".to_owned(), |at| at.to_string()[..10].to_owned())
}

/// Serves a folder whose history has been read.
async fn dated(folder: &Path) -> Site {
    let site = Site::new(folder);
    until(&site, |history| history.standing != Standing::Unasked).await;
    site
}

async fn until(site: &Site, wanted: impl Fn(&History) -> bool) {
    let started = Instant::now();
    while !wanted(site.app.catalog().history()) {
        assert!(started.elapsed() < Duration::from_secs(20), "the history never came");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// An entry written by Lena, changed by Jo with her, swept by a robot, and given another name.
fn repository() -> Folder {
    let folder = Folder::with("objections/price.md", entry("We are worth it.", ""));
    init(folder.path());
    commit_by(folder.path(), "2026-01-05", LENA, "write");
    folder.write("objections/price.md", entry("It pays for itself.", ""));
    commit_by(folder.path(), "2026-03-04", JO, &format!("mend\n\nCo-authored-by: {LENA}"));
    folder.write("objections/price.md", entry("It pays  for itself.", "owner: lena.fors\nlast_verified: 2026-10-01\n"));
    commit_by(folder.path(), "2026-10-01", "Robot <bot@x.example>", "sweep");
    git(folder.path(), "2026-10-02", &["mv", "objections/price.md", "objections/cost.md"]);
    commit_by(folder.path(), "2026-10-02", JO, "rename");
    folder
}

#[test]
fn authors_renames_and_what_readers_see_come_from_one_pass() {
    let folder = repository();
    let history = read(folder.path(), None);
    assert_eq!(history.standing, Standing::Whole);
    assert_eq!(
        told(&history, "objections/cost.md"),
        [
            (What::Renamed, "Jo Weber".to_owned()),
            (What::Slight, "Robot".to_owned()),
            (What::Changed, "Jo Weber+Lena Fors".to_owned()),
            (What::Added, "Lena Fors".to_owned()),
        ]
    );
    // a sweep over metadata makes nothing look fresh.
    let dates = history.dates("objections/cost.md").unwrap();
    assert_eq!((day(dates.added), day(dates.changed)), ("2026-01-05".to_owned(), "2026-03-04".to_owned()));
    assert_eq!(history.dates("objections/price.md"), None);
}

#[test]
fn mailmap_mends_authors_and_co_authors() {
    let folder = repository();
    folder.write(".mailmap", format!("Lena F. Berg <lena.berg@tarnfield.example> {LENA}\n"));
    commit(folder.path(), "2026-10-03");
    let history = read(folder.path(), None);
    let told = told(&history, "objections/cost.md");
    assert_eq!((told[2].1.as_str(), told[3].1.as_str()), ("Jo Weber+Lena F. Berg", "Lena F. Berg"));
}

#[test]
fn what_was_read_is_kept_and_only_what_came_since_is_read() {
    let (folder, data) = (repository(), Folder::new());
    let cache = data.at("history");
    let first = read(folder.path(), Some(&cache));
    let kept = std::fs::read(&cache).unwrap();
    // The same commit: nothing is written anew.
    assert!(read(folder.path(), Some(&cache)) == first && std::fs::read(&cache).unwrap() == kept);
    folder.write("objections/cost.md", entry("It saves more than it costs.", ""));
    commit_by(folder.path(), "2026-11-01", LENA, "again");
    let extended = read(folder.path(), Some(&cache));
    assert_eq!(told(&extended, "objections/cost.md")[0], (What::Changed, "Lena Fors".to_owned()));
    assert_eq!(told(&extended, "objections/cost.md"), told(&read(folder.path(), None), "objections/cost.md"));
    // What came while it was known changed for readers when it came.
    let newest = extended.changes("objections/cost.md").next().unwrap();
    assert_eq!((day(newest.at()), newest.seen_at()), ("2026-11-01".to_owned(), Some(now())));
    // Torn, of another commit or of another folder: read anew.
    std::fs::write(&cache, &kept[..kept.len() - 9]).unwrap();
    assert_eq!(told(&read(folder.path(), Some(&cache)), "objections/cost.md").len(), 5);
    git(folder.path(), "2026-11-02", &["reset", "--quiet", "--hard", "HEAD~2"]);
    folder.write("objections/price.md", entry("Another past.", ""));
    commit_by(folder.path(), "2026-11-03", JO, "rewritten");
    assert_eq!(told(&read(folder.path(), Some(&cache)), "objections/price.md").len(), 4);
    assert_eq!(told(&read(&folder.at("objections"), Some(&cache)), "price.md").len(), 4);
}

#[test]
fn a_shallow_clone_says_that_dates_are_unknown() {
    let (origin, clone) = (repository(), Folder::new());
    let from = format!("file://{}", origin.path().display());
    git(clone.path(), "2026-11-23", &["clone", "--quiet", "--depth", "1", &from, "kb"]);
    let history = read(&clone.at("kb"), None);
    assert_eq!(history.standing, Standing::Shallow);
    assert_eq!(history.dates("objections/cost.md"), Some(history::Dates::default()));
    git(&clone.at("kb"), "2026-11-23", &["fetch", "--quiet", "--unshallow"]);
    assert_eq!(told(&read(&clone.at("kb"), None), "objections/cost.md").len(), 4);
}

#[test]
fn a_folder_of_somebody_else_is_read_all_the_same() {
    // "detected dubious ownership"
    let folder = repository();
    let changed = std::os::unix::fs::chown(folder.path(), Some(4711), Some(4711));
    if changed.is_err() {
        return eprintln!("skipped: only root can give a folder away");
    }
    std::os::unix::fs::chown(folder.at(".git"), Some(4711), Some(4711)).unwrap();
    assert_eq!(told(&read(folder.path(), None), "objections/cost.md").len(), 4);
}

/// Puts a commit on top that no git would make.
fn forge(folder: &Path, author: &str) {
    let (tree, parent) = (ask(folder, &["rev-parse", "HEAD^{tree}"]), ask(folder, &["rev-parse", "HEAD"]));
    let text = format!("tree {tree}\nparent {parent}\nauthor {author}\ncommitter {author}\n\nodd\n");
    let file = folder.join("odd-commit");
    std::fs::write(&file, text).unwrap();
    let made = ask(folder, &["hash-object", "-t", "commit", "-w", "--literally", "odd-commit"]);
    std::fs::remove_file(&file).unwrap();
    ask(folder, &["update-ref", "refs/heads/main", &made]);
}

#[test]
fn merges_and_odd_authors_break_nothing() {
    let folder = repository();
    git(folder.path(), "2026-10-03", &["checkout", "--quiet", "-b", "side", "HEAD~1"]);
    folder.write("objections/price.md", entry("Said on a branch.", "owner: lena.fors\nlast_verified: 2026-10-01\n"));
    commit_by(folder.path(), "2026-10-03", "O'Brien | Q <o@x.example>", "branch");
    git(folder.path(), "2026-10-04", &["checkout", "--quiet", "main"]);
    git(folder.path(), "2026-10-04", &["merge", "--quiet", "--no-ff", "--message", "merge", "side"]);
    let merged = read(folder.path(), None);
    let names: Vec<_> = told(&merged, "objections/cost.md").into_iter().map(|(_, name)| name).collect();
    assert!(names.len() == 5 && names.contains(&"O'Brien | Q".to_owned()), "{names:?}");
    for (number, author) in [
        " <> 1790000000 +0000",
        "A\u{1}B | C <a b@x> 1790000000 +0000",
        "Old <old@x> -86400 +0000",
        "Zero <zero@x> 0 +0000",
        "Late <late@x> 32503680000 +0000",
        "Never <never@x> 99999999999999999999 +0000",
        "No date <no@x>",
    ]
    .into_iter()
    .enumerate()
    {
        folder.write("objections/cost.md", entry(&format!("Number {number}."), ""));
        git(folder.path(), "2026-10-05", &["add", "--all"]);
        git(folder.path(), "2026-10-05", &["commit", "--quiet", "--message", "before"]);
        // The same change once more, by somebody odd.
        let (tree, parent) = (ask(folder.path(), &["rev-parse", "HEAD"]), ask(folder.path(), &["rev-parse", "HEAD~1"]));
        forge(folder.path(), author);
        let odd = ask(folder.path(), &["rev-parse", "HEAD"]);
        assert!(odd != tree && odd != parent);
        let rewritten = ask(folder.path(), &["cat-file", "commit", &odd]).replace(&tree, &parent);
        std::fs::write(folder.at("odd-commit"), rewritten + "\n").unwrap();
        let made = ask(folder.path(), &["hash-object", "-t", "commit", "-w", "--literally", "odd-commit"]);
        std::fs::remove_file(folder.at("odd-commit")).unwrap();
        ask(folder.path(), &["update-ref", "refs/heads/main", &made]);
        let history = read(folder.path(), None);
        assert_eq!(history.standing, Standing::Whole, "{author:?}");
        let newest = history.changes("objections/cost.md").next().unwrap();
        assert_eq!(newest.what(), What::Changed, "{author:?}");
        let dated = author.contains(" 1790000000 ");
        assert_eq!(newest.at().is_some(), dated, "{author:?}: {:?}", newest.at());
    }
}

#[test]
fn a_detached_head_a_submodule_and_a_lock_left_behind_are_no_hindrance() {
    let folder = repository();
    git(folder.path(), "2026-10-05", &["checkout", "--quiet", "--detach", "HEAD"]);
    let inner = Folder::with("inner.md", "# Inner\n");
    init(inner.path());
    commit(inner.path(), "2026-10-05");
    let from = inner.path().display().to_string();
    git(
        folder.path(),
        "2026-10-05",
        &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &from, "module.md"],
    );
    commit(folder.path(), "2026-10-06");
    std::fs::write(folder.at(".git/index.lock"), "").unwrap();
    let history = read(folder.path(), None);
    assert_eq!(told(&history, "objections/cost.md").len(), 4);
    assert_eq!(history.dates("module.md"), None);
}

#[tokio::test]
async fn without_commits_files_or_a_repository_the_folder_is_served_and_says_why() {
    let plain = Folder::with("objections/a.md", entry("Yes.", ""));
    let unborn = Folder::with("objections/a.md", entry("Yes.", ""));
    init(unborn.path());
    let bare = Folder::new();
    git(bare.path(), "2026-01-01", &["init", "--quiet", "--bare"]);
    bare.write("objections/a.md", entry("Yes.", ""));
    for (folder, reason, words) in [
        (&plain, Reason::NoRepository, "is in no git repository"),
        (&unborn, Reason::NothingCommitted, "nothing is committed yet"),
        (&bare, Reason::Bare, "lies in a bare repository"),
    ] {
        let site = dated(folder.path()).await;
        assert_eq!(site.app.catalog().history().standing, Standing::Unknown(reason));
        assert!(site.get("/objection/a").await.body.contains("Yes."));
        let past = site.get("/history/objection/a").await;
        assert!(past.status == StatusCode::OK && past.body.contains(words), "{}", past.body);
    }
}

#[tokio::test]
async fn an_entry_tells_who_wrote_it_and_its_history_word_by_word() {
    let folder = repository();
    folder.write("people.yaml", "people:\n  jo.w:\n    name: Johanna Weber\n    mails: [jo@tarnfield.example]\n");
    let site = dated(folder.path()).await;
    let body = site.get("/objection/cost").await.body;
    order(
        &body,
        &["Written by", "Lena Fors", "5 Jan", "last changed by", "Johanna Weber and Lena Fors", "4 Mar", "All changes"],
    );
    let past = site.get("/history/objection/cost").await.body;
    order(
        &past,
        &[
            "Johanna Weber</span> gave it another name or place, 2 Oct",
            "Robot</span> touched no word of it",
            "Johanna Weber and Lena Fors</span> changed it, 4 Mar",
            "<del>We are worth it.</del>",
            "<ins>It pays for itself.</ins>",
            "Lena Fors</span> wrote it, 5 Jan",
        ],
    );
    assert!(!past.contains("tarnfield.example") && !past.contains("x.example"), "mails are not shown");
    let commit = ask(folder.path(), &["log", "--format=%H", "--reverse"]).lines().next().unwrap().to_owned();
    assert!(
        site.get(&format!("/history/objection/cost?change={commit}")).await.body.contains("<ins>Title: Price</ins>")
    );
}

#[tokio::test]
async fn nothing_of_an_address_reaches_git() {
    let folder = repository();
    let site = dated(folder.path()).await;
    let out = folder.at("out");
    let commit = ask(folder.path(), &["rev-parse", "HEAD"]);
    for odd in [
        "HEAD",
        "main",
        "--output%3D/tmp/x",
        &format!("--output={}", out.display()),
        &commit[..12],
        "",
        &"0".repeat(40),
    ] {
        let answer = site.get(&format!("/history/objection/cost?change={odd}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{odd}");
    }
    assert!(!out.exists());
    assert!(history::text(folder.path(), "HEAD:objections/cost.md").is_none());
    assert!(history::text(folder.path(), "--batch").is_none());
    assert_eq!(site.get("/history/objection/none").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn how_an_entry_read_while_it_was_closed_stays_closed() {
    let folder = Folder::with("objections/a.md", entry("Secret okapi.", "visibility: restricted\n"));
    init(folder.path());
    commit(folder.path(), "2026-01-01");
    folder.write("objections/a.md", entry("Said to all.", ""));
    commit(folder.path(), "2026-02-01");
    folder.write("objections/a.md", entry("Said to everybody.", ""));
    commit(folder.path(), "2026-03-01");
    let site = Site::public(folder.path());
    until(&site, |history| history.standing == Standing::Whole).await;
    let commits = ask(folder.path(), &["log", "--format=%H"]);
    for commit in commits.lines() {
        let body = site.get(&format!("/history/objection/a?change={commit}")).await.body;
        assert!(!body.contains("okapi") && body.contains("<h1"), "{body}");
    }
    let opened = commits.lines().nth(1).unwrap();
    let body = site.get(&format!("/history/objection/a?change={opened}")).await.body;
    assert!(body.contains("was not for everybody"));
}

#[tokio::test]
async fn who_used_an_entry_before_it_changed_is_told_until_they_have_seen_it() {
    let folder = repository();
    let clock = Hands::at("2026-11-23T09:00:00Z");
    let site = Site::kept(folder.path(), clock.clone(), tempfile::tempdir().unwrap());
    until(&site, |history| history.standing == Standing::Whole).await;
    let ann = Person::new(&site, 1);
    let see = async || ann.get("/objection/cost").await.body;
    assert!(!see().await.contains("Changed since"));
    assert_eq!(ann.form("/use", &[("answer", "objection/cost")]).await.status, StatusCode::SEE_OTHER);
    clock.on(4.hours());
    // Metadata alone is nothing to be told of.
    change(&site, &folder, "It pays for itself.").await;
    assert!(!see().await.contains("Changed since"));
    change(&site, &folder, "It pays within a year.").await;
    let body = see().await;
    let words = [
        "Changed since you used it",
        "Jo Weber",
        "It pays",
        "<del>for itself.</del>",
        "<ins>within a year.</ins>",
        "Seen",
    ];
    order(&body, &words);
    let other = Person::new(&site, 2).get("/objection/cost").await.body;
    assert!(!other.contains("Changed since"), "nobody else is told");
    let seen = ann.form("/seen-change", &[("entry", "objection/cost")]).await;
    assert_eq!((seen.status, seen.header("location")), (StatusCode::SEE_OTHER, "/objection/cost"));
    assert!(!see().await.contains("Changed since"));
    // The next change is told of again, and using it is seeing it.
    clock.on(24.hours());
    change(&site, &folder, "It pays within a month.").await;
    clock.on(1.hour());
    order(&see().await, &["<del>year.</del>", "<ins>month.</ins>"]);
    ann.form("/use", &[("answer", "objection/cost")]).await;
    assert!(!see().await.contains("Changed since"));
}

/// Commits other words, and waits until they are known.
async fn change(site: &Site, folder: &Folder, words: &str) {
    folder.write("objections/cost.md", entry(words, "owner: jo\n"));
    commit_by(folder.path(), "2026-11-23", JO, words);
    let head = ask(folder.path(), &["rev-parse", "HEAD"]);
    until(site, |history| history.commit == head).await;
}

#[tokio::test]
async fn codeowners_answer_for_what_names_nobody() {
    let folder = Folder::with(
        "kb/people.yaml",
        "people:\n  lena.fors:\n    name: Lena Fors\n    forge: {github: lena-f}\n  jo.w:\n    name: Jo Weber\n    mails: [jo@tarnfield.example]\n  gone.g:\n    name: Gone Girl\n    forge: gone\n    active: false\n",
    );
    folder.write(".github/CODEOWNERS", "* @nobody-here\n/kb/objections/ @acme/team @gone @lena-f\n/kb/objections/free.md\n/kb/objections/mail.md jo@tarnfield.example\n");
    folder.write("kb/lessons/CODENOTIFY", "*.md @lena-f\n");
    for (path, more) in [
        ("objections/listed", ""),
        ("objections/own", "owner: jo.w\n"),
        ("objections/free", ""),
        ("objections/mail", ""),
    ] {
        folder.write(&format!("kb/{path}.md"), entry("Yes.", more));
    }
    init(folder.path());
    commit_by(folder.path(), "2026-10-01", "Jo <jo@tarnfield.example>", "write");
    let site = dated(&folder.at("kb")).await;
    let line = async |slug: &str| site.get(&format!("/objection/{slug}")).await.body;
    assert!(line("listed").await.contains("Lena Fors answers for it"));
    assert!(line("own").await.contains("Jo Weber answers for it"));
    assert!(line("mail").await.contains("Jo Weber answers for it"));
    let free = line("free").await;
    order(&free, &["nobody answers for it; probably", "Jo Weber", "can tell"]);
    let catalog = site.app.catalog();
    let owns = |id: &str, slug: &str| {
        let viewer = fieldlore::model::person::Viewer { id: id.to_owned(), ..Default::default() };
        catalog.owns(&viewer, catalog.page(&format!("objection/{slug}")).unwrap().entry())
    };
    assert!(owns("lena.fors", "listed") && !owns("jo.w", "listed"));
    assert!(owns("jo.w", "own") && owns("jo.w", "mail") && !owns("jo.w", "free"));
    assert!(!free.contains("tarnfield.example"), "mails are not shown");
    // Search goes by the same, by whatever name.
    let found = async |query: &str| {
        let answer = site.get(&format!("/api/v1/search?{query}")).await.json();
        let results = answer["results"].as_array().unwrap().iter();
        let mut ids: Vec<_> = results.map(|hit| hit["id"].as_str().unwrap().replace("objection/", "")).collect();
        ids.sort();
        ids.join(" ")
    };
    assert_eq!(found("q=owner:lena.fors").await, "listed");
    assert_eq!(found("q=price+owner:lena-f").await, "listed");
    assert_eq!(found("q=owner:%22jo+weber%22").await, "free mail own");
    assert_eq!(found("owner=jo.w").await, "free mail own");
    assert_eq!(found("owner=nobody.here").await, "");
    let page = site.get("/search?owner=jo.w").await.body;
    assert!(page.contains("Jo Weber"), "{page}");
    assert!(free.contains("href=\"/search?owner=jo%2Ew\""), "{free}");
    let typed = site.get("/api/v1/suggest?q=owner:we").await.json();
    assert_eq!(typed["filters"][0]["text"], "owner:jo.w ");
    assert_eq!(site.get("/browse/owner/jo.w").await.header("location"), "/search?owner=jo%2Ew");
}
