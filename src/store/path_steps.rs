//! Which steps of paths are closed, by whom, and what waits to be signed.

use super::paths::OnPath;
use super::{Error, Millis, Store};

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
    /// `done` or `known`.
    pub how: String,
    /// None once that person was erased.
    pub signed_by: Option<String>,
    pub at: Millis,
}

/// A step that somebody wants to be signed.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StepAsk {
    pub person: String,
    pub path: String,
    pub step: String,
    pub how: String,
    pub at: Millis,
    /// Who said "not yet", and when; it waits no longer then.
    pub answered_by: Option<String>,
    pub answered_at: Option<Millis>,
    pub words: Option<String>,
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
    pub signed_by: String,
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

    /// Asks that a step be signed; once more where "not yet" was said. Of what is closed nobody is asked.
    pub async fn ask_to_sign(&self, of: OfStep, how: &'static str, at: Millis) -> Result<(), Error> {
        self.write(move |connection| {
            Box::pin(async move {
                of.on.follow(connection).await?;
                of.on.touch(connection, at).await?;
                let ask = sqlx::query(
                    "INSERT INTO path_ask (person, path, step, how, at) SELECT $1, $2, $3, $4, $5
                     WHERE NOT EXISTS (SELECT 1 FROM path_step WHERE person = $1 AND path = $2 AND step = $3)
                     ON CONFLICT (person, path, step) DO UPDATE SET how = excluded.how,
                     at = CASE WHEN answered_at IS NULL THEN at ELSE excluded.at END,
                     answered_by = NULL, answered_at = NULL, words = NULL",
                );
                let ask = ask.bind(of.on.person).bind(of.on.path).bind(of.step).bind(how).bind(at);
                ask.execute(connection).await.map(|_| ())
            })
        })
        .await
    }

    /// Takes such a question back.
    pub async fn drop_ask(&self, of: OfStep) -> Result<(), Error> {
        self.write(move |connection| {
            Box::pin(async move {
                of.on.follow(connection).await?;
                let gone = sqlx::query("DELETE FROM path_ask WHERE person = $1 AND path = $2 AND step = $3");
                gone.bind(of.on.person).bind(of.on.path).bind(of.step).execute(connection).await.map(|_| ())
            })
        })
        .await
    }

    /// Answers it with "not yet". What was taken back or signed meanwhile is left as it is.
    pub async fn not_yet(&self, of: OfStep, by: String, words: String, at: Millis) -> Result<(), Error> {
        self.write(move |connection| {
            Box::pin(async move {
                of.on.follow(connection).await?;
                let told = sqlx::query(
                    "UPDATE path_ask SET answered_by = $4, words = $5, answered_at = $6
                     WHERE person = $1 AND path = $2 AND step = $3 AND answered_at IS NULL",
                );
                let told = told.bind(of.on.person).bind(of.on.path).bind(of.step).bind(by).bind(words).bind(at);
                told.execute(connection).await.map(|_| ())
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

    /// What those want to be signed who are on a path.
    pub async fn step_asks_of_learners(&self) -> Result<Vec<StepAsk>, Error> {
        let asks = sqlx::query_as(
            "SELECT * FROM path_ask WHERE person IN (SELECT person FROM enrolment WHERE ended_at IS NULL) ORDER BY at, step",
        );
        Ok(asks.fetch_all(self.reader()).await?)
    }

    /// What everybody closed on a path.
    pub async fn steps_on(&self, path: &str) -> Result<Vec<ClosedStep>, Error> {
        let closed = sqlx::query_as("SELECT * FROM path_step WHERE path = $1 ORDER BY at, step");
        Ok(closed.bind(path).fetch_all(self.reader()).await?)
    }

    /// What somebody wants to be signed, and what was said to it.
    pub async fn step_asks_of(&self, person: &str) -> Result<Vec<StepAsk>, Error> {
        let asks = sqlx::query_as("SELECT * FROM path_ask WHERE person = $1 ORDER BY at, step");
        Ok(asks.bind(person).fetch_all(self.reader()).await?)
    }
}
