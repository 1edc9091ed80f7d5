//! Synonyms, terms of the taxonomy, filters and counts.

use super::{entry, ids};
use crate::model::Taxonomy;
use crate::model::taxonomy::{Synonym, Term, Vocabulary};
use crate::search::{Document, Facet, Index, Request, Settings, Snapshot};

fn taxonomy() -> Taxonomy {
    let term = |id: &str, label: &str| Term { id: id.into(), label: label.into(), ..Term::default() };
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let mut taxonomy = Taxonomy::default();
    taxonomy.set(Vocabulary::ObjectionCategories, vec![term("price", "Price and budget")]);
    taxonomy.set(Vocabulary::Competitors, vec![term("status-quo", "Do nothing (spreadsheet and phone)")]);
    taxonomy.set(Vocabulary::Personas, vec![term("cfo", "CFO / finance director")]);
    taxonomy.synonyms = vec![
        Synonym::Same(words(&["re-plan", "replan", "reschedule", "move jobs", "shuffle the board"])),
        Synonym::Same(words(&["SLA", "service level", "response time"])),
        Synonym::To { from: words(&["pricey", "expensive", "too much"]), to: "price".into() },
        Synonym::To { from: words(&["Excel", "we manage fine"]), to: "status-quo".into() },
        Synonym::To { from: words(&["widget"]), to: "gadget box".into() },
    ];
    taxonomy
}

fn holding(entries: Vec<Document>) -> Snapshot {
    let mut index = Index::in_memory(Settings::new(&taxonomy(), "en")).unwrap();
    index.apply(entries.into_iter(), &[]).unwrap()
}

fn labelled(id: &str, label: &str, facet: Option<(Facet, &str)>) -> Document {
    Document {
        labels: vec![label.into()],
        facets: facet.into_iter().map(|(facet, value)| (facet, value.to_owned())).collect(),
        ..entry(id, "Title", "")
    }
}

#[test]
fn synonyms_find_each_other_in_every_wording() {
    let snapshot = holding(vec![
        entry("replan", "How to replan a day", ""),
        entry("hyphen", "How to re-plan a day", ""),
        entry("move", "Who may move jobs", ""),
        entry("board", "Other", "Then they shuffle the board again."),
        entry("apart", "Other", "Jobs are things. We move houses."),
    ]);
    for query in ["replan", "re-plan", "rescheduling", "move jobs", "moving a job", "shuffle the board"] {
        let mut found = ids(&snapshot, query);
        found.retain(|id| id != "apart");
        found.sort();
        let expected = if query == "moving a job" { vec!["move"] } else { vec!["board", "hyphen", "move", "replan"] };
        assert_eq!(found, expected, "{query}");
    }
    assert!(!ids(&snapshot, "replan").contains(&"apart".to_owned()));
}

#[test]
fn synonyms_rank_below_the_words_themselves() {
    let snapshot = holding(vec![entry("other", "Our service level", ""), entry("same", "Our SLA", "")]);
    assert_eq!(ids(&snapshot, "sla"), ["same", "other"]);
    assert_eq!(ids(&snapshot, "service level"), ["other", "same"]);
    assert_eq!(snapshot.search(&Request::new("the SLA", 10)).complete, 2);
}

#[test]
fn the_buyers_words_find_the_term_but_not_the_reverse() {
    let snapshot = holding(vec![
        labelled("label", "Price and budget", None),
        entry("word", "Our price", ""),
        entry("budget", "No budget left", ""),
        entry("expensive", "Expensive cars", ""),
    ]);
    let mut found = ids(&snapshot, "that is too much");
    found.sort();
    assert_eq!(found, ["budget", "label", "word"]);
    assert!(!ids(&snapshot, "price").contains(&"expensive".to_owned()));
    let gadget = holding(vec![entry("a", "A gadget box", ""), entry("b", "A box of gadget parts", "")]);
    assert_eq!(ids(&gadget, "widgets"), ["a"]);
}

