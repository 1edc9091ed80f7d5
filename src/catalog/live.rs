//! The catalog that is served now, the last failure beside it, and a signal when either changes.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::{ArcSwap, ArcSwapOption};
use jiff::Timestamp;
use tokio::sync::watch;

use super::{Catalog, Worked};
use crate::history::History;
use crate::model::signals::Signals;
use crate::search::{Learned, Meaning};

/// How far search understands meaning; until it does, it goes by words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Understanding {
    /// Nobody wants it to.
    Off,
    /// The model is being loaded.
    Loading,
    /// So many of so many entries are read.
    Reading { done: usize, all: usize },
    /// So many entries are read, all there are.
    Ready(usize),
    /// There is no model, and why.
    Failed(String),
}

/// A rebuild that failed; the last good catalog is still served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub at: Timestamp,
    pub message: String,
}

/// Holds the current catalog. Readers take it without waiting.
#[derive(Debug)]
pub struct Live {
    current: ArcSwap<Catalog>,
    failure: ArcSwapOption<Failure>,
    /// No rebuild has succeeded since the last failure.
    stale: AtomicBool,
    /// How changes are learned of, in words; told on the health page.
    watching: ArcSwap<String>,
    understanding: ArcSwap<Understanding>,
    revision: watch::Sender<u64>,
    /// Held by whoever replaces the catalog.
    turn: Mutex<()>,
}

impl Live {
    /// Begins with a first catalog.
    pub fn new(catalog: Catalog) -> Live {
        let revision = watch::Sender::new(catalog.revision);
        Live {
            current: ArcSwap::from_pointee(catalog),
            failure: ArcSwapOption::empty(),
            stale: AtomicBool::new(false),
            watching: ArcSwap::from_pointee(String::new()),
            understanding: ArcSwap::from_pointee(Understanding::Off),
            revision,
            turn: Mutex::default(),
        }
    }

    /// The catalog of this moment; take it once for a request.
    pub fn current(&self) -> Arc<Catalog> {
        self.current.load_full()
    }

    /// Replaces the catalog by one that is made of it, and tells everybody who waits.
    pub fn update(&self, next: impl FnOnce(&Catalog) -> Catalog) {
        self.swap(next, || self.stale.store(false, Ordering::Release));
    }

    /// Dates the entries that are served, by a history that was read beside them.
    pub fn date(&self, history: Arc<History>) {
        self.swap(|before| before.dated(history), || {});
    }

    /// Takes over what is known of the meaning of entries by now.
    pub fn understand(&self, meaning: Arc<Meaning>) {
        self.swap(|before| before.understood(meaning), || {});
    }

    /// Takes over what readers and votes say of entries, where that is news.
    pub fn signal(&self, signals: Signals) {
        if *self.current().signals() != signals {
            self.swap(|before| before.signalled(Arc::new(signals)), || {});
        }
    }

    /// Takes over what search has learned from use.
    pub fn teach(&self, learned: Arc<Learned>) {
        self.swap(|before| before.taught(learned), || {});
    }

    /// Takes over how entries worked by now.
    pub fn weigh(&self, worked: Arc<Worked>) {
        if *self.current().worked() != *worked {
            self.swap(|before| before.weighed(worked), || {});
        }
    }

    /// One at a time: neither what was read nor how it is dated is lost to the other.
    fn swap(&self, next: impl FnOnce(&Catalog) -> Catalog, then: impl FnOnce()) {
        let turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let catalog = Arc::new(next(&self.current()));
        self.current.store(catalog.clone());
        then();
        // What only orders results otherwise is no news for open pages.
        self.revision.send_if_modified(|revision| std::mem::replace(revision, catalog.revision) != catalog.revision);
        drop(turn);
        // What no request should have to do.
        catalog.arrange();
    }

    /// Notes a failed rebuild; everybody who waits is told once that what is served has become stale.
    pub fn fail(&self, failure: Failure) {
        self.failure.store(Some(Arc::new(failure)));
        if !self.stale.swap(true, Ordering::AcqRel) {
            self.revision.send_modify(|_| {});
        }
    }

    /// Whether no rebuild has succeeded since the last failure.
    pub fn is_stale(&self) -> bool {
        self.stale.load(Ordering::Acquire)
    }

    /// The last failure since the start, mended or not.
    pub fn failure(&self) -> Option<Arc<Failure>> {
        self.failure.load_full()
    }

    /// Says how changes are learned of.
    pub fn set_watching(&self, how: impl Into<String>) {
        self.watching.store(Arc::new(how.into()));
    }

    /// How changes are learned of, in words.
    pub fn watching(&self) -> Arc<String> {
        self.watching.load_full()
    }

    /// Says how far search understands meaning.
    pub fn set_understanding(&self, how_far: Understanding) {
        self.understanding.store(Arc::new(how_far));
    }

    /// How far search understands meaning.
    pub fn understanding(&self) -> Arc<Understanding> {
        self.understanding.load_full()
    }

    /// Tells of every new revision.
    pub fn revisions(&self) -> watch::Receiver<u64> {
        self.revision.subscribe()
    }
}
