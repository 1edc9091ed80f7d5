//! Reads entries for their meaning on a thread of its own, so that nobody ever waits for it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use crate::catalog::{self, Catalog, Live, Understanding};
use crate::config::ModelSource;
use crate::memory;
use crate::model::Kind;
use crate::search::meaning::{Cache, EntryVectors, Error, Key, Meaning, Model};

/// How often progress is shown and told while there is much to read.
const STEP: Duration = Duration::from_secs(10);

/// How often what was made is kept on disk meanwhile: as much as a crash costs.
const KEEP: Duration = Duration::from_secs(1);

/// What is told where the thread itself fails.
const BROKE_OFF: &str = "reading entries for their meaning broke off, and the log says where; what was read before stays, and what changes is read. Start the server again to read the rest";

/// Search is calibrated anew once one of so many entries is another.
const CALIBRATED: usize = 20;

/// Reads for meaning.
pub(super) struct Reader {
    live: Arc<Live>,
    cache: Cache,
    meaning: Arc<Meaning>,
    /// What is read: by path, the id and the hash of its file.
    read: HashMap<String, (String, u64)>,
    /// Entries that were read since search was calibrated.
    uncalibrated: usize,
    /// Keys of all texts, until everything was read once.
    used: Option<HashSet<Key>>,
}

impl Reader {
    /// Loads the model; `None` where none is wanted. `folder` keeps vectors for the next start.
    pub fn open(source: &ModelSource, folder: Option<&Path>, live: Arc<Live>) -> Result<Option<Reader>, Error> {
        let Some(model) = Model::load(source)? else { return Ok(None) };
        let cache = Cache::open(folder, model.fingerprint(), model.dimensions());
        let meaning = Arc::new(Meaning::new(Arc::new(model)));
        Ok(Some(Reader { live, cache, meaning, read: HashMap::new(), uncalibrated: 0, used: Some(HashSet::new()) }))
    }

    /// Reads everything that is served.
    pub fn read_all(&mut self) {
        let catalog = self.live.current();
        let paths: Vec<String> = catalog.pages().map(|page| page.entry().path.clone()).collect();
        self.read_at(&catalog, paths);
        if let Some(used) = self.used.take() {
            self.cache.settle(&used);
        }
        memory::give_back();
    }

    /// Reads what stands at some paths now, tough questions first, and forgets what no longer does.
    fn read_at(&mut self, catalog: &Catalog, paths: Vec<String>) {
        let mut changes = Vec::new();
        let mut wanted = Vec::new();
        for path in paths {
            let now = catalog.page_at(&path).map(|page| (page.entry().id.to_string(), page.entry().hash));
            let before = self.read.get(&path);
            if now.as_ref() == before {
                continue;
            }
            // Another file may have taken the id over; one that has it as a former id has not.
            let taken = |id: &str| {
                catalog.page(id).is_some_and(|page| page.entry().id.as_str() == id && page.entry().path != path)
            };
            if let Some((id, _)) = before.filter(|(id, _)| !taken(id)) {
                changes.push((id.clone(), None));
            }
            self.read.remove(&path);
            wanted.extend(
                catalog
                    .page_at(&path)
                    .map(|page| (page.entry().kind != Kind::Objection, page.entry().kind == Kind::Page, path)),
            );
        }
        wanted.sort();
        let all = wanted.len();
        if self.used.is_some() {
            self.live.set_understanding(Understanding::Reading { done: 0, all });
        }
        let started = Instant::now();
        let (mut shown, mut kept) = (started, started);
        for (done, (.., path)) in wanted.into_iter().enumerate() {
            changes.extend(self.read_one(catalog, path));
            if shown.elapsed() > STEP {
                tracing::info!(done, all, "reading entries for their meaning");
                self.live.set_understanding(Understanding::Reading { done, all });
                self.uncalibrated += changes.len();
                self.show(std::mem::take(&mut changes));
                shown = Instant::now();
            }
            if kept.elapsed() > KEEP {
                self.cache.flush();
                kept = Instant::now();
            }
        }
        if all > 0 {
            tracing::debug!(
                entries = all,
                took_ms = started.elapsed().as_millis() as u64,
                "entries were read for their meaning"
            );
        }
        self.uncalibrated += changes.len();
        self.show(changes);
        self.calibrate();
        self.live.set_understanding(Understanding::Ready(self.meaning.len()));
    }

    /// Does something; where that breaks off, what was read stays, and what changes next is read again.
    fn surely(&mut self, work: impl FnOnce(&mut Reader)) {
        if catch_unwind(AssertUnwindSafe(|| work(self))).is_err() {
            tracing::error!("reading entries for their meaning broke off; what was read stays");
            self.live.set_understanding(Understanding::Failed(BROKE_OFF.to_owned()));
        }
    }

    fn read_one(&mut self, catalog: &Catalog, path: String) -> Option<(String, Option<EntryVectors>)> {
        let page = catalog.page_at(&path)?;
        let entry = page.entry();
        let texts = catalog::texts(entry);
        let vectors = EntryVectors::of(&texts, self.meaning.model(), &mut self.cache);
        let id = entry.id.to_string();
        if let Some(used) = &mut self.used {
            used.extend(texts.all().map(Cache::key));
        }
        self.read.insert(path, (id.clone(), entry.hash));
        Some((id, Some(vectors)))
    }

    /// Learns anew how certain right answers are, once enough entries are others.
    fn calibrate(&mut self) {
        if self.uncalibrated == 0 || self.uncalibrated * CALIBRATED < self.meaning.len() {
            return;
        }
        self.uncalibrated = 0;
        self.meaning = Arc::new(self.live.current().search.calibrated(&self.meaning));
        self.live.understand(self.meaning.clone());
    }

    fn show(&mut self, changes: Vec<(String, Option<EntryVectors>)>) {
        if !changes.is_empty() {
            self.meaning = Arc::new(self.meaning.with(changes));
            self.live.understand(self.meaning.clone());
        }
        self.cache.flush();
    }
}

/// Tells the thread what to read; it ends when this is dropped.
pub(super) struct Reading {
    wake: Sender<BTreeSet<String>>,
}

impl Reading {
    /// Loads the model and reads everything, then what changes.
    pub fn start(source: ModelSource, folder: Option<PathBuf>, live: Arc<Live>) -> Reading {
        let (wake, wishes) = channel();
        std::thread::spawn(move || run(&source, folder.as_deref(), live, &wishes));
        Reading { wake }
    }

    /// Something changed at these paths.
    pub fn look(&self, paths: BTreeSet<String>) {
        // It may have ended, where there is no model.
        let _ = self.wake.send(paths);
    }
}

fn run(source: &ModelSource, folder: Option<&Path>, live: Arc<Live>, wishes: &Receiver<BTreeSet<String>>) {
    live.set_understanding(Understanding::Loading);
    let mut reader = match Reader::open(source, folder, live.clone()) {
        Ok(Some(reader)) => reader,
        Ok(None) => return live.set_understanding(Understanding::Off),
        Err(error) => {
            tracing::error!(%error, "search goes by words alone");
            return live.set_understanding(Understanding::Failed(error.to_string()));
        }
    };
    reader.surely(|reader| reader.read_all());
    while let Ok(first) = wishes.recv() {
        let paths: BTreeSet<String> = wishes.try_iter().fold(first, |mut all, more| {
            all.extend(more);
            all
        });
        let catalog = live.current();
        reader.surely(|reader| reader.read_at(&catalog, paths.into_iter().collect()));
    }
}
