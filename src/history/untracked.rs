//! Files that a commit brings, and that lie there already without git keeping them: what is ignored it would overwrite
//! without a word.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::git::git;

/// So many paths are given to git at once.
const AT_ONCE: usize = 200;

/// The first such path between two commits, or between nothing and a commit.
pub fn in_the_way<E>(
    folder: &Path,
    ours: Option<&str>,
    theirs: &str,
    run: impl Fn(Command) -> Result<String, E>,
) -> Result<Option<String>, E> {
    let ask = |arguments: &[&str]| {
        let mut command = git(folder);
        command.args(arguments);
        run(command)
    };
    let added = match ours {
        Some(ours) => {
            let filter = ["diff-tree", "-r", "-z", "--name-only", "--no-renames", "--diff-filter=A"];
            ask(&[&filter[..], &[ours, theirs]].concat())?
        }
        None => ask(&["ls-tree", "-r", "-z", "--name-only", "--full-tree", theirs])?,
    };
    let top = PathBuf::from(ask(&["rev-parse", "--show-toplevel"])?.trim_end_matches('\n'));
    let there: Vec<&str> = added.split_terminator('\0').filter_map(|path| lies_there(&top, path)).collect();
    for paths in there.chunks(AT_ONCE) {
        let paths: Vec<String> = paths.iter().map(|path| format!(":(top,literal){path}")).collect();
        let mut command = git(folder);
        // Without a word of what is ignored, that is told as well.
        command.args(["ls-files", "--others", "-z", "--full-name", "--"]).args(paths);
        if let Some(first) = run(command)?.split_terminator('\0').next() {
            return Ok(Some(first.to_owned()));
        }
    }
    Ok(None)
}

/// What would have to go for a file to be written: what is at its path, or a file where one of its folders must be.
fn lies_there<'a>(top: &Path, path: &'a str) -> Option<&'a str> {
    let ends = path.match_indices('/').map(|(end, _)| end);
    let folders = ends.map(|end| &path[..end]);
    let found = |path: &&str| top.join(path).symlink_metadata();
    let is_file = |path: &&str| found(path).is_ok_and(|about| !about.is_dir());
    folders.into_iter().find(is_file).or_else(|| Some(path).filter(|path| found(path).is_ok()))
}
