//! The one loop that follows the content folder: reads what changed, indexes it, swaps the catalog.
//!
//! One rebuild at a time; what comes in between is taken together. A rebuild that fails leaves the last good catalog
//! in place and shows the failure beside it. The index is committed before the catalog that names it is shown.

mod dating;
mod pulling;
mod reading;

pub use pulling::keep_pulling;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use jiff::civil::Date;

use crate::catalog::{self, Catalog, Failure, Live};
use crate::clock::Clock;
use crate::config::{Content, ModelSource};
use crate::content::{self, Changes, Loaded};
use crate::fs;
use crate::model::Entry;
use crate::search::{self, Index, Settings, Snapshot};
use crate::watch::Changed;
use dating::Dating;
use reading::{Reader, Reading};

/// The least time between two looks through the whole folder where events are told as well.
const RESCAN: Duration = Duration::from_secs(15);
/// The same where only looking helps.
const POLL: Duration = Duration::from_secs(2);
/// A look through the whole folder may take this share of the time at most.
const RESCAN_SHARE: u32 = 50;
/// After a failure it is tried again so soon.
const RETRY: Duration = Duration::from_secs(3);

/// Why the content cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Files(#[from] fs::Error),
    #[error("the search index cannot be written: {0}")]
    Search(#[from] search::Error),
    #[error(transparent)]
    Model(#[from] search::meaning::Error),
    #[error("the rebuild broke off: {0}")]
    Panic(String),
}

/// Where the index is kept.
#[derive(Debug, Clone)]
pub enum Storage {
    /// In a folder, where the next start finds it.
    Folder(PathBuf),
    /// Nowhere beyond this process.
    Memory,
}

/// Everything that a rebuild needs to know of the one before.
pub struct Sync {
    live: Arc<Live>,
    clock: Arc<dyn Clock>,
    language: String,
    loaded: Arc<Loaded>,
    index: Index,
    /// Fingerprints of what the index holds, by id.
    indexed: HashMap<String, u64>,
    /// The day for which everything was compared with the index; none after a failure.
    compared: Option<Date>,
    snapshot: Snapshot,
    /// Where entries are read for their meaning.
    reading: Option<Reading>,
    /// Where the history is kept between starts.
    history: Option<PathBuf>,
}

impl Sync {
    /// Reads the whole folder, brings the index up to date and makes the first catalog.
    pub fn start(content: &Content, storage: &Storage, clock: Arc<dyn Clock>) -> Result<Sync, Error> {
        let (loaded, changes) = content::load_with_changes(&content.folder, content.closed_drafts)?;
        let settings = Settings::new(&loaded.taxonomy, &content.language);
        let index = match storage {
            Storage::Folder(folder) => Index::open(folder, settings)?,
            Storage::Memory => Index::in_memory(settings)?,
        };
        let (indexed, snapshot) = (index.contents(), index.snapshot());
        let empty = Catalog::build(Arc::default(), snapshot.clone(), clock.now(), None);
        let live = Arc::new(Live::new(empty));
        let language = content.language.clone();
        let mut sync = Sync {
            live,
            clock,
            language,
            loaded: Arc::default(),
            index,
            indexed,
            compared: None,
            snapshot,
            reading: None,
            history: None,
        };
        sync.bring(Arc::new(loaded), &changes)?;
        Ok(sync)
    }

    /// The catalog that is served, and every one after it.
    pub fn live(&self) -> Arc<Live> {
        self.live.clone()
    }

    /// Reads all entries for their meaning now, for whoever has time to wait. `vectors` keeps what is made.
    pub fn understand(&self, model: &ModelSource, vectors: Option<&Path>) -> Result<(), Error> {
        if let Some(mut reader) = Reader::open(model, vectors, self.live.clone())? {
            reader.read_all();
        }
        Ok(())
    }

    /// Reads entries for their meaning from now on, on a thread of its own. `vectors` keeps what is made.
    pub fn keep_understanding(&mut self, model: ModelSource, vectors: Option<PathBuf>) {
        self.reading = Some(Reading::start(model, vectors, self.live.clone()));
    }

    /// Keeps what git tells in a file, so that the next start asks only for what came since.
    pub fn keep_history(&mut self, file: PathBuf) {
        self.history = Some(file);
    }

    /// Follows the folder until the sender of changes is dropped. `watched` tells whether events come at all.
    pub fn run(mut self, changes: &Receiver<Changed>, watched: bool) {
        let least = if watched { RESCAN } else { POLL };
        let mut pause = least;
        let dating =
            Dating::start(self.loaded.root.clone(), self.history.clone(), self.live.clone(), self.clock.clone());
        loop {
            let change = match changes.recv_timeout(pause) {
                Ok(change) => changes.try_iter().fold(change, Changed::and),
                Err(RecvTimeoutError::Timeout) => Changed::Anything,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let started = Instant::now();
            let whole = change == Changed::Anything;
            let outcome = catch_unwind(AssertUnwindSafe(|| self.follow(&change)))
                .unwrap_or_else(|panic| Err(Error::Panic(words(&*panic))));
            dating.look();
            match outcome {
                Ok(()) if whole => pause = least.max(started.elapsed() * RESCAN_SHARE),
                Ok(()) => {}
                Err(error) => {
                    tracing::error!(%error, "the content could not be rebuilt; the last good state stays");
                    self.live.fail(Failure { at: self.clock.now(), message: error.to_string() });
                    pause = RETRY;
                    self.forget();
                }
            }
        }
    }

    /// After a failure nothing is taken for granted: the next attempt compares everything.
    fn forget(&mut self) {
        self.indexed = self.index.contents();
        self.compared = None;
    }

    /// One turn: brings what is served to what the folder holds now, as far as it may have changed.
    pub fn follow(&mut self, change: &Changed) -> Result<(), Error> {
        let failed_before = self.live.is_stale();
        let hints = match change {
            Changed::Paths(paths) if !failed_before => Some(paths),
            _ => None,
        };
        let started = Instant::now();
        let (loaded, changes) = content::reload(&self.loaded, hints)?;
        if !changes.any() && !failed_before && self.compared == Some(self.clock.today()) {
            self.loaded = Arc::new(loaded);
            return Ok(());
        }
        let read = started.elapsed();
        self.bring(Arc::new(loaded), &changes)?;
        log_changes(&changes, read, started.elapsed());
        Ok(())
    }

    /// Indexes what differs and shows the new state.
    fn bring(&mut self, loaded: Arc<Loaded>, changes: &Changes) -> Result<(), Error> {
        if changes.vocabulary {
            self.snapshot = self.index.set_settings(Settings::new(&loaded.taxonomy, &self.language))?;
        }
        let today = self.clock.today();
        let Difference { news, deletes } = if self.compared == Some(today) && !changes.vocabulary {
            self.difference_at(&loaded, today, &changes.changed)
        } else {
            self.difference(&loaded, today)
        };
        self.compared = None;
        if !news.is_empty() || !deletes.is_empty() {
            let document = |(entry, print): &(&Entry, u64)| catalog::document(entry, &loaded.taxonomy, *print, today);
            let (started, entries) = (Instant::now(), news.len());
            match self.index.apply(news.iter().map(document), &deletes) {
                Ok(snapshot) => {
                    self.snapshot = snapshot;
                    tracing::debug!(entries, took_ms = started.elapsed().as_millis() as u64, "indexed");
                }
                Err(error) => {
                    // What was closed must be closed now, findable or not: a hit that is on no page is not shown.
                    self.show(loaded.clone(), &changes.changed);
                    return Err(error.into());
                }
            }
            for id in &deletes {
                self.indexed.remove(id);
            }
            self.indexed.extend(news.into_iter().map(|(entry, print)| (entry.id.to_string(), print)));
        }
        self.show(loaded, &changes.changed);
        self.compared = Some(today);
        Ok(())
    }

    /// What the index lacks or has too much of, of the files at some paths: the rest was compared today.
    fn difference_at<'a>(&self, loaded: &'a Loaded, today: Date, paths: &BTreeSet<String>) -> Difference<'a> {
        let served = |entry: &&Entry| catalog::is_served(entry);
        let fresh = paths.iter().filter_map(|path| Some(loaded.files.get(path)?.entry.as_ref())).filter(served);
        let news = fresh.map(|entry| (entry, print(loaded, entry, today)));
        let news = news.filter(|(entry, print)| self.indexed.get(entry.id.as_str()) != Some(print));
        let known = |id: &str| {
            let entry = loaded.directory.by_id(id).and_then(|path| loaded.files.get(path)).map(|file| &file.entry);
            entry.is_some_and(|entry| entry.id.as_str() == id && catalog::is_served(entry))
        };
        let former = paths.iter().filter_map(|path| Some(self.loaded.files.get(path)?.entry.id.as_str()));
        let deletes = former.filter(|id| self.indexed.contains_key(*id) && !known(id)).map(str::to_owned);
        Difference { news: news.collect(), deletes: deletes.collect() }
    }

    /// What the index lacks or has too much of.
    fn difference<'a>(&self, loaded: &'a Loaded, today: Date) -> Difference<'a> {
        let mut known = 0;
        let mut news = Vec::new();
        for (entry, print) in fingerprints(loaded, today) {
            let indexed = self.indexed.get(entry.id.as_str());
            known += usize::from(indexed.is_some());
            if indexed != Some(&print) {
                news.push((entry, print));
            }
        }
        if known == self.indexed.len() {
            return Difference { news, deletes: Vec::new() };
        }
        let served: HashSet<&str> = fingerprints(loaded, today).map(|(entry, _)| entry.id.as_str()).collect();
        let deletes = self.indexed.keys().filter(|id| !served.contains(id.as_str())).cloned().collect();
        Difference { news, deletes }
    }

    /// Shows a state of the folder, which differs at some paths, with the index as it is.
    fn show(&mut self, loaded: Arc<Loaded>, changed: &BTreeSet<String>) {
        let (next, snapshot, now) = (loaded.clone(), self.snapshot.clone(), self.clock.now());
        self.live.update(|before| Catalog::build(next, snapshot, now, Some((before, changed))));
        if let Some(reading) = &self.reading {
            reading.look(changed.clone());
        }
        // Not before: what changes is counted from what is shown.
        self.loaded = loaded;
    }
}

/// Entries that are new to the index, with their fingerprints, and ids that it must forget.
struct Difference<'a> {
    news: Vec<(&'a Entry, u64)>,
    deletes: Vec<String>,
}

/// Every entry that is served, with what its document in the index would be known by on a day.
fn fingerprints(loaded: &Loaded, today: Date) -> impl Iterator<Item = (&Entry, u64)> {
    let served = loaded.entries().filter(|entry| catalog::is_served(entry));
    served.map(move |entry| (entry.as_ref(), print(loaded, entry, today)))
}

fn print(loaded: &Loaded, entry: &Entry, today: Date) -> u64 {
    catalog::fingerprint(entry, loaded.vocabulary_hash(), today)
}

fn log_changes(changes: &Changes, read: Duration, took: Duration) {
    let first = changes.changed.iter().next().map(String::as_str).unwrap_or_default();
    let (read_ms, took_ms) = (read.as_millis() as u64, took.as_millis() as u64);
    tracing::info!(changed = changes.changed.len(), first, read_ms, took_ms, "content changed");
}

/// What a panic said.
fn words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "without a word".to_owned())
}
