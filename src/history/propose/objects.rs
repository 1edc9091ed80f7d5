//! Blobs, trees and commits, written as they are: no checkout, no index, no lock, and nothing left half done.

use std::path::Path;
use std::process::Command;

use super::run::{HERE, run};
use super::{Change, Commit, Desk, Failure};
use crate::history::git::git;

/// The name under which everything is committed; whose change it is says the author.
const COMMITTER: [(&str, &str); 2] =
    [("GIT_COMMITTER_NAME", "Fieldlore"), ("GIT_COMMITTER_EMAIL", "fieldlore@fieldlore.invalid")];
/// The file modes of regular files.
pub(super) const REGULAR: [&str; 2] = ["100644", PROGRAM];
/// The mode of a file that runs as a program.
pub(super) const PROGRAM: &str = "100755";
const FOLDER: &str = "040000";

/// One line of a tree.
struct Item {
    mode: String,
    hash: String,
    name: Vec<u8>,
}

/// A regular file of a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Blob {
    pub hash: String,
}

impl Desk {
    /// Git in the folder, as somebody who writes.
    pub(super) fn git(&self) -> Command {
        writing(&self.root)
    }

    /// The same at the top of the checkout.
    pub(super) fn at_top(&self) -> Command {
        writing(&self.top)
    }

    /// What git prints, as text without its end.
    pub(super) fn ask(&self, arguments: &[&str]) -> Result<String, Failure> {
        let out = run(self.git().args(arguments), b"", HERE)?;
        Ok(String::from_utf8_lossy(&out).trim_end().to_owned())
    }

    /// The hash that git would give to these bytes.
    pub(super) fn hash(&self, bytes: &[u8]) -> Result<String, Failure> {
        let out = run(self.git().args(["hash-object", "--stdin"]), bytes, HERE)?;
        Ok(String::from_utf8_lossy(&out).trim().to_owned())
    }

    /// The bytes of a blob.
    pub(super) fn bytes(&self, hash: &str) -> Result<Vec<u8>, Failure> {
        run(self.git().args(["cat-file", "blob", hash]), b"", HERE)
    }

    /// The regular file of a commit at a path below the repository.
    pub(super) fn blob(&self, commit: &str, path: &str) -> Result<Option<Blob>, Failure> {
        let mut tree = format!("{commit}^{{tree}}");
        let mut parts = path.split('/').peekable();
        while let Some(part) = parts.next() {
            let items = self.items(&tree)?;
            let Some(item) = items.into_iter().find(|item| item.name == part.as_bytes()) else { return Ok(None) };
            match parts.peek() {
                Some(_) if item.mode == FOLDER => tree = item.hash,
                None if REGULAR.contains(&item.mode.as_str()) => return Ok(Some(Blob { hash: item.hash })),
                _ => return Err(Failure::NoFile(path.to_owned())),
            }
        }
        Ok(None)
    }

    /// Writes the commit with its changes on top of another, and gives its hash. Nothing names it yet.
    pub(super) fn commit(&self, commit: &Commit, on: Option<&str>) -> Result<String, Failure> {
        let mut tree = on.map(|on| format!("{on}^{{tree}}"));
        for Change { path, bytes, .. } in commit.changes {
            let blob = run(self.git().args(["hash-object", "-w", "--stdin"]), bytes, HERE)?;
            let whole = format!("{}{path}", self.prefix);
            let parts: Vec<&str> = whole.split('/').collect();
            tree = Some(self.placed(tree.as_deref(), &parts, String::from_utf8_lossy(&blob).trim())?);
        }
        let tree = tree.ok_or_else(|| Failure::Refused("nothing to commit".to_owned()))?;
        let mut command = self.git();
        let (name, mail) = commit.author.signed();
        let at = format!("@{} +0000", commit.at);
        command.env("GIT_AUTHOR_NAME", name).env("GIT_AUTHOR_EMAIL", mail);
        command.env("GIT_AUTHOR_DATE", &at).env("GIT_COMMITTER_DATE", &at);
        command.args(["commit-tree", "-F", "-"]);
        if let Some(on) = on {
            command.args(["-p", on]);
        }
        let out = run(command.arg(tree), message(commit.message).as_bytes(), HERE)?;
        Ok(String::from_utf8_lossy(&out).trim().to_owned())
    }

    /// The tree with a blob at a path.
    fn placed(&self, tree: Option<&str>, path: &[&str], blob: &str) -> Result<String, Failure> {
        let Some((name, below)) = path.split_first() else { return Err(Failure::NoFile(String::new())) };
        let mut items = tree.map(|tree| self.items(tree)).transpose()?.unwrap_or_default();
        let known = items.iter().position(|item| item.name == name.as_bytes());
        let before = known.map(|at| items.swap_remove(at));
        let refused = || Err(Failure::NoFile(path.join("/")));
        let (mode, hash) = match (below.is_empty(), before) {
            (true, None) => (REGULAR[0].to_owned(), blob.to_owned()),
            (true, Some(item)) if REGULAR.contains(&item.mode.as_str()) => (item.mode, blob.to_owned()),
            (false, None) => (FOLDER.to_owned(), self.placed(None, below, blob)?),
            (false, Some(item)) if item.mode == FOLDER => (item.mode, self.placed(Some(&item.hash), below, blob)?),
            // A link or a repository of its own: what it leads to is not ours to change.
            _ => return refused(),
        };
        items.push(Item { mode, hash, name: name.as_bytes().to_owned() });
        self.tree(&items)
    }

    fn items(&self, tree: &str) -> Result<Vec<Item>, Failure> {
        let out = run(self.git().args(["ls-tree", "-z", "--full-tree", tree]), b"", HERE)?;
        let item = |line: &[u8]| {
            let tab = line.iter().position(|byte| *byte == b'\t')?;
            let about = std::str::from_utf8(&line[..tab]).ok()?;
            let mut about = about.split(' ');
            let (mode, hash) = (about.next()?.to_owned(), about.nth(1)?.to_owned());
            Some(Item { mode, hash, name: line[tab + 1..].to_owned() })
        };
        Ok(out.split(|byte| *byte == 0).filter_map(item).collect())
    }

    fn tree(&self, items: &[Item]) -> Result<String, Failure> {
        let mut lines = Vec::new();
        for Item { mode, hash, name } in items {
            let kind = match mode.as_str() {
                FOLDER => "tree",
                "160000" => "commit",
                _ => "blob",
            };
            lines.extend_from_slice(format!("{mode} {kind} {hash}\t").as_bytes());
            lines.extend_from_slice(name);
            lines.push(0);
        }
        // Of a clone that has not everything, what is not touched may be missing.
        let out = run(self.git().args(["mktree", "-z", "--missing"]), &lines, HERE)?;
        Ok(String::from_utf8_lossy(&out).trim().to_owned())
    }

    /// The tree in which nothing is.
    pub(super) fn empty_tree(&self) -> Result<String, Failure> {
        self.tree(&[])
    }
}

fn writing(folder: &Path) -> Command {
    let mut command = git(folder);
    command.envs(COMMITTER).env("GIT_LITERAL_PATHSPECS", "1").args(["-c", "i18n.commitEncoding=UTF-8"]);
    command
}

/// A message as a commit may hold it: no signs that cannot be seen, never empty.
fn message(text: &str) -> String {
    let seen: String = text.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect();
    let seen = seen.trim();
    format!("{}\n", if seen.is_empty() { "Change the content" } else { seen })
}
