//! What git knows: of the content folder, when each file was first added and last changed; of whoever sits here, who
//! they are.
//!
//! It is asked beside everything else and may always be missing: no git, no repository, half a history, a file that
//! was never committed. Whoever reads a [`History`] says in words what it lacks.

mod changed;
mod git;
mod log;
pub mod propose;

use std::collections::HashMap;
use std::path::Path;

use jiff::Timestamp;

pub use changed::{Changed, Error as ChangedError, Former, changed_since, place_in_repository};

/// When a file came and when it last changed; `None` where the history does not reach back so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dates {
    pub added: Option<Timestamp>,
    pub changed: Option<Timestamp>,
}

/// How much is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Standing {
    /// Git was not asked yet.
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
    #[error("the git program is not installed on the server")]
    NoGit,
    #[error("the content folder is in no git repository")]
    NoRepository,
    #[error("nothing is committed yet")]
    NothingCommitted,
    #[error("git could not tell: {0}")]
    Failed(String),
}

/// The dates of the files, by path below the content folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    pub standing: Standing,
    files: HashMap<String, Dates>,
}

/// What the history of a folder depends on: the same mark, the same history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// The last commit, and whether the clone is shallow.
    Head {
        commit: String,
        shallow: bool,
    },
    Unknown(Reason),
}

impl History {
    /// A history in which nothing is known.
    pub fn unknown(reason: Reason) -> History {
        History { standing: Standing::Unknown(reason), files: HashMap::new() }
    }

    /// The dates of a file; `None` where git does not know it.
    pub fn dates(&self, path: &str) -> Option<Dates> {
        self.files.get(path).copied()
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
    match git::head(folder) {
        Ok((commit, shallow)) => Mark::Head { commit, shallow },
        Err(reason) => Mark::Unknown(reason),
    }
}

/// The history of a folder at a mark: one pass over all commits.
pub fn read(folder: &Path, mark: &Mark) -> History {
    match mark {
        Mark::Unknown(reason) => History::unknown(reason.clone()),
        Mark::Head { shallow, .. } => match git::log(folder, *shallow) {
            Ok(files) => History { standing: if *shallow { Standing::Shallow } else { Standing::Whole }, files },
            Err(reason) => History::unknown(reason),
        },
    }
}
