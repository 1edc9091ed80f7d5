//! The only caller of `std::fs`: reading, writing and walking, with errors that name the path.

#![allow(clippy::disallowed_methods, reason = "this is the one place")]

use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// What went wrong with which path.
#[derive(Debug, thiserror::Error)]
#[error("cannot {action} {}: {source}", path.display())]
pub struct Error {
    pub action: &'static str,
    pub path: PathBuf,
    #[source]
    pub source: io::Error,
}

fn named<T>(action: &'static str, path: &Path, result: io::Result<T>) -> Result<T, Error> {
    result.map_err(|source| Error { action, path: path.to_owned(), source })
}

/// Size and time of a file: what tells cheaply that it did not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Bytes.
    pub size: u64,
    /// Last modification, nanoseconds since the Unix epoch.
    pub modified: u128,
}

/// A file that a walk found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Path below the root, with `/`.
    pub path: String,
    pub stamp: Stamp,
}

/// What a walk found: files, and links that lead out of the root or to nothing.
#[derive(Debug, Default)]
pub struct Walk {
    pub files: Vec<Found>,
    pub outside: Vec<String>,
    pub failed: Vec<Error>,
}

/// The whole file.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    named("read", path, std::fs::read(path))
}

/// The whole file as text; `None` where there is no such file.
pub fn read_optional(path: &Path) -> Result<Option<String>, Error> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => named("read", path, Err(error)),
    }
}

/// Writes a file, whole or not at all: beside it first, then by rename.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let beside = path.with_extension("partial");
    named("write", &beside, std::fs::write(&beside, bytes))?;
    named("replace", path, std::fs::rename(&beside, path))
}

/// Creates a folder and those above it.
pub fn create_folder(path: &Path) -> Result<(), Error> {
    named("create", path, std::fs::create_dir_all(path))
}

/// Removes a folder with all that is in it; one that is not there is fine.
pub fn remove_folder(path: &Path) -> Result<(), Error> {
    match std::fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => named("remove", path, Err(error)),
        _ => Ok(()),
    }
}

/// The absolute path with all links resolved.
pub fn canonical(path: &Path) -> Result<PathBuf, Error> {
    named("find", path, std::fs::canonicalize(path))
}

/// Whether this is a folder.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether this is a regular file (links followed).
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Size and time of a regular file; `None` where there is none.
pub fn stamp(path: &Path) -> Option<Stamp> {
    std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|meta| stamp_of(&meta))
}

fn stamp_of(meta: &std::fs::Metadata) -> Stamp {
    let modified = meta.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    Stamp { size: meta.len(), modified: modified.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos() }
}

/// All regular files below `root` whose path `wanted` accepts, sorted by path.
///
/// Hidden files and folders (`.git` among them) are passed over. Links are followed to files inside the root only,
/// so neither a loop nor a link to elsewhere brings anything in. Names that are not UTF-8 are passed over.
pub fn walk(root: &Path, wanted: &dyn Fn(&str) -> bool) -> Walk {
    let mut walk = Walk::default();
    match canonical(root) {
        Ok(real) => walk_folder(&real, &real, "", wanted, &mut walk),
        Err(error) => walk.failed.push(error),
    }
    walk.files.sort_by(|a, b| a.path.cmp(&b.path));
    walk
}

fn walk_folder(root: &Path, folder: &Path, below: &str, wanted: &dyn Fn(&str) -> bool, walk: &mut Walk) {
    let listing = match named("list", folder, std::fs::read_dir(folder)) {
        Ok(listing) => listing,
        Err(error) => return walk.failed.push(error),
    };
    for item in listing.flatten() {
        let Ok(name) = item.file_name().into_string() else { continue };
        if name.starts_with('.') {
            continue;
        }
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        let Ok(kind) = item.file_type() else { continue };
        if kind.is_dir() {
            walk_folder(root, &item.path(), &path, wanted, walk);
        } else if wanted(&path) {
            let inside = !kind.is_symlink() || inside(root, &item.path());
            match std::fs::metadata(item.path()) {
                Ok(meta) if inside && meta.is_file() => walk.files.push(Found { path, stamp: stamp_of(&meta) }),
                Ok(_) if inside => {}
                _ => walk.outside.push(path),
            }
        }
    }
}

/// Whether a path, links resolved, lies below the root (which is canonical).
pub fn inside(root: &Path, path: &Path) -> bool {
    std::fs::canonicalize(path).is_ok_and(|real| real.starts_with(root))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_stays_inside_and_passes_over_what_is_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("content");
        std::fs::create_dir_all(root.join("a.md")).unwrap();
        std::fs::create_dir_all(root.join(".git")).unwrap();
        std::fs::write(root.join("a.md/inner.md"), "x").unwrap();
        std::fs::write(root.join(".git/x.md"), "x").unwrap();
        std::fs::write(folder.path().join("secret.md"), "x").unwrap();
        std::os::unix::fs::symlink("..", root.join("loop")).unwrap();
        std::os::unix::fs::symlink("../secret.md", root.join("out.md")).unwrap();
        std::os::unix::fs::symlink("a.md/inner.md", root.join("in.md")).unwrap();
        let found = walk(&root, &|path| path.ends_with(".md"));
        let paths: Vec<_> = found.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["a.md/inner.md", "in.md"]);
        assert_eq!(found.outside, ["out.md"]);
    }
}
