//! Who sees how far somebody is, what of it, and what a path's steps say of the path.

use axum::http::StatusCode;

use super::{FIRST, folder, plain, say, sign, under_way, words};
use crate::identity::{get_as, post_as};
use crate::site::order;
use crate::store::execute;

#[tokio::test]
async fn person_buddy_and_managers_see_the_same_rows_and_nobody_else_any() {
    let folder = folder();
    let (site, clock) = under_way(&folder).await;
    say(&site, "nia.new", "lesson", "done").await;
    sign(&site, "max.manager", "lead", "sign", "").await;
    clock.set("2027-01-04T08:00:00Z");
    for who in ["bo.buddy", "max.manager"] {
        let page = words(&site, who, "/team/person?person=nia.new").await;
        order(
            &page,
            &[
                "Nia New",
                "First weeks",
                "Day 35, since 1 Dec 2026",
                "1 behind",
                "By 31 Dec 2026",
                "3 steps, 1 closed",
                "four days past its day",
            ],
        );
        order(&page, &["Done 1 Dec 2026", "Signed by Max Manager, 1 Dec 2026"]);
        let team = words(&site, who, "/team").await;
        order(&team, &["Nia New", "First weeks", "1 behind"]);
    }
    assert!(words(&site, "nia.new", "/path").await.contains("1 behind"));
    for who in ["mo.member", "sue.steward", "nia.new", "stranger@kb.example"] {
        assert_eq!(get_as(&site, who, "/team").await.status, StatusCode::FORBIDDEN, "{who}");
        assert_eq!(get_as(&site, who, "/team/person?person=nia.new").await.status, StatusCode::NOT_FOUND, "{who}");
        let start = words(&site, who, "/").await;
        assert!(!start.contains("wait to be signed") && !start.contains("waits to be signed"), "{who}");
    }
    // The one who puts people on paths sees who is on which, and not how far.
    let list = words(&site, "sue.steward", "/path/assign").await;
    assert!(
        list.contains("Nia New : First weeks First day 1 Dec 2026 · buddy Bo Buddy") && !list.contains("behind"),
        "{list}"
    );
    assert_eq!(get_as(&site, "bo.buddy", "/path/assign").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn firsts_are_told_where_there_are_any_and_grades_nowhere() {
    let folder = folder();
    let (site, clock) = under_way(&folder).await;
    assert!(!words(&site, "nia.new", "/path").await.contains("Firsts"));
    let at = |day: &str| format!("{day}T09:00:00Z").parse::<jiff::Timestamp>().unwrap().as_millisecond();
    let sql = format!(
        "INSERT INTO use_event (person, entry, how, at) VALUES ('nia.new', 'objection/a', 'copy', {});
         INSERT INTO use_event (person, entry, how, at) VALUES ('nia.new', 'objection/a', 'copy', {});
         INSERT INTO vote (person, entry, answer, occasion, value, at) VALUES ('nia.new', 'objection/a', 'x', 'day:1', 'worked', {});",
        at("2026-11-01"),
        at("2026-12-04"),
        at("2026-12-15"),
    );
    execute(site.app.store.path(), &sql).await;
    clock.set("2026-12-22T08:00:00Z");
    sign(&site, "max.manager", "cert", "sign", "").await;
    for (who, path) in [("nia.new", "/path"), ("bo.buddy", "/team/person?person=nia.new")] {
        let page = words(&site, who, path).await;
        order(
            &page,
            &[
                "Firsts",
                "Used an answer after three days",
                "Said how one went after two weeks",
                "Was certified after three weeks",
            ],
        );
        assert!(!page.contains("changed the playbook"));
    }
}

#[tokio::test]
async fn a_path_tells_its_keepers_which_steps_are_too_easy_or_late_and_names_nobody() {
    let folder = folder();
    let (site, clock) = under_way(&folder).await;
    let health = "/path/health?path=onboarding_path/first";
    let people = ["a@kb.example", "b@kb.example", "c@kb.example"];
    for (place, person) in people.iter().enumerate() {
        assert_eq!(post_as(&site, person, "/path/start", FIRST).await.status, StatusCode::SEE_OTHER);
        say(&site, person, "desk", "known").await;
        if place < 2 {
            say(&site, person, "lesson", "known").await;
        }
    }
    let page = words(&site, "sue.steward", health).await;
    assert!(page.contains("Read about the desk: all 3 who closed it knew it already"), "{page}");
    assert!(
        !page.contains("Watch the desk") && page.contains("No step was late"),
        "two people are nobody's business: {page}"
    );
    clock.set("2027-01-05T08:00:00Z");
    let page = get_as(&site, "sue.steward", health).await.body;
    order(&plain(&page), &["Late", "Sit in on four calls: all 4 who were due were late"]);
    assert!(!page.contains("kb.example") && !page.contains("Nia"));
    for who in ["nia.new", "bo.buddy", "max.manager"] {
        assert_eq!(get_as(&site, who, health).await.status, StatusCode::FORBIDDEN, "{who}");
    }
    let entry = |who: &'static str| get_as(&site, who, "/onboarding_path/first");
    assert!(entry("sue.steward").await.body.contains("How this path goes"));
    assert!(!entry("mo.member").await.body.contains("How this path goes"));
}

#[tokio::test]
async fn cards_of_a_path_that_fail_many_are_told_and_how_they_come_to_few_is_not() {
    let folder = folder();
    let (site, _) = under_way(&folder).await;
    let mut number = 0;
    let mut grades = async |person: &str, card: &str, grades: &[i64]| {
        for grade in grades {
            number += 1;
            let sql = format!(
                "INSERT INTO practice_review (person, card, showing, grade, elapsed, interval, wording, day, at)
                 VALUES ('{person}', '{card}', '{number}', {grade}, 0, 1, 'w', '2026-11-23', {number})"
            );
            execute(site.app.store.path(), &sql).await;
        }
    };
    let health = async || words(&site, "sue.steward", "/path/health?path=onboarding_path/first").await;
    // A first time that it did not come, twice to one person, and twice to another.
    for (person, of_one) in [("a", &[1, 3][..]), ("b", &[3, 1, 3]), ("c", &[1, 1]), ("d", &[1]), ("e", &[3, 4])] {
        grades(person, "lesson/watch", of_one).await;
        grades(person, "lesson/elsewhere", &[1, 1, 1]).await;
    }
    assert!(health().await.contains("No card of this path failed most"), "two people are nobody's business");
    grades("f", "lesson/watch", &[2, 1]).await;
    let page = health().await;
    assert!(page.contains("Watch the desk : to 3 of 5 who practised it again it did not come"), "{page}");
    assert!(!page.contains("elsewhere"), "{page}");
}

#[tokio::test]
async fn who_is_erased_is_on_no_path_and_named_by_none() {
    let folder = folder();
    let (site, _) = under_way(&folder).await;
    say(&site, "nia.new", "shadow", "ask").await;
    sign(&site, "bo.buddy", "shadow", "not_yet", "more+calls").await;
    sign(&site, "max.manager", "lead", "sign", "").await;
    let about = get_as(&site, "bo.buddy", "/me.json").await.body;
    assert!(
        about.contains("looks after somebody on a path") && about.contains("more calls") && !about.contains("nia.new")
    );
    site.app.store.erase_person("max.manager").await.unwrap();
    site.app.store.erase_person("bo.buddy").await.unwrap();
    let page = words(&site, "nia.new", "/path").await;
    assert!(
        page.contains("Somebody says: not yet") && !page.contains("more calls") && !page.contains("Bo Buddy says"),
        "{page}"
    );
    assert!(!page.contains("Your buddy is") && !page.contains("Max"), "{page}");
    assert!(page.contains("Done 1 Dec"), "what was signed stays closed: {page}");
    site.app.store.erase_person("nia.new").await.unwrap();
    assert!(words(&site, "nia.new", "/path").await.contains("You are on no path"));
    assert!(site.app.store.steps_of("nia.new").await.unwrap().is_empty());
}
