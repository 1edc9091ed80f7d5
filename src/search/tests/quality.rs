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

/// Measures one file of queries and prints the figures; `None`, with a message, where it is not there.
fn print(set: &str, kind: &str) -> Option<Measured> {
    let folder = shared().join("search").join(set);
    let measured = load(&folder).and_then(|snapshot| measure(&snapshot, &folder.join(format!("{kind}.jsonl"))));
    match measured {
        Some(Measured { first, three, ten }) => println!("{set:22} {kind:17} {first:.3} / {three:.3} / {ten:.3}"),
        None => println!("{set:22} {kind:17} not measured: {} is not there", folder.display()),
    }
    measured
}

#[test]
fn paraphrases_find_their_entries() {
    for (set, first, three) in [
        ("banking77-k1", 0.50, 0.70),
        ("banking77-k3", 0.62, 0.81),
        ("stackfaq-k1", 0.84, 0.94),
        ("hint3-sofmattress-k3", 0.59, 0.79),
    ] {
        if let Some(measured) = print(set, "queries") {
            assert!(measured.first >= first && measured.three >= three, "{set}: {measured:?}");
        }
    }
}

#[test]
fn typing_errors_and_half_questions_cost_little() {
    if let (Some(typed), Some(wrong)) = (print("stackfaq-k1", "queries"), print("stackfaq-k1", "queries_typo")) {
        assert!(wrong.first >= typed.first - 0.02, "{wrong:?}");
    }
    if let Some(half) = print("banking77-k3", "queries_prefix50") {
        assert!(half.ten >= 0.65, "{half:?}");
    }
}
