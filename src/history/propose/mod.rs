//! What people write, as commits in their name: on a branch of its own, or on the served one where that is allowed.
//!
//! Objects are written as they are and a branch is moved only from what it was seen at, so nothing is half done after a
//! crash, nobody waits for a lock, no hook runs, and the checkout that is served is never worked in. No text of a user is
//! ever an option of git: texts and messages are read by git from a pipe, names stand in its environment, and paths and
//! branches are made here.

mod branch;
mod checkout;
mod forge;
mod objects;
mod paths;
mod publish;
mod remote;
mod run;
mod shown;

pub use forge::{Forge, Style};
pub use paths::{may_be_written, person_slug, slug};
pub use shown::{Mine, Shown};

use std::path::{Path, PathBuf};

use sha2::Digest;

use super::Reason;
use crate::fs;
use checkout::Ends;
use run::HERE;

/// How often it is tried again where somebody else was quicker.
const TRIES: usize = 5;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Unavailable(Reason),
    #[error("git did not do it: {0}")]
    Refused(String),
    #[error("git took too long")]
    Slow,
    #[error("`{0}` is no file that may be written")]
    NoFile(String),
    /// Told with the path below the content folder alone.
    #[error(transparent)]
    Files(fs::Error),
}

/// A repository as somebody writes to it.
#[derive(Debug)]
pub struct Desk {
    /// The content folder.
    root: PathBuf,
    /// The top of the checkout.
    top: PathBuf,
    /// The content folder below it: empty, or ending in `/`.
    prefix: String,
    /// The branch that is served; none where none is checked out.
    branch: Option<String>,
    remote: Option<Remote>,
}

#[derive(Debug)]
struct Remote {
    name: String,
    address: String,
}

/// The newest text of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What tells this text from every other.
    pub hash: String,
    pub bytes: Vec<u8>,
    /// The file of the checkout says something else, or nothing.
    pub edited: bool,
}

/// One file as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Below the content folder.
    pub path: String,
    pub bytes: Vec<u8>,
    /// Hashes of the texts that may be replaced; an empty one stands for a file that is not there.
    pub over: Vec<String>,
}

/// Whose change it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    pub name: String,
    pub mail: String,
}

impl Author {
    /// Name and mail as git takes them; somebody without either is still somebody.
    pub fn signed(&self) -> (String, String) {
        let kept = |text: &str| text.chars().filter(|letter| !letter.is_control() && !"<>".contains(*letter)).collect();
        let (name, mail): (String, String) = (kept(&self.name), kept(&self.mail));
        let named = name.chars().any(char::is_alphanumeric);
        let mail: String = mail.split_whitespace().collect();
        let name = if named { name.trim().to_owned() } else { "Somebody".to_owned() };
        (name, if mail.is_empty() { "somebody@fieldlore.invalid".to_owned() } else { mail })
    }
}

/// What is to be committed.
#[derive(Debug, Clone, Copy)]
pub struct Commit<'a> {
    pub author: &'a Author,
    pub message: &'a str,
    /// Seconds since the Unix epoch.
    pub at: i64,
    pub changes: &'a [Change],
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Written(Written),
    /// A file says something else than what was to be replaced: nothing was written.
    Changed {
        path: String,
    },
}

/// A commit that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub commit: String,
    pub branch: String,
    /// It is on the branch that is served.
    pub published: bool,
}

impl Desk {
    /// The repository of a content folder.
    pub fn open(root: &Path, remote: &str) -> Result<Desk, Reason> {
        let root = fs::canonical(root).map_err(|error| Reason::Failed(error.to_string()))?;
        let mut desk = Desk { top: root.clone(), root, prefix: String::new(), branch: None, remote: None };
        let place = desk.ask(&["rev-parse", "--show-toplevel", "--show-prefix"]).map_err(reason)?;
        let mut lines = place.lines();
        desk.top = PathBuf::from(lines.next().unwrap_or_default());
        desk.prefix = lines.next().unwrap_or_default().to_owned();
        // The short name would be another where a tag is called like the branch.
        let head = answer(desk.ask(&["symbolic-ref", "--quiet", "HEAD"]))?;
        desk.branch = head.and_then(|name| name.strip_prefix("refs/heads/").map(str::to_owned));
        if !remote.is_empty() {
            let address = answer(desk.ask(&["remote", "get-url", "--end-of-options", remote]))?;
            desk.remote = address.map(|address| Remote { name: remote.to_owned(), address });
        }
        Ok(desk)
    }

    /// Where the remote is, if there is one. It may hold credentials.
    pub fn address(&self) -> Option<&str> {
        self.remote.as_ref().map(|remote| remote.address.as_str())
    }

    /// The branch that is served.
    pub fn branch(&self) -> Option<&str> {
        self.branch.as_deref()
    }

