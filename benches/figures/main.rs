//! The figures of the README, each beside the floor's in the same minute:
//!
//! ```text
//! cargo bench --bench figures -- 1000 10000
//! ```
//!
//! Entry pages are measured beside nginx that serves the same bytes, where wrk and nginx are installed; size 0 measures
//! that, votes, the page of a returning viewer and the weekly page, and nothing else; each beside the least that does it.
//! The floor of the rest is a small program that only reads, renders and indexes every file with the same libraries. Its
//! source and the corpus maker are read from `../shared/bench`; where that folder is absent, the rest is not measured.
//!
//! All of that is search by words alone. What meaning costs is measured after it, up to 10,000 files; the word `meaning`
//! among the arguments has it measured at every size; at 100,000 that takes long. The word `history` has nothing measured but
//! the history of a large repository.
#![allow(clippy::disallowed_methods, reason = "a bench prepares files and asks for the time")]

mod history;
mod http;
mod meaning;
mod page;
mod process;
mod questions;
mod votes;
mod weekly;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use http::Client;
use process::{Floor, Server};

/// The largest corpus that is read for its meaning without being asked for.
const SOON_READ: usize = 10_000;
/// Most tough questions that search is held to.
const MOST_QUESTIONS: usize = 1_000;

fn main() {
    if std::env::args().any(|argument| argument == "history") {
        return history::measure();
    }
    page::measure();
    votes::measure();
    weekly::measure();
    let mut sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    if sizes == [0] {
        return;
    }
    if sizes.is_empty() {
        sizes = vec![1_000, 10_000];
    }
    sample_playbook();
    let model_mb = meaning::model();
    questions::check(sizes.iter().copied().fold(0, usize::max).min(MOST_QUESTIONS));
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench");
    if !shared.exists() {
        println!("skipped: {} is not on this machine", shared.display());
        return;
    }
    let work = cache().join("bench");
    std::fs::create_dir_all(&work).expect("a folder to work in");
    let floor = Floor::build(&shared.join("floor"), &work);
    let always = std::env::args().any(|argument| argument == "meaning");
    for size in sizes {
        let corpus = corpus(&shared, &work, size);
        measure(size, &corpus, &work, &floor);
        if always || size <= SOON_READ {
            meaning::measure(size, &corpus, model_mb);
        }
    }
}

/// Where corpora and the floor program are kept between runs.
fn cache() -> PathBuf {
    let home = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    home.unwrap_or_else(|| PathBuf::from(std::env::var_os("HOME").expect("a home folder")).join(".cache"))
        .join("fieldlore")
}

fn corpus(shared: &Path, work: &Path, size: usize) -> PathBuf {
    let folder = work.join(format!("corpus-{size}"));
    if !folder.exists() {
        let made =
            Command::new("python3").arg(shared.join("make_corpus.py")).arg(size.to_string()).arg(&folder).status();
        assert!(made.is_ok_and(|status| status.success()), "the corpus could not be made");
    }
    folder
}

/// From process start to the first correct answer on the playbook of this repository.
fn sample_playbook() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let question = "/api/v1/search?q=the+erp+already+does+scheduling&limit=1";
    let mut runs = Vec::new();
    for _ in 0..5 {
        let data = tempfile::tempdir().expect("a folder");
        let started = Instant::now();
        let server = Server::start(&content, data.path());
        let answer = Client::open(&server.address).get(question);
        runs.push(started.elapsed());
        assert!(answer.contains("objection/erp-already-has-scheduling"), "{answer}");
    }
    runs.sort();
    println!("sample playbook: process start to first correct answer, median of 5: {} ms\n", runs[2].as_millis());
}

fn measure(size: usize, corpus: &Path, work: &Path, floor: &Floor) {
    let text = text_bytes(corpus);
    println!("{size} files, {} MB of text", text >> 20);
    let index = work.join(format!("floor-index-{size}"));
    let below = floor.all(corpus, &index);
    let data = tempfile::tempdir().expect("a folder");
    let started = Instant::now();
    let server = Server::start(corpus, data.path());
    let first = Client::open(&server.address).get("/api/v1/search?q=deal&limit=1");
    assert!(first.contains("results"), "{first}");
    let (wall, cpu, peak) = (started.elapsed(), server.cpu_seconds(), server.peak_mb());
    row("cold index to first answer, CPU s", cpu, below.cpu_seconds);
    figure("… wall s", wall.as_secs_f64());
    println!("  {:<52} {peak:>9.0} {:>9.0}", "peak memory while indexing, MB", below.peak_mb);
    std::thread::sleep(Duration::from_secs(3));
    let idle = server.memory_mb();
    println!("  {:<52} {:>9.0}", "idle memory beside the text, MB", idle - (text >> 20) as f64);
    typing(&server, &index, corpus, floor);
    saving(&server, corpus, &index, floor);
    server.stop();
    let started = Instant::now();
    let server = Server::start(corpus, data.path());
    Client::open(&server.address).get("/api/v1/search?q=deal&limit=1");
    println!("  {:<52} {:>9.2}\n", "restart with nothing changed, to first answer, s", started.elapsed().as_secs_f64());
    server.stop();
}

