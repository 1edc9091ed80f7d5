//! The file: opened, brought up to date, or refused with words that say what to do.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, Executor, SqliteConnection};

use super::ballots::Ballots;
use super::error::{self, Error};
use super::learners::Learners;
use super::votes::BALLOT;
use super::writer::{Writer, Writing};
use crate::fs;

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// How long a statement waits for another program that writes to the file, such as a backup.
const PATIENCE: Duration = Duration::from_secs(5);
/// Connections that read.
const READERS: u32 = 4;

/// The store, open: cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    path: PathBuf,
    reader: SqlitePool,
    writer: Writer,
    pub(super) ballots: Ballots,
    pub(super) learners: Learners,
}

impl Store {
    /// Opens the file, which is created where it is missing, and brings it up to date.
    ///
    /// # Errors
    /// Everything that would lose data later is refused now: a file of a newer program, one that cannot be written, that
    /// another program holds, that another machine keeps, or that is damaged.
    pub async fn open(path: &Path) -> Result<Store, Error> {
        let refused = |error: sqlx::Error| refusal(path, &error);
        if let Some(kind) = path.parent().and_then(fs::network_file_system) {
            return Err(Error::Network { path: path.to_owned(), kind });
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .busy_timeout(PATIENCE)
            .journal_mode(SqliteJournalMode::Wal)
            // Acknowledged is on the disk, whatever happens to the machine.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // What a savepoint may take back is kept in memory, not in a file beside.
            .pragma("temp_store", "MEMORY");
        let one = SqlitePoolOptions::new().max_connections(1);
        // The writer keeps at hand what many small writes touch, and moves it into the file less often.
        let writing = options.clone().pragma("cache_size", "-16384").pragma("wal_autocheckpoint", "4000");
        // What is erased is overwritten, not only given up.
        let writing = writing.pragma("secure_delete", "ON");
        let one = one.connect_with(writing).await.map_err(refused)?;
        migrate(path, &one).await?;
        let mut connection = one.acquire().await.map_err(refused)?.detach();
        connection.execute(BALLOT).await.map_err(refused)?;
        // A file that is open needs no trying before each query.
        let readers = SqlitePoolOptions::new().max_connections(READERS).test_before_acquire(false);
        let reader = readers.connect_with(options.create_if_missing(false).read_only(true)).await.map_err(refused)?;
        let (writer, ballots, learners) = (Writer::start(connection), Ballots::default(), Learners::default());
        let store = Store { path: path.to_owned(), reader, writer, ballots, learners };
        store.reread_learners().await;
        Ok(store)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where queries are read from. They see everything that was acknowledged.
    pub(super) fn reader(&self) -> &SqlitePool {
        &self.reader
    }

    /// Writes, and answers when it is committed. What goes wrong is taken back whole.
    pub(super) async fn write<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut SqliteConnection) -> Writing<'c, T> + Send + 'static,
    {
        self.writer.write(work).await
    }

    /// Moves what was written beside the file into it, and empties what was beside: after something was erased, so that
    /// nothing of it is left there. Where somebody reads for long, that is logged, and happens with a later write.
    pub(super) async fn move_into_file(&self) {
        let options = SqliteConnectOptions::new().filename(&self.path).busy_timeout(PATIENCE);
        let moved = async {
            let mut connection = SqliteConnection::connect_with(&options).await?;
            // SQLite says in the first column whether somebody was in the way.
            let busy: bool = sqlx::query_scalar("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut connection).await?;
            connection.close().await.map(|()| busy)
        };
        match moved.await {
            Ok(false) => {}
            Ok(true) => {
                tracing::warn!("what was erased is beside the database until a later write: somebody is reading")
            }
            Err(error) => tracing::warn!(%error, "what was erased is beside the database until a later write"),
        }
    }

    /// Reads from the file, for those who want to know whether that works.
    ///
    /// # Errors
    /// Where it does not.
    pub async fn check(&self) -> Result<(), Error> {
        let people: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM person").fetch_one(self.reader()).await?;
        tracing::trace!(people, "the store answers");
        Ok(())
    }
}

async fn migrate(path: &Path, one: &SqlitePool) -> Result<(), Error> {
    use sqlx::migrate::MigrateError;
    let known = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default();
    match MIGRATIONS.run(one).await {
        Ok(()) => Ok(()),
        Err(MigrateError::VersionMissing(version)) => Err(Error::Newer { path: path.to_owned(), version, known }),
        Err(MigrateError::Execute(error)) => Err(refusal(path, &error)),
        Err(error) => Err(Error::Broken { path: path.to_owned(), why: error.to_string() }),
    }
}

fn refusal(path: &Path, error: &sqlx::Error) -> Error {
    let path = path.to_owned();
    let sqlx::Error::Database(database) = error else { return Error::Broken { path, why: error.to_string() } };
    let code: i64 = database.code().and_then(|code| code.parse().ok()).unwrap_or_default();
    match code & 0xff {
        5 | 6 => Error::Locked(path),
        // Cannot open, permission, read-only, full.
        3 | 8 | 13 | 14 => Error::ReadOnly { path, why: database.message().to_owned() },
        _ if error::is_unwritable(Some(&code.to_string())) => {
            Error::ReadOnly { path, why: database.message().to_owned() }
        }
        _ => Error::Broken { path, why: database.message().to_owned() },
    }
}