    /// A path below the content folder, as it is below the repository.
    pub fn whole_path(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// The newest text of a file: as committed, else as it lies in the folder; nothing where it is in neither.
    pub fn text(&self, path: &str) -> Result<Option<Text>, Failure> {
        self.text_at(path, self.tip()?.as_deref())
    }

    /// The same, with what is committed as of one commit.
    fn text_at(&self, path: &str, tip: Option<&str>) -> Result<Option<Text>, Failure> {
        let there = read(&self.root, path)?;
        let committed = match tip {
            Some(tip) => self.blob(tip, &self.whole_path(path))?,
            None => None,
        };
        let Some(blob) = committed else {
            let text = |bytes: Vec<u8>| Ok(Text { hash: self.hash(&bytes)?, bytes, edited: false });
            return there.map(text).transpose();
        };
        let lies = there.as_deref().map(|bytes| self.lies_as(bytes, &blob.hash)).transpose()?.flatten();
        let same = there.filter(|_| lies == Some(Ends::AsCommitted));
        let bytes = same.map_or_else(|| self.bytes(&blob.hash), Ok)?;
        Ok(Some(Text { hash: blob.hash, bytes, edited: lies.is_none() }))
    }

    /// Whether a commit is another's ancestor, or the same.
    fn is_before(&self, one: &str, other: &str) -> Result<bool, Failure> {
        let mut command = self.git();
        command.args(["merge-base", "--is-ancestor", one, other]);
        Ok(run::attempt(&mut command, b"", HERE)?.0)
    }
}

/// The text of a file that lies in a folder, in git or not.
pub fn lying(root: &Path, path: &str) -> Result<Option<Text>, Failure> {
    let text = |bytes: Vec<u8>| {
        let hash = sha2::Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Text { hash, bytes, edited: false }
    };
    Ok(read(root, path)?.map(text))
}

/// A file of a folder, where it is one and lies there.
fn read(root: &Path, path: &str) -> Result<Option<Vec<u8>>, Failure> {
    if !may_be_written(path) {
        return Err(Failure::NoFile(path.to_owned()));
    }
    let full = root.join(path);
    if !fs::is_file(&full) || !fs::inside(root, &full) {
        return Ok(None);
    }
    let below = |error: fs::Error| Failure::Files(fs::Error { path: PathBuf::from(path), ..error });
    fs::read(&full).map(Some).map_err(below)
}

/// What git answered; nothing where it says that there is nothing. That it did not come to an answer is a failure.
fn answer(asked: Result<String, Failure>) -> Result<Option<String>, Reason> {
    match asked {
        Err(Failure::Refused(_)) => Ok(None),
        asked => asked.map(Some).map_err(reason),
    }
}

fn reason(failure: Failure) -> Reason {
    match failure {
        Failure::Unavailable(reason) => reason,
        Failure::Refused(why) if why.contains("not a git repository") || why.contains("work tree") => {
            Reason::NoRepository
        }
        other => Reason::Failed(other.to_string()),
    }
}

/// What git complains about, in one line and without anything secret in it.
fn scrubbed(complaint: &str) -> String {
    let lines = complaint.lines().map(str::trim).filter(|line| !line.is_empty());
    let telling = |line: &&str| ["fatal:", "error:", "remote:"].iter().any(|word| line.starts_with(word));
    let line = lines.clone().find(telling).or_else(|| lines.clone().next()).unwrap_or("it did not say why");
    let line = line.trim_start_matches("fatal: ").trim_start_matches("error: ");
    without_credentials(line)
}

/// A text without what stands before the `@` of addresses in it.
pub(super) fn without_credentials(text: &str) -> String {
    let mut pieces = text.split("://");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |mut out, piece| {
        let end = piece.find(['/', ' ', '\'', '"']).unwrap_or(piece.len());
        let start = piece[..end].rfind('@').map_or(0, |at| at + 1);
        out.push_str("://");
        out.push_str(&piece[start..]);
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complaints_hold_no_credentials() {
        let said = "warning: x\nfatal: unable to access 'https://bot:s3cr3t@git.example/a/b.git/': The requested URL";
        assert_eq!(scrubbed(said), "unable to access 'https://git.example/a/b.git/': The requested URL");
        assert_eq!(scrubbed(" \n"), "it did not say why");
        assert_eq!(without_credentials("a://b@c d://e f@g"), "a://c d://e f@g");
    }

    #[test]
    fn whoever_it_is_git_takes_the_name() {
        let signed = |name: &str, mail: &str| Author { name: name.to_owned(), mail: mail.to_owned() }.signed();
        assert_eq!(signed("Lena <x>\n|Fors", "a b@c>"), ("Lena x|Fors".to_owned(), "ab@c".to_owned()));
        assert_eq!(signed(" . ", "<>"), ("Somebody".to_owned(), "somebody@fieldlore.invalid".to_owned()));
    }
}
