//! What git knows: of the content folder, who wrote and changed each file, when, and how it read before; of whoever
//! sits here, who they are. And what it does: follow a remote.
//!
//! It is asked beside everything else and may always be missing: no git, no repository, half a history, a file that
//! was never committed. Whoever reads a [`History`] says in words what it lacks.
//!
//! | file | what it is |
//! |---|---|
//! | `git` | the only place that starts git |
//! | `log` | one pass over the commits, parsed |
//! | `archive` | what that pass found, file by file, renames followed |
//! | `oid` | full hashes |
//! | `substance` | what readers see of a text, so that metadata and spaces are no change |
//! | `blobs` | the texts that commits name |
//! | `authors` | who they are, by `.mailmap` |
//! | `cache` | the archive on disk, by commit |
//! | `reader` | extends what is known when HEAD moves |
//! | `change` | a change of a file, for whoever shows it |
//! | `compare` | two texts, word by word |
//! | `owners`, `patterns` | who answers for files by the lists that forges read |
//! | `fetch` | the only place that asks a remote for what it has |
//! | `remote` | brings the checkout to where the remote is |
//! | `half_done` | what is taken back of a pull that was stopped |
//! | `untracked` | what lies there that this would overwrite |
//! | `trouble` | why nothing was pulled |
//! | `waiting` | runs git no longer than it may take |
//! | `pulls` | how pulling goes, for those who ask |

mod archive;
mod authors;
mod blobs;
mod cache;
mod change;
mod changed;
mod compare;
mod fetch;
mod git;
mod half_done;
mod log;
mod oid;
mod owners;
mod patterns;
pub mod propose;
mod pulls;
mod reader;
mod remote;
mod substance;
mod trouble;
mod untracked;
mod waiting;

pub use authors::Author;
pub use blobs::text;
pub use change::{Change, What};
pub use changed::{Changed, Error as ChangedError, Former, changed_since, place_in_repository};
pub use compare::{Paragraph, Piece, compare};
pub use pulls::{PullState, Pulls, Wish, Wishes};
pub use reader::Reader;
pub use remote::{Apart, Pulled, apart, has_remote, pull};
pub use trouble::Trouble;

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use archive::Archive;
use authors::Authors;
use owners::Owners;

/// When a file came and when readers last saw something change in it; `None` where the history does not reach back so
/// far, or the clock of whoever committed was wrong beyond belief.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dates {
    pub added: Option<Timestamp>,
    pub changed: Option<Timestamp>,
}

/// How much is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Standing {
    /// Git was not asked yet, or has not answered.
    #[default]
    Unasked,
    /// All of it.
    Whole,
    /// The repository is a shallow clone: what is older than it cannot be dated.
    Shallow,
    /// Nothing, for a reason.
    Unknown(Reason),
}

/// Why nothing is known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    #[error(
        "the git program is not installed on the server; install it there (`apt-get install git` and the like), so that it is on the PATH"
    )]
    NoGit,
    #[error("the content folder is in no git repository")]
    NoRepository,
    #[error("the content folder lies in a bare repository, which has no files checked out")]
    Bare,
    #[error("nothing is committed yet")]
    NothingCommitted,
    #[error("git could not tell: {0}")]
    Failed(String),
}

/// Who changed the files and when, by path below the content folder. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct History {
    pub standing: Standing,
    /// The commit that it reaches up to; empty where nothing is known.
    pub commit: String,
    archive: Arc<Archive>,
    authors: Arc<Authors>,
    owners: Arc<Owners>,
}

/// What the history of a folder depends on: the same mark, the same history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    Head(Head),
    Unknown(Reason),
}

/// Where a repository stands, seen from a folder in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The last commit.
    pub commit: String,
    /// The clone is shallow.
    pub shallow: bool,
    /// The folder as git names it from the top of the repository: empty, or with a `/` at its end.
    pub prefix: String,
}

impl History {
    /// A history in which nothing is known.
    pub fn unknown(reason: Reason) -> History {
        History { standing: Standing::Unknown(reason), ..History::default() }
    }

    /// The dates of a file; `None` where git does not know it.
    pub fn dates(&self, path: &str) -> Option<Dates> {
        self.archive.dates(path)
    }

    /// The changes of a file, newest first; those before it was given its present name included.
    pub fn changes(&self, path: &str) -> impl DoubleEndedIterator<Item = Change<'_>> + ExactSizeIterator {
        let steps = self.archive.steps(path);
        (0..steps.len()).rev().map(move |number| Change { history: self, steps, number })
    }

    /// Handles (`@lena`) and mails of those who answer for a file by the lists of the repository.
    pub fn owners(&self, path: &str) -> &[String] {
        self.owners.of(path)
    }

    /// One change of a file, by the full hash of its commit.
    pub fn change(&self, path: &str, commit: &str) -> Option<Change<'_>> {
        self.changes(path).find(|change| change.commit() == commit)
    }
}

/// The same commit tells the same.
impl PartialEq for History {
    fn eq(&self, other: &History) -> bool {
        self.standing == other.standing && self.commit == other.commit && self.authors == other.authors
    }
}

/// The person whom git would name as the author of a commit, as `Name <mail>` or a name alone; `None` where it knows
/// nobody, or is not there.
pub fn author() -> Option<String> {
    let name = git::setting("user.name")?;
    Some(match git::setting("user.email") {
        Some(mail) => format!("{name} <{mail}>"),
        None => name,
    })
}

/// Where a folder stands now. Cheap.
pub fn mark(folder: &Path) -> Mark {
    git::head(folder).map_or_else(Mark::Unknown, Mark::Head)
}
