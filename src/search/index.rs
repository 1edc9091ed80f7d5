//! The writable side of the index.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::merge_policy::LogMergePolicy;
use tantivy::{IndexWriter, Term};

use super::document::Document;
use super::folder::{Error, Opened, create_folder, open_folder};
use super::schema;
use super::settings::Settings;
use super::snapshot::Snapshot;
use super::tokenize::Terms;
use super::view::Segment;

/// How a writer works.
struct Pace {
    /// Bytes of memory.
    memory: usize,
    /// Segments that are merged to one.
    merged: usize,
}

/// While an empty index is filled: merging would take more memory than all the rest, and a dozen large segments are
/// searched as quickly as one.
const FILLING: Pace = Pace { memory: 80_000_000, merged: 16 };
/// For the changes after that.
const CHANGING: Pace = Pace { memory: 20_000_000, merged: 8 };
/// Entries up to which segments count as equally small: merging them is quick, and leaves the large ones alone.
const SMALL_SEGMENT: u32 = 1_000;
/// Share of deleted entries from which on a segment is written anew.
const DELETED: f32 = 0.3;

/// The index of all entries. One owner changes it; everybody else searches its [`Snapshot`]s.
pub struct Index {
    /// `None` for an index in memory.
    folder: Option<PathBuf>,
    settings: Arc<Settings>,
    opened: Opened,
    writer: Option<IndexWriter>,
    snapshot: Snapshot,
}

impl Index {
    /// Opens the index in a folder of its own, which is created where it is missing.
    ///
    /// An index that is damaged, half written or made by another version is deleted, and an empty one opened in its
    /// place: compare [`Index::contents`] with what should be there. Fails only if the folder cannot be written, or is to
    /// be deleted while another process writes to it.
    pub fn open(folder: &Path, settings: Settings) -> Result<Index, Error> {
        let version = schema::version(settings.default_language);
        let opened = match open_folder(folder, &version) {
            Ok(opened) => opened,
            Err(reason) => {
                tracing::info!(folder = %folder.display(), %reason, "building the search index anew");
                create_folder(folder, &version)?
            }
        };
        Index::with(Some(folder.to_owned()), Arc::new(settings), opened)
    }

    /// An empty index that is gone when it is dropped.
    pub fn in_memory(settings: Settings) -> Result<Index, Error> {
        let index = tantivy::Index::create_in_ram(schema::schema().0);
        Index::with(None, Arc::new(settings), Opened::new(index)?)
    }

    fn with(folder: Option<PathBuf>, settings: Arc<Settings>, opened: Opened) -> Result<Index, Error> {
        let snapshot = opened.snapshot(&settings)?;
        Ok(Index { folder, settings, opened, writer: None, snapshot })
    }

    /// What the index held after the last change.
    pub fn snapshot(&self) -> Snapshot {
        self.snapshot.clone()
    }

    /// The id and fingerprint of every entry in the index, read out of the index itself. An index that cannot be read
    /// has none.
    pub fn contents(&self) -> HashMap<String, u64> {
        let mut contents = HashMap::new();
        for segment in &self.snapshot.view.segments {
            if let Err(error) = add_contents(segment, &mut contents) {
                tracing::error!(%error, "the search index could not be read");
                return HashMap::new();
            }
        }
        contents
    }

    /// Takes a changed taxonomy. Entries stay indexed, unless the default language changed: then the index is emptied
    /// and [`Index::contents`] says so.
    pub fn set_settings(&mut self, settings: Settings) -> Result<Snapshot, Error> {
        let other_language = settings.default_language != self.settings.default_language;
        self.settings = Arc::new(settings);
        if other_language {
            self.empty()?;
        }
        self.snapshot = self.opened.snapshot(&self.settings)?;
        Ok(self.snapshot())
    }

    /// Puts entries in, in place of those with the same ids, and takes others out: all or nothing, in one commit.
    ///
    /// The entries are taken one by one and may be many. After an error the index holds what it held before, or, if it
    /// was damaged, nothing: compare [`Index::contents`] and apply again. Doing the same twice changes nothing.
    pub fn apply(&mut self, upserts: impl Iterator<Item = Document>, deletes: &[String]) -> Result<Snapshot, Error> {
        match self.try_apply(upserts, deletes) {
            Ok(()) => Ok(self.snapshot()),
            Err(error) => {
                self.recover();
                Err(error)
            }
        }
    }

