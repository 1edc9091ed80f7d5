//! What holds between files once they are read: ids, names to link by, and findings that need more than one file.

use std::collections::HashMap;
use std::sync::Arc;

use super::cross;
use super::links::{self, Directory};
use super::load::{Changes, File, Loaded};
use crate::model::diagnostic::{DUPLICATE_ID, Diagnostic, Position};
use crate::model::{EntryId, Kind};

/// Gives out ids, and looks again at what holds between files.
pub(super) fn settle(before: &Loaded, next: &mut Loaded, changes: &mut Changes, others: bool) {
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
