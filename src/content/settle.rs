//! What holds between files once they are read: ids, names to link by, and findings that need more than one file.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::cores::on_all_cores;
use super::cross::{self, Cross};
use super::links::{self, Directory};
use super::load::{Changes, File, Loaded};
use crate::model::diagnostic::{DUPLICATE_ID, Diagnostic, Position};
use crate::model::entry::Detail;
use crate::model::{EntryId, Kind};

/// Gives out ids, and looks again at what holds between files: at all of them, or, where everything keeps its name, at
/// what changed and what links to it.
pub(super) fn settle(before: &Loaded, next: &mut Loaded, changes: &mut Changes, others: bool) {
    let same_names = || changes.changed.iter().all(|path| names(before, path) == names(next, path));
    if before.files.is_empty() || others || changes.vocabulary || !same_names() {
        next.duplicates = give_ids(next, changes);
        next.directory = Arc::new(directory(next));
        let paths: Vec<&String> = next.files.keys().collect();
        let checked = on_all_cores(&paths, |path| ((*path).clone(), Arc::new(cross::check(next, path))));
        next.cross = checked.into_iter().collect();
    } else {
        keep_ids(before, next, &changes.changed);
        for path in touched(before, next, &changes.changed) {
            next.cross.insert(path.clone(), Arc::new(cross::check(next, &path)));
        }
    }
    let was = changes.changed.iter().filter_map(|path| Some(&before.files.get(path)?.entry.id));
    changes.gone = was.filter(|id| !next.directory.has_id(id)).cloned().collect();
    changes.diagnostics = others
        || before.duplicates != next.duplicates
        || before.vocabulary != next.vocabulary
        || before.walked != next.walked;
}

/// What files anywhere may know of one: its names, whether it is open, and the facts that it defines.
#[derive(PartialEq)]
struct Names<'a> {
    claimed: &'a EntryId,
    aliases: &'a [String],
    kind: Kind,
    closed: bool,
    facts: Vec<&'a str>,
}

fn names<'a>(loaded: &'a Loaded, path: &str) -> Option<Names<'a>> {
    let file = loaded.files.get(path)?;
    let entry = &file.entry;
    let facts = match &entry.detail {
        Detail::Discovery(standard) => standard.facts.iter().map(|fact| fact.id.as_str()).collect(),
        _ => Vec::new(),
    };
    Some(Names {
        claimed: &file.claimed,
        aliases: &entry.common.aliases,
        kind: entry.kind,
        closed: entry.common.closed,
        facts,
    })
}

/// Files that were read again keep the ids that they were given.
fn keep_ids(before: &Loaded, next: &mut Loaded, changed: &BTreeSet<String>) {
    for path in changed {
        if let (Some(known), Some(file)) = (before.files.get(path), next.files.get_mut(path))
            && known.entry.id != file.entry.id
        {
            Arc::make_mut(&mut Arc::make_mut(file).entry).id = known.entry.id.clone();
        }
    }
}

/// What changed, and the files that link to something of which the anchors did.
fn touched(before: &Loaded, next: &Loaded, changed: &BTreeSet<String>) -> BTreeSet<String> {
    let mut touched = changed.clone();
    let moved: Vec<_> = changed.iter().filter(|path| !before.has_anchors_as(next, path)).collect();
    if !moved.is_empty() {
        let links = |cross: &Cross| cross.targets.iter().any(|target| moved.iter().any(|path| ***path == **target));
        touched.extend(before.cross.iter().filter(|(_, cross)| links(cross)).map(|(path, _)| path.clone()));
    }
    touched
}

/// The files that have a say in names, in order: the open ones by path, then the closed ones, so that what is for
/// few never takes a name from what is for everybody, nor is named by a finding about it.
fn in_order(loaded: &Loaded) -> impl Iterator<Item = (&String, &Arc<File>)> {
    let of = |closed| loaded.files.iter().filter(move |(_, file)| file.entry.common.closed == closed);
    of(false).chain(of(true))
}

/// The first file in order keeps a claimed id; others get one made of their path.
fn give_ids(next: &mut Loaded, changes: &mut Changes) -> Vec<Diagnostic> {
    let mut taken: HashMap<EntryId, &str> = HashMap::with_capacity(next.files.len());
    let (mut found, mut given) = (Vec::new(), Vec::new());
    for (path, file) in in_order(next) {
        let first = taken.get(&file.claimed).copied();
        let id = match first {
            None => file.claimed.clone(),
            // Twins such as x.md and x.mdx have one path but for the ending.
            Some(_) if taken.contains_key(&path_id(file, path)) => EntryId::new(file.entry.kind, path),
            Some(_) => path_id(file, path),
        };
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
    let finding = Diagnostic::new(&DUPLICATE_ID, path, Position::START, message, help).because_of([first]);
    if file.entry.kind == Kind::Page { finding.softened() } else { finding }
}

fn path_id(file: &File, path: &str) -> EntryId {
    EntryId::new(file.entry.kind, links::without_extension(path))
}

fn directory(loaded: &Loaded) -> Directory {
    let mut directory = Directory::default();
    for (path, file) in in_order(loaded) {
        directory.add(path, &file.entry.id, &[]);
    }
    for (path, file) in in_order(loaded).filter(|(_, file)| !file.entry.common.aliases.is_empty()) {
        directory.add(path, &file.entry.id, &file.entry.common.aliases);
    }
    directory
}
