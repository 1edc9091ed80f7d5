//! How often the right entry comes first, on questions that share few words with it.
//!
//! Reads the sets under `../shared/search` (or `FIELDLORE_SHARED`); passes with a message where they are not there.

use std::path::{Path, PathBuf};

use super::{Document, Section, Snapshot, holding};
use crate::fs;
use crate::search::Request;

/// Share of the queries whose entry is first, and among the first three and ten.
#[derive(Debug, Clone, Copy)]
struct Measured {
    first: f32,
    three: f32,
    ten: f32,
}

#[derive(serde::Deserialize)]
struct Query {
    query: String,
    relevant: Vec<String>,
}

fn shared() -> PathBuf {
    match std::env::var_os("FIELDLORE_SHARED") {
        Some(folder) => folder.into(),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
    }
}

/// A tough question of a set: front matter of quoted strings, then the body.
fn parse(id: &str, text: &str) -> Option<Document> {
    let (front, body) = text.strip_prefix("---\n")?.split_once("\n---\n")?;
    let quoted = |line: &str| serde_json::from_str::<String>(line).unwrap_or_else(|_| line.to_owned());
    let mut document = Document { id: format!("objection/{id}"), language: "en".into(), ..Document::default() };
    for line in front.lines() {
        if let Some(title) = line.strip_prefix("title: ") {
            document.title = quoted(title);
        } else if let Some(question) = line.strip_prefix("question: ") {
            document.question = quoted(question);
        } else if let Some(variant) = line.strip_prefix("  - ") {
            document.variants.push(quoted(variant));
        }
    }
    document.sections = vec![Section { text: body.to_owned(), ..Section::default() }];
    Some(document)
}

fn load(set: &Path) -> Option<Snapshot> {
    let content = set.join("content");
    if !fs::is_folder(&content) {
        return None;
    }
    let documents = fs::walk(&content, &|path| path.ends_with(".md")).files.into_iter().map(|file| {
        let text = fs::read_optional(&content.join(&file.path)).unwrap().unwrap();
        let name = file.path.rsplit('/').next().unwrap().trim_end_matches(".md").to_owned();
        parse(&name, &text).unwrap()
    });
    Some(holding(documents.collect()))
}

fn measure(snapshot: &Snapshot, queries: &Path) -> Option<Measured> {
    let lines = fs::read_optional(queries).unwrap()?;
    let queries = lines.lines().map(|line| serde_json::from_str::<Query>(line).unwrap());
    let places: Vec<Option<usize>> = queries
        .filter(|query| !query.relevant.is_empty())
        .map(|query| {
            let hits = snapshot.search(&Request::new(query.query, 10)).hits;
            hits.iter().position(|hit| query.relevant.contains(&hit.id))
        })
        .collect();
    let share = |most: usize| {
        let found = places.iter().filter(|place| place.is_some_and(|place| place < most)).count();
        found as f32 / places.len() as f32
    };
    Some(Measured { first: share(1), three: share(3), ten: share(10) })
}

#[test]
fn paraphrases_find_their_entries() {
    let sets = shared().join("search");
    for (set, floor) in [
        ("banking77-k1", (0.40, 0.60)),
        ("banking77-k3", (0.57, 0.78)),
        ("stackfaq-k1", (0.78, 0.90)),
        ("hint3-sofmattress-k3", (0.50, 0.70)),
    ] {
        let Some(snapshot) = load(&sets.join(set)) else {
            println!("{set}: not measured, {} is not there", sets.display());
            continue;
        };
        for kind in ["queries", "queries_typo", "queries_prefix50"] {
            let Some(measured) = measure(&snapshot, &sets.join(set).join(format!("{kind}.jsonl"))) else { continue };
            let Measured { first, three, ten } = measured;
            println!("{set:22} {kind:17} {first:.3} / {three:.3} / {ten:.3}");
            assert!(kind != "queries" || (first >= floor.0 && three >= floor.1), "{set}: {measured:?}");
        }
    }
}
