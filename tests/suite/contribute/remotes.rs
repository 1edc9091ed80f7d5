//! The remote: gone on, gone away, or with a will of its own.

use axum::http::StatusCode;
use fieldlore::config::Publish;

use super::{ERP, Repository, committed, erp, executable, form, hidden, typed};
use crate::identity::{get_as, post_as};
use crate::repository::{commit, git};

/// Somebody else changes a file and gives that to the remote.
fn elsewhere(repository: &Repository, path: &str, text: &str) {
    let clone = tempfile::tempdir().unwrap();
    git(clone.path(), "2026-11-05", &["clone", "--quiet", &repository.bare().to_string_lossy(), "."]);
    std::fs::write(clone.path().join("playbook").join(path), text).unwrap();
    git(clone.path(), "2026-11-05", &["add", "--all"]);
    git(clone.path(), "2026-11-05", &["commit", "--quiet", "--message", "elsewhere"]);
    git(clone.path(), "2026-11-05", &["push", "--quiet", "origin", "HEAD:main"]);
}

#[tokio::test]
async fn it_goes_on_from_what_the_remote_has_by_now() {
    for publish in [Publish::Propose, Publish::Direct] {
        let repository = Repository::with_remote();
        let site = repository.serve(publish);
        elsewhere(&repository, "new.md", "# New\n");
        let hash = committed(&typed(&site, "lena.fors", ERP, "send", &erp("Now?")).await);
        assert_eq!(repository.there(&["log", "--format=%s", &hash]), "Count first\nelsewhere\n2026-11-01");
        if publish == Publish::Direct {
            assert_eq!(repository.there(&["rev-parse", "main"]), hash);
            assert_eq!(repository.read("new.md"), "# New\n");
            assert_eq!(repository.says(&["status", "--porcelain"]), "");
        }
        // The same file changed there: nothing is written over.
        let begun = hidden(&get_as(&site, "lena.fors", ERP).await, "begun");
        elsewhere(&repository, "objections/erp.md", &erp("From elsewhere?"));
        let send = form(&[("do", "send"), ("text", &erp("Mine?")), ("begun", &begun)]);
        let refused = post_as(&site, "lena.fors", ERP, &send).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains("<del>− quick_response: From elsewhere?"), "{}", refused.body);
        repository.is_sound();
    }
}

#[tokio::test]
async fn a_branch_that_the_remote_protects_gets_a_proposal() {
    let repository = Repository::with_remote();
    let protects = "#!/bin/sh\n[ \"$1\" != refs/heads/main ] || { echo 'main is protected'; exit 1; }\n";
    executable(&repository.bare().join("hooks/update"), protects);
    let site = repository.serve(Publish::Direct);
    let hash = committed(&typed(&site, "lena.fors", ERP, "send", &erp("Now?")).await);
    assert_eq!(repository.there(&["rev-parse", "fieldlore/lena.fors/erp-1"]), hash);
    assert_ne!(repository.says(&["rev-parse", "HEAD"]), hash);
    let page = get_as(&site, "lena.fors", &format!("/proposed?commit={hash}")).await;
    assert!(page.body.contains("fieldlore/lena.fors/erp-1"), "{}", page.body);
}

#[tokio::test]
async fn what_the_remote_does_not_take_is_kept_and_sent_once_more() {
    let repository = Repository::with_remote();
    let site = repository.serve(Publish::Direct);
    let away = repository.bare().with_extension("away");
    std::fs::rename(repository.bare(), &away).unwrap();
    let hash = committed(&typed(&site, "lena.fors", ERP, "send", &erp("Now?")).await);
    let address = format!("/proposed?commit={hash}");
    let page = get_as(&site, "lena.fors", &address).await;
    assert!(page.body.contains("the remote does not have it yet"), "{}", page.body);
    assert!(get_as(&site, "lena.fors", "/yours").await.body.contains("not sent to the remote yet"));
    let push = form(&[("commit", &hash)]);
    let refused = post_as(&site, "lena.fors", "/proposed/push", &push).await;
    assert_eq!(refused.status, StatusCode::BAD_GATEWAY);
    assert!(refused.body.contains("The remote did not take it."), "{}", refused.body);
    assert_eq!(post_as(&site, "tom.hale", "/proposed/push", &push).await.status, StatusCode::NOT_FOUND);
    std::fs::rename(&away, repository.bare()).unwrap();
    assert_eq!(post_as(&site, "lena.fors", "/proposed/push", &push).await.header("location"), address);
    assert_eq!(repository.there(&["rev-parse", "fieldlore/lena.fors/erp-1"]), hash);
    // Taken over there, it leaves the list.
    assert!(get_as(&site, "lena.fors", "/yours").await.body.contains("Count first"));
    repository.git(&["push", "--quiet", "origin", &format!("{hash}:main")]);
    repository.git(&["fetch", "--quiet", "origin"]);
    assert!(!get_as(&site, "lena.fors", "/yours").await.body.contains("Count first"));
}

