//! The content folder as a value: read whole at first, then only what changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::cross::{self, Cross};
use super::links::{self, Directory, is_entry};
use super::read::{Context, Read, read};
use super::vocabulary;
use crate::fs::{self, Stamp};
use crate::model::diagnostic::{
    DUPLICATE_ID, Diagnostic, FILE_TOO_LARGE, FILE_UNREADABLE, LINK_OUTSIDE, Position, TAXONOMY_UNREADABLE,
};
use crate::model::entry::{Detail, Status};
use crate::model::person::People;
use crate::model::{Entry, EntryId, Kind, Taxonomy};

/// Bytes of a file that are read; what comes behind is left out, and told.
const MOST_BYTES: usize = 4 << 20;

/// One file, as read.
#[derive(Debug, Clone)]
pub struct File {
    pub entry: Arc<Entry>,
    /// What is wrong with the file by itself.
    pub diagnostics: Vec<Diagnostic>,
    /// The file is broken now; `entry` is its last good version.
    pub kept: bool,
    /// The id that the file claims, even where another file has it.
    claimed: EntryId,
    stamp: Stamp,
    hash: u64,
    broken: bool,
}

/// The whole folder.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// Absolute, links resolved.
    pub root: PathBuf,
    pub files: BTreeMap<String, Arc<File>>,
    pub taxonomy: Arc<Taxonomy>,
    pub people: Arc<People>,
    pub directory: Arc<Directory>,
    /// What each file has to do with others, by path.
    cross: BTreeMap<String, Arc<Cross>>,
    /// Files that claim an id which another has.
    duplicates: Vec<Diagnostic>,
    /// What is wrong with taxonomy.yaml and people.yaml.
    vocabulary: Vec<Diagnostic>,
    /// What the last look through the whole folder could not enter or follow.
    walked: Vec<Diagnostic>,
    vocabulary_hash: u64,
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

    /// Whether there is such a file in the folder, an entry or not.
    pub fn has_file(&self, path: &str) -> bool {
        let full = self.root.join(path);
        fs::is_file(&full) && fs::inside(&self.root, &full)
    }

    /// Whether these bytes are those that the file was last read from.
    pub fn is_as_read(&self, path: &str, bytes: &[u8]) -> bool {
        self.files.get(path).is_some_and(|file| file.hash == super::read::hash(bytes))
    }

    /// Changes whenever taxonomy.yaml or people.yaml does.
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

    /// Whether the same files link to the same ones, all of them as open or closed as here.
    pub fn links_as(&self, other: &Loaded) -> bool {
        let same_files = || {
            let pairs = self.files.iter().zip(&other.files);
            pairs.into_iter().all(|((path, a), (other, b))| {
                path == other && (Arc::ptr_eq(a, b) || a.entry.common.restricted == b.entry.common.restricted)
            })
        };
        let same_links = || {
            let pairs = self.cross.iter().zip(&other.cross);
            pairs
                .into_iter()
                .all(|((path, a), (other, b))| path == other && (Arc::ptr_eq(a, b) || a.targets == b.targets))
        };
        self.files.len() == other.files.len() && self.cross.len() == other.cross.len() && same_files() && same_links()
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
    let root = fs::canonical(root)?;
    let empty = Loaded { root, ..Loaded::default() };
    Ok(reload(&empty, None)?.0)
}

/// Reads what changed since `before`. `hints` are paths below the root that may have changed, files or folders;
/// without hints everything is compared by size and time. Hinted files are compared by their bytes.
pub fn reload(before: &Loaded, hints: Option<&BTreeSet<String>>) -> Result<(Loaded, Changes), fs::Error> {
    let mut next = before.clone();
    let vocabulary = read_vocabulary(&mut next);
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
    // Pictures and other files are not read, but links may lead to them.
    let others = hints.is_some_and(|hints| hints.iter().any(|hint| is_attachment(hint)));
    settle(before, &mut next, &mut changes, others);
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

/// Files that links and pictures lead to although they are no entries.
const ATTACHMENTS: [&str; 8] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "pdf"];

/// Whether a hinted path is that of a file which links may lead to.
fn is_attachment(hint: &str) -> bool {
    hint.rsplit_once('.').is_some_and(|(_, extension)| ATTACHMENTS.contains(&extension.to_lowercase().as_str()))
}

