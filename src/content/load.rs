//! The content folder as a value: read whole at first, then only what changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use imbl::OrdMap;
use jiff::Timestamp;

use super::cross::Cross;
use super::forbidden::Forbidden;
use super::links::Directory;
use super::look::{look, others_differ};
use super::lost::Lost;
use super::read::Context;
use super::reading::{Outcome, read_all};
use super::settle::settle;
use super::{pointer, vocabulary};
use crate::fs::{self, Stamp};
use crate::model::diagnostic::Diagnostic;
use crate::model::person::People;
use crate::model::{Entry, EntryId, Taxonomy};

/// One file, as read.
#[derive(Debug, Clone)]
pub struct File {
    pub entry: Arc<Entry>,
    /// What is wrong with the file by itself.
    pub diagnostics: Vec<Diagnostic>,
    /// The file is broken now; `entry` is its last good version.
    pub kept: bool,
    /// The id that the file claims, even where another file has it.
    pub(super) claimed: EntryId,
    pub(super) stamp: Stamp,
    pub(super) hash: u64,
    pub(super) broken: bool,
}

impl File {
    /// When the file was last saved, as its folder says.
    pub fn saved_at(&self) -> Timestamp {
        let nanoseconds = i128::try_from(self.stamp.modified).unwrap_or_default();
        Timestamp::from_nanosecond(nanoseconds).unwrap_or_default()
    }
}

/// The whole folder. A copy shares everything with its original until it changes.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// Absolute, links resolved.
    pub root: PathBuf,
    /// Drafts are closed as restricted entries are.
    pub closed_drafts: bool,
    pub files: OrdMap<String, Arc<File>>,
    pub taxonomy: Arc<Taxonomy>,
    pub people: Arc<People>,
    /// Words that must not stand in what everybody may read.
    pub(super) forbidden: Arc<Forbidden>,
    pub directory: Arc<Directory>,
    /// What each file has to do with others, by path.
    pub(super) cross: OrdMap<String, Arc<Cross>>,
    /// Files that claim an id which another has.
    pub(super) duplicates: Vec<Diagnostic>,
    /// What is wrong with taxonomy.yaml, people.yaml and forbidden.txt.
    pub(super) vocabulary: Vec<Diagnostic>,
    /// What the last look through the whole folder could not enter or follow.
    pub(super) walked: Vec<Diagnostic>,
    pub(super) vocabulary_hash: u64,
    /// Files that are to come, of who is still writing; they count as there.
    pub(super) coming: Arc<BTreeSet<String>>,
    /// Files that went a moment ago.
    pub(super) lost: Lost,
}

/// What an entry finds at the path of a file that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum There {
    Nothing,
    File,
    /// What Git LFS leaves in its place.
    Pointer,
}

/// What differs from the load before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Paths that are new or changed.
    pub changed: BTreeSet<String>,
    /// Ids that no entry has any more.
    pub gone: Vec<EntryId>,
    /// The vocabulary changed, and every entry with it.
    pub vocabulary: bool,
    /// Findings differ, if nothing else does.
    pub diagnostics: bool,
}

impl Changes {
    /// Whether there is anything to show.
    pub fn any(&self) -> bool {
        !self.changed.is_empty() || !self.gone.is_empty() || self.vocabulary || self.diagnostics
    }
}

