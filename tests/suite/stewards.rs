//! What is asked of stewards, by the kinds that they look after.

use std::sync::Arc;

use fieldlore::clock::Fixed;
use fieldlore::insights::weekly::{self, Rows};
use fieldlore::model::person::Roles;
use fieldlore::store::{Ask, EntryCount};
use jiff::civil::date;

use crate::folder::Folder;
use crate::identity::{get_as, proxied};
use crate::site::{Site, order};

const PEOPLE: &str = "people:\n  gone:\n    name: Gus Gone\n    active: false\n  \
    kim:\n    name: Kim Keeper\n    roles: [{steward: [objection]}]\n  \
    lee:\n    name: Lee Lane\n    roles: [{steward: [lesson]}]\n  \
    max:\n    name: Max Mole\n";

/// A tough question, a lesson and a battlecard that nobody answers for; nobody looks after battlecards.
fn folder() -> Folder {
    let folder = Folder::with("people.yaml", PEOPLE);
    for path in ["objections/a.md", "lessons/b.md", "battlecards/c.md"] {
        folder.write(path, format!("---\ntitle: {path}\nowner: gone\nlast_verified: 2025-01-01\n---\n\nText.\n"));
    }
    folder
}

fn served(folder: &Folder) -> Site {
    let now = "2026-11-23T08:00:00Z".parse().unwrap();
    Site::identified(folder.path(), proxied(), Arc::new(Fixed(now)), |_| {})
}

#[tokio::test]
async fn a_steward_sees_their_kind_first_and_stands_in_where_nobody_looks_after_a_kind() {
    let folder = folder();
    let site = served(&folder);
    for (person, own, other) in [("kim", "/objection/a", "/lesson/b"), ("lee", "/lesson/b", "/objection/a")] {
        let page = get_as(&site, person, "/mine").await.body;
        order(
            &page,
            &["Yours to verify", own, "nobody answers for it", "/battlecard/c", "nobody looks after its kind"],
        );
        assert!(!page.contains(other), "{person}: {page}");
        assert_eq!(page.matches("action=\"/still-right\"").count(), 1, "{person} cannot speak for battlecards: {page}");
    }
    assert!(!get_as(&site, "max", "/mine").await.body.contains("Yours to verify"));
}

#[tokio::test]
async fn a_question_to_the_team_waits_for_the_stewards_of_what_comes_nearest() {
    let folder = folder();
    let site = served(&folder);
    for (text, nearest) in [("okapi lesson", Some("lesson/b")), ("zebra fee", None), ("gnu card", Some("battlecard/c"))]
    {
        let nearest = nearest.map(str::to_owned);
        let ask = Ask { person: Some("max".to_owned()), text: text.to_owned(), nearest, ..Ask::default() };
        site.app.store.ask(ask).await.unwrap();
    }
    for (person, own, other) in [("kim", "zebra fee", "okapi lesson"), ("lee", "okapi lesson", "zebra fee")] {
        get_as(&site, person, "/").await;
        let page = get_as(&site, person, "/").await.body;
        order(&page, &["Asked of you", own]);
        assert!(page.contains("gnu card") && !page.contains(other), "{person}: {page}");
    }
}

#[tokio::test]
async fn the_weekly_page_begins_with_the_kinds_that_its_reader_looks_after() {
    let folder = folder();
    let site = served(&folder);
    let used = |entry: &str, people: usize| {
        let entry = entry.to_owned();
        (0..people).map(move |one| EntryCount { entry: entry.clone(), person: Some(format!("p{one}")), count: 1 })
    };
    let uses = used("objection/a", 9).chain(used("lesson/b", 3)).collect();
    let rows = Rows { uses90: uses, ..Rows::default() };
    let first = |roles: &str| {
        let roles = Roles::parse(roles).unwrap();
        let report = weekly::report(&site.app.catalog(), &rows, date(2026, 11, 23), &roles);
        report.stale.into_iter().map(|row| row.entry).collect::<Vec<_>>()
    };
    assert_eq!(first("steward"), ["objection/a", "lesson/b"]);
    assert_eq!(first("manager"), ["objection/a", "lesson/b"]);
    assert_eq!(first("steward:lesson"), ["lesson/b", "objection/a"]);
    assert!(get_as(&site, "lee", "/insights").await.body.contains("that you look after come first: lessons."));
}