/// What is in the folder, as far as was looked.
struct Seen {
    present: BTreeMap<String, Stamp>,
    absent: Vec<String>,
    /// `present` holds hinted files only.
    hinted: bool,
    /// What could not be entered or followed, where the whole folder was looked through.
    walked: Option<Vec<Diagnostic>>,
}

fn look(loaded: &Loaded, hints: Option<&BTreeSet<String>>) -> Result<Seen, fs::Error> {
    match hints {
        Some(hints) => Ok(look_at(loaded, hints)),
        None => look_everywhere(loaded),
    }
}

fn look_everywhere(loaded: &Loaded) -> Result<Seen, fs::Error> {
    let mut walk = fs::walk(&loaded.root, &is_entry);
    if let Some(position) = walk.failed.iter().position(|error| error.path == loaded.root) {
        return Err(walk.failed.swap_remove(position));
    }
    let present: BTreeMap<_, _> = walk.files.into_iter().map(|file| (file.path, file.stamp)).collect();
    // What lies in a folder that cannot be listed is not gone: it stays as it was.
    let closed: Vec<_> = walk.failed.iter().map(|error| below(&loaded.root, &error.path) + "/").collect();
    let hidden = |path: &String| closed.iter().any(|folder| path.starts_with(folder));
    let absent = loaded.files.keys().filter(|path| !present.contains_key(*path) && !hidden(path)).cloned().collect();
    let outside = |path: &String| {
        let help = "Put the file itself into the folder, or take the link out.";
        Diagnostic::new(
            &LINK_OUTSIDE,
            path,
            Position::START,
            "a link that leads out of the content folder or to nothing",
            help,
        )
    };
    let failed = walk.failed.iter().map(|error| {
        let help = "Give the server the right to read it, or move it out of the content folder.";
        Diagnostic::new(&FILE_UNREADABLE, &below(&loaded.root, &error.path), Position::START, error.to_string(), help)
    });
    let walked = walk.outside.iter().map(outside).chain(failed).collect();
    Ok(Seen { present, absent, hinted: false, walked: Some(walked) })
}

fn below(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned()
}

fn look_at(loaded: &Loaded, hints: &BTreeSet<String>) -> Seen {
    let mut seen = Seen { present: BTreeMap::new(), absent: Vec::new(), hinted: true, walked: None };
    for hint in hints {
        let full = loaded.root.join(hint);
        if fs::is_folder(&full) {
            let walk = fs::walk_below(&loaded.root, hint, &is_entry);
            seen.present.extend(walk.files.into_iter().map(|file| (file.path, file.stamp)));
        } else if is_entry(hint)
            && let Some(stamp) = fs::stamp(&full).filter(|_| fs::inside(&loaded.root, &full))
        {
            seen.present.insert(hint.clone(), stamp);
        }
        seen.absent.extend(below_hint(&loaded.files, hint));
    }
    seen.absent.retain(|path| !seen.present.contains_key(path));
    seen
}

/// The known file at a hinted path, or the known files below it.
fn below_hint(files: &BTreeMap<String, Arc<File>>, hint: &str) -> Vec<String> {
    let folder = if hint.is_empty() { String::new() } else { format!("{hint}/") };
    let inside = files.range(folder.clone()..).map(|(path, _)| path).take_while(|path| path.starts_with(&folder));
    files.get_key_value(hint).map(|(path, _)| path).into_iter().chain(inside).cloned().collect()
}

enum Outcome {
    Same(Stamp),
    Gone,
    New(Box<File>),
}

/// Reads files on all cores.
fn read_all(loaded: &Loaded, wanted: &[(&String, &Stamp)], before: &Loaded, again: bool) -> Vec<(String, Outcome)> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some((path, stamp)) = wanted.get(next.fetch_add(1, Ordering::Relaxed)) {
            let known = before.files.get(*path);
            let read = || read_one(loaded, path, **stamp, known, again);
            let outcome =
                catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| broke_off(loaded, path, **stamp, known));
            done.push(((*path).clone(), outcome));
        }
        done
    };
    let threads = std::thread::available_parallelism().map_or(1, |cores| cores.get()).min(wanted.len() / 16 + 1);
    if threads <= 1 {
        return work();
    }
    std::thread::scope(|scope| {
        let handles: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        handles.into_iter().flat_map(|handle| handle.join().unwrap_or_default()).collect()
    })
}

