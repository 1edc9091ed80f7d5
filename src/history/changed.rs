//! What differs from another revision: the files of a pull request, and of the work tree beside it.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use super::Reason;
use super::git::{git, head, writing};

/// Files that are gone are read back from git, so many at most.
const MOST_FORMER: usize = 500;

/// What differs between the last commit that two revisions share and the files as they lie there now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changed {
    /// Paths below the folder that are new or differ, untracked ones among them.
    pub paths: BTreeSet<String>,
    /// Those of them that were not there before.
    pub added: BTreeSet<String>,
    /// What is gone from its path.
    pub gone: Vec<Former>,
}

/// A file that is no longer at its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Former {
    pub path: String,
    /// Where git found it again.
    pub now: Option<String>,
    pub bytes: Vec<u8>,
}

/// Why it cannot be said what differs.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot tell what changed: {0}")]
    Git(#[from] Reason),
    #[error(
        "git knows no revision `{0}` here; fetch it first (`git fetch origin`; in a pipeline, check out the whole history, \
         such as by fetch-depth: 0)"
    )]
    NoRevision(String),
    #[error(
        "this clone is shallow and does not reach back to where `{0}` and HEAD part; fetch the whole history (`git fetch \
         --unshallow`; in a pipeline, fetch-depth: 0 or GIT_DEPTH: 0)"
    )]
    TooShallow(String),
    #[error("`{0}` and HEAD have no commit in common")]
    Unrelated(String),
}

/// What differs from where a revision and HEAD part; from HEAD itself, what is not committed. The revision is never
/// taken for an option.
pub fn changed_since(folder: &Path, revision: &str) -> Result<Changed, Error> {
    let head = head(folder)?;
    let base = base(folder, revision, &head.commit, head.shallow)?;
    let mut changed = Changed::default();
    let mut command = writing(folder);
    command.args(["diff", "--name-status", "-z", "--find-renames", "--relative", "--no-ext-diff", "--no-textconv"]);
    command.args(["--ignore-submodules", &base, "--", "."]);
    for difference in differences(&output(command)?) {
        if let Some(path) = difference.now.clone() {
            changed.added.extend(difference.is_new.then(|| path.clone()));
            changed.paths.insert(path);
        }
        if let Some(path) = difference.before {
            changed.gone.push(Former { bytes: Vec::new(), path, now: difference.now });
        }
    }
    let mut command = git(folder);
    command.args(["ls-files", "--others", "--exclude-standard", "-z", "--", "."]);
    let untracked: Vec<String> = parts(&output(command)?).collect();
    changed.added.extend(untracked.iter().cloned());
    changed.paths.extend(untracked);
    for former in changed.gone.iter_mut().take(MOST_FORMER) {
        let mut command = git(folder);
        command.args(["cat-file", "blob", &format!("{base}:./{}", former.path)]);
        former.bytes = output(command).unwrap_or_default();
    }
    Ok(changed)
}

/// Where the folder lies in its repository, such as `content/`; empty at the top of one, or in none.
pub fn place_in_repository(folder: &Path) -> String {
    let mut command = git(folder);
    command.args(["rev-parse", "--show-prefix"]);
    output(command).map(|place| String::from_utf8_lossy(&place).trim_end_matches('\n').to_owned()).unwrap_or_default()
}

/// The last commit that the revision and HEAD share.
fn base(folder: &Path, revision: &str, head: &str, shallow: bool) -> Result<String, Error> {
    let unknown = || Error::NoRevision(revision.to_owned());
    if revision.starts_with('-') || revision.contains(['\0', '\n']) {
        return Err(unknown());
    }
    let mut command = git(folder);
    command.args(["rev-parse", "--quiet", "--verify", "--end-of-options", &format!("{revision}^{{commit}}")]);
    let commit = line(command).filter(|commit| is_hash(commit)).ok_or_else(unknown)?;
    let mut command = git(folder);
    command.args(["merge-base", &commit, head]);
    line(command).filter(|base| is_hash(base)).ok_or_else(|| match shallow {
        true => Error::TooShallow(revision.to_owned()),
        false => Error::Unrelated(revision.to_owned()),
    })
}

fn is_hash(text: &str) -> bool {
    text.len() >= 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The first line of what a command prints, where it succeeds.
fn line(command: Command) -> Option<String> {
    let printed = output(command).ok()?;
    String::from_utf8_lossy(&printed).lines().next().map(str::to_owned)
}

fn output(mut command: Command) -> Result<Vec<u8>, Reason> {
    let output = command.output().map_err(|error| Reason::Failed(error.to_string()))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    Err(Reason::Failed(complaint.lines().next().unwrap_or_default().trim_start_matches("fatal: ").to_owned()))
}

/// One file: where it is now, and what path it left.
#[derive(Debug, PartialEq)]
struct Difference {
    now: Option<String>,
    before: Option<String>,
    /// Nothing was there before.
    is_new: bool,
}

/// What `git diff --name-status -z` prints: a letter, then one path, or two where a file moved or was copied.
fn differences(printed: &[u8]) -> Vec<Difference> {
    let mut parts = parts(printed);
    let mut found = Vec::new();
    while let Some(status) = parts.next() {
        let letter = status.chars().next();
        let is_new = matches!(letter, Some('A' | 'C' | 'R'));
        let (before, now) = match letter {
            Some('R') => (parts.next(), parts.next()),
            Some('C') => (parts.next().and(None), parts.next()),
            Some('D') => (parts.next(), None),
            _ => (None, parts.next()),
        };
        let difference = Difference { now, before, is_new };
        found.push(difference);
    }
    found
}

fn parts(printed: &[u8]) -> impl Iterator<Item = String> {
    let parts = printed.split(|byte| *byte == 0).filter(|part| !part.is_empty());
    parts.map(|part| String::from_utf8_lossy(part).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_moved_left_one_path_for_another() {
        let text = |text: &str| Some(text.to_owned());
        let found = differences(b"M\0a.md\0R087\0b.md\0sub/b.md\0D\0c.md\0A\0\xc3\xa4 d.md\0C100\0e.md\0f.md\0");
        let expected = [
            (text("a.md"), None, false),
            (text("sub/b.md"), text("b.md"), true),
            (None, text("c.md"), false),
            (text("ä d.md"), None, true),
            (text("f.md"), None, true),
        ];
        assert_eq!(found, expected.map(|(now, before, is_new)| Difference { now, before, is_new }));
        assert_eq!(differences(b""), []);
    }
}
