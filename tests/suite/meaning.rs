//! Search by meaning, over real folders and with the bundled model.

use std::path::Path;
use std::sync::Arc;

use fieldlore::catalog::Catalog;
use fieldlore::clock;
use fieldlore::config::{self, ModelSource};
use fieldlore::search::Request;
use fieldlore::sync::{Storage, Sync};

use crate::folder::{sample, shared};

/// The catalog of a folder, read for its meaning. Vectors are kept for the next run of the tests.
pub fn understood(folder: &Path) -> Arc<Catalog> {
    let clock = Arc::new(clock::Fixed("2026-11-23T09:00:00Z".parse().unwrap()));
    let sync = Sync::start(&config::content(folder).unwrap(), &Storage::Memory, clock).unwrap();
    sync.understand(&ModelSource::Bundled, Some(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("vectors"))).unwrap();
    sync.live().current()
}

#[derive(serde::Deserialize)]
struct Query {
    query: String,
    relevant: Vec<String>,
}

fn measure(catalog: &Catalog, queries: &Path, name: &str) {
    let text = std::fs::read_to_string(queries).unwrap();
    let queries: Vec<Query> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let misses = std::env::var_os("FIELDLORE_MISSES").is_some();
    let mut places = Vec::new();
    let step = std::env::var("STEP").ok().and_then(|step| step.parse().ok()).unwrap_or(1);
    for query in queries.iter().filter(|query| !query.relevant.is_empty()).step_by(step) {
        let hits = catalog.search.search(&Request::new(query.query.as_str(), 10)).hits;
        let place = hits.iter().position(|hit| query.relevant.contains(&hit.id));
        if misses && place.is_none_or(|place| place > 0) {
            println!("{place:?} {} | {} | {:.3} {} | {:?}", query.relevant[0], query.query, hits[0].relevance, hits[0].id, place.map(|place| hits[place].relevance));
        }
        places.push(place);
    }
    let share = |most: usize| {
        places.iter().filter(|place| place.is_some_and(|place| place < most)).count() as f32 / places.len() as f32
    };
    println!("{name}: {:.3} / {:.3} / {:.3}", share(1), share(3), share(10));
}

#[test]
fn measured() {
    if std::env::var_os("SAMPLE").is_some() {
        measure(&understood(&sample()), &sample().join("queries.jsonl"), "sample");
        return;
    }
    for set in ["banking77-k3", "banking77-k1", "stackfaq-k1", "hint3-sofmattress-k3"] {
        if std::env::var("ONLY").is_ok_and(|only| only != set) { continue }
        let Some(folder) = shared(&format!("search/{set}")) else { continue };
        let catalog = understood(&folder.join("content"));
        for kind in ["queries", "queries_typo", "queries_prefix50"] {
            measure(&catalog, &folder.join(format!("{kind}.jsonl")), &format!("{set} {kind}"));
        }
    }
}
