//! Many who ask at once, while entries change and are read.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use fieldlore::catalog::Catalog;
use fieldlore::search::Request;

use super::{Desk, objection, understood_once, wait};
use crate::folder::Folder;
use crate::site::Site;

const SUBJECTS: [(&str, &str); 8] = [
    ("price", "Why does it cost so much?"),
    ("lift", "Who comes when the lift is stuck at night?"),
    ("data", "In which country are our files stored?"),
    ("coffee", "Is there coffee at breakfast?"),
    ("parking", "Where can I leave my car?"),
    ("training", "How long does it take to learn?"),
    ("contract", "Can we cancel after a year?"),
    ("references", "Who else in our business uses it?"),
];

const QUERIES: [&str; 16] = [
    "we cannot afford that",
    "elevator",
    "who comes at night",
    "germany or france",
    "a hot drink",
    "garage for the vehicle",
    "how soon",
    "get out of the agreement",
    "other customers",
    "pric",
    "",
    "kind:objection",
    "\"cost so much\"",
    "-lift",
    "zzqx",
    "wher are our fils",
];

/// Ten files at most, in one of two versions.
fn write(folder: &Folder, file: usize, version: usize) {
    let (title, question) = SUBJECTS[(file + version * 3) % SUBJECTS.len()];
    let variants = [format!("Something about {title} {file}")];
    let variants: Vec<&str> = variants.iter().map(String::as_str).take(version % 2).collect();
    folder.write(&path(file), objection(&format!("{title} {file}"), question, &variants));
}

fn path(file: usize) -> String {
    format!("objections/o{file}.md")
}

/// One of many changes: written, renamed, deleted or closed. Says which paths it touched.
fn change(folder: &Folder, round: usize) -> Vec<String> {
    let (file, other) = (round * 7 % 10, (round * 3 + 1) % 10);
    match round % 5 {
        0 if folder.at(&path(file)).exists() => folder.remove(&path(file)),
        1 if folder.at(&path(file)).exists() => folder.rename(&path(file), &path(other)),
        2 => {
            write(folder, file, round);
            let text = std::fs::read_to_string(folder.at(&path(file))).unwrap();
            folder.write(&path(file), text.replace("title:", "visibility: restricted\ntitle:"));
        }
        _ => write(folder, file, round),
    }
    vec![path(file), path(other)]
}

fn filled() -> Folder {
    let folder = Folder::new();
    (0..8).for_each(|file| write(&folder, file, 0));
    folder
}

/// Asserts what holds of every answer, whatever changes.
fn holds(catalog: &Catalog, query: &str) {
    let answer = catalog.search.search(&Request { facets: true, ..Request::new(query, 20) });
    assert!(answer.total >= answer.hits.len(), "{query}: {} of {}", answer.hits.len(), answer.total);
    assert!(answer.hits.windows(2).all(|pair| pair[0].score >= pair[1].score), "{query}: {:?}", answer.hits);
    let shown = |id: &str| catalog.page(id).is_some_and(|page| page.entry().id.as_str() == id);
    assert!(answer.hits.iter().all(|hit| shown(&hit.id)), "{query}: {:?}", answer.hits);
    let mut ids: Vec<_> = answer.hits.iter().map(|hit| &hit.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), answer.hits.len(), "{query}");
}

/// What is known of the meaning of every entry: how near each is to the queries.
fn known(catalog: &Catalog) -> BTreeMap<String, f32> {
    let mut known = BTreeMap::new();
    for query in QUERIES {
        let answer = catalog.search.search(&Request { explain: true, ..Request::new(query, 50) });
        for hit in answer.hits {
            let why = hit.why.unwrap_or_default();
            known.insert(format!("{query} {}", hit.id), why.meaning.unwrap_or(-1.0));
        }
    }
    known
}

/// Whether the same is known but for rounding: whenever the measure changes, vectors are rounded anew.
fn alike(one: &BTreeMap<String, f32>, other: &BTreeMap<String, f32>) -> bool {
    one.len() == other.len()
        && one.iter().all(|(key, near)| other.get(key).is_some_and(|other| (near - other).abs() < 0.02))
}

#[test]
fn threads_search_while_entries_change_and_are_read() {
    let mut desk = Desk::open(filled());
    let (done, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    let live = desk.live.clone();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let (live, done, asked) = (&live, &done, &asked);
            scope.spawn(move || {
                let mut round = thread;
                while !done.load(Ordering::Relaxed) || round < 250 {
                    holds(&live.current(), QUERIES[round % QUERIES.len()]);
                    asked.fetch_add(1, Ordering::Relaxed);
                    round += 1;
                }
            });
        }
        for round in 0..60 {
            let paths = change(&desk.folder, round);
            desk.follow(&paths.iter().map(String::as_str).collect::<Vec<_>>());
        }
        done.store(true, Ordering::Relaxed);
    });
    assert!(asked.load(Ordering::Relaxed) >= 990);
    let fresh = understood_once(desk.folder.path());
    let (fresh, entries) = (known(&fresh), fresh.pages().count());
    desk.wait("what is read afresh", |live| alike(&known(&live.current()), &fresh));
    desk.ready(entries);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_connections_ask_while_files_change() {
    let folder = filled();
    let vectors = tempfile::tempdir().unwrap();
    let site = Site::understanding(folder.path(), vectors.path());
    let address = site.listen().await.to_string();
    let mut asking = Vec::new();
    for connection in 0..64 {
        let address = address.clone();
        asking.push(tokio::task::spawn_blocking(move || {
            for round in 0..12 {
                let query = QUERIES[(connection + round) % QUERIES.len()].replace(' ', "+").replace('"', "%22");
                let page = ["api/v1/search", "search", "search/results"][round % 3];
                let (head, body) = get(&address, &format!("/{page}?q={query}"));
                assert!(head.starts_with("HTTP/1.1 200"), "{query}: {head}");
                if round % 3 == 0 {
                    checked(&serde_json::from_str(&body).unwrap());
                }
            }
        }));
    }
    for round in 0..40 {
        change(&folder, round);
        tokio::task::yield_now().await;
    }
    for each in asking {
        each.await.unwrap();
    }
    let fresh = known(&understood_once(folder.path()));
    tokio::task::block_in_place(|| {
        wait(&site.app.live, "what is read afresh", |live| alike(&known(&live.current()), &fresh))
    });
}

/// An answer in JSON is in order, and counts what it holds.
fn checked(answer: &serde_json::Value) {
    let results = answer["results"].as_array().unwrap();
    assert!(answer["total"].as_u64().unwrap() as usize >= results.len(), "{answer}");
    let scores: Vec<f64> = results.iter().map(|result| result["score"].as_f64().unwrap()).collect();
    assert!(scores.windows(2).all(|pair| pair[0] >= pair[1]), "{answer}");
}

/// Head and body of an answer.
fn get(address: &str, path: &str) -> (String, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}