#[test]
fn terms_are_found_by_label_and_id() {
    let snapshot = holding(vec![
        labelled("quo", "Do nothing (spreadsheet and phone)", Some((Facet::Competitor, "status-quo"))),
        labelled("cfo", "CFO / finance director", None),
        labelled("price", "Price and budget", None),
    ]);
    for (query, found) in [
        ("status-quo", "quo"),
        ("status quo", "quo"),
        ("Excel", "quo"),
        ("we manage fine", "quo"),
        ("do nothing", "quo"),
        ("CFO", "cfo"),
        ("finance director", "cfo"),
        ("pricey", "price"),
    ] {
        assert_eq!(ids(&snapshot, query).first().map(String::as_str), Some(found), "{query}");
    }
}

#[test]
fn a_changed_taxonomy_counts_at_once() {
    let mut index = Index::in_memory(Settings::new(&Taxonomy::default(), "en")).unwrap();
    let before = index.apply([entry("a", "Our service level", "")].into_iter(), &[]).unwrap();
    assert!(ids(&before, "sla").is_empty());
    let after = index.set_settings(Settings::new(&taxonomy(), "en")).unwrap();
    assert_eq!(ids(&after, "sla"), ["a"]);
    assert!(ids(&before, "sla").is_empty());
    let emptied = index.set_settings(Settings::new(&taxonomy(), "de")).unwrap();
    assert!(emptied.is_empty() && index.contents().is_empty());
}

fn shop() -> Snapshot {
    let item = |id: &str, kind: &str, stage: &str, tags: &[&str]| Document {
        facets: [(Facet::Kind, kind.to_owned()), (Facet::Stage, stage.to_owned())]
            .into_iter()
            .chain(tags.iter().map(|tag| (Facet::Tag, (*tag).to_owned())))
            .collect(),
        ..entry(id, "Price", "")
    };
    holding(vec![
        item("1", "objection", "discover", &["a", "b"]),
        item("2", "objection", "propose", &["a"]),
        item("3", "lesson", "discover", &["b"]),
        item("4", "lesson", "commit", &[]),
    ])
}

type Counts = Vec<(String, usize)>;

fn narrowed(query: &str, filters: &[(Facet, &str)]) -> (Vec<String>, Vec<(Facet, Counts)>) {
    let filters = filters.iter().map(|(facet, value)| (*facet, (*value).to_owned())).collect();
    let answer = shop().search(&Request { filters, facets: true, ..Request::new(query, 10) });
    let mut found: Vec<String> = answer.hits.into_iter().map(|hit| hit.id).collect();
    found.sort();
    assert_eq!(found.len(), answer.total);
    (found, answer.facets.into_iter().map(|counts| (counts.facet, counts.values)).collect())
}

fn counts(values: &[(&str, usize)]) -> Counts {
    values.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect()
}

#[test]
fn values_of_a_facet_are_alternatives_and_facets_narrow_each_other() {
    for query in ["price", ""] {
        assert_eq!(narrowed(query, &[(Facet::Kind, "objection")]).0, ["1", "2"]);
        assert_eq!(narrowed(query, &[(Facet::Kind, "objection"), (Facet::Kind, "lesson")]).0, ["1", "2", "3", "4"]);
        assert_eq!(narrowed(query, &[(Facet::Kind, "objection"), (Facet::Stage, "discover")]).0, ["1"]);
        assert_eq!(narrowed(query, &[(Facet::Tag, "a"), (Facet::Tag, "b")]).0, ["1", "2", "3"]);
        assert!(narrowed(query, &[(Facet::Kind, "unknown")]).0.is_empty());
    }
}

#[test]
fn a_facets_own_filter_does_not_narrow_its_counts() {
    for query in ["price", ""] {
        let (_, all) = narrowed(query, &[]);
        assert_eq!(all[0], (Facet::Kind, counts(&[("lesson", 2), ("objection", 2)])));
        assert_eq!(all[1], (Facet::Stage, counts(&[("discover", 2), ("commit", 1), ("propose", 1)])));
        assert_eq!(all[2], (Facet::Tag, counts(&[("a", 2), ("b", 2)])));
        let (_, some) = narrowed(query, &[(Facet::Kind, "objection"), (Facet::Stage, "discover")]);
        assert_eq!(some[0], (Facet::Kind, counts(&[("lesson", 1), ("objection", 1)])));
        assert_eq!(some[1], (Facet::Stage, counts(&[("discover", 1), ("propose", 1)])));
        assert_eq!(some[2], (Facet::Tag, counts(&[("a", 1), ("b", 1)])));
    }
    assert!(shop().search(&Request::new("price", 10)).facets.is_empty());
}
