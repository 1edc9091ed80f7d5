//! `check --fix`: the lines concerned, and no other byte.

use axum::http::StatusCode;

use super::seeds::clean;
use super::{brief, check, lesson};
use crate::cli::{fieldlore, text};
use crate::folder::Folder;
use crate::outcomes::{Hands, tally, voted};
use crate::repository::{commit, git};
use crate::site::Site;

fn fix(folder: &Folder) -> String {
    let output = fieldlore(&["check", "content", "--on", super::DAY, "--fix"], folder.path());
    text(&output.stdout)
}

fn read(folder: &Folder, path: &str) -> String {
    std::fs::read_to_string(folder.at(path)).unwrap()
}

#[test]
fn slips_are_mended_in_their_lines_and_a_second_run_has_nothing_to_do() {
    let folder = clean();
    let fields = "stage: discovr\nstatus: Draft\nvolatil: x\ntagz: 'a b'\ntags: one, two # kept\n";
    let text = lesson("Slips").replace("---\n\n", &format!("{fields}---\n\n"));
    let text = text.replace("2026-11-02", "2/11/2026").replace("Text.", "Text. \nbreak  \nText.");
    let text = text.replace("2/11/2026", "2. November 2026").replace('\n', "\r\n");
    folder.write("content/lessons/slips.md", text.trim_end());
    let said = fix(&folder);
    for line in [
        "fixed lessons/slips.md:9: `stage` is now `stages`",
        "fixed lessons/slips.md:9: `discovr` is now `[discovr]`",
        "fixed lessons/slips.md:9: `discovr` is now `discover`",
        "fixed lessons/slips.md:10: `Draft` is now `draft`",
        "fixed lessons/slips.md:5: `2. November 2026` is now `2026-11-02`",
        "took out spaces at the end of the line",
        "ended the last line",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let expected = text
        .replace("stage: discovr", "stages: [discover]")
        .replace("status: Draft", "status: draft")
        .replace("tags: one, two #", "tags: [one, two] #")
        .replace("2. November 2026", "2026-11-02")
        .replace("Text. \r", "Text.\r");
    assert_eq!(read(&folder, "content/lessons/slips.md"), expected);
    let again = fix(&folder);
    assert!(!again.contains("fixed ") && !again.contains("mends"), "{again}");
    // `tagz` could be `tags`, which is there too: that is for somebody to say.
    assert!(again.contains("unknown-field"), "{again}");
    assert_eq!(read(&folder, "content/lessons/slips.md"), expected);
}

#[test]
fn nothing_is_mended_that_was_not_asked_for() {
    let folder = clean();
    folder.write("content/lessons/slips.md", lesson("Slips").replace("---\n\n", "tagz: [a]\n---\n\n"));
    let before = read(&folder, "content/lessons/slips.md");
    let output = fieldlore(&["check", "content", "--on", super::DAY], folder.path());
    assert!(text(&output.stdout).contains("`fieldlore check --fix` mends 1 of them"), "{}", text(&output.stdout));
    assert_eq!(read(&folder, "content/lessons/slips.md"), before);
    commit(folder.path(), "2026-11-06");
    let output =
        fieldlore(&["check", "content", "--on", super::DAY, "--fix", "--changed-since", "HEAD"], folder.path());
    assert!(!text(&output.stdout).contains("fixed "), "{}", text(&output.stdout));
    assert_eq!(read(&folder, "content/lessons/slips.md"), before);
}

#[test]
fn who_may_read_a_file_and_where_a_link_leads_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = clean();
    folder.write("content/lessons/slips.md", lesson("Slips").replace("---\n\n", "tagz: [a]\n---\n\n"));
    let path = folder.at("content/lessons/slips.md");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("slips.md", folder.at("content/lessons/link.md")).unwrap();
    fix(&folder);
    assert!(read(&folder, "content/lessons/slips.md").contains("\ntags: [a]\n"));
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(std::fs::symlink_metadata(folder.at("content/lessons/link.md")).unwrap().is_symlink());
}

