//! What can go wrong with the store, and whose business it is.

use std::path::PathBuf;

/// Why the store cannot be opened, or something not be written or read.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    #[error(
        "{} was written by a newer Fieldlore (it has migration {version}, this program knows none later than {known}); \
         start that one, or go back to a backup", path.display()
    )]
    Newer { path: PathBuf, version: i64, known: i64 },
    #[error("{} cannot be written to: {why}; votes and uses need it. Give the server a data folder of its own by --data", path.display())]
    ReadOnly { path: PathBuf, why: String },
    #[error(
        "{} is on a network file system ({kind}), where SQLite loses data; give the server a folder on a local disk by --data",
        path.display()
    )]
    Network { path: PathBuf, kind: String },
    #[error("{} is in use by another program; end it, or give this server another data folder by --data", .0.display())]
    Locked(PathBuf),
    #[error("{} cannot be opened: {why}. Put a backup in its place, or move it away to begin with nothing", path.display())]
    Broken { path: PathBuf, why: String },
    /// It cannot be written just now, such as on a full disk; reading goes on.
    #[error("nothing can be written just now: {0}")]
    Unwritable(String),
    /// A query failed.
    #[error("the store does not answer: {0}")]
    Failed(String),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Error {
        match &error {
            sqlx::Error::Database(database) if is_unwritable(database.code().as_deref()) => {
                Error::Unwritable(database.message().to_owned())
            }
            _ => Error::Failed(error.to_string()),
        }
    }
}

/// Whether an error code of SQLite (in its lowest byte) says that the file cannot be written: locked, read-only, failed
/// input or output, full.
pub(super) fn is_unwritable(code: Option<&str>) -> bool {
    let code: i64 = code.and_then(|code| code.parse().ok()).unwrap_or_default();
    matches!(code & 0xff, 5 | 6 | 8 | 10 | 13)
}
