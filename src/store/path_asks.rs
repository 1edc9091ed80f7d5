//! Which steps of paths wait to be signed, and what was said instead of signing.

use super::path_steps::{OfStep, PASSED};
use super::paths::{Enrolment, FirstDay};
use super::{Error, Millis, Store};

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

/// What waits, with who it is to be signed by.
#[derive(sqlx::FromRow)]
struct Row {
    person: String,
    path: String,
    step: String,
    how: String,
    at: Millis,
    #[sqlx(try_from = "String")]
    started: FirstDay,
    buddy: Option<String>,
    manager: Option<String>,
}

impl From<Row> for (Enrolment, StepAsk) {
    fn from(row: Row) -> (Enrolment, StepAsk) {
        let Row { person, path, step, how, at, started, buddy, manager } = row;
        let ask = StepAsk {
            person: person.clone(),
            path: path.clone(),
            step,
            how,
            at,
            answered_by: None,
            answered_at: None,
            words: None,
        };
        (Enrolment { person, path, started, buddy, manager, given_by: None, at, ended_at: None }, ask)
    }
}

impl Store {
    /// Asks that a step be signed; once more where "not yet" was said. Of what is closed nobody is asked.
    pub async fn ask_to_sign(&self, of: OfStep, how: &'static str, at: Millis) -> Result<(), Error> {
        let again = "at = CASE WHEN answered_at IS NULL THEN at ELSE excluded.at END,
                     answered_by = NULL, answered_at = NULL, words = NULL";
        self.keep_ask(of, how, at, again).await
    }

    /// Has a role play that was passed wait to be signed, unless that was asked of it already, whatever was said to it.
    pub async fn ask_to_sign_pass(&self, of: OfStep, at: Millis) -> Result<(), Error> {
        let again = "at = excluded.at, answered_by = NULL, answered_at = NULL, words = NULL
                     WHERE path_ask.how <> excluded.how";
        self.keep_ask(of, PASSED, at, again).await
    }

    /// Asks, and changes what was asked before as `again` says.
    async fn keep_ask(&self, of: OfStep, how: &'static str, at: Millis, again: &'static str) -> Result<(), Error> {
        self.write(move |connection| {
            Box::pin(async move {
                of.on.follow(connection).await?;
                of.on.touch(connection, at).await?;
                let ask = format!(
                    "INSERT INTO path_ask (person, path, step, how, at) SELECT $1, $2, $3, $4, $5
                     WHERE NOT EXISTS (SELECT 1 FROM path_step WHERE person = $1 AND path = $2 AND step = $3)
                     ON CONFLICT (person, path, step) DO UPDATE SET how = excluded.how, {again}"
                );
                let ask = sqlx::query(sqlx::AssertSqlSafe(ask));
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

    /// What somebody wants to be signed, and what was said to it.
    pub async fn step_asks_of(&self, person: &str) -> Result<Vec<StepAsk>, Error> {
        let asks = sqlx::query_as("SELECT * FROM path_ask WHERE person = $1 ORDER BY at, step");
        Ok(asks.bind(person).fetch_all(self.reader()).await?)
    }

    /// What those want to be signed who are on a path.
    pub async fn step_asks_of_learners(&self) -> Result<Vec<StepAsk>, Error> {
        let asks = sqlx::query_as(
            "SELECT * FROM path_ask WHERE person IN (SELECT person FROM enrolment WHERE ended_at IS NULL) ORDER BY at, step",
        );
        Ok(asks.fetch_all(self.reader()).await?)
    }

    /// What waits of those who have somebody as a buddy; for a manager also of those who have that one as a manager, or
    /// none. The longest first.
    pub async fn asks_waiting_for(&self, person: &str, is_manager: bool) -> Result<Vec<(Enrolment, StepAsk)>, Error> {
        let waiting = sqlx::query_as::<_, Row>(
            "SELECT path_ask.person, path_ask.path, step, how, path_ask.at, started, buddy, manager
             FROM path_ask JOIN enrolment ON enrolment.person = path_ask.person AND enrolment.path = path_ask.path
             WHERE answered_at IS NULL AND ended_at IS NULL AND path_ask.person <> $1
             AND (buddy = $1 OR ($2 = 1 AND (manager = $1 OR manager IS NULL))) ORDER BY path_ask.at, step",
        );
        let waiting = waiting.bind(person).bind(i64::from(is_manager)).fetch_all(self.reader()).await?;
        Ok(waiting.into_iter().map(Into::into).collect())
    }
}