    fn try_apply(&mut self, upserts: impl Iterator<Item = Document>, deletes: &[String]) -> Result<(), Error> {
        let mut upserts = upserts.peekable();
        if upserts.peek().is_none() && deletes.is_empty() {
            return Ok(());
        }
        let filling = self.snapshot.is_empty();
        let fields = self.opened.fields;
        let language = self.settings.default_language;
        // Out of its place until all is done: a writer that did only a part is dropped, and with it that part.
        let mut writer = self.take_writer(filling)?;
        for id in deletes {
            writer.delete_term(Term::from_field_text(fields.id, id));
        }
        let mut terms = Terms::default();
        for document in upserts {
            writer.delete_term(Term::from_field_text(fields.id, &document.id));
            writer.add_document(schema::indexed(&fields, &document, language, &mut terms))?;
        }
        writer.commit()?;
        if filling {
            // The large buffers are given back.
            writer.wait_merging_threads()?;
        } else {
            self.writer = Some(writer);
        }
        self.opened.reader.reload()?;
        self.snapshot = self.opened.snapshot(&self.settings)?;
        Ok(())
    }

    fn take_writer(&mut self, filling: bool) -> Result<IndexWriter, Error> {
        if let Some(writer) = self.writer.take() {
            return Ok(writer);
        }
        let pace = if filling { FILLING } else { CHANGING };
        // One thread: the texts are analysed on ours meanwhile.
        let writer = self.opened.index.writer_with_num_threads(1, pace.memory)?;
        let mut merges = LogMergePolicy::default();
        merges.set_min_num_segments(pace.merged);
        merges.set_min_layer_size(SMALL_SEGMENT);
        merges.set_del_docs_ratio_before_merge(DELETED);
        writer.set_merge_policy(Box::new(merges));
        Ok(writer)
    }

    /// Goes back to the last commit; where even that cannot be read, to an empty index.
    fn recover(&mut self) {
        self.writer = None;
        let reread = self.opened.reader.reload().map_err(Error::from);
        let snapshot = reread.and_then(|()| self.opened.snapshot(&self.settings));
        match snapshot {
            Ok(snapshot) => self.snapshot = snapshot,
            Err(error) => {
                tracing::warn!(%error, "building the search index anew");
                if let Err(error) = self.empty() {
                    tracing::error!(%error, "the search index cannot be built anew");
                }
            }
        }
    }

    /// Deletes the index and begins an empty one. Snapshots that are still held go on working.
    fn empty(&mut self) -> Result<(), Error> {
        self.writer = None;
        self.opened = match &self.folder {
            Some(folder) => create_folder(folder, &schema::version(self.settings.default_language))?,
            None => Opened::new(tantivy::Index::create_in_ram(schema::schema().0))?,
        };
        self.snapshot = self.opened.snapshot(&self.settings)?;
        Ok(())
    }
}

impl Snapshot {
    /// Other entries, searched as these are: an index of their own, in memory.
    pub fn beside(&self, documents: impl Iterator<Item = Document>) -> Result<Snapshot, Error> {
        let index = tantivy::Index::create_in_ram(schema::schema().0);
        let mut index = Index::with(None, Arc::clone(&self.settings), Opened::new(index)?)?;
        index.apply(documents, &[])
    }
}

fn add_contents(segment: &Segment, contents: &mut HashMap<String, u64>) -> tantivy::Result<()> {
    let fast = segment.reader.fast_fields();
    let (Some(ids), fingerprints) = (fast.str(schema::ID)?, fast.u64(schema::FINGERPRINT)?) else { return Ok(()) };
    let mut names = Vec::with_capacity(ids.dictionary().num_terms());
    let mut stream = ids.dictionary().stream()?;
    while stream.advance() {
        names.push(String::from_utf8_lossy(stream.key()).into_owned());
    }
    for entry in segment.reader.doc_ids_alive() {
        let name = ids.ords().first(entry).and_then(|number| names.get_mut(number as usize));
        if let (Some(name), Some(fingerprint)) = (name, fingerprints.first(entry)) {
            contents.insert(std::mem::take(name), fingerprint);
        }
    }
    Ok(())
}