impl Loaded {
    /// All findings by path, line and column.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let own = self.files.values().flat_map(|file| &file.diagnostics);
        let cross = self.cross.values().flat_map(|cross| &cross.findings);
        let mut all: Vec<_> =
            own.chain(cross).chain(&self.duplicates).chain(&self.vocabulary).chain(&self.walked).cloned().collect();
        all.sort_by(|a, b| (&a.path, a.line, a.column, a.code).cmp(&(&b.path, b.line, b.column, b.code)));
        all
    }

    /// What each file is read against.
    pub fn context(&self) -> Context<'_> {
        Context {
            taxonomy: &self.taxonomy,
            people: &self.people,
            forbidden: &self.forbidden,
            closed_drafts: self.closed_drafts,
        }
    }

    /// Whether there is such a file in the folder, an entry or not. Hidden ones are not there.
    pub fn has_file(&self, path: &str) -> bool {
        if path.split('/').any(|part| part.starts_with('.')) {
            return false;
        }
        if self.coming.contains(path) {
            return true;
        }
        let full = self.root.join(path);
        fs::is_file(&full) && fs::inside(&self.root, &full)
    }

    /// What is at the path of a file that is no entry. Of a large one nothing is read.
    pub(super) fn there(&self, path: &str) -> There {
        let full = self.root.join(path);
        let small = || fs::stamp(&full).is_some_and(|stamp| stamp.size <= pointer::MOST_BYTES);
        match self.has_file(path) {
            false => There::Nothing,
            true if small() && fs::read(&full).is_ok_and(|bytes| pointer::is_pointer(&bytes)) => There::Pointer,
            true => There::File,
        }
    }

    /// Whether these bytes are those that the file was last read from.
    pub fn is_as_read(&self, path: &str, bytes: &[u8]) -> bool {
        self.files.get(path).is_some_and(|file| file.hash == super::read::hash(bytes))
    }

    /// Changes whenever taxonomy.yaml, people.yaml or forbidden.txt does.
    pub fn vocabulary_hash(&self) -> u64 {
        self.vocabulary_hash
    }

    /// The findings about one file, by line.
    pub fn diagnostics_of(&self, path: &str) -> Vec<Diagnostic> {
        let own = self.files.get(path).map(|file| &file.diagnostics).into_iter().flatten();
        let cross = self.cross.get(path).map(|cross| &cross.findings).into_iter().flatten();
        let doubled = self.duplicates.iter().filter(|finding| finding.path == path);
        let mut found: Vec<_> = own.chain(cross).chain(doubled).cloned().collect();
        found.sort_by_key(|finding| (finding.line, finding.column));
        found
    }

    /// Whether the same files link to the same ones, all of them as open or closed as here; `changed` are the paths of
    /// which that may not be so. With other names in the folder every link may lead elsewhere.
    pub fn links_as(&self, other: &Loaded, changed: &BTreeSet<String>) -> bool {
        let closed = |loaded: &Loaded, path: &str| Some(loaded.files.get(path)?.entry.common.closed);
        let same =
            |path: &String| closed(self, path) == closed(other, path) && self.targets(path) == other.targets(path);
        Arc::ptr_eq(&self.directory, &other.directory) && changed.iter().all(same)
    }

    /// Whether links into a file find the same parts as here, and the same ones of them are answers.
    pub fn has_anchors_as(&self, other: &Loaded, path: &str) -> bool {
        let answers = |entry: &Entry| entry.body.answers.iter().map(|answer| answer.anchor.clone()).collect::<Vec<_>>();
        match (self.files.get(path), other.files.get(path)) {
            (Some(a), Some(b)) => {
                a.entry.body.anchors().eq(b.entry.body.anchors()) && answers(&a.entry) == answers(&b.entry)
            }
            (a, b) => a.is_none() && b.is_none(),
        }
    }

    /// Paths of the entries that a file links or refers to.
    pub fn targets(&self, path: &str) -> &[Arc<str>] {
        self.cross.get(path).map_or(&[], |cross| &cross.targets)
    }

    /// All entries, by path.
    pub fn entries(&self) -> impl Iterator<Item = &Arc<Entry>> {
        self.files.values().map(|file| &file.entry)
    }
}

/// Reads the whole folder.
pub fn load(root: &Path) -> Result<Loaded, fs::Error> {
    Ok(load_with_changes(root, false)?.0)
}

/// Reads the whole folder and tells what there is that was not: everything. Drafts may be for few.
pub fn load_with_changes(root: &Path, closed_drafts: bool) -> Result<(Loaded, Changes), fs::Error> {
    let root = fs::canonical(root)?;
    let empty = Loaded { root, closed_drafts, ..Loaded::default() };
    reload(&empty, None)
}

/// Reads what changed since `before`. `hints` are paths below the root that may have changed, files or folders;
/// without hints everything is compared by size and time. Hinted files are compared by their bytes.
pub fn reload(before: &Loaded, hints: Option<&BTreeSet<String>>) -> Result<(Loaded, Changes), fs::Error> {
    let mut next = before.clone();
    let vocabulary = vocabulary::refresh(&mut next);
    let seen = look(&next, hints.filter(|_| !vocabulary))?;
    let wanted: Vec<_> = seen
        .present
        .iter()
        .filter(|(path, stamp)| vocabulary || seen.hinted || is_news(before, path, **stamp))
        .collect();
    let fresh = read_all(&next, &wanted, before, vocabulary);
    let mut changes = Changes { vocabulary, ..Changes::default() };
    for path in seen.absent {
        next.files.remove(&path);
        changes.changed.insert(path);
    }
    for (path, outcome) in fresh {
        match outcome {
            Outcome::Same(stamp) => touch(&mut next, &path, stamp),
            Outcome::Gone => drop_file(&mut next, path, &mut changes),
            Outcome::New(file) => {
                next.files.insert(path.clone(), Arc::new(*file));
                changes.changed.insert(path);
            }
        }
    }
    if let Some(walked) = seen.walked {
        next.walked = walked;
    }
    let went = changes.changed.iter().filter(|path| !next.files.contains_key(*path));
    let went = went.filter_map(|path| Some((path, before.files.get(path)?)));
    next.lost = before.lost.renewed(&next.root, went, &next.files);
    settle(before, &mut next, &mut changes, others_differ(before, hints));
    Ok((next, changes))
}

fn is_news(before: &Loaded, path: &str, stamp: Stamp) -> bool {
    before.files.get(path).is_none_or(|file| file.stamp != stamp)
}

fn touch(next: &mut Loaded, path: &str, stamp: Stamp) {
    if let Some(file) = next.files.get_mut(path)
        && file.stamp != stamp
    {
        Arc::make_mut(file).stamp = stamp;
    }
}

fn drop_file(next: &mut Loaded, path: String, changes: &mut Changes) {
    if next.files.remove(&path).is_some() {
        changes.changed.insert(path);
    }
}
