//! Search learns from use: two people, decay, what was not what was needed; and what is known of entries.

use std::collections::HashMap;
use std::sync::Arc;

use fieldlore::catalog::Worked;
use fieldlore::insights::learned;
use fieldlore::search::Request;
use fieldlore::store::Phrasing;

use super::{DAY, MINUTE, NOW, Person, in_vain, playbook, turn};
use crate::folder::Folder;
use crate::site::{Site, order};
use crate::store::ask;

/// Somebody searched so and used an entry, so many minutes ago.
async fn use_after(site: &Site, person: &str, text: &str, entry: &str, ago: i64) {
    let store = &site.app.store;
    store.note_search(person, in_vain(text), NOW - ago * MINUTE).await.unwrap();
    let used = format!(
        "INSERT INTO use_event (person, entry, how, at) VALUES ('{person}', '{entry}', 'copy', {})",
        NOW - ago * MINUTE + 1
    );
    ask(store.path().parent().unwrap(), &used).await;
}

fn first(site: &Site, query: &str) -> Option<String> {
    site.app.catalog().search.search(&Request::new(query, 1)).hits.into_iter().next().map(|hit| hit.id)
}

#[tokio::test]
async fn what_led_two_people_to_an_entry_leads_the_third() {
    let folder = playbook();
    let site = Site::new(folder.path());
    let owner = Person::come(&site).await;
    use_after(&site, "a", "trapped expensive cabin night", "objection/lift", 90).await;
    use_after(&site, "a", "expensive cabin night", "objection/lift", 80).await;
    turn(&site, NOW).await;
    assert!(site.app.catalog().search.learned().is_none(), "one person is not enough");
    assert_eq!(first(&site, "expensive cabin").as_deref(), Some("objection/price"));
    assert!(!owner.get(&site, "/objection/lift").await.body.contains("Found by"), "and kept so far");
    use_after(&site, "b", "Expensive cabin, night!", "objection/lift", 70).await;
    turn(&site, NOW).await;
    let catalog = site.app.catalog();
    let learned = catalog.search.learned().unwrap().wordings();
    assert!(learned.iter().all(|wording| wording.entry == "objection/lift" && wording.weight == 0.5), "{learned:?}");
    let revision = catalog.revision;
    turn(&site, NOW).await;
    assert_eq!(site.app.catalog().revision, revision, "nothing new was learned");
    let page = owner.get(&site, "/objection/lift").await.body;
    order(
        &page,
        &["Found by", "Expensive cabin, night!", "objections/lift.md", "- &quot;Expensive cabin, night!&quot;"],
    );
    order(&owner.get(&site, "/gaps").await.body, &["Other words", "lift is stuck", "Expensive cabin, night!"]);
    assert!(!site.get("/objection/lift").await.body.contains("Found by"), "strangers read what everybody reads");
    // A change of the content takes nothing away, until the owner has written it down.
    folder.write("objections/other.md", "---\ntitle: Other\nquestion: Other?\n---\n");
    until(&site, "objection/other").await;
    assert!(site.app.catalog().search.learned().is_some());
    let lift = std::fs::read_to_string(folder.at("objections/lift.md")).unwrap();
    let variants = "variants: [\"expensive cabin night\", \"trapped expensive cabin night\"]\nquick_response";
    folder.write("objections/lift.md", lift.replace("quick_response", variants));
    folder.write("objections/last.md", "---\ntitle: Last\nquestion: Last?\n---\n");
    until(&site, "objection/last").await;
    turn(&site, NOW).await;
    assert!(site.app.catalog().search.learned().unwrap().wordings().is_empty());
}

