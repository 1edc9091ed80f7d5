//! The only caller of `std::fs`: reading, writing and walking, with errors that name the path.

#![allow(clippy::disallowed_methods, reason = "this is the one place")]

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Write};
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

/// What a walk found: files, links that lead out of the root or to nothing, and what was passed over by its name.
#[derive(Debug, Default)]
pub struct Walk {
    pub files: Vec<Found>,
    pub outside: Vec<String>,
    /// Hidden files, and hidden folders (with a `/`) of which nothing was looked at.
    pub hidden: Vec<String>,
    /// Names that are not UTF-8, as far as they can be shown.
    pub unnamed: Vec<String>,
    pub failed: Vec<Error>,
}

/// The whole file.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    named("read", path, std::fs::read(path))
}

/// The whole regular file as text; `None` where there is no such file. A pipe or device is an error, not a wait.
pub fn read_optional(path: &Path) -> Result<Option<String>, Error> {
    if std::fs::metadata(path).is_ok_and(|meta| !meta.is_file()) {
        return named("read", path, Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file")));
    }
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => named("read", path, Err(error)),
    }
}

/// A regular file, opened to be read piece by piece. A pipe or device is an error, not a wait.
pub fn open(path: &Path) -> Result<std::fs::File, Error> {
    if named("open", path, std::fs::metadata(path))?.is_file() {
        return named("open", path, std::fs::File::open(path));
    }
    named("open", path, Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file")))
}

/// Writes a file, whole or not at all: beside it first, then by rename. Who may read and write one that is there stays as
/// it was.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let there = std::fs::symlink_metadata(path).ok().filter(std::fs::Metadata::is_file);
    whole(path, there.map(|there| there.permissions()), |file| file.write_all(bytes))
}

/// Writes a file that is there anew, whole or not at all; who may read and write it stays as it was.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let allowed = named("look at", path, std::fs::metadata(path))?.permissions();
    whole(path, Some(allowed), |file| file.write_all(bytes))
}

/// A new file beside a place. Nobody can lay a link in its way: its name cannot be guessed, and what lies there already is
/// not opened.
fn beside(path: &Path) -> Result<(PathBuf, std::fs::File), Error> {
    let chance = RandomState::new().build_hasher().finish();
    let beside = path.with_file_name(format!(".{chance:016x}.partial"));
    let opened = std::fs::OpenOptions::new().write(true).create_new(true).open(&beside);
    Ok((beside, named("write", path, opened)?))
}

/// Fills a new file beside the place and moves it there.
fn whole(
    path: &Path,
    allowed: Option<std::fs::Permissions>,
    fill: impl FnOnce(&mut std::fs::File) -> io::Result<()>,
) -> Result<(), Error> {
    let (beside, mut file) = beside(path)?;
    let filled = allowed.map_or(Ok(()), |allowed| file.set_permissions(allowed)).and_then(|()| fill(&mut file));
    let placed = filled.and_then(|()| std::fs::rename(&beside, path));
    if placed.is_err() {
        // What went wrong first is what is told.
        let _ = std::fs::remove_file(&beside);
    }
    named("write", path, placed)
}

/// Writes a file that is not there yet, whole or not at all; says whether it was so. What lies there is never touched.
pub fn create(path: &Path, bytes: &[u8]) -> Result<bool, Error> {
    if exists(path) {
        return Ok(false);
    }
    let (beside, mut file) = beside(path)?;
    let placed = file.write_all(bytes).and_then(|()| std::fs::hard_link(&beside, path));
    // What went wrong first is what is told.
    let _ = std::fs::remove_file(&beside);
    match placed {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) if no_second_names(&error) => create_in_place(path, bytes),
        placed => named("write", path, placed).map(|()| true),
    }
}

/// Whether a file system gives no file a second name, as those of cameras and some of other machines do not.
fn no_second_names(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied)
}

fn create_in_place(path: &Path, bytes: &[u8]) -> Result<bool, Error> {
    match std::fs::OpenOptions::new().write(true).create_new(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        opened => named("write", path, opened.and_then(|mut file| file.write_all(bytes))).map(|()| true),
    }
}

/// A file without a name, for what is too large to be held in memory; it is gone when it is dropped.
pub fn scratch() -> Result<std::fs::File, Error> {
    let chance = RandomState::new().build_hasher().finish();
    let path = std::env::temp_dir().join(format!("fieldlore-{chance:016x}"));
    let mut options = std::fs::OpenOptions::new();
    let file = named("create", &path, options.read(true).write(true).create_new(true).open(&path))?;
    remove_file(&path)?;
    Ok(file)
}

/// Adds to the end of a file, which is created where it is missing.
pub fn append(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let opened = std::fs::OpenOptions::new().append(true).create(true).open(path);
    named("write to", path, opened.and_then(|mut file| file.write_all(bytes)))
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

/// Moves a file or folder within a file system; what lies at `to` already may be replaced.
pub fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    named("move", from, std::fs::rename(from, to))
}

