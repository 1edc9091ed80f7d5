//! Search by meaning, with the bundled model: what breaks it, and what it holds out.

mod browser;
mod crowd;
mod kept;
mod living;
mod models;
mod onnx;
mod queries;
mod typed;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use fieldlore::catalog::{Catalog, Live, Understanding};
use fieldlore::clock;
use fieldlore::config::{self, ModelSource};
use fieldlore::search::{Answer, Request};
use fieldlore::sync::{Storage, Sync};
use fieldlore::watch::Changed;

use crate::folder::{Folder, sample};

/// A folder that is not yet read for its meaning.
pub fn read(folder: &Path) -> Sync {
    let clock = Arc::new(clock::Fixed("2026-11-23T09:00:00Z".parse().unwrap()));
    Sync::start(&config::content(folder).unwrap(), &Storage::Memory, clock).unwrap()
}

/// The catalog of a folder, read for its meaning. Vectors are kept for the next run of the tests, each folder's beside
/// the others'.
pub fn understood(folder: &Path) -> Arc<Catalog> {
    let sync = read(folder);
    sync.understand(&ModelSource::Bundled, Some(&vectors(folder))).unwrap();
    sync.live().current()
}

/// The same for a folder that does not last: its vectors are kept nowhere.
fn understood_once(folder: &Path) -> Arc<Catalog> {
    let sync = read(folder);
    sync.understand(&ModelSource::Bundled, None).unwrap();
    sync.live().current()
}

/// The sample playbook, read once for all tests.
pub fn sample_understood() -> Arc<Catalog> {
    static SAMPLE: OnceLock<Arc<Catalog>> = OnceLock::new();
    SAMPLE.get_or_init(|| understood(&sample())).clone()
}

/// Where tests keep the vectors of a folder.
pub fn vectors(folder: &Path) -> PathBuf {
    data(folder).join("vectors")
}

/// The data folder of a folder.
fn data(folder: &Path) -> PathBuf {
    let name: String = folder.to_string_lossy().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("understood").join(name)
}

fn ask(catalog: &Catalog, query: &str) -> Answer {
    catalog.search.search(&Request::new(query, 10))
}

fn first(catalog: &Catalog, query: &str) -> String {
    ask(catalog, query).hits.first().map(|hit| hit.id.clone()).unwrap_or_default()
}

/// A tough question.
fn objection(title: &str, question: &str, variants: &[&str]) -> String {
    format!(
        "---\ntitle: {title}\nquestion: \"{question}\"\nvariants: {variants:?}\nquick_response: \"{title}: so it is.\"\n---\n\n\
         ## Answer: One {{#one}}\n\n**Respond** words\n"
    )
}

/// Three tough questions, and what asks for the first of them in other words.
fn three() -> Folder {
    let folder = Folder::new();
    folder.write(
        "objections/price.md",
        objection("Too expensive", "Why does it cost so much?", &["Your price is too high"]),
    );
    folder.write("objections/lift.md", objection("Stuck lift", "Who comes when the lift is stuck at night?", &[]));
    folder.write("objections/data.md", objection("Data residency", "In which country are our files stored?", &[]));
    folder
}

const PARAPHRASE: &str = "we cannot afford that";
const PRICE: &str = "objection/price";

/// A folder that is read for its meaning on a thread, and followed by hand.
struct Desk {
    folder: Folder,
    data: tempfile::TempDir,
    sync: Sync,
    live: Arc<Live>,
}

impl Desk {
    fn open(folder: Folder) -> Desk {
        Desk::with(folder, ModelSource::Bundled)
    }

    fn with(folder: Folder, model: ModelSource) -> Desk {
        let data = tempfile::tempdir().unwrap();
        let mut sync = read(folder.path());
        sync.keep_understanding(model, Some(data.path().to_owned()));
        Desk { folder, data, live: sync.live(), sync }
    }

    /// Tells that these files may have changed.
    fn follow(&mut self, paths: &[&str]) {
        self.sync.follow(&Changed::Paths(paths.iter().map(|path| (*path).to_owned()).collect())).unwrap();
    }

    /// Waits until what is known is as wanted; far longer than it ever takes.
    fn wait(&self, what: &str, wanted: impl Fn(&Live) -> bool) {
        wait(&self.live, what, wanted);
    }

    /// Waits until so many entries are read, and no others.
    fn ready(&self, entries: usize) {
        self.wait("all entries read", |live| *live.understanding() == Understanding::Ready(entries));
    }

    /// Bytes of the vectors that are kept.
    fn kept(&self) -> u64 {
        kept(self.data.path())
    }
}

fn wait(live: &Live, what: &str, wanted: impl Fn(&Live) -> bool) {
    let started = Instant::now();
    while !wanted(live) {
        assert!(started.elapsed() < Duration::from_secs(60), "never seen: {what}; {:?}", live.understanding());
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Bytes of the vectors in a folder.
fn kept(folder: &Path) -> u64 {
    std::fs::read_dir(folder).into_iter().flatten().flatten().filter_map(|file| Some(file.metadata().ok()?.len())).sum()
}

/// Bytes that one text takes there.
const RECORD: u64 = 16 + 4 + 4 + 384;
