//! What is sent becomes one commit, and nothing of anybody is lost.

use std::sync::Arc;

use axum::http::StatusCode;
use fieldlore::clock::Fixed;
use fieldlore::config::{Git, Identity, Publish};

use super::{ERP, Repository, committed, erp, form, hidden, typed};
use crate::folder::Folder;
use crate::identity::{get_as, post_as, proxied};
use crate::repository::commit;
use crate::site::Site;

#[tokio::test]
async fn a_proposal_is_one_commit_in_the_persons_name_and_touches_no_checkout() {
    let repository = Repository::with_remote();
    let site = repository.serve(Publish::Propose);
    // Half done by somebody, in the index and beside it.
    repository.write("objections/staged.md", "# Staged\n");
    repository.git(&["add", "--all"]);
    repository.write("objections/erp.md", &erp("Edited on the disk?"));
    let before = (repository.says(&["rev-parse", "HEAD"]), repository.says(&["status", "--porcelain"]));
    let sent = typed(&site, "lena.fors", ERP, "send", &erp("Shall we count them?")).await;
    let hash = committed(&sent);
    let branch = "fieldlore/lena.fors/erp-1";
    let about = repository.there(&["log", "-1", "--format=%H|%an|%ae|%cn|%s|%ad", "--date=iso-strict", branch]);
    assert_eq!(about, format!("{hash}|Lena Fors|lena@tarnfield.example|Fieldlore|Count first|2026-11-23T09:00:00Z"));
    assert_eq!(repository.there(&["diff", "--name-only", "main", branch]), "playbook/objections/erp.md");
    assert_eq!(
        repository.there(&["show", &format!("{branch}:playbook/objections/erp.md")]),
        erp("Shall we count them?").trim_end()
    );
    let after = (repository.says(&["rev-parse", "HEAD"]), repository.says(&["status", "--porcelain"]));
    assert_eq!(before, after);
    assert_eq!(repository.read("objections/erp.md"), erp("Edited on the disk?"));
    assert!(get_as(&site, "lena.fors", ERP).await.body.contains("This is what is committed"));
    let page = get_as(&site, "lena.fors", &format!("/proposed?commit={hash}")).await;
    assert!(
        page.body.contains("<ins>+ quick_response: Shall we count them?") && page.body.contains(branch),
        "{}",
        page.body
    );
    assert_eq!(page.header("cache-control"), "no-store");
    // A second one has a name of its own, and somebody else's is nobody's business.
    typed(&site, "lena.fors", ERP, "send", &erp("Shall we?")).await;
    assert_eq!(repository.there(&["branch", "--list", "--format=%(refname:short)", "fieldlore/*"]).lines().count(), 2);
    assert_eq!(get_as(&site, "tom.hale", &format!("/proposed?commit={hash}")).await.status, StatusCode::NOT_FOUND);
    repository.is_sound();
}

#[tokio::test]
async fn what_is_published_is_on_the_served_branch_and_in_its_checkout() {
    let repository = Repository::with_remote();
    repository.write("pages/other.md", "# Other\n");
    commit(&repository.at(""), "2026-11-03");
    repository.git(&["push", "--quiet", "origin", "HEAD:main"]);
    let site = repository.serve(Publish::Direct);
    repository.write("pages/other.md", "# Other, edited\n");
    let hash = committed(&typed(&site, "lena.fors", ERP, "send", &erp("Now?")).await);
    assert_eq!(repository.says(&["rev-parse", "HEAD"]), hash);
    assert_eq!(repository.there(&["rev-parse", "main"]), hash);
    assert_eq!(repository.read("objections/erp.md"), erp("Now?"));
    assert_eq!(repository.says(&["status", "--porcelain"]), " M playbook/pages/other.md");
    // An edit on the disk that nobody committed stays, and git shows it as one.
    repository.write("objections/erp.md", &erp("On the disk?"));
    committed(&typed(&site, "lena.fors", ERP, "send", &erp("Again?")).await);
    assert_eq!(repository.read("objections/erp.md"), erp("On the disk?"));
    assert!(repository.says(&["status", "--porcelain"]).contains("playbook/objections/erp.md"));
    assert_eq!(repository.says(&["show", "HEAD:playbook/objections/erp.md"]), erp("Again?").trim_end());
    let page = get_as(&site, "lena.fors", &format!("/proposed?commit={hash}")).await;
    assert!(page.body.contains("<h1 class=\"title\">Published"), "{}", page.body);
    repository.is_sound();
}

