//! Paths that are edited while people are on them: what is closed stays closed.

use axum::http::StatusCode;
use fieldlore::model::diagnostic::DUPLICATE_STEP;

use super::{FIRST, PATH, folder, say, sign, under_way, words};
use crate::folder::Folder;
use crate::identity::{get_as, post_as};
use crate::site::{Site, order};

/// Waits until the page of somebody says something.
pub async fn until(site: &Site, who: &str, path: &str, told: &str) -> String {
    let started = std::time::Instant::now();
    loop {
        let page = super::plain(&get_as(site, who, path).await.body);
        if page.contains(told) {
            return page;
        }
        assert!(started.elapsed() < std::time::Duration::from_secs(15), "never {told}: {page}");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

async fn closed_two(folder: &Folder) -> Site {
    let (site, _) = under_way(folder).await;
    say(&site, "nia.new", "lesson", "done").await;
    say(&site, "nia.new", "desk", "known").await;
    say(&site, "nia.new", "shadow", "ask").await;
    site
}

#[tokio::test]
async fn steps_may_be_moved_reworded_and_taken_out() {
    let folder = folder();
    let site = closed_two(&folder).await;
    // The lesson moves to the second milestone under other words; the desk is gone; the entry of the lesson is renamed.
    let edited = PATH
        .replace("      - {id: lesson, type: read, ref: lesson/watch, signed_off_by: self}\n", "")
        .replace("      - {id: desk, type: read, text: Read about the desk, signed_off_by: self}\n", "")
        .replace(
            "- {id: own,",
            "- {id: lesson, type: read, ref: lesson/watch-it, signed_off_by: self}\n      - {id: own,",
        );
    let lesson = std::fs::read_to_string(folder.at("lessons/watch.md")).unwrap();
    folder.write(
        "lessons/watch-it.md",
        lesson.replace("title: Watch the desk", "title: Watch it\naliases: [lesson/watch]"),
    );
    std::fs::remove_file(folder.at("lessons/watch.md")).unwrap();
    folder.write("paths/first.md", edited);
    let page = until(&site, "nia.new", "/path", "No longer part of the path").await;
    order(
        &page,
        &[
            "1 step",
            "Waits for Bo Buddy",
            "4 steps, 1 closed",
            "Watch it",
            "Done 1 Dec",
            "No longer part of the path",
            "Read about the desk",
            "closed 1 Dec",
        ],
    );
    // What waits is signed all the same; what is gone is closed by nobody.
    assert_eq!(sign(&site, "bo.buddy", "shadow", "sign", "").await.status, StatusCode::SEE_OTHER);
    let gone = post_as(&site, "nia.new", "/path/step", &format!("{FIRST}&step=desk&do=undo")).await;
    assert!(gone.status == StatusCode::UNPROCESSABLE_ENTITY && gone.body.contains("no longer part of the path"));
    let seen = words(&site, "max.manager", "/team/person?person=nia.new").await;
    assert!(seen.contains("No longer part of the path"));
}

#[tokio::test]
async fn a_renamed_path_keeps_what_was_closed_under_its_former_name() {
    let folder = folder();
    let site = closed_two(&folder).await;
    folder.write(
        "paths/start.md",
        PATH.replace("title: First weeks", "title: Start here\naliases: [onboarding_path/first]"),
    );
    std::fs::remove_file(folder.at("paths/first.md")).unwrap();
    let page = until(&site, "nia.new", "/path", "Start here").await;
    assert!(page.contains("3 steps, 2 closed") && page.contains("Waits for Bo Buddy"));
    // A form of a page that was open under the former name, and one of today.
    assert_eq!(say(&site, "nia.new", "lesson", "undo").await, StatusCode::SEE_OTHER);
    let form = "path=onboarding_path/start&step=own&do=done";
    assert_eq!(post_as(&site, "nia.new", "/path/step", form).await.status, StatusCode::SEE_OTHER);
    let page = words(&site, "nia.new", "/path").await;
    assert!(page.contains("3 steps, 1 closed") && page.matches("Done 1 Dec").count() == 1, "{page}");
    // Taken up anew it is the same path, and no second one.
    post_as(&site, "nia.new", "/path/start", "path=onboarding_path/start").await;
    assert_eq!(site.app.store.enrolments_of("nia.new").await.unwrap().len(), 1);
    let health = words(&site, "sue.steward", "/path/health?path=onboarding_path/start").await;
    assert!(health.contains("Start here"));
}

#[tokio::test]
async fn a_path_or_an_entry_that_is_gone_leaves_what_was_closed() {
    let folder = folder();
    let site = closed_two(&folder).await;
    std::fs::remove_file(folder.at("lessons/watch.md")).unwrap();
    until(&site, "nia.new", "/path", "lesson/watch").await;
    assert!(words(&site, "nia.new", "/path").await.contains("3 steps, 2 closed"));
    std::fs::remove_file(folder.at("paths/first.md")).unwrap();
    let page = until(&site, "nia.new", "/path", "no longer in the playbook").await;
    order(
        &page,
        &[
            "no longer in the playbook",
            "No longer part of the path",
            "Read about the desk",
            "Watch the desk",
            "End this path",
        ],
    );
    assert!(!words(&site, "nia.new", "/").await.contains("Next on your path"));
    assert!(words(&site, "bo.buddy", "/team").await.contains("no longer in the playbook"));
    assert_eq!(say(&site, "nia.new", "desk", "undo").await, StatusCode::UNPROCESSABLE_ENTITY);
    folder.write("paths/first.md", PATH);
    until(&site, "nia.new", "/path", "3 steps, 2 closed").await;
}

#[tokio::test]
async fn a_step_without_an_id_is_shown_and_cannot_be_closed_and_an_id_that_stands_twice_is_reported() {
    let folder = folder();
    let odd = PATH.replace("{id: desk, ", "{").replace("{id: own,", "{id: lesson,");
    folder.write("paths/first.md", odd);
    let (site, _) = under_way(&folder).await;
    let page = words(&site, "nia.new", "/path").await;
    assert!(page.contains("This step has no id in its file") && !page.contains("Write a lesson"), "{page}");
    assert_eq!(say(&site, "nia.new", "", "done").await, StatusCode::UNPROCESSABLE_ENTITY);
    let catalog = site.app.catalog();
    let found = catalog.diagnostics().iter().find(|finding| finding.code == DUPLICATE_STEP.code).unwrap();
    assert!(found.path == "paths/first.md" && found.line == 21 && found.message.contains("`lesson`"), "{found:?}");
}
