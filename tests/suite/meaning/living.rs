//! What is known of meaning follows the folder: each entry by itself, and nothing that is gone or closed.

use fieldlore::catalog::{Live, Understanding};
use fieldlore::search::Request;

use super::{Desk, PARAPHRASE, PRICE, RECORD, ask, first, objection, three};
use crate::folder::Folder;

const COFFEE: &str = "a hot drink in the morning";

fn coffee() -> String {
    objection("Coffee", "Is there coffee at breakfast?", &["Do you serve espresso early?"])
}

/// Waits until a query finds an entry first.
fn finds(desk: &Desk, query: &str, id: &str) {
    desk.wait(id, |live| first(&live.current(), query) == id);
}

fn known(live: &Live) -> usize {
    live.current().search.meaning().map_or(0, |meaning| meaning.len())
}

#[test]
fn a_cold_start_answers_at_once_and_by_meaning_when_it_is_ready() {
    let desk = Desk::open(three());
    assert_eq!(first(&desk.live.current(), "stuck lift"), "objection/lift");
    ask(&desk.live.current(), PARAPHRASE);
    desk.ready(3);
    let answer = ask(&desk.live.current(), PARAPHRASE);
    assert_eq!((answer.hits[0].id.as_str(), answer.meaning, answer.total), (PRICE, true, answer.hits.len()));
}

#[test]
fn what_changed_is_read_anew_and_nothing_else() {
    let mut desk = Desk::open(three());
    desk.ready(3);
    let before = desk.kept();
    desk.folder.write("objections/lift.md", coffee());
    desk.follow(&["objections/lift.md"]);
    finds(&desk, COFFEE, "objection/lift");
    desk.wait("it kept", |_| desk.kept() > before);
    assert_eq!(desk.kept() - before, 4 * RECORD, "title, question, variant and words to say");
    assert_eq!(first(&desk.live.current(), PARAPHRASE), PRICE);
    assert!(!ask(&desk.live.current(), "elevator jammed").confident);
    // What is saved as it was is not read at all.
    let before = desk.kept();
    desk.folder.write("objections/lift.md", coffee());
    desk.follow(&["objections/lift.md"]);
    desk.folder.write("objections/tea.md", objection("Tea", "Is there tea?", &[]));
    desk.follow(&["objections/tea.md"]);
    desk.wait("the next kept", |_| desk.kept() > before);
    assert_eq!(desk.kept() - before, 3 * RECORD);
}

#[test]
fn a_renamed_entry_is_found_under_its_new_name_alone() {
    let mut desk = Desk::open(three());
    desk.ready(3);
    desk.folder.rename("objections/price.md", "objections/cost.md");
    desk.follow(&["objections/price.md", "objections/cost.md"]);
    finds(&desk, PARAPHRASE, "objection/cost");
    desk.wait("the former forgotten", |live| known(live) == 3);
    // A former id leads to the entry, and is none of its own.
    desk.folder.rename("objections/cost.md", "objections/dear.md");
    let text = std::fs::read_to_string(desk.folder.at("objections/dear.md")).unwrap();
    desk.folder.write("objections/dear.md", text.replace("title:", "aliases: [objection/cost]\ntitle:"));
    desk.follow(&["objections/cost.md", "objections/dear.md"]);
    finds(&desk, PARAPHRASE, "objection/dear");
    desk.wait("the former forgotten", |live| known(live) == 3);
    desk.ready(3);
}

