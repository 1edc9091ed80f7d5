//! The sample playbook, searched as a rep would.

use std::sync::Arc;

use fieldlore::catalog::Catalog;
use fieldlore::clock;
use fieldlore::config;
use fieldlore::search::{Facet, Request};
use fieldlore::sync::{Storage, Sync};

use crate::folder::{Folder, sample, shared};

fn catalog(folder: &std::path::Path) -> Arc<Catalog> {
    let clock = Arc::new(clock::Fixed("2026-11-23T09:00:00Z".parse().unwrap()));
    Sync::start(&config::content(folder).unwrap(), &Storage::Memory, clock).unwrap().live().current()
}

fn ids(catalog: &Catalog, query: &str) -> Vec<String> {
    catalog.search.search(&Request::new(query, 10)).hits.into_iter().map(|hit| hit.id).collect()
}

#[test]
fn what_customers_say_finds_the_answer_first() {
    let catalog = catalog(&sample());
    let cases = [
        ("the erp already does scheduling", "objection/erp-already-has-scheduling"),
        ("why would we pay twice", "objection/erp-already-has-scheduling"),
        ("ISO27001", "objection/data-residency-iso-27001"),
        ("iso 27001 certificate", "objection/data-residency-iso-27001"),
        ("24 7", "objection/outage-24-7"),
        ("escrow", "objection/source-code-escrow"),
        ("betriebsrat", "objection/betriebsrat-gps-ortung"),
        ("send me somethin", "objection/send-me-something"),
    ];
    for (query, id) in cases {
        let found = ids(&catalog, query);
        assert_eq!(found.first().map(String::as_str), Some(id), "{query}: {found:?}");
    }
}

#[test]
fn a_misspelt_name_is_understood_and_the_spelling_told() {
    let catalog = catalog(&sample());
    let answer = catalog.search.search(&Request::new("pindel is cheaper", 10));
    assert!(answer.hits.iter().take(3).any(|hit| hit.id == "objection/cheaper-with-pindle"), "{:?}", answer.hits);
    assert_eq!(answer.corrected.as_deref(), Some("pindle is cheaper"));
}

#[test]
fn every_question_is_found_by_its_own_wordings() {
    let catalog = catalog(&sample());
    let mut missed = Vec::new();
    for page in catalog.pages() {
        let Some(question) = page.entry().objection() else { continue };
        for wording in std::iter::once(&question.question).chain(&question.variants) {
            if !ids(&catalog, wording).iter().take(3).any(|id| *id == page.entry().id.as_str()) {
                missed.push(format!("{}: {wording}", page.entry().id));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn synonyms_and_labels_of_the_taxonomy_find_entries() {
    let catalog = catalog(&sample());
    assert!(
        ids(&catalog, "elevator").iter().any(|id| id.contains("lift") || id.contains("skerrow")),
        "{:?}",
        ids(&catalog, "elevator")
    );
    assert!(ids(&catalog, "whiteboard").iter().any(|id| id.contains("status-quo") || id.contains("excel")));
}

#[test]
fn filters_and_counts_agree() {
    let catalog = catalog(&sample());
    let all = catalog.search.search(&Request { facets: true, ..Request::new("", 50) });
    assert_eq!(all.total, catalog.pages().count());
    let kinds = all.facets.iter().find(|counts| counts.facet == Facet::Kind).unwrap();
    for (kind, count) in &kinds.values {
        let filters = vec![(Facet::Kind, kind.clone())];
        assert_eq!(catalog.search.search(&Request { filters, ..Request::new("", 50) }).total, *count, "{kind}");
    }
}

#[test]
fn restricted_entries_are_nowhere() {
    let folder = Folder::with("a.md", "---\ntitle: Open zebra\n---\nSee [x](b.md).\n");
    folder.write("b.md", "---\ntitle: Secret zebra\nvisibility: restricted\nstages: x\n---\n[a](a.md)\n");
    let catalog = catalog(folder.path());
    assert_eq!(ids(&catalog, "zebra"), ["page/a"]);
    assert!(catalog.page("page/b").is_none() && catalog.page("page/a").unwrap().linked_from().is_empty());
    assert_eq!((catalog.restricted(), catalog.counts().values().sum::<usize>()), (1, 1));
    assert!(catalog.diagnostics().iter().all(|finding| finding.path != "b.md"));
    assert!(!format!("{:?}", catalog.page("page/a").unwrap().html()).contains("page/b"));
    let all = catalog.search.search(&Request { facets: true, ..Request::new("", 50) });
    assert_eq!(all.total, 1);
}

#[test]
fn expired_and_archived_entries_come_last() {
    let folder = Folder::new();
    for (name, extra) in [("a", "expires: 2026-01-01"), ("b", "status: archived"), ("c", "tags: [x]")] {
        folder.write(&format!("{name}.md"), format!("---\ntitle: Zebra {name}\n{extra}\n---\nzebra\n"));
    }
    assert_eq!(ids(&catalog(folder.path()), "zebra")[0], "page/c");
}

#[test]
fn a_handbook_is_searched_by_its_sections() {
    let Some(root) = shared("handbooks/sourcegraph") else { return };
    let catalog = catalog(&root);
    assert!(catalog.pages().count() >= 875);
    let answer = catalog.search.search(&Request::new("common customer questions", 10));
    assert!(!answer.hits.is_empty());
    let sectioned = ["onboarding quiz", "how to request time off", "security review"]
        .iter()
        .any(|query| catalog.search.search(&Request::new(*query, 10)).hits.iter().any(|hit| hit.section.is_some()));
    assert!(sectioned);
}

/// A line of `queries.jsonl`: what somebody might say, and the entries that answer it.
#[derive(serde::Deserialize)]
struct Query {
    query: String,
    relevant: Vec<String>,
}

#[test]
fn other_peoples_wordings_of_the_sample_questions_find_them() {
    let text = std::fs::read_to_string(sample().join("queries.jsonl")).unwrap();
    let queries: Vec<Query> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let catalog = catalog(&sample());
    for page in catalog.pages().filter(|page| page.entry().objection().is_some()) {
        let of_page = |query: &&Query| query.relevant == [page.entry().id.as_str()];
        assert_eq!(queries.iter().filter(of_page).count(), 3, "{}", page.entry().id);
        let objection = page.entry().objection().unwrap();
        for query in queries.iter().filter(of_page) {
            let known = std::iter::once(&objection.question).chain(&objection.variants);
            assert!(known.into_iter().all(|wording| *wording != query.query), "not fresh: {}", query.query);
        }
    }
    let place = |query: &Query| ids(&catalog, &query.query).iter().position(|id| query.relevant.contains(id));
    let places: Vec<_> = queries.iter().map(place).collect();
    let share = |most: usize| {
        places.iter().filter(|place| place.is_some_and(|place| place < most)).count() as f32 / places.len() as f32
    };
    println!("content/queries.jsonl, lexical: {:.3} / {:.3} / {:.3}", share(1), share(3), share(10));
    if std::env::var_os("FIELDLORE_MISSES").is_some() {
        let missed = queries.iter().zip(&places).filter(|(_, place)| place.is_none_or(|place| place > 2));
        missed.for_each(|(query, place)| println!("{place:?} {} {}", query.relevant[0], query.query));
    }
    assert!(share(1) >= 0.5 && share(3) >= 0.7);
}
