//! Phrases, what is left out, and filters in the text of a query.

use std::sync::Arc;

use super::{ask, entry, holding, ids};
use crate::search::{Answer, Document, Facet, Owned, Owns, Phrase, Request, Snapshot};

fn sorted(snapshot: &Snapshot, query: &str) -> Vec<String> {
    let mut found = ids(snapshot, query);
    found.sort();
    found
}

fn prices() -> Snapshot {
    holding(vec![
        entry("title", "Why pay twice?", ""),
        entry("body", "Other", "They say that nobody pays twice for a module of theirs."),
        entry("apart", "Twice a year we pay", "Whoever pays gets it twice."),
        entry("module", "A module to pay for", "Paying for a module."),
    ])
}

#[test]
fn a_phrase_wants_its_words_in_a_row() {
    let snapshot = prices();
    for query in ["\"pay twice\"", "“paying twice”", "why \"pay twice\"", "„pay twice“?", "«pay twice»"] {
        assert_eq!(sorted(&snapshot, query), ["body", "title"], "{query}");
        assert_eq!(ask(&snapshot, query).total, 2, "{query}");
    }
    assert_eq!(sorted(&snapshot, "pay twice").len(), 4);
    let phrase = Phrase { words: "pay twice".into(), found: true };
    let understood = ask(&snapshot, "why \"pay twice\" now").understood;
    assert_eq!((understood.words.as_str(), understood.phrases), ("why pay twice now", vec![phrase]));
}

#[test]
fn small_words_of_a_phrase_count_in_long_texts_too() {
    let snapshot = holding(vec![
        entry("for", "Other", "You will pay for the module."),
        entry("the", "Other", "You will pay the module."),
        entry("it", "Other", "Pay for it."),
    ]);
    assert_eq!(sorted(&snapshot, "\"pay for\""), ["for", "it"]);
    assert_eq!(sorted(&snapshot, "\"pay for the module\""), ["for"]);
    assert_eq!(sorted(&snapshot, "module -\"pay for\""), ["the"]);
}

#[test]
fn a_phrase_that_no_entry_has_is_words() {
    let snapshot = prices();
    let answer = ask(&snapshot, "\"twice module\"");
    assert_eq!(answer.understood.phrases, [Phrase { words: "twice module".into(), found: false }]);
    assert_eq!(sorted(&snapshot, "\"twice module\""), sorted(&snapshot, "twice module "));
    let both = ask(&snapshot, "\"pay twice\" \"module of theirs\" \"nothing at all\"");
    assert_eq!(both.understood.phrases.iter().map(|phrase| phrase.found).collect::<Vec<_>>(), [true, true, false]);
    assert_eq!(both.hits[0].id, "body");
    assert_eq!(both.total, 1);
}

#[test]
fn phrases_are_found_however_they_are_written() {
    let snapshot = holding(vec![
        entry("code", "Certified by ISO-27001 since", ""),
        entry("hyphen", "How to re-plan", ""),
        entry("joined", "How to replan", ""),
        entry("ja", "価格が高すぎる", ""),
    ]);
    assert_eq!(sorted(&snapshot, "\"iso 27001\""), ["code"]);
    assert_eq!(sorted(&snapshot, "\"iso27001 since\""), ["code"]);
    assert_eq!(sorted(&snapshot, "\"re-plan\""), ["hyphen", "joined"]);
    assert_eq!(sorted(&snapshot, "\"価格\""), ["ja"]);
}

#[test]
fn a_phrase_is_marked_as_one() {
    let answer = ask(&prices(), "\"pay twice\"");
    let title = answer.hits.iter().find(|hit| hit.id == "title").unwrap();
    assert_eq!(title.title_highlights, [(4, 13)]);
}

#[test]
fn a_misspelling_is_corrected_and_the_operators_stay() {
    let answer = ask(&prices(), "\"pay twice\" modle -year");
    assert_eq!(answer.corrected.as_deref(), Some("\"pay twice\" module -year"));
}

#[test]
fn a_word_with_a_sign_before_it_leaves_entries_out() {
    let snapshot = prices();
    assert_eq!(sorted(&snapshot, "pay -module"), ["apart", "title"]);
    assert_eq!(sorted(&snapshot, "-modules pay"), ["apart", "title"], "in any form");
    assert_eq!(sorted(&snapshot, "twice -\"pays twice\""), ["apart"]);
    assert_eq!(sorted(&snapshot, "\"pay twice\" -module"), ["title"]);
    let answer = ask(&snapshot, "pay -module -year");
    assert_eq!((answer.total, answer.understood.left_out), (1, 3));
    assert_eq!(answer.understood.without, ["module", "year"]);
    assert_eq!(answer.understood.words, "pay");
    assert_eq!(answer.understood.nothing_left_out, "pay");
    assert!(ids(&snapshot, "pay-module").contains(&"title".to_owned()), "inside a word it is a hyphen");
}

#[test]
fn nothing_left_is_explained() {
    let answer = ask(&prices(), "module -pay");
    assert_eq!((answer.total, answer.understood.left_out), (0, 2));
    assert_eq!(answer.understood.without, ["pay"]);
}