/// Moves a file, to another file system by a copy beside its place.
pub fn move_file(from: &Path, to: &Path) -> Result<(), Error> {
    match std::fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let mut source = named("read", from, std::fs::File::open(from))?;
            let allowed = named("look at", from, source.metadata())?.permissions();
            whole(to, Some(allowed), |file| io::copy(&mut source, file).map(drop))?;
            remove_file(from)
        }
        moved => named("move", from, moved),
    }
}

/// Removes a file; one that is not there is fine.
pub fn remove_file(path: &Path) -> Result<(), Error> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => named("remove", path, Err(error)),
        _ => Ok(()),
    }
}

/// Names of everything in a folder, hidden or not, sorted.
pub fn names(folder: &Path) -> Result<Vec<String>, Error> {
    let items = named("list", folder, std::fs::read_dir(folder))?;
    let mut names: Vec<_> = items.flatten().map(|item| item.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

/// Whether anything is there, a link to nothing included.
pub fn exists(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok()
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

/// Who may read and write a file, as the system keeps it (`0o600`); nothing where it is not there.
pub fn mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).ok().map(|about| about.permissions().mode())
}

/// Has a file run as a program, or not; whoever may read it may run it. One that is so already is left alone.
pub fn make_program(path: &Path, wanted: bool) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt;
    const RUN: u32 = 0o111;
    let mode = named("look at", path, std::fs::metadata(path))?.permissions().mode();
    if (mode & RUN != 0) == wanted {
        return Ok(());
    }
    let mode = if wanted { mode | ((mode & 0o444) >> 2) } else { mode & !RUN };
    named("change", path, std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)))
}

/// Whether a path is itself a link, wherever it leads.
pub fn is_link(path: &Path) -> bool {
    path.is_symlink()
}

/// Size and time of a regular file; `None` where there is none.
pub fn stamp(path: &Path) -> Option<Stamp> {
    std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|meta| stamp_of(&meta))
}

/// When a folder or what it lists changed last, in nanoseconds since 1970; `None` where there is none.
pub fn changed_at(folder: &Path) -> Option<u128> {
    std::fs::metadata(folder).ok().filter(std::fs::Metadata::is_dir).map(|meta| stamp_of(&meta).modified)
}

fn stamp_of(meta: &std::fs::Metadata) -> Stamp {
    let modified = meta.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    Stamp { size: meta.len(), modified: modified.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos() }
}

/// All regular files below `root` whose path `wanted` accepts, sorted by path.
///
/// Hidden files and folders (`.git` among them) and names that are not UTF-8 are passed over, and named. Links are followed
/// to files inside the root only that are not hidden, so neither a loop nor a link to elsewhere brings anything in.
pub fn walk(root: &Path, wanted: &dyn Fn(&str) -> bool) -> Walk {
    walk_below(root, "", wanted)
}

/// The same for one folder below the root, named by its path with `/`; a folder that is a link is not entered.
pub fn walk_below(root: &Path, below: &str, wanted: &dyn Fn(&str) -> bool) -> Walk {
    let mut walk = Walk::default();
    match canonical(root) {
        Ok(real) if below.is_empty() => walk_folder(&real, &real, "", wanted, &mut walk),
        Ok(real) => {
            let folder = real.join(below);
            // The folder itself and those above it must be what they seem: no link leads on.
            if std::fs::canonicalize(&folder).is_ok_and(|found| found == folder) {
                walk_folder(&real, &folder, below, wanted, &mut walk);
            }
        }
        Err(error) => walk.failed.push(error),
    }
    walk.files.sort_by(|a, b| a.path.cmp(&b.path));
    walk.outside.sort();
    walk.hidden.sort();
    walk.unnamed.sort();
    walk
}

fn walk_folder(root: &Path, folder: &Path, below: &str, wanted: &dyn Fn(&str) -> bool, walk: &mut Walk) {
    let listing = match named("list", folder, std::fs::read_dir(folder)) {
        Ok(listing) => listing,
        Err(error) => return walk.failed.push(error),
    };
    for item in listing.flatten() {
        let within = |name: &str| if below.is_empty() { name.to_owned() } else { format!("{below}/{name}") };
        let name = match item.file_name().into_string() {
            Ok(name) => name,
            Err(name) => {
                walk.unnamed.push(within(&name.to_string_lossy()));
                continue;
            }
        };
        let path = within(&name);
        let Ok(kind) = item.file_type() else { continue };
        if name.starts_with('.') {
            walk.hidden.push(if kind.is_dir() { path + "/" } else { path });
            continue;
        }
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

/// A file that one process holds for itself until it is dropped.
#[derive(Debug)]
pub struct Lock {
    _file: std::fs::File,
}

/// Takes a lock file, created where it is missing; `None` where another process holds it.
pub fn lock(path: &Path) -> Result<Option<Lock>, Error> {
    let file = named("open", path, std::fs::File::options().create(true).truncate(false).write(true).open(path))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock { _file: file })),
        Err(std::fs::TryLockError::WouldBlock) => Ok(None),
        Err(std::fs::TryLockError::Error(error)) => named("lock", path, Err(error)),
    }
}

