//! What is new: dated by git where there is a history, by the files where there is none; as a page and as a feed.

use std::path::Path;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use fieldlore::catalog::Catalog;
use fieldlore::history::Standing;

use crate::folder::Folder;
use crate::repository::{commit, git, init};
use crate::site::{Site, order};

/// Waits until the catalog is as wanted; far longer than it ever takes.
async fn wait(site: &Site, what: &str, wanted: impl Fn(&Catalog) -> bool) {
    let started = Instant::now();
    while !wanted(&site.app.catalog()) {
        assert!(started.elapsed() < Duration::from_secs(20), "never seen: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Serves a folder whose history has been read.
async fn dated(folder: &Path) -> Site {
    let site = Site::new(folder);
    wait(&site, "a history", |catalog| catalog.history().standing != Standing::Unasked).await;
    site
}

/// A repository with three days of history.
fn repository() -> Folder {
    let folder = Folder::with("lessons/old.md", "---\ntitle: Old lesson\n---\nx\n");
    init(folder.path());
    commit(folder.path(), "2026-01-05");
    folder.write("october.md", "# October page\n");
    commit(folder.path(), "2026-10-02");
    folder.write("lessons/old.md", "---\ntitle: Old lesson\n---\nmended\n");
    commit(folder.path(), "2026-11-20");
    folder.write("objections/größe x.md", "---\ntitle: Fresh\nquestion: Fresh question?\n---\nx\n");
    commit(folder.path(), "2026-11-23");
    folder
}

#[tokio::test]
async fn news_are_dated_by_git_and_grouped_in_words() {
    let folder = repository();
    let site = dated(folder.path()).await;
    let body = site.get("/new").await.body;
    order(
        &body,
        &["Today", "Fresh question?", "23 Nov", "This week", "Old lesson", "20 Nov", "October 2026", "October page"],
    );
    assert_eq!((body.matches(">new<").count(), body.matches(">changed<").count()), (2, 1));
    assert!(body.contains("<title>New · Test</title>") && !body.contains("were saved"));
    let lessons = site.get("/new?kind=lesson").await.body;
    assert!(lessons.contains("Old lesson") && !lessons.contains("October page"));
    assert!(site.get("/new?kind=battlecard").await.body.contains("Nothing of this kind"));
    assert!(site.get("/new?page=2").await.body.contains("nothing further"));
    order(&site.get("/").await.body, &["New this week", "Fresh question?", "Old lesson", "Everything new"]);
}

#[tokio::test]
async fn a_folder_inside_a_repository_has_the_history_of_its_own_files() {
    let folder = Folder::with("handbook/kb/a.md", "# Alpha\n");
    folder.write("elsewhere.md", "# Elsewhere\n");
    init(folder.path());
    commit(folder.path(), "2026-03-04");
    let site = dated(&folder.at("handbook/kb")).await;
    let body = site.get("/new").await.body;
    order(&body, &["March 2026", "Alpha", "4 Mar"]);
    assert!(!body.contains("Elsewhere"));
}

#[tokio::test]
async fn what_is_not_committed_is_new_since_it_was_saved() {
    let folder = repository();
    folder.write("fresh.md", "# Uncommitted\n");
    let day = std::fs::File::open(folder.at("fresh.md")).unwrap();
    day.set_modified(std::time::UNIX_EPOCH + Duration::from_secs(1_796_000_000)).unwrap();
    let body = dated(folder.path()).await.get("/new").await.body;
    order(&body, &["Today", "Uncommitted", "Fresh question?"]);
}

#[tokio::test]
async fn without_git_the_day_counts_on_which_a_file_was_saved() {
    let folder = Folder::with("a.md", "# Alpha\n");
    std::fs::File::open(folder.at("a.md"))
        .unwrap()
        .set_modified(std::time::UNIX_EPOCH + Duration::from_secs(1_780_000_000))
        .unwrap();
    let site = dated(folder.path()).await;
    let body = site.get("/new").await.body;
    order(
        &body,
        &["May 2026", "Alpha", ">changed<", "28 May", "were saved, because the content folder is in no git repository"],
    );
    let empty = Folder::with("a.md", "# Alpha\n");
    init(empty.path());
    let body = dated(empty.path()).await.get("/new").await.body;
    assert!(body.contains("because nothing is committed yet") && body.contains("Alpha"));
}

#[tokio::test]
async fn a_shallow_clone_calls_nothing_new_that_it_cannot_date() {
    let origin = repository();
    let clone = Folder::new();
    let from = format!("file://{}", origin.path().display());
    git(clone.path(), "2026-11-23", &["clone", "--quiet", "--depth", "2", &from, "kb"]);
    let site = dated(&clone.at("kb")).await;
    assert_eq!(site.app.catalog().history().standing, Standing::Shallow);
    let body = site.get("/new").await.body;
    assert!(body.contains("Fresh question?") && body.contains("--unshallow"));
    assert!(!body.contains("Old lesson") && !body.contains("October page"));
}

#[tokio::test]
async fn a_commit_is_noticed() {
    let folder = repository();
    let site = dated(folder.path()).await;
    folder.write("october.md", "# October page\n\nmore\n");
    commit(folder.path(), "2026-11-22");
    // The next change of the folder leads to a look at the history.
    folder.write("october.md", "# October page\n\nmore and more\n");
    wait(&site, "the commit", |catalog| {
        catalog.news().any(|news| news.page.entry().title == "October page" && news.day().to_string() == "2026-11-22")
    })
    .await;
}

#[tokio::test]
async fn nothing_that_a_repository_configures_is_run() {
    let folder = repository();
    let ran = folder.at(".git/ran");
    let run = format!("touch '{}'", ran.display());
    for name in
        ["core.fsmonitor", "core.pager", "core.sshCommand", "gpg.program", "diff.external", "alias.log", "pager.log"]
    {
        git(folder.path(), "2026-11-23", &["config", name, &run]);
    }
    git(folder.path(), "2026-11-23", &["config", "log.showSignature", "true"]);
    let site = dated(folder.path()).await;
    assert_eq!(site.app.catalog().history().standing, Standing::Whole);
    assert!(!ran.exists());
}

/// Entries of every standing.
fn standings() -> Folder {
    let folder = Folder::new();
    let lesson = |title: &str, more: &str| {
        format!("---\ntitle: {title}\nlesson: Ask.\nstages: [discover]\ntags: [{title}]\n{more}---\nx\n")
    };
    folder.write("lessons/open.md", lesson("Openword", ""));
    folder.write("lessons/draft.md", lesson("Draftword", "status: draft\n"));
    folder.write("lessons/closed.md", lesson("Closedword", "visibility: restricted\n"));
    folder.write("lessons/unclear.md", lesson("Unclearword", "visiblity: restricted\n"));
    folder.write("lessons/past.md", lesson("Pastword", "expires: 2026-01-01\n"));
    folder.write("lessons/archived.md", lesson("Archivedword", "status: archived\n"));
    folder
}

#[tokio::test]
async fn what_is_closed_is_in_no_list_and_what_is_over_is_not_announced() {
    let folder = standings();
    let site = dated(folder.path()).await;
    for path in [
        "/",
        "/new",
        "/new.atom",
        "/browse",
        "/browse/stage/discover",
        "/browse/stage/discover?kind=lesson",
        "/lesson",
        "/lesson?in=do",
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        for hidden in ["Closedword", "Unclearword"] {
            assert!(!answer.body.contains(hidden), "{path} tells of {hidden}");
        }
    }
    for path in ["/new", "/new.atom"] {
        let body = site.get(path).await.body;
        assert!(body.contains("Openword") && !body.contains("Pastword") && !body.contains("Archivedword"), "{path}");
    }
    let new = site.get("/new").await.body;
    assert!(new.contains("Draftword") && new.contains(">Draft<"));
    assert!(!site.get("/new.atom").await.body.contains("Draftword"));
    let browse = site.get("/browse").await.body;
    assert!(
        browse.contains("Lessons</a> <span class=\"count\">4<")
            && browse.contains("Discover</a> <span class=\"count\">4<")
    );
    order(&site.get("/lesson").await.body, &["Openword", "Archivedword"]);
    assert_eq!(site.get("/browse/tag/Closedword").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/browse/tag/Openword").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_feed_is_valid_whatever_is_written() {
    let folder = Folder::new();
    folder.write("objections/x.md", "---\ntitle: T\nquestion: \"\\a\\e[1m <b>&amp; ]]> \\\"x\\\" 'y' \\0 größe\"\nquick_response: \"a\\x0Bb <script>\"\n---\n");
    folder.write("a b/ü.md", "# A & B\n\nText\n");
    let site = dated(folder.path()).await;
    let answer = site.get_with("/new.atom", &[("host", "kb.example:8080"), ("x-forwarded-host", "evil.example")]).await;
    assert!(answer.header("content-type").starts_with("application/atom+xml"));
    let feed = roxmltree::Document::parse(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.body));
    let root = feed.root_element();
    assert_eq!(root.tag_name().namespace(), Some("http://www.w3.org/2005/Atom"));
    let text = |node: roxmltree::Node, name: &str| {
        let child = node.children().find(|child| child.tag_name().name() == name);
        child.and_then(|child| child.text().map(str::to_owned)).unwrap_or_else(|| panic!("no {name}"))
    };
    let link = |node: roxmltree::Node, rel: &str| {
        let link = node.children().find(|child| child.attribute("rel") == Some(rel));
        link.and_then(|link| link.attribute("href").map(str::to_owned)).unwrap()
    };
    assert_eq!(link(root, "self"), "http://kb.example:8080/new.atom");
    assert!(text(root, "id").starts_with("urn:uuid:") && text(root, "title").starts_with("Test"));
    assert!(root.children().any(|child| child.tag_name().name() == "author" && text(child, "name") == "Test"));
    let entries: Vec<_> = root.children().filter(|child| child.tag_name().name() == "entry").collect();
    assert_eq!(entries.len(), 2);
    for entry in &entries {
        let moment: jiff::Timestamp = text(*entry, "updated").parse().unwrap();
        assert!(moment > jiff::Timestamp::UNIX_EPOCH && text(*entry, "id").len() == "urn:uuid:".len() + 36);
        let path = link(*entry, "alternate").replace("http://kb.example:8080", "");
        assert_eq!(site.get(&path).await.status, StatusCode::OK, "{path}");
    }
    let question = entries.iter().map(|entry| text(*entry, "title")).find(|title| title.contains("größe")).unwrap();
    assert!(question.contains("[1m <b>&amp; ]]> \"x\" 'y'"), "{question}");
    let ids = |body: &str| body.split("<id>").skip(1).map(|rest| rest[..45].to_owned()).collect::<Vec<_>>();
    assert_eq!(ids(&answer.body), ids(&site.get("/new.atom").await.body), "the host does not change who is who");
    assert!(!answer.body.contains("evil.example"));
}

#[tokio::test]
async fn the_feed_is_sent_once_and_can_be_narrowed() {
    let folder = repository();
    let site = dated(folder.path()).await;
    let first = site.get("/new.atom").await;
    let again = site.get_with("/new.atom", &[("if-none-match", first.header("etag"))]).await;
    assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert!(first.body.contains("<updated>2026-11-23T12:00:00Z</updated>"));
    let lessons = site.get("/new.atom?kind=lesson").await.body;
    assert!(lessons.contains("Old lesson") && !lessons.contains("October page"));
    assert!(site.get("/").await.body.contains("href=\"/new.atom\""));
    let empty = Folder::new();
    assert!(roxmltree::Document::parse(&dated(empty.path()).await.get("/new.atom").await.body).is_ok());
}

#[tokio::test]
async fn long_news_have_further_leaves() {
    let folder = Folder::new();
    init(folder.path());
    (0..60).for_each(|number| folder.write(&format!("p{number:02}.md"), format!("# Number {number:02}\n")));
    commit(folder.path(), "2026-11-02");
    let site = dated(folder.path()).await;
    let (first, second) = (site.get("/new").await.body, site.get("/new?page=2").await.body);
    assert!(first.contains("Number 49") && !first.contains("Number 50") && first.contains("/new?page=2"));
    assert!(second.contains("Number 59") && !second.contains("Number 49") && second.contains("This month"));
    assert_eq!(site.get("/new.atom").await.body.matches("<entry>").count(), 50);
}