#[test]
fn an_id_that_moves_to_another_file_means_what_that_file_says() {
    let mut desk = Desk::open(three());
    desk.ready(3);
    let moved = |text: String| text.replace("title:", "id: price\ntitle:");
    desk.folder.rename("objections/price.md", "objections/a.md");
    desk.folder.write("objections/z.md", moved(coffee()));
    desk.follow(&["objections/a.md", "objections/price.md", "objections/z.md"]);
    finds(&desk, COFFEE, PRICE);
    finds(&desk, PARAPHRASE, "objection/a");
    // Two claim it: the second has the id of its path, until the first is gone.
    desk.folder.write("objections/zz.md", moved(objection("Parking", "Where can I leave my car?", &[])));
    desk.follow(&["objections/zz.md"]);
    desk.wait("both read", |live| known(live) == 5);
    let doubled = first(&desk.live.current(), "a garage for the vehicle");
    assert!(doubled != PRICE && doubled.contains("zz"), "{doubled}");
    assert_eq!(first(&desk.live.current(), COFFEE), PRICE);
    desk.folder.remove("objections/z.md");
    desk.follow(&["objections/z.md"]);
    finds(&desk, "a garage for the vehicle", PRICE);
    desk.wait("the rest forgotten", |live| known(live) == 4);
    assert!(!ask(&desk.live.current(), COFFEE).confident);
}

#[test]
fn two_entries_that_swap_their_files_swap_their_meaning() {
    let mut desk = Desk::open(three());
    desk.ready(3);
    for (from, to) in [("price", "x"), ("lift", "price"), ("x", "lift")] {
        desk.folder.rename(&format!("objections/{from}.md"), &format!("objections/{to}.md"));
    }
    desk.follow(&["objections/price.md", "objections/lift.md"]);
    finds(&desk, PARAPHRASE, "objection/lift");
    finds(&desk, "the elevator does not move", PRICE);
}

#[test]
fn what_is_deleted_or_closed_is_nowhere_from_that_moment() {
    let mut desk = Desk::open(three());
    desk.ready(3);
    let nowhere = |live: &Live, id: &str| {
        for query in [PARAPHRASE, "price", "who comes when the lift is stuck", "", "-data", "in which country"] {
            let answer =
                live.current().search.search(&Request { facets: true, explain: true, ..Request::new(query, 50) });
            assert!(!format!("{answer:?}").contains(id), "{query}: {answer:?}");
        }
    };
    let text = std::fs::read_to_string(desk.folder.at("objections/price.md")).unwrap();
    desk.folder.write("objections/price.md", text.replace("title:", "visibility: restricted\ntitle:"));
    desk.follow(&["objections/price.md"]);
    nowhere(&desk.live, PRICE);
    desk.wait("it forgotten", |live| known(live) == 2);
    nowhere(&desk.live, PRICE);
    desk.folder.remove("objections/lift.md");
    desk.follow(&["objections/lift.md"]);
    nowhere(&desk.live, "objection/lift");
    desk.wait("it forgotten", |live| known(live) == 1);
    desk.folder.write("objections/price.md", text);
    desk.follow(&["objections/price.md"]);
    finds(&desk, PARAPHRASE, PRICE);
}

#[test]
fn what_is_closed_while_entries_are_read_is_nowhere() {
    let folder = Folder::new();
    for number in 0..20 {
        let question = format!("What do you say about subject number {number}, which is like no other?");
        folder.write(&format!("objections/o{number}.md"), objection(&format!("Subject {number}"), &question, &[]));
    }
    folder.write("objections/coffee.md", coffee());
    folder.write("objections/tea.md", objection("Tea", "Is there tea in the afternoon?", &[]));
    let mut desk = Desk::open(folder);
    desk.wait("the model", |live| matches!(*live.understanding(), Understanding::Reading { .. }));
    desk.folder.write("objections/coffee.md", coffee().replace("title:", "visibility: restricted\ntitle:"));
    desk.folder.remove("objections/tea.md");
    desk.follow(&["objections/coffee.md", "objections/tea.md"]);
    desk.wait("only what is open", |live| {
        let catalog = live.current();
        let found = ask(&catalog, COFFEE).hits;
        assert!(found.iter().all(|hit| hit.id != "objection/coffee" && hit.id != "objection/tea"), "{found:?}");
        known(live) == 20
    });
    assert_eq!(desk.live.current().pages().count(), 20);
}
