//! The folder of the index: opened where it is whole, made anew where it is not.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::LockError;
use tantivy::directory::{Directory, INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::{IndexReader, ReloadPolicy};

use super::schema::{self, Fields};
use super::settings::Settings;
use super::snapshot::Snapshot;
use super::view::View;
use crate::fs;

/// Blocks of stored text, of 16 kB, that are kept unpacked.
const KEPT_BLOCKS: usize = 32;
/// The file beside the index that says by which layout and analysis it was made.
const VERSION_FILE: &str = "fieldlore-version";

/// Why the index could not be opened or changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Folder(#[from] fs::Error),
    #[error("search index: {0}")]
    Engine(#[from] tantivy::TantivyError),
    #[error("search index {}: another process is using it", folder.display())]
    InUse { folder: PathBuf },
    #[error("search index {}: {what}", folder.display())]
    Damaged { folder: PathBuf, what: String },
}

/// An index of the engine, opened for reading.
pub(super) struct Opened {
    pub index: tantivy::Index,
    pub fields: Fields,
    pub reader: IndexReader,
}

impl Opened {
    pub fn new(index: tantivy::Index) -> tantivy::Result<Opened> {
        schema::prepare(&index);
        let builder = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let reader = builder.doc_store_cache_num_blocks(KEPT_BLOCKS).try_into()?;
        Ok(Opened { index, fields: schema::schema().1, reader })
    }

    pub fn snapshot(&self, settings: &Arc<Settings>) -> Result<Snapshot, Error> {
        let view = View::new(self.reader.searcher(), self.fields, settings.default_language)?;
        Ok(Snapshot {
            view: Arc::new(view),
            settings: Arc::clone(settings),
            meaning: None,
            learned: None,
            evidence: Arc::default(),
            owned: Arc::default(),
        })
    }
}

/// Opens what is in a folder, if it is whole and of this version. The engine is not trusted with damaged files: a
/// panic counts as damage.
pub(super) fn open_folder(folder: &Path, version: &str) -> Result<Opened, Error> {
    let damaged = |what: &str| Error::Damaged { folder: folder.to_owned(), what: what.to_owned() };
    match fs::read_optional(&folder.join(VERSION_FILE))? {
        None => return Err(damaged("not there yet")),
        Some(found) if found != version => return Err(damaged("made by another version")),
        Some(_) => {}
    }
    let opened = catch_unwind(AssertUnwindSafe(|| -> Result<Opened, Error> {
        let index = tantivy::Index::open_in_dir(folder)?;
        if index.schema() != schema::schema().0 {
            return Err(damaged("another layout"));
        }
        if !index.validate_checksum()?.is_empty() {
            return Err(damaged("a file was changed"));
        }
        Ok(Opened::new(index)?)
    }));
    opened.unwrap_or_else(|_| Err(damaged("cannot be read")))
}

/// An empty index in place of whatever is in the folder. The version is written last, so that an index without it is
/// one that was not finished.
pub(super) fn create_folder(folder: &Path, version: &str) -> Result<Opened, Error> {
    if fs::is_folder(folder) && is_in_use(folder) {
        return Err(Error::InUse { folder: folder.to_owned() });
    }
    fs::remove_folder(folder)?;
    fs::create_folder(folder)?;
    let directory = MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
    let index = tantivy::Index::create(directory, schema::schema().0, tantivy::IndexSettings::default())?;
    let opened = Opened::new(index)?;
    fs::write(&folder.join(VERSION_FILE), version.as_bytes())?;
    Ok(opened)
}

/// Whether somebody holds the writer's lock. The file of a lock that a killed process left behind holds nobody up.
fn is_in_use(folder: &Path) -> bool {
    let lock = MmapDirectory::open(folder).map(|directory| directory.acquire_lock(&INDEX_WRITER_LOCK));
    matches!(lock, Ok(Err(LockError::LockBusy)))
}