#[tokio::test]
async fn where_the_file_changed_meanwhile_both_texts_are_kept_until_the_person_decides() {
    for publish in [Publish::Propose, Publish::Direct] {
        let repository = Repository::new();
        let site = repository.serve(publish);
        let begun = hidden(&get_as(&site, "lena.fors", ERP).await, "begun");
        repository.write("objections/erp.md", &erp("Theirs?"));
        commit(&repository.at(""), "2026-11-04");
        let head = repository.says(&["rev-parse", "HEAD"]);
        let mine = form(&[("do", "send"), ("text", &erp("Mine?")), ("begun", &begun)]);
        let refused = post_as(&site, "lena.fors", ERP, &mine).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert_eq!(repository.says(&["for-each-ref", "--format=%(objectname)"]), head);
        // It stays so over a look, and over a preview.
        let look = get_as(&site, "lena.fors", ERP).await;
        let again = form(&[("do", "preview"), ("text", &erp("Mine!?")), ("begun", &begun)]);
        assert_eq!(post_as(&site, "lena.fors", ERP, &again).await.status, StatusCode::SEE_OTHER);
        let preview = get_as(&site, "lena.fors", ERP).await;
        for (page, mine) in [(&refused, "Mine?"), (&look, "Mine?"), (&preview, "Mine!?")] {
            assert!(page.body.contains("<del>− quick_response: Theirs?"), "{}", page.body);
            assert!(page.body.contains(&format!("<ins>+ quick_response: {mine}")), "{}", page.body);
        }
        // Whoever has seen theirs may send their own; it goes on from theirs.
        let seen = hidden(&preview, "seen");
        let fields = [("do", "send"), ("text", &erp("Mine!?")), ("begun", &begun), ("seen", seen.as_str())];
        let hash = committed(&post_as(&site, "lena.fors", ERP, &form(&fields)).await);
        assert_eq!(repository.says(&["rev-parse", &format!("{hash}^")]), head);
        // What was seen is not what is there any more: it is asked once more.
        repository.write("objections/erp.md", &erp("Third?"));
        commit(&repository.at(""), "2026-11-05");
        let fields = [("do", "send"), ("text", &erp("Mine?")), ("begun", &begun), ("seen", seen.as_str())];
        assert_eq!(post_as(&site, "lena.fors", ERP, &form(&fields)).await.status, StatusCode::CONFLICT);
        let theirs = form(&[("do", "theirs"), ("text", "x"), ("begun", &begun)]);
        assert_eq!(post_as(&site, "lena.fors", ERP, &theirs).await.status, StatusCode::SEE_OTHER);
        let fresh = get_as(&site, "lena.fors", ERP).await;
        assert!(
            fresh.body.contains("quick_response: Third?") && !fresh.body.contains("name=\"seen\""),
            "{}",
            fresh.body
        );
        repository.is_sound();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_send_at_once_neither_is_lost() {
    let repository = Repository::new();
    let site = Arc::new(repository.serve(Publish::Direct));
    let begun = hidden(&get_as(&site, "lena.fors", ERP).await, "begun");
    let sends = ["lena.fors", "tom.hale"].map(|person| {
        let (site, begun) = (site.clone(), begun.clone());
        tokio::spawn(async move {
            let text = erp(&format!("By {person}?"));
            post_as(&site, person, ERP, &form(&[("do", "send"), ("text", &text), ("begun", &begun)])).await
        })
    });
    let mut statuses = Vec::new();
    for send in sends {
        statuses.push(send.await.unwrap().status.as_u16());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    assert_eq!(repository.says(&["rev-list", "--count", "HEAD"]), "2");
    let said = repository.says(&["show", "HEAD:playbook/objections/erp.md"]);
    let late = if said.contains("By lena.fors?") { "tom.hale" } else { "lena.fors" };
    let page = get_as(&site, late, ERP).await;
    assert!(page.body.contains(&format!("quick_response: By {late}?")) && page.body.contains("Changed meanwhile"));
    repository.is_sound();
}

#[tokio::test]
async fn where_nothing_can_be_committed_the_file_is_ready_to_take_away() {
    let folder = Folder::with("objections/erp.md", erp("Shall we count?"));
    folder.write("people.yaml", super::PEOPLE);
    let repository = Repository::new();
    let unborn = tempfile::tempdir().unwrap();
    let git = || Git { remote: "origin".to_owned(), ..Git::default() };
    let outside = Site::writing(folder.path(), proxied(), git(), tempfile::tempdir().unwrap());
    let off = repository.serve(Publish::Off);
    let public = repository.serve_as(Identity::Public, Publish::Direct, unborn);
    for (site, why) in
        [(&outside, "in no git repository"), (&off, "set up to commit nothing"), (&public, "nobody signs in here")]
    {
        let page = get_as(site, "lena.fors", ERP).await;
        assert!(page.body.contains(why) && page.body.contains("Download the file"), "{}", page.body);
        let sent = typed(site, "lena.fors", ERP, "send", &erp("Now?")).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            sent.body.contains("<ins>+ quick_response: Now?") && sent.body.contains("Ready to copy"),
            "{}",
            sent.body
        );
        let taken = typed(site, "lena.fors", ERP, "download", &erp("Now?")).await;
        assert_eq!((taken.status, taken.body), (StatusCode::OK, erp("Now?")));
    }
    assert_eq!(repository.says(&["rev-list", "--all", "--count"]), "1");
}

#[tokio::test]
async fn no_name_and_no_text_is_ever_an_option_of_git() {
    let repository = Repository::with_remote();
    repository.write("--force.md", "# Force\n");
    repository.write("objections/-x.md", &erp("Shall we?"));
    repository.write("what:now.md", "# Odd\n");
    commit(&repository.at(""), "2026-11-03");
    let site = repository.serve(Publish::Propose);
    for (who, path, text) in [
        ("lena.fors", "/suggest/page/--force", "# Forced\n"),
        ("--upload-pack=touch ran", "/suggest/objection/-x", "--- \n"),
        ("a..b/.lock", "/suggest/objection/-x", "-x\n"),
        ("..@{-1}", "/suggest/new?q=--help", "--amend\n"),
        ("$(touch ran)", "/suggest/new?q=../../../etc/passwd", "`touch ran`\n"),
    ] {
        let page = get_as(&site, who, path).await;
        if page.status == StatusCode::UNAUTHORIZED {
            continue;
        }
        let begun = hidden(&page, "begun");
        let fields = [("do", "send"), ("text", text), ("begun", &begun), ("note", "--amend -m x\n--author=y <z>")];
        let hash = committed(&post_as(&site, who, path, &form(&fields)).await);
        assert_eq!(repository.there(&["log", "-1", "--format=%s|%cn", &hash]), "--amend -m x --author=y <z>|Fieldlore");
        let changed = repository.there(&["show", "--name-only", "--format=", &hash]);
        assert!(
            changed.starts_with("playbook/") && !changed.contains("..") && changed.lines().count() == 1,
            "{changed}"
        );
    }
    let odd = get_as(&site, "lena.fors", "/suggest/page/what:now").await;
    assert!(
        odd.status == StatusCode::UNPROCESSABLE_ENTITY && odd.body.contains("change it in the folder"),
        "{}",
        odd.body
    );
    for commit in ["--all", "HEAD", "-1", "../x", ""] {
        let path = format!("/proposed?{}", form(&[("commit", commit)]));
        assert_eq!(get_as(&site, "lena.fors", &path).await.status, StatusCode::NOT_FOUND, "{commit}");
    }
    repository.is_sound();
}

/// Somebody who follows a link writes in their own name alone, whatever question stands in it.
#[tokio::test]
async fn a_question_of_many_lines_names_nobody_as_an_author() {
    let repository = Repository::with_remote();
    let site = repository.serve(Publish::Propose);
    let path = "/suggest/new?q=Does%20it%0A%0ACo-authored-by%3A%20Tom%20Hale%20%3Ctom%40x.example%3E%0Arun%3F";
    let page = get_as(&site, "lena.fors", path).await;
    let begun = hidden(&page, "begun");
    let fields = [("do", "send"), ("text", "# It does\n"), ("begun", &begun), ("note", "")];
    let hash = committed(&post_as(&site, "lena.fors", path, &form(&fields)).await);
    assert_eq!(repository.there(&["log", "-1", "--format=%(trailers)", &hash]), "");
    let subject = repository.there(&["log", "-1", "--format=%B", &hash]);
    assert!(subject.contains("Does it Co-authored-by: Tom Hale") && subject.trim().lines().count() == 1, "{subject}");
}

#[tokio::test]
async fn a_branch_without_a_commit_takes_the_first_one() {
    for publish in [Publish::Propose, Publish::Direct] {
        let repository = Repository::new();
        std::fs::remove_dir_all(repository.at(".git")).unwrap();
        crate::repository::init(&repository.at(""));
        let site = repository.serve(publish);
        let hash = committed(&typed(&site, "lena.fors", ERP, "send", &erp("First?")).await);
        let shown = repository.says(&["show", &format!("{hash}:playbook/objections/erp.md")]);
        assert_eq!(shown, erp("First?").trim_end());
        assert_eq!(repository.says(&["rev-list", "--count", &hash]), "1");
        if publish == Publish::Direct {
            assert_eq!(repository.says(&["rev-parse", "main"]), hash);
        }
        repository.git(&["fsck"]);
    }
}

#[tokio::test]
async fn lines_end_as_they_did_and_a_link_is_not_written_through() {
    let repository = Repository::new();
    repository.write("objections/erp.md", &erp("Dos?").replace('\n', "\r\n"));
    std::os::unix::fs::symlink("erp.md", repository.at("playbook/objections/link.md")).unwrap();
    commit(&repository.at(""), "2026-11-03");
    let site = repository.serve(Publish::Propose);
    let hash = committed(&typed(&site, "lena.fors", ERP, "send", &erp("Two?").replace('\n', "\r\n")).await);
    let told = repository.says(&["show", "--numstat", "--format=", &hash]);
    assert_eq!(told, "1\t1\tplaybook/objections/erp.md");
    let link = get_as(&site, "lena.fors", "/suggest/objection/link").await;
    assert_eq!(link.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", link.body);
}

#[tokio::test]
async fn still_right_is_a_commit_of_one_line_for_who_may_say_so() {
    let repository = Repository::new();
    let site = repository.serve(Publish::Propose);
    let post = |person: &'static str| post_as(&site, person, "/still-right", "entry=objection/erp");
    let led = post("lena.fors").await;
    assert_eq!(led.header("location"), "/trust/objection/erp");
    let hash = committed(&post("sue.steward").await);
    let changed = repository.says(&["show", "--format=%an|%s", "--unified=0", &hash]);
    let lines: Vec<&str> = changed.lines().filter(|line| line.starts_with('+') || line.starts_with("- ")).collect();
    assert!(changed.starts_with("Sue|“ERP has it” is still right"), "{changed}");
    assert_eq!(lines, ["+++ b/playbook/objections/erp.md", "+last_verified: 2026-11-23"]);
    // What is on the disk and not committed is not what is vouched for.
    repository.write("objections/erp.md", &erp("Edited?"));
    let site = repository.serve(Publish::Propose);
    let led = post_as(&site, "sue.steward", "/still-right", "entry=objection/erp").await;
    assert_eq!(led.header("location"), "/trust/objection/erp");
    repository.is_sound();
}

#[tokio::test]
async fn what_is_not_for_everybody_is_changed_by_those_who_may_read_it() {
    let repository = Repository::with_remote();
    let secret = erp("Zebra?").replace("owner: sue.steward", "owner: lena.fors\nvisibility: restricted");
    repository.write("objections/secret.md", &secret);
    repository.write("objections/open.md", &erp("Open?"));
    commit(&repository.at(""), "2026-11-03");
    repository.git(&["push", "--quiet", "origin", "main"]);
    let clock = Arc::new(Fixed("2026-11-23T09:00:00Z".parse().unwrap()));
    drop(Site::identified(&repository.at("playbook"), proxied(), clock, |_| {}));
    let site = repository.serve(Publish::Propose);
    let path = "/suggest/objection/secret";
    for (what, expected) in [("preview", path), ("send", "/proposed?commit=")] {
        let answer = typed(&site, "lena.fors", path, what, &secret.replace("Zebra?", "Zebra two?")).await;
        assert!(answer.header("location").starts_with(expected), "{}", answer.header("location"));
    }
    typed(&site, "lena.fors", path, "preview", &secret.replace("Zebra?", "Zebra three?")).await;
    assert!(get_as(&site, "lena.fors", "/yours").await.body.contains("Your drafts"));
    assert_eq!(get_as(&site, "tom.hale", path).await.status, StatusCode::NOT_FOUND);
    let send = form(&[("do", "send"), ("text", "x"), ("begun", "")]);
    // What he typed stays his; it tells him nothing of what is there, nor whether anything is.
    let held = post_as(&site, "tom.hale", path, &send).await;
    assert!(held.status == StatusCode::NOT_FOUND && !held.body.contains("Zebra"), "{}", held.body);
    let nowhere = post_as(&site, "tom.hale", "/suggest/objection/nowhere", &send).await;
    assert_eq!(held.body.replace("secret", "nowhere"), nowhere.body);
    let yours = get_as(&site, "tom.hale", "/yours").await;
    assert!(!yours.body.contains("Zebra") && !yours.body.contains("/suggest/objection/secret"), "{}", yours.body);
    // Git knows by now that it is for fewer, and the server does not serve that yet.
    repository.write("objections/open.md", &secret);
    repository.git(&["commit", "--quiet", "--all", "--message", "closed"]);
    repository.git(&["push", "--quiet", "origin", "main"]);
    repository.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    let ahead = get_as(&site, "tom.hale", "/suggest/objection/open").await;
    assert!(ahead.status == StatusCode::NOT_FOUND && !ahead.body.contains("Zebra"), "{}", ahead.body);
}

#[tokio::test]
async fn lists_lead_to_the_form_and_the_form_to_the_forge_where_the_repository_has_one() {
    let repository = Repository::new();
    for forge in [false, true] {
        if forge {
            repository.git(&["remote", "add", "origin", "https://gitlab.tarnfield.example/sales/playbook.git"]);
        }
        let site = repository.serve(Publish::Off);
        let list = get_as(&site, "lena.fors", "/objection").await.body;
        let link = "<a class=\"edit\" href=\"/suggest/objection/erp\" aria-label=\"Edit ERP has it\"";
        assert!(list.contains(link), "{list}");
        let page = get_as(&site, "lena.fors", ERP).await;
        assert_eq!(page.status, StatusCode::OK);
        let entry = get_as(&site, "lena.fors", "/objection/erp").await;
        assert_eq!(page.body.contains("edit the file on GitLab"), forge, "{}", page.body);
        assert_eq!(entry.body.contains("Edit on GitLab"), forge, "{}", entry.body);
    }
}