async fn until(site: &Site, id: &str) {
    while site.app.catalog().page(id).is_none() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn learned_words_find_what_no_word_of_it_would() {
    let folder = playbook();
    let site = Site::new(folder.path());
    folder.write("lessons/cabin.md", "---\ntitle: Cabin fever\n---\nA cabin.\n");
    until(&site, "lesson/cabin").await;
    assert_eq!(first(&site, "cabin").as_deref(), Some("lesson/cabin"));
    for person in ["a", "b"] {
        use_after(&site, person, "cabin fever", "objection/price", 90).await;
    }
    turn(&site, NOW).await;
    let answer = site.app.catalog().search.search(&Request::new("cabin", 10));
    let found: Vec<_> = answer.hits.iter().map(|hit| hit.id.as_str()).collect();
    assert_eq!((answer.total, found), (2, vec!["lesson/cabin", "objection/price"]), "half of what is written");
    let of_others =
        Request { filters: vec![(fieldlore::search::Facet::Kind, "lesson".into())], ..Request::new("cabin", 10) };
    assert_eq!(site.app.catalog().search.search(&of_others).hits.len(), 1, "filters hold for what was learned");
}

fn phrasing(person: &str, text: &str, said_no: bool, at: i64) -> Phrasing {
    let (entry, person) = ("objection/lift".to_owned(), Some(person.to_owned()));
    Phrasing { entry, text: text.to_owned(), person, said_no, at }
}

#[test]
fn what_was_learned_fades_and_is_lost_where_it_misled() {
    let folder = playbook();
    let site = Site::new(folder.path());
    let catalog = site.app.catalog();
    let weights = |phrasings: &[Phrasing], now| {
        let learned = learned(&catalog, &phrasings.iter().rev().cloned().collect::<Vec<_>>(), now);
        learned.into_iter().map(|each| (each.text, each.weight)).collect::<Vec<_>>()
    };
    let mut phrasings =
        vec![phrasing("a", "cabin trouble", false, NOW), phrasing("b", "trouble with a cabin", false, NOW)];
    let both = |weight| vec![("cabin trouble".to_owned(), weight), ("trouble with a cabin".to_owned(), weight)];
    assert_eq!(weights(&phrasings, NOW), both(0.5), "two wordings of the same are one for the rule");
    assert_eq!(weights(&phrasings, NOW + 180 * DAY), both(0.25));
    assert_eq!(weights(&phrasings, NOW + 420 * DAY), []);
    phrasings.push(phrasing("c", "cabin trouble", true, NOW + DAY));
    assert_eq!(weights(&phrasings, NOW + DAY), []);
    phrasings.push(phrasing("a", "cabin trouble", false, NOW + 2 * DAY));
    assert_eq!(weights(&phrasings, NOW + 2 * DAY), [], "it is earned anew");
    phrasings.push(phrasing("d", "cabin trouble", false, NOW + 3 * DAY));
    assert_eq!(weights(&phrasings, NOW + 3 * DAY), [("cabin trouble".to_owned(), 0.5)]);
    let written = [phrasing("a", "The LIFT is stuck!", false, NOW), phrasing("b", "the lift is stuck", false, NOW)];
    assert_eq!(weights(&written, NOW), [], "what is written needs not be learned");
    let gone =
        ["a", "b"].map(|person| Phrasing { entry: "objection/gone".into(), ..phrasing(person, "x y", false, NOW) });
    assert_eq!(weights(&gone, NOW), []);
}

#[tokio::test]
async fn what_worked_and_can_be_relied_on_goes_before_what_fits_as_well() {
    let folder = Folder::new();
    for (name, verified) in [("a", "2020-01-01"), ("b", "2026-11-01"), ("c", "2020-01-01")] {
        let text = format!(
            "---\ntitle: Cabin {name}\nquestion: Why the cabin?\nowner: lena\nlast_verified: {verified}\n---\n"
        );
        folder.write(&format!("objections/{name}.md"), text);
    }
    let site = Site::new(folder.path());
    let found = async || {
        let found = site.get("/api/v1/search?q=why+the+cabin&explain=1").await.json();
        let results = found["results"].as_array().unwrap().clone();
        let of = |each: &serde_json::Value| {
            let factor = |name: &str| (each["why"]["factors"][name].as_f64().unwrap() * 1000.0).round() / 1000.0;
            (each["id"].as_str().unwrap().to_owned(), factor("trust"), factor("outcome"), factor("uses"))
        };
        (results.iter().map(of).collect::<Vec<_>>(), found["certainty"].clone(), results[0]["relevance"].clone())
    };
    let named = |id: &str, trust, outcome, uses| (format!("objection/{id}"), trust, outcome, uses);
    let (before, certainty, relevance) = found().await;
    assert_eq!(before, [named("b", 1.0, 1.0, 1.0), named("a", 0.85, 1.0, 1.0), named("c", 0.85, 1.0, 1.0)]);
    let by_id = HashMap::from([("objection/c".to_owned(), (0.8, 50_u32)), ("objection/b".to_owned(), (0.1, 0))]);
    site.app.live.weigh(Arc::new(Worked { mean: 0.6, by_id, ..Worked::default() }));
    let (after, same_certainty, same_relevance) = found().await;
    let expected = [named("c", 0.85, 1.06, 1.118), named("b", 1.0, 0.92, 1.0), named("a", 0.85, 1.02, 1.0)];
    assert_eq!((after, same_certainty, same_relevance), (expected.to_vec(), certainty, relevance), "it fits as it did");
    // It outlives a change of the content, and a file that changes is weighed anew.
    folder.write("objections/a.md", "---\ntitle: Cabin a\nquestion: Why the cabin?\nexpires: 2020-01-01\n---\n");
    while site.app.catalog().page("objection/a").unwrap().entry().common.expires.is_none() {
        tokio::task::yield_now().await;
    }
    let (last, ..) = found().await;
    assert_eq!(last, [named("c", 0.85, 1.06, 1.118), named("b", 1.0, 0.92, 1.0), named("a", 0.6, 1.02, 1.0)]);
    order(
        &site.get("/search?q=why+the+cabin&explain=1").await.body,
        &["× trust 0.85", "× how it worked 1.06", "× use 1.12"],
    );
}