/// What file system of another machine a path is on, such as `nfs4`; `None` where it is a local one or that cannot be
/// told. Only Linux tells.
pub fn network_file_system(path: &Path) -> Option<String> {
    let real = std::fs::canonicalize(path).ok()?;
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    let kind = mounted_as(&mounts, &real)?;
    NETWORK.contains(&kind).then(|| kind.to_owned())
}

/// File systems that other machines keep.
const NETWORK: [&str; 14] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "afs",
    "ncpfs",
    "ceph",
    "lustre",
    "glusterfs",
    "fuse.glusterfs",
    "fuse.sshfs",
    "fuse.s3fs",
    "fuse.rclone",
];

/// The kind of the file system that is mounted nearest above a path, by the lines of `mountinfo`. Of two at one place
/// the later one is seen.
fn mounted_as<'a>(mounts: &'a str, path: &Path) -> Option<&'a str> {
    let mounted = mounts.lines().filter_map(|line| {
        let (place, kind) = line.split_once(" - ")?;
        // Blanks in names are written as octal numbers.
        let point = place.split(' ').nth(4)?.replace("\\040", " ");
        path.starts_with(&point).then_some((point.len(), kind.split(' ').next()?))
    });
    mounted.max_by_key(|(length, _)| *length).map(|(_, kind)| kind)
}

/// Whether a path, links resolved, lies below the root (which is canonical) and in nothing hidden there.
pub fn inside(root: &Path, path: &Path) -> bool {
    real_inside(root, path).is_some()
}

/// The path with all links resolved, where that lies below the root (which is canonical) and in nothing hidden there:
/// a link must not bring in what `.git` holds.
pub fn real_inside(root: &Path, path: &Path) -> Option<PathBuf> {
    let real = std::fs::canonicalize(path).ok()?;
    let mut below = real.strip_prefix(root).ok()?.components();
    let hidden = below.any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."));
    (!hidden).then_some(real)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_mount_tells_the_file_system() {
        let mounts = "25 1 8:1 / / rw,relatime shared:1 - ext4 /dev/root rw\n\
                      40 25 0:50 / /srv/team\\040share rw - nfs4 files.example:/team rw\n\
                      41 40 8:2 / /srv/team\\040share/local rw - xfs /dev/sdb rw\nnonsense\n";
        let kind = |path: &str| mounted_as(mounts, Path::new(path));
        assert_eq!(kind("/var/lib"), Some("ext4"));
        assert_eq!(kind("/srv/team share/fieldlore"), Some("nfs4"));
        assert_eq!(kind("/srv/team share/local/x"), Some("xfs"));
        assert_eq!(kind("/srv/team shared"), Some("ext4"));
        assert_eq!(mounted_as("", Path::new("/")), None);
        assert!(NETWORK.contains(&"nfs4") && network_file_system(Path::new("/proc")).is_none());
    }

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
        std::os::unix::fs::symlink(".git/x.md", root.join("hidden.md")).unwrap();
        std::os::unix::fs::symlink("a.md/inner.md", root.join("in.md")).unwrap();
        let found = walk(&root, &|path| path.ends_with(".md"));
        let paths: Vec<_> = found.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["a.md/inner.md", "in.md"]);
        assert_eq!(found.outside, ["hidden.md", "out.md"]);
    }

    #[test]
    fn a_link_beside_a_file_leads_no_write_elsewhere() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("secret"), "secret").unwrap();
        std::os::unix::fs::symlink("secret", at("a.partial")).unwrap();
        std::os::unix::fs::symlink("secret", at("link.md")).unwrap();
        for name in ["a.md", "link.md"] {
            write(&at(name), b"one").unwrap();
            std::fs::set_permissions(at(name), std::fs::Permissions::from_mode(0o640)).unwrap();
            write(&at(name), b"two").unwrap();
            assert_eq!((std::fs::read(at(name)).unwrap(), mode(&at(name)).unwrap() & 0o777), (b"two".to_vec(), 0o640));
        }
        replace(&at("a.md"), b"three").unwrap();
        assert!(write(&at("folder/a.md"), b"x").is_err() && write(folder.path(), b"x").is_err());
        assert_eq!(std::fs::read(at("secret")).unwrap(), b"secret");
        assert_eq!(names(folder.path()).unwrap(), ["a.md", "a.partial", "link.md", "secret"]);
    }
}
