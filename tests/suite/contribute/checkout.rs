//! The served checkout follows what is published, and takes nothing of anybody along.

use axum::http::StatusCode;
use fieldlore::config::Publish;

use super::{ERP, Repository, committed, erp, form, hidden, typed};
use crate::identity::{get_as, post_as};
use crate::repository::commit;
use crate::site::Site;

/// Opens the form until the checkout says so: while anybody brings one forward, which other tests do, nobody else waits.
async fn brought(repository: &Repository, site: &Site, said: &str) {
    let started = std::time::Instant::now();
    let noted = || repository.says(&["for-each-ref", "refs/fieldlore/bringing"]);
    while repository.read("objections/erp.md") != erp(said) || !noted().is_empty() {
        assert!(started.elapsed().as_secs() < 15, "never brought: {said}");
        get_as(site, "lena.fors", ERP).await;
    }
}

#[tokio::test]
async fn a_checkout_that_was_left_half_done_is_brought_after_its_branch() {
    let repository = Repository::new();
    let old = repository.says(&["rev-parse", "HEAD"]);
    repository.write("objections/erp.md", &erp("Published?"));
    commit(&repository.at(""), "2026-11-03");
    // As a crash leaves it: the branch is new, files and index are old.
    repository.git(&["checkout", "--quiet", &old, "--", "."]);
    repository.git(&["update-ref", "refs/fieldlore/bringing", &old]);
    let site = repository.serve(Publish::Direct);
    brought(&repository, &site, "Published?").await;
    // Somebody else has the index for now.
    let lock = repository.at(".git/index.lock");
    std::fs::write(&lock, "").unwrap();
    committed(&typed(&site, "lena.fors", ERP, "send", &erp("While it is locked?")).await);
    std::fs::remove_file(&lock).unwrap();
    brought(&repository, &site, "While it is locked?").await;
    assert_eq!(repository.says(&["status", "--porcelain"]), "");
    assert_eq!(repository.says(&["for-each-ref", "refs/fieldlore"]), "");
    repository.is_sound();
}

#[tokio::test]
async fn lines_end_in_the_checkout_as_git_is_set_up_to_have_them() {
    let repository = Repository::new();
    repository.git(&["config", "core.autocrlf", "true"]);
    let returned = |text: String| text.replace('\n', "\r\n");
    repository.write("objections/erp.md", &returned(erp("Shall we count?")));
    repository.git(&["add", "--all"]);
    assert_eq!(repository.says(&["status", "--porcelain"]), "");
    let site = repository.serve(Publish::Direct);
    committed(&typed(&site, "lena.fors", ERP, "send", &erp("Now?")).await);
    assert_eq!(repository.read("objections/erp.md"), returned(erp("Now?")));
    assert_eq!(repository.says(&["show", "HEAD:playbook/objections/erp.md"]), erp("Now?").trim_end());
    assert_eq!(repository.says(&["status", "--porcelain"]), "");
    repository.is_sound();
}

#[tokio::test]
async fn what_nobody_gave_to_the_remote_is_not_given_along() {
    let repository = Repository::with_remote();
    repository.write("pages/secret.md", "# Not yet\n");
    commit(&repository.at(""), "2026-11-03");
    let (head, given) = (repository.says(&["rev-parse", "HEAD"]), repository.there(&["rev-parse", "main"]));
    for publish in [Publish::Direct, Publish::Propose] {
        let site = repository.serve(publish);
        let hash = committed(&typed(&site, "lena.fors", ERP, "send", &erp("Now?")).await);
        assert_eq!(repository.there(&["rev-parse", &format!("{hash}^")]), given);
    }
    assert_eq!((repository.says(&["rev-parse", "HEAD"]), repository.there(&["rev-parse", "main"])), (head, given));
    repository.is_sound();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_at_once_one_is_asked_and_none_is_undone() {
    for repository in [Repository::new(), Repository::with_remote()] {
        let site = repository.serve(Publish::Direct);
        let begun = hidden(&get_as(&site, "lena.fors", ERP).await, "begun");
        let send = |text: &str| form(&[("do", "send"), ("text", &erp(text)), ("begun", &begun)]);
        let (hers, his) = (send("Hers?"), send("His?"));
        let both = tokio::join!(post_as(&site, "lena.fors", ERP, &hers), post_as(&site, "tom.hale", ERP, &his));
        let mut answers = [both.0.status, both.1.status];
        answers.sort();
        assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::CONFLICT], "{}{}", both.0.body, both.1.body);
        assert_eq!(repository.says(&["rev-list", "--count", "HEAD"]), "2");
        assert_eq!(repository.says(&["status", "--porcelain"]), "");
        repository.is_sound();
    }
}