#[test]
fn signs_that_leave_nothing_positive_are_text() {
    let snapshot = prices();
    for query in ["-module", "-\"a module\"", "- module", "--module", ">>> -module", "pay --module", "pay - module"] {
        let answer = ask(&snapshot, query);
        assert!(answer.understood.without.is_empty(), "{query}");
        assert!(answer.hits.iter().any(|hit| hit.id == "module"), "{query}");
    }
}

fn shop() -> Snapshot {
    let item = |id: &str, kind: &str, tags: &[&str]| Document {
        facets: std::iter::once((Facet::Kind, kind.to_owned()))
            .chain(tags.iter().map(|tag| (Facet::Tag, (*tag).to_owned())))
            .collect(),
        ..entry(id, "Price", "")
    };
    holding(vec![
        item("1", "objection", &["Late Payment"]),
        item("2", "win_loss", &["c++"]),
        item("3", "lesson", &["c", "late-payment"]),
    ])
}

#[test]
fn a_filter_in_the_text_is_a_filter() {
    let snapshot = shop();
    for (query, found) in [
        ("price kind:lesson", &["3"][..]),
        ("kind:lesson price", &["3"]),
        ("KINDS:Lessons", &["3"]),
        ("kind:\"tough questions\"", &["1"]),
        ("kind:win-loss", &["2"]),
        ("kind:\"Win/loss review\" ", &["2"]),
        ("kind:lesson kind:objection", &["1", "3"]),
        ("kind:lesson tag:c", &["3"]),
        ("tag:c++", &["2"]),
        ("tag:\"late payment\" price", &["1"]),
        ("price -kind:lesson", &["1", "2"]),
        ("kind:lesson -price", &[]),
    ] {
        assert_eq!(sorted(&snapshot, query), found, "{query}");
    }
    let by_address = Request { filters: vec![(Facet::Kind, "lesson".into())], ..Request::new("tag:c++", 10) };
    assert_eq!(snapshot.search(&by_address).total, 0, "both must fit");
    let answer = snapshot.search(&Request { facets: true, ..Request::new("price kind:lesson", 10) });
    assert_eq!(answer.facets[0].values.len(), 3, "a filter does not narrow its own counts");
    let filter = &answer.understood.filters[0];
    assert_eq!((filter.facet, filter.value.as_str(), filter.rest.as_str()), (Facet::Kind, "lesson", "price"));
    assert_eq!(answer.understood.words, "price");
}

#[test]
fn what_only_looks_like_a_filter_is_text() {
    let snapshot = holding(vec![entry("a", "Re: pricing of stage x", "note: http://x kind of tag")]);
    for query in ["re: pricing", "http://x", "note:", "kind:of", "tag:unknown", "kind:", "kind: lesson", "stage:x"] {
        let answer = ask(&snapshot, query);
        assert_eq!(answer.understood.filters, [], "{query}");
        assert_eq!(answer.hits.first().map(|hit| hit.id.as_str()), Some("a"), "{query}");
    }
}

#[test]
fn values_of_entries_that_are_gone_are_unknown() {
    let mut index = crate::search::Index::in_memory(crate::search::Settings::new(&Default::default(), "en")).unwrap();
    let secret = Document { facets: vec![(Facet::Tag, "secret".into())], ..entry("a", "Title", "") };
    index.apply([secret, entry("b", "tag secret", "")].into_iter(), &[]).unwrap();
    assert_eq!(ids(&index.snapshot(), "tag:secret"), ["a"]);
    let after = index.apply(std::iter::empty(), &["a".to_owned()]).unwrap();
    assert_eq!(ask(&after, "tag:secret").understood.filters, []);
    assert_eq!(ids(&after, "tag:secret"), ["b"]);
}

#[test]
fn plain_words_are_understood_as_words() {
    let Answer { understood, .. } = ask(&prices(), "  why pay  36\" twice? ");
    assert_eq!(understood.words, "why pay 36\" twice?");
    let json = serde_json::to_value(&understood).unwrap();
    assert_eq!(
        json,
        serde_json::json!({
            "words": "why pay 36\" twice?", "phrases": [], "without": [], "left_out": 0, "filters": [], "terms": [],
            "listed": false, "language": null,
        })
    );
}

#[test]
fn an_owner_is_known_beside_the_index() {
    let lena = || Owns {
        value: "lena.fors".into(),
        label: "Lena Fors".into(),
        names: vec!["lfors".into()],
        entries: vec!["title".into(), "module".into(), "gone".into()],
    };
    let snapshot = prices().with_owned(Arc::new(Owned::when_asked(move || vec![lena()])));
    for query in ["owner:lena.fors", "owners:\"LENA fors\"", "owner:lfors"] {
        assert_eq!(sorted(&snapshot, query), ["module", "title"], "{query}");
        assert_eq!(ask(&snapshot, query).understood.filters[0].value, "lena.fors", "{query}");
    }
    assert_eq!(sorted(&snapshot, "pay owner:lena.fors"), ["module", "title"]);
    assert_eq!(sorted(&snapshot, "pay -owner:lena.fors"), ["apart", "body"]);
    assert!(ask(&snapshot, "owner:somebody").understood.filters.is_empty());
    let filters = vec![(Facet::Owner, "lena.fors".to_owned())];
    let answer = snapshot.search(&Request { filters, facets: true, limit: 10, ..Request::default() });
    assert_eq!(answer.total, 2);
    assert!(answer.facets.iter().all(|counts| counts.facet != Facet::Owner));
}
