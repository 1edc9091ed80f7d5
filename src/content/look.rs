//! What is in the folder: all of it, or what a hint points at. Nothing is read here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use imbl::OrdMap;

use super::links::is_entry;
use super::load::{File, Loaded, There};
use crate::fs::{self, Stamp};
use crate::model::diagnostic::{Diagnostic, FILE_UNREADABLE, LINK_OUTSIDE, Position};

/// What is in the folder, as far as was looked.
pub(super) struct Seen {
    pub present: BTreeMap<String, Stamp>,
    pub absent: Vec<String>,
    /// `present` holds hinted files only.
    pub hinted: bool,
    /// What could not be entered or followed, where the whole folder was looked through.
    pub walked: Option<Vec<Diagnostic>>,
}

/// Looks at the hinted paths, or through the whole folder.
pub(super) fn look(loaded: &Loaded, hints: Option<&BTreeSet<String>>) -> Result<Seen, fs::Error> {
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
    let unnamed = walk.unnamed.iter().filter(|path| is_entry(path)).map(|path| {
        let help = "Rename it: only a name in UTF-8 can stand in an address.";
        Diagnostic::new(&FILE_UNREADABLE, path, Position::START, "the name of the file is not UTF-8", help)
    });
    let walked = walk.outside.iter().map(outside).chain(failed).chain(unnamed).collect();
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

/// Whether a file that is no entry, such as a picture, came or went to which an entry links; or was saved anew, as far
/// as hints tell.
pub(super) fn others_differ(before: &Loaded, hints: Option<&BTreeSet<String>>) -> bool {
    if hints.is_some_and(|hints| hints.iter().all(|hint| is_entry(hint))) {
        return false;
    }
    let sought = before.cross.values().flat_map(|cross| &cross.sought);
    sought.into_iter().any(|(path, there)| match hints {
        None => before.there(path) != *there,
        Some(hints) if hints.contains(path) => *there != There::Nothing || before.has_file(path),
        Some(hints) => is_below(path, hints) && before.there(path) != *there,
    })
}

/// Whether a path lies in one of some hinted folders.
fn is_below(path: &str, hints: &BTreeSet<String>) -> bool {
    hints.contains("") || path.match_indices('/').any(|(end, _)| hints.contains(&path[..end]))
}

/// The known file at a hinted path, or the known files below it.
fn below_hint(files: &OrdMap<String, Arc<File>>, hint: &str) -> Vec<String> {
    let folder = if hint.is_empty() { String::new() } else { format!("{hint}/") };
    let inside = files.range(folder.clone()..).map(|(path, _)| path).take_while(|path| path.starts_with(&folder));
    files.get_key_value(hint).map(|(path, _)| path).into_iter().chain(inside).cloned().collect()
}