fn row(name: &str, ours: f64, floors: f64) {
    println!("  {name:<52} {ours:>9.2} {floors:>9.2} {:>7.2}×", ours / floors);
}

fn figure(name: &str, value: f64) {
    println!("  {name:<52} {value:>9.2}");
}

fn difference(name: &str, with: f64, without: f64) {
    println!("  {name:<52} {with:>9.2} {without:>9.2} {:>+8.2}", with - without);
}

fn text_bytes(folder: &Path) -> u64 {
    let items = std::fs::read_dir(folder).expect("the corpus can be listed").flatten();
    items
        .map(
            |item| {
                if item.path().is_dir() {
                    text_bytes(&item.path())
                } else {
                    item.metadata().map_or(0, |meta| meta.len())
                }
            },
        )
        .sum()
}

/// Titles and questions of the corpus, typed letter by letter: each prefix from the third letter on is a query.
fn keystrokes(corpus: &Path) -> Vec<String> {
    let mut files = Vec::new();
    for folder in std::fs::read_dir(corpus).expect("the corpus can be listed").flatten() {
        files.extend(std::fs::read_dir(folder.path()).into_iter().flatten().flatten().map(|item| item.path()));
    }
    files.sort();
    let step = (files.len() / 40).max(1);
    let titles = files.iter().step_by(step).filter_map(|path| {
        let text = std::fs::read_to_string(path).ok()?;
        let title = text.lines().find_map(|line| line.strip_prefix("title: "))?.trim_matches('"').to_owned();
        Some(title.split(':').next().unwrap_or_default().trim().to_lowercase())
    });
    let prefixes = |title: String| {
        let letters: Vec<char> = title.chars().take(30).collect();
        (3..=letters.len()).map(|length| letters[..length].iter().collect::<String>()).collect::<Vec<_>>()
    };
    titles.flat_map(prefixes).collect()
}

fn typing(server: &Server, index: &Path, corpus: &Path, floor: &Floor) {
    let queries = keystrokes(corpus);
    let floor_server = floor.serve(index);
    let mut ours = Client::open(&server.address);
    let mut theirs = Client::open(&floor_server.address);
    let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
    for round in 0..3 {
        for query in &queries {
            let query = http::encoded(query);
            let our_time = timed(|| ours.get(&format!("/api/v1/search?q={query}&limit=10&facets=0")));
            let their_time = timed(|| theirs.get(&format!("/q?m=prefix-snip&q={query}")));
            if round > 0 {
                our_times.push(our_time);
                their_times.push(their_time);
            }
        }
    }
    for (name, share) in [("search as you type, p50 ms", 0.50), ("search as you type, p99 ms", 0.99)] {
        row(name, percentile(&mut our_times, share), percentile(&mut their_times, share));
    }
}

/// Whether exactly one entry has the word itself, and no other word passed for it.
fn is_found(answer: &str) -> bool {
    answer.contains("\"total\":1,") && answer.contains("\"suggestion\":null")
}

fn timed<T>(work: impl FnOnce() -> T) -> f64 {
    let started = Instant::now();
    std::hint::black_box(work());
    started.elapsed().as_secs_f64() * 1e3
}

fn percentile(times: &mut [f64], share: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    times[((times.len() - 1) as f64 * share) as usize]
}

/// One file saved until a search finds its new word, over HTTP; the quiet window is part of it and named apart.
fn saving(server: &Server, corpus: &Path, index: &Path, floor: &Floor) {
    let path = corpus.join("d01/p1.md");
    let before = std::fs::read(&path).expect("a file of the corpus");
    let mut client = Client::open(&server.address);
    let mut times = Vec::new();
    for round in 0..20u8 {
        // Letters only, far from one another: no other word may pass for it.
        let word = format!("{0}{0}zz{0}qq{0}{0}xx{0}", char::from(b'a' + round));
        let text = format!("{}\n{word}\n", String::from_utf8_lossy(&before));
        times.push(timed(|| {
            std::fs::write(&path, &text).expect("the file can be written");
            while !is_found(&client.get(&format!("/api/v1/search?q={word}&limit=1&facets=0"))) {
                std::thread::sleep(Duration::from_millis(2));
            }
        }));
    }
    std::fs::write(&path, before).expect("the file can be put back");
    let below = floor.update(corpus, index);
    row("saved to searchable beyond the quiet window, p50 ms", beyond_window(percentile(&mut times, 0.50)), below.0);
    row("saved to searchable beyond the quiet window, p95 ms", beyond_window(percentile(&mut times, 0.95)), below.1);
}

/// The milliseconds that are left beside the quiet window, in which nothing is read.
fn beyond_window(time: f64) -> f64 {
    let window = fieldlore::watch::QUIET_WINDOW + fieldlore::watch::TICK;
    (time - window.as_secs_f64() * 1e3).max(0.0)
}
