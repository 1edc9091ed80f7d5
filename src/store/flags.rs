//! What readers say is wrong, until somebody closes it.

use super::{Error, Millis, Store};

/// A flag.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Flag {
    pub id: i64,
    /// None once the person was erased.
    pub person: Option<String>,
    pub entry: String,
    pub answer: Option<String>,
    pub reason: String,
    pub at: Millis,
    pub closed_by: Option<String>,
    pub closed_at: Option<Millis>,
    /// What was done about it.
    pub outcome: Option<String>,
}

impl Store {
    /// Notes that something is wrong. The same words of the same person about the same part are noted once.
    pub async fn flag(
        &self,
        person: &str,
        entry: &str,
        answer: Option<&str>,
        reason: &str,
        at: Millis,
    ) -> Result<(), Error> {
        let (person, entry, reason) = (person.to_owned(), entry.to_owned(), reason.to_owned());
        let answer = answer.map(str::to_owned);
        self.write(move |connection| {
            Box::pin(async move {
                sqlx::query(
                    "INSERT INTO flag (person, entry, answer, reason, at) SELECT $1, $2, $3, $4, $5
                     WHERE NOT EXISTS (SELECT 1 FROM flag WHERE person = $1 AND entry = $2
                     AND COALESCE(answer, '') = COALESCE($3, '') AND reason = $4 AND closed_at IS NULL)",
                )
                .bind(person)
                .bind(entry)
                .bind(answer)
                .bind(reason)
                .bind(at)
                .execute(connection)
                .await
                .map(|_| ())
            })
        })
        .await
    }

    /// Closes a flag with what was done about it. Whether it was open.
    pub async fn close_flag(&self, id: i64, by: &str, outcome: &str, at: Millis) -> Result<bool, Error> {
        let (by, outcome) = (by.to_owned(), outcome.to_owned());
        self.write(move |connection| {
            Box::pin(async move {
                sqlx::query(
                    "UPDATE flag SET closed_by = $2, outcome = $3, closed_at = $4 WHERE id = $1 AND closed_at IS NULL",
                )
                .bind(id)
                .bind(by)
                .bind(outcome)
                .bind(at)
                .execute(connection)
                .await
                .map(|done| done.rows_affected() > 0)
            })
        })
        .await
    }

    /// One flag, open or closed.
    pub async fn flag_by_id(&self, id: i64) -> Result<Option<Flag>, Error> {
        Ok(sqlx::query_as("SELECT * FROM flag WHERE id = $1").bind(id).fetch_optional(self.reader()).await?)
    }

    /// All flags that are open, the oldest first.
    pub async fn open_flags(&self) -> Result<Vec<Flag>, Error> {
        let open = sqlx::query_as("SELECT * FROM flag WHERE closed_at IS NULL ORDER BY at, id");
        Ok(open.fetch_all(self.reader()).await?)
    }
}