fn read_one(loaded: &Loaded, path: &str, stamp: Stamp, known: Option<&Arc<File>>, again: bool) -> Outcome {
    let context = Context { taxonomy: &loaded.taxonomy, people: &loaded.people };
    let mut bytes = match fs::read(&loaded.root.join(path)) {
        Ok(bytes) => bytes,
        Err(error) if error.source.kind() == std::io::ErrorKind::NotFound => return Outcome::Gone,
        Err(error) => return unreadable(path, stamp, known, &error, context),
    };
    let hash = super::read::hash(&bytes);
    if !again && known.is_some_and(|file| file.hash == hash) {
        return Outcome::Same(stamp);
    }
    let size = bytes.len();
    bytes.truncate(MOST_BYTES);
    let mut fresh = read(path, &bytes, context);
    if size > MOST_BYTES {
        let message = format!("the file has {} MB; the first {} MB are read", size >> 20, MOST_BYTES >> 20);
        fresh.diagnostics.push(Diagnostic::new(
            &FILE_TOO_LARGE,
            path,
            Position::START,
            message,
            "Split it: one subject per file.",
        ));
    }
    Outcome::New(Box::new(keep_last_good(fresh, stamp, hash, known)))
}

/// Of a file that broke while it was served, the last good version stays, unless the broken one is meant for fewer.
fn keep_last_good(fresh: Read, stamp: Stamp, hash: u64, known: Option<&Arc<File>>) -> File {
    let claimed = fresh.entry.id.clone();
    let may_stay = |file: &&Arc<File>| (!file.broken || file.kept) && !is_closer(&fresh.entry, &file.entry);
    match known.filter(|file| fresh.broken && may_stay(file)) {
        Some(good) => File {
            entry: good.entry.clone(),
            diagnostics: fresh.diagnostics,
            kept: true,
            claimed: good.claimed.clone(),
            stamp,
            hash,
            broken: true,
        },
        None => {
            let entry = Arc::new(fresh.entry);
            File { entry, diagnostics: fresh.diagnostics, kept: false, claimed, stamp, hash, broken: fresh.broken }
        }
    }
}

/// Whether one version of an entry is meant for fewer eyes than another.
fn is_closer(fresh: &Entry, good: &Entry) -> bool {
    let drafted = fresh.common.status == Status::Draft && good.common.status != Status::Draft;
    let permission = |entry: &Entry| match &entry.detail {
        Detail::ProofPoint(proof) => Some(proof.permission),
        _ => None,
    };
    (fresh.common.restricted && !good.common.restricted) || drafted || permission(fresh) != permission(good)
}

fn unreadable(path: &str, stamp: Stamp, known: Option<&Arc<File>>, error: &fs::Error, context: Context) -> Outcome {
    let help = "Give the server the right to read it, or move it out of the content folder.";
    let finding = Diagnostic::new(&FILE_UNREADABLE, path, Position::START, error.to_string(), help);
    let empty = read(path, b"", context);
    let fresh = Read { entry: empty.entry, diagnostics: vec![finding], broken: true };
    Outcome::New(Box::new(keep_last_good(fresh, stamp, 0, known)))
}

/// A file on which the reader itself broke off: a fault of ours, told as the file's own.
fn broke_off(loaded: &Loaded, path: &str, stamp: Stamp, known: Option<&Arc<File>>) -> Outcome {
    let context = Context { taxonomy: &loaded.taxonomy, people: &loaded.people };
    let source = std::io::Error::other("the reader broke off; the log has the details");
    unreadable(path, stamp, known, &fs::Error { action: "read", path: loaded.root.join(path), source }, context)
}

/// Reads `taxonomy.yaml` and `people.yaml` where they changed; says whether they did. What cannot be read leaves the
/// last good version in place.
fn read_vocabulary(next: &mut Loaded) -> bool {
    let read = |name: &str| fs::read_optional(&next.root.join(name)).map_err(|error| error.to_string());
    let texts = [read(vocabulary::TAXONOMY), read(vocabulary::PEOPLE)];
    let hash = super::read::hash(format!("{texts:?}").as_bytes());
    if hash == next.vocabulary_hash {
        return false;
    }
    next.vocabulary_hash = hash;
    let [taxonomy, people] = texts;
    let mut found = Vec::new();
    if let Some(taxonomy) = parsed(vocabulary::TAXONOMY, taxonomy, vocabulary::taxonomy, &mut found) {
        next.taxonomy = Arc::new(taxonomy);
    }
    if let Some(people) = parsed(vocabulary::PEOPLE, people, vocabulary::people, &mut found) {
        next.people = Arc::new(people);
    }
    next.vocabulary = found;
    true
}

