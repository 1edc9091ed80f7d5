//! Entries in several languages, and the language of a query.

use super::{ask, entry, holding, ids};
use crate::search::{Document, Snapshot};

fn german(id: &str, title: &str, body: &str) -> Document {
    Document { language: "de".into(), ..entry(id, title, body) }
}

/// The same question in two languages, with the same name in both.
fn both() -> Snapshot {
    holding(vec![
        entry("en", "Does the works council accept Pocket?", "Location data: the answer for the council."),
        german("de", "Akzeptiert der Betriebsrat Pocket?", "Standortdaten: die Antwort an den Betriebsrat."),
        entry("en-2", "Pocket price", "What it costs."),
        german("de-2", "Pocket Preis", "Was es kostet."),
    ])
}

fn language(snapshot: &Snapshot, query: &str) -> Option<String> {
    ask(snapshot, query).understood.language
}

#[test]
fn the_language_is_guessed_by_words_then_by_small_words() {
    let snapshot = both();
    for (query, guessed) in [
        ("council pocket", Some("en")),
        ("Betriebsrat Pocket", Some("de")),
        ("the Betriebsrat and a Preis", Some("de")),
        ("what is it about you", Some("en")),
        ("wie ist das mit dem pocket", Some("de")),
        ("pocket", None),
        ("council Betriebsrat", None),
        ("xyzzy 27001", None),
        ("", None),
    ] {
        assert_eq!(language(&snapshot, query).as_deref(), guessed, "{query}");
    }
}

#[test]
fn entries_in_the_language_of_the_query_come_first() {
    let snapshot = both();
    assert_eq!(ids(&snapshot, "wie ist das mit pocket")[0], "de-2");
    assert_eq!(ids(&snapshot, "how is this with your pocket")[0], "en-2");
    let equal = holding(vec![german("1-de", "Pocket", "und"), entry("2-en", "Pocket", "and"), german("3", "Und", "")]);
    assert_eq!(ids(&equal, "pocket")[0], "1-de", "equals stand as they came where the language is unknown");
    let answer = ask(&equal, "about your pocket");
    assert_eq!(answer.hits[0].id, "2-en");
    assert!((answer.hits[1].score / answer.hits[0].score - 0.85).abs() < 1e-4);
}

#[test]
fn one_language_is_no_question() {
    let snapshot = holding(vec![entry("a", "The price", ""), entry("b", "Der Preis", "")]);
    assert_eq!(language(&snapshot, "the price"), None);
    let mut index = crate::search::Index::in_memory(crate::search::Settings::new(&Default::default(), "en")).unwrap();
    index.apply([entry("a", "The price", ""), german("b", "Der Preis", "")].into_iter(), &[]).unwrap();
    assert_eq!(language(&index.snapshot(), "the price").as_deref(), Some("en"));
    let after = index.apply(std::iter::empty(), &["b".to_owned()]).unwrap();
    assert_eq!(language(&after, "the price"), None, "the German entry is gone");
    let german_only = holding(vec![german("a", "Der Preis", "")]);
    assert_eq!(language(&german_only, "der preis"), None, "nothing is in the default language");
}
