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
