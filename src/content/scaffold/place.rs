//! Puts a new folder in its place: all of it, or nothing, and never over anything.

use std::path::{Path, PathBuf};

use super::File;
use crate::fs;

/// What may lie in a folder that counts as empty.
const PASSED_OVER: &str = ".git";

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Files(#[from] fs::Error),
    #[error("{} is no folder; nothing was written", .0.display())]
    NoFolder(PathBuf),
    #[error(
        "{} is not empty: it holds {held}. Nothing was written; name a folder that is empty or does not exist yet",
        .folder.display()
    )]
    Occupied { folder: PathBuf, held: String },
}

/// Whether a new folder can stand here: nothing is there, or an empty folder, of git or not.
pub fn vacant(folder: &Path) -> Result<(), Error> {
    if !fs::is_folder(folder) {
        return if fs::exists(folder) { Err(Error::NoFolder(folder.to_owned())) } else { Ok(()) };
    }
    let mut names = fs::names(folder)?;
    names.retain(|name| name != PASSED_OVER);
    match names.as_slice() {
        [] => Ok(()),
        names => Err(Error::Occupied { folder: folder.to_owned(), held: some_of(names) }),
    }
}

/// The first names, and how many more there are.
fn some_of(names: &[String]) -> String {
    const SHOWN: usize = 3;
    let shown = names.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// Writes the files into a folder that is vacant. They are written elsewhere first and then moved, so that a failure
/// leaves nothing behind.
pub fn place(files: &[File], folder: &Path) -> Result<(), Error> {
    vacant(folder)?;
    let there = fs::is_folder(folder);
    // Beside the new folder, or inside the one that is there: it may be a file system of its own.
    let above = if there { folder } else { folder.parent().unwrap_or(Path::new("")) };
    let staging = above.join(format!(".fieldlore-init-{}", std::process::id()));
    let placed = write(files, &staging).and_then(|()| match there {
        true => move_into(&staging, folder),
        false => Ok(fs::rename(&staging, folder)?),
    });
    let cleared = if fs::exists(&staging) { fs::remove_folder(&staging) } else { Ok(()) };
    placed.and(cleared.map_err(Error::from))
}

fn write(files: &[File], staging: &Path) -> Result<(), Error> {
    for file in files {
        let path = staging.join(&file.path);
        fs::create_folder(path.parent().unwrap_or(staging))?;
        fs::write(&path, file.text.as_bytes())?;
    }
    Ok(())
}

/// Moves everything from one folder into another; where something cannot be moved, what was moved goes back.
fn move_into(staging: &Path, folder: &Path) -> Result<(), Error> {
    let mut moved: Vec<(PathBuf, PathBuf)> = Vec::new();
    for name in fs::names(staging)? {
        let (from, to) = (staging.join(&name), folder.join(&name));
        let done = match fs::exists(&to) {
            true => Err(Error::Occupied { folder: folder.to_owned(), held: name }),
            false => fs::rename(&from, &to).map_err(Error::from),
        };
        if let Err(error) = done {
            for (from, to) in moved {
                fs::rename(&to, &from)?;
            }
            return Err(error);
        }
        moved.push((from, to));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Vec<File> {
        let file = |path: &str| File { path: path.to_owned(), about: "", text: path.to_owned() };
        vec![file("a/x.md"), file(".gitignore"), file("b.md")]
    }

    #[test]
    fn what_cannot_be_moved_whole_is_moved_back() {
        let folder = tempfile::tempdir().unwrap();
        let (staging, target) = (folder.path().join("staging"), folder.path().join("target"));
        write(&files(), &staging).unwrap();
        fs::create_folder(&target.join("b.md")).unwrap();
        let error = move_into(&staging, &target).unwrap_err().to_string();
        assert!(error.contains("holds b.md"), "{error}");
        assert_eq!(fs::names(&target).unwrap(), ["b.md"]);
        assert_eq!(fs::names(&staging).unwrap(), [".gitignore", "a", "b.md"]);
    }

    #[test]
    fn a_failure_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let broken = [files(), vec![File { path: "b.md/below-a-file".to_owned(), about: "", text: String::new() }]];
        for target in ["new", "there"] {
            let target = folder.path().join(target);
            assert!(place(&broken.concat(), &target).is_err());
            fs::create_folder(&folder.path().join("there")).unwrap();
        }
        assert_eq!(fs::names(folder.path()).unwrap(), ["there"]);
        assert!(fs::names(&folder.path().join("there")).unwrap().is_empty());
    }
}
