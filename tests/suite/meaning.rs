//! Search by meaning, with the bundled model.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use fieldlore::catalog::Catalog;
use fieldlore::clock;
use fieldlore::config::{self, ModelSource};
use fieldlore::sync::{Storage, Sync};

/// The catalog of a folder, read for its meaning. Vectors are kept for the next run of the tests.
pub fn understood(folder: &Path) -> Arc<Catalog> {
    let clock = Arc::new(clock::Fixed("2026-11-23T09:00:00Z".parse().unwrap()));
    let sync = Sync::start(&config::content(folder).unwrap(), &Storage::Memory, clock).unwrap();
    sync.understand(&ModelSource::Bundled, Some(&vectors())).unwrap();
    sync.live().current()
}

/// Where tests keep vectors.
pub fn vectors() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("vectors")
}
