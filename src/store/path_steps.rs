//! Which steps of paths are closed, how and by whom.

use super::paths::OnPath;
use super::{Error, Millis, Store};

/// How a step is closed by a role play that was passed, and what waits to be signed of one.
pub const PASSED: &str = "passed";

/// A step that somebody closed.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ClosedStep {
    pub person: String,
    /// What the path was called when this was written.
    pub path: String,
    /// Its id in the path.
    pub step: String,
    /// What one did, as the path said then.
    pub activity: String,
    /// What the step said then.
    pub words: String,
    /// `done`, `known` or `passed`.
    pub how: String,
    /// None once that person was erased.
    pub signed_by: Option<String>,
    pub at: Millis,
}

/// A step of a path of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfStep {
    pub on: OnPath,
    pub step: String,
}

/// What is said when a step is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    pub of: OfStep,
    pub activity: String,
    pub words: String,
    pub how: &'static str,
    /// None where that person was erased.
    pub signed_by: Option<String>,
    pub at: Millis,
}

impl Store {
    /// Closes a step. Of two who do so at once the first one stands.
    pub async fn close_step(&self, closing: Closing) -> Result<(), Error> {
        self.write(move |connection| {
            Box::pin(async move {
                let Closing { of: OfStep { on, step }, activity, words, how, signed_by, at } = closing;
                on.follow(connection).await?;
                on.touch(connection, at).await?;
                let closed = sqlx::query(
                    "INSERT INTO path_step (person, path, step, activity, words, how, signed_by, at)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
                );
                let closed = closed.bind(&on.person).bind(&on.path).bind(&step).bind(activity).bind(words);
                closed.bind(how).bind(signed_by).bind(at).execute(&mut *connection).await?;
                let gone = sqlx::query("DELETE FROM path_ask WHERE person = $1 AND path = $2 AND step = $3");
                gone.bind(&on.person).bind(&on.path).bind(&step).execute(connection).await.map(|_| ())
            })
        })
        .await
    }

    /// Opens a step again.
    pub async fn reopen_step(&self, of: OfStep, at: Millis) -> Result<(), Error> {
        self.write(move |connection| {
            Box::pin(async move {
                of.on.follow(connection).await?;
                of.on.touch(connection, at).await?;
                let open = sqlx::query("DELETE FROM path_step WHERE person = $1 AND path = $2 AND step = $3");
                open.bind(of.on.person).bind(of.on.path).bind(of.step).execute(connection).await.map(|_| ())
            })
        })
        .await
    }

    /// Takes back that a role play was passed: its score was corrected.
    pub async fn reopen_passed(&self, of: OfStep) -> Result<(), Error> {
        self.write(move |connection| {
            Box::pin(async move {
                of.on.follow(connection).await?;
                for table in ["path_step", "path_ask"] {
                    let gone =
                        format!("DELETE FROM {table} WHERE person = $1 AND path = $2 AND step = $3 AND how = $4");
                    let gone = sqlx::query(sqlx::AssertSqlSafe(gone)).bind(&of.on.person).bind(&of.on.path);
                    gone.bind(&of.step).bind(PASSED).execute(&mut *connection).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// What somebody closed, on every path, the first first.
    pub async fn steps_of(&self, person: &str) -> Result<Vec<ClosedStep>, Error> {
        let closed = sqlx::query_as("SELECT * FROM path_step WHERE person = $1 ORDER BY at, step");
        Ok(closed.bind(person).fetch_all(self.reader()).await?)
    }

    /// What those closed who are on a path.
    pub async fn steps_of_learners(&self) -> Result<Vec<ClosedStep>, Error> {
        let closed = sqlx::query_as(
            "SELECT * FROM path_step WHERE person IN (SELECT person FROM enrolment WHERE ended_at IS NULL) ORDER BY at, step",
        );
        Ok(closed.fetch_all(self.reader()).await?)
    }

    /// What everybody closed on a path.
    pub async fn steps_on(&self, path: &str) -> Result<Vec<ClosedStep>, Error> {
        let closed = sqlx::query_as("SELECT * FROM path_step WHERE path = $1 ORDER BY at, step");
        Ok(closed.bind(path).fetch_all(self.reader()).await?)
    }
}
