//! The one writer: what waits is committed together, and answered when that is done.
//!
//! A commit costs a flush of the disk, whatever it holds. While one is under way, what else is to be written waits, and
//! goes into the next: many people who vote at once share a flush. A write that fails is taken back alone.

use std::future::Future;
use std::pin::Pin;

use sqlx::{Connection, Executor, SqliteConnection};
use tokio::sync::{mpsc, oneshot};

use super::error::Error;

/// A future that borrows the connection.
pub type Writing<'c, T> = Pin<Box<dyn Future<Output = Result<T, sqlx::Error>> + Send + 'c>>;

/// Most writes in one commit.
const MOST: usize = 256;
/// Most writes that wait; whoever comes later waits to wait.
const WAITING: usize = 1024;

/// A write, and how its outcome is told once the commit is known.
trait Job: Send {
    /// Writes; whether that went well.
    fn write<'c>(&'c mut self, connection: &'c mut SqliteConnection)
    -> Pin<Box<dyn Future<Output = bool> + Send + 'c>>;
    /// Tells what became of it.
    fn tell(self: Box<Self>, committed: Result<(), Error>);
}

struct Work<T, F> {
    work: Option<F>,
    outcome: Option<Result<T, Error>>,
    answer: oneshot::Sender<Result<T, Error>>,
}

impl<T, F> Job for Work<T, F>
where
    T: Send + 'static,
    F: for<'c> FnOnce(&'c mut SqliteConnection) -> Writing<'c, T> + Send + 'static,
{
    fn write<'c>(
        &'c mut self,
        connection: &'c mut SqliteConnection,
    ) -> Pin<Box<dyn Future<Output = bool> + Send + 'c>> {
        Box::pin(async move {
            let Some(work) = self.work.take() else { return false };
            let outcome = work(connection).await.map_err(Error::from);
            let well = outcome.is_ok();
            self.outcome = Some(outcome);
            well
        })
    }

    fn tell(self: Box<Self>, committed: Result<(), Error>) {
        let outcome = match (self.outcome, committed) {
            (Some(Ok(_)) | None, Err(error)) => Err(error),
            (Some(outcome), _) => outcome,
            (None, Ok(())) => Err(Error::Unwritable("it was not tried".to_owned())),
        };
        // Whoever asked may have gone; the write stands.
        let _ = self.answer.send(outcome);
    }
}

/// Hands writes to the one task that does them.
#[derive(Clone)]
pub(super) struct Writer {
    jobs: mpsc::Sender<Box<dyn Job>>,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Writer")
    }
}

impl Writer {
    /// Starts the task; it ends when every handle is dropped.
    pub fn start(connection: SqliteConnection) -> Writer {
        let (jobs, waiting) = mpsc::channel(WAITING);
        tokio::spawn(run(connection, waiting));
        Writer { jobs }
    }

    /// Writes, and answers when it is committed.
    pub async fn write<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut SqliteConnection) -> Writing<'c, T> + Send + 'static,
    {
        let (answer, told) = oneshot::channel();
        let job = Box::new(Work { work: Some(work), outcome: None, answer });
        let gone = |_| Error::Unwritable("the server is stopping".to_owned());
        self.jobs.send(job).await.map_err(|_| gone(()))?;
        told.await.map_err(|_| gone(()))?
    }
}

async fn run(mut connection: SqliteConnection, mut waiting: mpsc::Receiver<Box<dyn Job>>) {
    let mut jobs = Vec::with_capacity(MOST);
    while waiting.recv_many(&mut jobs, MOST).await > 0 {
        let committed = commit(&mut connection, &mut jobs).await;
        if let Err(error) = &committed {
            tracing::error!(%error, writes = jobs.len(), "what was to be written was not");
        }
        let outcome = if committed.is_ok() { "committed" } else { "failed" };
        metrics::counter!("fieldlore_writes_total", "outcome" => outcome).increment(jobs.len() as u64);
        for job in jobs.drain(..) {
            job.tell(committed.clone());
        }
    }
    if let Err(error) = connection.close().await {
        tracing::warn!(%error, "the store was not closed cleanly");
    }
}

/// One transaction around all that waits, and a savepoint before each.
async fn commit(connection: &mut SqliteConnection, jobs: &mut [Box<dyn Job>]) -> Result<(), Error> {
    connection.execute("BEGIN IMMEDIATE").await?;
    let done = write_all(connection, jobs).await;
    let done = match done {
        Ok(()) => connection.execute("COMMIT").await.map(|_| ()),
        Err(error) => Err(error),
    };
    if done.is_err() {
        // SQLite may have rolled back by itself.
        let _ = connection.execute("ROLLBACK").await;
    }
    done.map_err(|error| match Error::from(error) {
        Error::Failed(why) => Error::Unwritable(why),
        error => error,
    })
}

async fn write_all(connection: &mut SqliteConnection, jobs: &mut [Box<dyn Job>]) -> Result<(), sqlx::Error> {
    for job in jobs {
        connection.execute("SAVEPOINT whole").await?;
        if !job.write(connection).await {
            connection.execute("ROLLBACK TO whole").await?;
        }
        connection.execute("RELEASE whole").await?;
    }
    Ok(())
}
