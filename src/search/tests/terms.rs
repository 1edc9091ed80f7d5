//! Terms of the taxonomy in the words of a query.

use super::{ask, entry, ids};
use crate::model::Taxonomy;
use crate::model::taxonomy::{Synonym, Term, Vocabulary};
use crate::search::analysis::Words;
use crate::search::planning;
use crate::search::syntax::Syntax;
use crate::search::typed::Forms;
use crate::search::{Document, Facet, Index, Request, Settings, Snapshot};

fn taxonomy() -> Taxonomy {
    let term = |id: &str, label: &str| Term { id: id.into(), label: label.into(), ..Term::default() };
    let mut taxonomy = Taxonomy::default();
    taxonomy.set(Vocabulary::Stages, vec![Term { crm: vec!["Needs Analysis".into()], ..term("discover", "Discover") }]);
    taxonomy.set(Vocabulary::Personas, vec![term("cfo", "CFO / finance director"), term("it-lead", "IT lead")]);
    let nothing = term("status-quo", "Do nothing (spreadsheet and phone)");
    taxonomy.set(Vocabulary::Competitors, vec![term("corvane", "Corvane Suite"), nothing]);
    taxonomy.set(Vocabulary::Industries, vec![term("lifts", "Lift maintenance")]);
    taxonomy.synonyms = vec![Synonym::To { from: vec!["Excel".into()], to: "status-quo".into() }];
    taxonomy
}

fn carrying(id: &str, title: &str, terms: &[(Facet, &str)]) -> Document {
    let facets = terms.iter().map(|(facet, value)| (*facet, (*value).to_owned())).collect();
    Document { facets, ..entry(id, title, "") }
}

fn playbook() -> Snapshot {
    let mut index = Index::in_memory(Settings::new(&taxonomy(), "en")).unwrap();
    let entries = [
        carrying("cfo", "Payback", &[(Facet::Persona, "cfo")]),
        carrying("both", "Price of the suite", &[(Facet::Persona, "cfo"), (Facet::Competitor, "corvane")]),
        carrying("corvane", "The module", &[(Facet::Competitor, "corvane"), (Facet::Stage, "discover")]),
        carrying("sheet", "Spreadsheets work", &[(Facet::Competitor, "status-quo")]),
        entry("named", "What the CFO asks of Corvane", "A price in Excel."),
    ];
    index.apply(entries.into_iter(), &[]).unwrap()
}

fn spoken(query: &str) -> Vec<(Facet, String)> {
    let terms = ask(&playbook(), query).understood.terms;
    terms.into_iter().map(|term| (term.facet, term.value)).collect()
}

#[test]
fn terms_are_known_by_their_names_and_synonyms() {
    let cfo = || (Facet::Persona, "cfo".to_owned());
    assert_eq!(spoken("what does the CFO say"), [cfo()]);
    assert_eq!(spoken("finance directors say"), [cfo()]);
    assert_eq!(spoken("we use excel"), [(Facet::Competitor, "status-quo".into())]);
    assert_eq!(spoken("corvane suite price"), [(Facet::Competitor, "corvane".into())]);
    assert_eq!(spoken("is it a lead"), []);
    assert_eq!(spoken("price -cfo"), []);
    let label = &ask(&playbook(), "excel price").understood.terms[0].label;
    assert_eq!(label, "Do nothing (spreadsheet and phone)");
}

#[test]
fn nothing_but_terms_is_a_list() {
    let snapshot = playbook();
    let list = |query: &str| {
        let answer = ask(&snapshot, query);
        assert!(answer.understood.listed, "{query}");
        assert_eq!((answer.total, answer.complete), (answer.hits.len(), answer.total), "{query}");
        let mut found: Vec<String> = answer.hits.into_iter().map(|hit| hit.id).collect();
        found.sort();
        found
    };
    assert_eq!(list("CFO"), ["both", "cfo"]);
    assert_eq!(list("cfo corvane"), ["both"]);
    assert_eq!(list("discover stage"), ["corvane"]);
    assert_eq!(list("stage discover"), ["corvane"]);
    assert_eq!(list("excel"), ["sheet"]);
    assert_eq!(list("corvane -module"), ["both"]);
    for query in ["cfo price", "\"cfo\"", "cfo status-quo", "lift", "corvane -suite -module", "the stage"] {
        assert!(!ask(&snapshot, query).understood.listed, "{query}");
    }
    assert!(ids(&snapshot, "\"cfo\"").contains(&"named".to_owned()));
    assert!(ids(&snapshot, "cfo status-quo").contains(&"named".to_owned()), "no entry has both: words");
    let filtered = Request { filters: vec![(Facet::Stage, "discover".into())], ..Request::new("cfo", 10) };
    assert!(!snapshot.search(&filtered).understood.listed, "none is left within the filters");
}

#[test]
fn values_of_filters_go_by_all_their_names() {
    let snapshot = playbook();
    for (query, found) in [
        ("competitor:\"doing nothing\"", "sheet"),
        ("competitor:Excel", "sheet"),
        ("stage:\"needs analysis\"", "corvane"),
        ("stages:Discover module", "corvane"),
        ("persona:\"finance director\" payback", "cfo"),
    ] {
        assert_eq!(ids(&snapshot, query), [found], "{query}");
    }
    let nobody = ask(&snapshot, "persona:it-lead");
    assert_eq!((nobody.total, nobody.understood.filters.len()), (0, 1), "a term is known though no entry has it");
}

/// The typed words that are names.
fn names(query: &str) -> Vec<String> {
    let snapshot = playbook();
    let syntax = Syntax::read(query, |_, _| Ok::<_, ()>(None)).unwrap();
    let plan = planning::plan(&snapshot.view, &snapshot.settings, &syntax).unwrap();
    let words = Words::of(query);
    let typed = Forms::new(&snapshot.view.languages).read(&words);
    typed.into_iter().filter(|word| word.bit & plan.names != 0).map(|word| word.folded).collect()
}

#[test]
fn products_competitors_and_codes_are_names() {
    assert_eq!(names("what has corvane got"), ["corvane"]);
    assert_eq!(names("is Corvane Suite on ISO-27001 for the CFO"), ["corvane", "suite", "iso", "27001"]);
    assert_eq!(names("we use excel and do nothing"), ["excel"], "a description is no name");
    assert_eq!(names("too expensive"), [""; 0]);
}

#[test]
fn an_entry_that_carries_what_is_spoken_of_comes_before_its_equal() {
    let mut index = Index::in_memory(Settings::new(&taxonomy(), "en")).unwrap();
    // Both have the same words in the same places: the label, or the text of it among the tags.
    let labelled =
        |id: &str, terms: &[(Facet, &str)]| Document { labels: vec!["corvane".into()], ..carrying(id, "Price", terms) };
    let entries =
        [labelled("1-words", &[(Facet::Tag, "corvane")]), labelled("2-term", &[(Facet::Competitor, "corvane")])];
    let snapshot = index.apply(entries.into_iter(), &[]).unwrap();
    let answer = ask(&snapshot, "corvane price");
    assert_eq!(answer.hits.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>(), ["2-term", "1-words"]);
    let ratio = answer.hits[0].score / answer.hits[1].score;
    assert!((ratio - (1.0 + 0.25 / 3.0)).abs() < 1e-4, "{ratio}");
}