/// A vocabulary file as a value; the empty one where there is no file, `None` where it cannot be read.
fn parsed<T: Default>(
    name: &str,
    text: Result<Option<String>, String>,
    parse: fn(&str, &mut Vec<Diagnostic>) -> Option<T>,
    found: &mut Vec<Diagnostic>,
) -> Option<T> {
    match text {
        Ok(Some(text)) => parse(&text, found),
        Ok(None) => Some(T::default()),
        Err(message) => {
            let help = "Mend it; until then the last good version, or none, is used.";
            found.push(Diagnostic::new(&TAXONOMY_UNREADABLE, name, Position::START, message, help));
            None
        }
    }
}

/// Gives out ids, and looks again at what holds between files.
fn settle(before: &Loaded, next: &mut Loaded, changes: &mut Changes, others: bool) {
    next.duplicates = give_ids(next, changes);
    let first = before.files.is_empty();
    let same_face =
        !others && !changes.vocabulary && changes.changed.iter().all(|path| face(before, path) == face(next, path));
    if first || !same_face {
        next.directory = Arc::new(directory(next));
        next.cross = next.files.keys().map(|path| (path.clone(), Arc::new(cross::check(next, path)))).collect();
    } else {
        for path in &changes.changed {
            next.cross.insert(path.clone(), Arc::new(cross::check(next, path)));
        }
    }
    let was = changes.changed.iter().filter_map(|path| Some(&before.files.get(path)?.entry.id));
    changes.gone = was.filter(|id| !next.directory.has_id(id)).cloned().collect();
    changes.diagnostics = others
        || before.duplicates != next.duplicates
        || before.vocabulary != next.vocabulary
        || before.walked != next.walked;
}

/// What other files can see of one: its names, where links may lead in it, and whether they may.
#[derive(PartialEq)]
struct Face<'a> {
    id: &'a EntryId,
    aliases: &'a [String],
    anchors: Vec<&'a str>,
    kind: Kind,
    restricted: bool,
}

fn face<'a>(loaded: &'a Loaded, path: &str) -> Option<Face<'a>> {
    let entry = &loaded.files.get(path)?.entry;
    Some(Face {
        id: &entry.id,
        aliases: &entry.common.aliases,
        anchors: entry.body.anchors().collect(),
        kind: entry.kind,
        restricted: entry.common.restricted,
    })
}

/// The first file by path keeps a claimed id; others get one made of their path.
fn give_ids(next: &mut Loaded, changes: &mut Changes) -> Vec<Diagnostic> {
    let mut taken: HashMap<EntryId, &str> = HashMap::with_capacity(next.files.len());
    let (mut found, mut given) = (Vec::new(), Vec::new());
    for (path, file) in &next.files {
        let first = taken.get(&file.claimed).copied();
        let id = if first.is_some() { path_id(file, path) } else { file.claimed.clone() };
        found.extend(first.map(|first| doubled(path, file, first, &id)));
        if file.entry.id != id {
            given.push((path.clone(), id.clone()));
        }
        taken.entry(id).or_insert(path);
    }
    drop(taken);
    for (path, id) in given {
        if let Some(file) = next.files.get_mut(&path) {
            Arc::make_mut(&mut Arc::make_mut(file).entry).id = id;
            changes.changed.insert(path);
        }
    }
    found
}

fn doubled(path: &str, file: &File, first: &str, id: &EntryId) -> Diagnostic {
    let help = format!("Rename one of the files, or give it an `id:` of its own. Until then this one is `{id}`.");
    let message = format!("`{}` is already the id of {first}", file.claimed);
    let finding = Diagnostic::new(&DUPLICATE_ID, path, Position::START, message, help);
    if file.entry.kind == Kind::Page { finding.softened() } else { finding }
}

fn path_id(file: &File, path: &str) -> EntryId {
    EntryId::new(file.entry.kind, links::without_extension(path))
}

fn directory(loaded: &Loaded) -> Directory {
    let mut directory = Directory::default();
    for (path, file) in &loaded.files {
        directory.add(path, &file.entry.id, &[]);
    }
    for (path, file) in loaded.files.iter().filter(|(_, file)| !file.entry.common.aliases.is_empty()) {
        directory.add(path, &file.entry.id, &file.entry.common.aliases);
    }
    directory
}