#[tokio::test]
async fn the_forge_is_linked_and_what_opens_it_is_told_to_nobody() {
    let repository = Repository::new();
    repository.git(&["remote", "add", "origin", "http://bot:s3cr3t@127.0.0.1:9/sales/playbook.git"]);
    let site = repository.serve(Publish::Propose);
    let entry = get_as(&site, "lena.fors", "/objection/erp").await;
    let edit = "http://127.0.0.1:9/sales/playbook/_edit/main/playbook/objections/erp.md";
    assert!(entry.body.contains(&format!("href=\"{edit}\"")) && entry.body.contains("href=\"/suggest/objection/erp\""));
    assert!(entry.body.contains("Add an answer"), "{}", entry.body);
    let hash = committed(&typed(&site, "lena.fors", ERP, "send", &erp("Now?")).await);
    let page = get_as(&site, "lena.fors", &format!("/proposed?commit={hash}")).await;
    let refused = post_as(&site, "lena.fors", "/proposed/push", &form(&[("commit", &hash)])).await;
    for page in [&entry, &page, &refused] {
        assert!(!page.body.contains("s3cr3t"), "{}", page.body);
    }
    // As far as anybody knows here, the remote has it.
    let given = format!("refs/fieldlore/given/{}", "fieldlore/lena.fors/erp-1");
    repository.git(&["update-ref", &given, &hash]);
    let page = get_as(&site, "lena.fors", &format!("/proposed?commit={hash}")).await;
    let compare = "http://127.0.0.1:9/sales/playbook/compare/main...fieldlore/lena.fors/erp-1";
    assert!(page.body.contains(&format!("href=\"{compare}\"")), "{}", page.body);
}

/// Git calls the branch `heads/main` then.
#[tokio::test]
async fn a_tag_may_be_called_like_the_branch() {
    let repository = Repository::with_remote();
    repository.git(&["tag", "main"]);
    let site = repository.serve(Publish::Direct);
    let hash = committed(&typed(&site, "lena.fors", ERP, "send", &erp("Tagged?")).await);
    assert_eq!(repository.there(&["rev-parse", "refs/heads/main"]), hash);
    assert_eq!(repository.read("objections/erp.md"), erp("Tagged?"));
    repository.is_sound();
}

/// A remote that takes what it is given and never says so.
struct Silent {
    pipe: std::path::PathBuf,
}

impl Silent {
    fn new(repository: &Repository) -> Silent {
        let pipe = repository.bare().join("never");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        // Whoever reads of a pipe waits for somebody to write.
        executable(&repository.bare().join("hooks/post-receive"), &format!("#!/bin/sh\ncat '{}'\n", pipe.display()));
        Silent { pipe }
    }

    /// It speaks again, and whoever waited goes on.
    fn end(self, repository: &Repository) {
        std::fs::remove_file(repository.bare().join("hooks/post-receive")).unwrap();
        let waiting = std::fs::OpenOptions::new().read(true).write(true).open(&self.pipe).unwrap();
        drop(waiting);
        std::fs::remove_file(&self.pipe).unwrap();
    }
}

#[tokio::test]
async fn a_remote_that_is_silent_after_it_was_given_something_is_given_up_and_has_it_once() {
    for publish in [Publish::Propose, Publish::Direct] {
        let repository = Repository::with_remote();
        let site = repository.serve(publish);
        let silent = Silent::new(&repository);
        let hash = committed(&typed(&site, "lena.fors", ERP, "send", &erp("Now?")).await);
        silent.end(&repository);
        // It is told, and kept as a proposal.
        let page = get_as(&site, "lena.fors", &format!("/proposed?commit={hash}")).await;
        assert!(page.body.contains("the remote does not have it yet"), "{}", page.body);
        let push = form(&[("commit", &hash)]);
        let again = post_as(&site, "lena.fors", "/proposed/push", &push).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
        assert_eq!(repository.there(&["rev-parse", "fieldlore/lena.fors/erp-1"]), hash);
        // Sent once more it is the same commit, not another.
        let once = || repository.there(&["rev-list", "--all", "--count"]);
        assert_eq!(once(), "2");
        if publish == Publish::Direct {
            assert_eq!(repository.there(&["rev-parse", "main"]), hash);
            repository.git(&["fetch", "--quiet", "origin"]);
            let page = get_as(&site, "lena.fors", ERP).await;
            assert!(page.body.contains("Now?"), "it goes on from what the remote took: {}", page.body);
            assert!(!get_as(&site, "lena.fors", "/yours").await.body.contains("Count first"));
        }
        assert_eq!(once(), "2");
        repository.is_sound();
    }
}

#[tokio::test]
async fn commits_that_the_remote_has_not_are_told_on_the_health_page() {
    let repository = Repository::with_remote();
    let site = repository.serve(Publish::Direct);
    let health = async || get_as(&site, "sue.steward", "/content-health").await.body;
    assert!(!health().await.contains("of the served branch"), "nothing is ahead");
    repository.write("pages/ours.md", "# Ours\n");
    commit(&repository.at(""), "2026-11-03");
    let told = health().await;
    assert!(told.contains("1 commit of the served branch is not at origin yet"), "{told}");
    elsewhere(&repository, "new.md", "# New\n");
    repository.git(&["fetch", "--quiet", "origin"]);
    assert!(health().await.contains("1 commit of origin is not served yet"));
}

#[tokio::test]
async fn a_program_that_the_remote_brings_stays_one() {
    use std::os::unix::fs::PermissionsExt;
    let repository = Repository::with_remote();
    let site = repository.serve(Publish::Direct);
    let clone = tempfile::tempdir().unwrap();
    git(clone.path(), "2026-11-05", &["clone", "--quiet", &repository.bare().to_string_lossy(), "."]);
    executable(&clone.path().join("playbook/tool.sh"), "#!/bin/sh\n");
    git(clone.path(), "2026-11-05", &["add", "--all"]);
    git(clone.path(), "2026-11-05", &["commit", "--quiet", "--message", "a tool"]);
    git(clone.path(), "2026-11-05", &["push", "--quiet", "origin", "HEAD:main"]);
    committed(&typed(&site, "lena.fors", ERP, "send", &erp("Now?")).await);
    let mode = std::fs::metadata(repository.at("playbook/tool.sh")).unwrap().permissions().mode();
    assert_eq!(mode & 0o100, 0o100, "{mode:o}");
    assert_eq!(repository.says(&["status", "--porcelain"]), "", "git takes nothing for an edit");
}