#[test]
fn a_rename_is_noticed_in_the_work_tree_staged_or_not_and_since_a_revision() {
    let told = ["renamed-file lessons/latter.md:1"];
    let folder = clean();
    folder.rename("content/lessons/former.md", "content/lessons/latter.md");
    assert_eq!(brief(&check(folder.path(), &[])), told, "not added yet");
    git(folder.path(), "2026-11-06", &["add", "--all"]);
    assert_eq!(brief(&check(folder.path(), &[])), told, "added");
    git(folder.path(), "2026-11-06", &["checkout", "--quiet", "-b", "change"]);
    commit(folder.path(), "2026-11-06");
    assert_eq!(brief(&check(folder.path(), &[])), [""; 0], "committed, nobody asks");
    assert_eq!(brief(&check(folder.path(), &["--changed-since", "main"])), told);
    let output =
        fieldlore(&["check", "content", "--on", super::DAY, "--fix", "--changed-since", "main"], folder.path());
    assert!(text(&output.stdout).contains("wrote `lesson/former` into `aliases`"), "{}", text(&output.stdout));
    assert!(read(&folder, "content/lessons/latter.md").contains("\naliases: [lesson/former]\n---\n"));
    assert_eq!(brief(&check(folder.path(), &["--changed-since", "main"])), [""; 0]);
}

#[test]
fn a_page_and_a_file_in_a_folder_of_its_own_keep_their_paths() {
    let folder = clean();
    folder.write("content/lessons/deep/own.md", lesson("Own"));
    folder.write(
        "content/lessons/links.md",
        lesson("L").replace("Text.", "[P](../handbook/page.md) [O](deep/own.md) [F](former.md)"),
    );
    commit(folder.path(), "2026-11-05");
    folder.rename("content/handbook/page.md", "content/handbook/other/leaf.md");
    folder.rename("content/lessons/deep/own.md", "content/lessons/new-own.md");
    folder.rename("content/lessons/former.md", "content/lessons/sub/former.md");
    fix(&folder);
    assert!(
        read(&folder, "content/handbook/other/leaf.md")
            .starts_with("---\naliases: [page/handbook/page]\n---\n\n# Page")
    );
    assert!(read(&folder, "content/lessons/new-own.md").contains("aliases: [lesson/own, lessons/deep/own]"));
    assert!(read(&folder, "content/lessons/sub/former.md").contains("aliases: [lessons/former]"), "its id is the same");
    assert_eq!(brief(&check(folder.path(), &[])), [""; 0], "and every link still leads there");
}

#[test]
fn a_name_that_another_entry_has_taken_is_left_to_it() {
    let folder = clean();
    git(folder.path(), "2026-11-06", &["mv", "content/lessons/former.md", "content/lessons/latter.md"]);
    folder.write("content/lessons/former.md", lesson("Another").replace("Text.", "Something else."));
    assert_eq!(brief(&check(folder.path(), &[])), [""; 0]);
}

#[tokio::test]
async fn votes_and_addresses_follow_a_renamed_question() {
    let folder = clean();
    let (content, clock) = (folder.at("content"), Hands::at("2026-11-23T09:00:00Z"));
    let site = Site::kept(&content, clock.clone(), tempfile::tempdir().unwrap());
    voted(&site, "objection/dear#one", 3, 4, 100).await;
    let data = site.end();
    git(folder.path(), "2026-11-06", &["mv", "content/objections/dear.md", "content/objections/costly.md"]);
    fix(&folder);
    let site = Site::kept(&content, clock, data);
    let told = tally(&site, "objection/costly#one").await;
    assert_eq!((&told["worked"], &told["did_not"]), (&3.into(), &1.into()), "{told}");
    let old = site.get("/objection/dear").await;
    assert_eq!((old.status, old.header("location")), (StatusCode::PERMANENT_REDIRECT, "/objection/costly"));
}
