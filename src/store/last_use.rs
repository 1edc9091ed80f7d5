//! When somebody last used an entry: what changed since is told to them.

use sqlx::SqliteConnection;

use super::{Error, Millis, Store};

/// Notes that somebody uses an entry, or has seen it as it is.
pub(super) async fn note(
    connection: &mut SqliteConnection,
    person: &str,
    entry: &str,
    at: Millis,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO last_use (person, entry, at) VALUES ($1, $2, $3)
         ON CONFLICT (person, entry) DO UPDATE SET at = MAX(at, excluded.at)",
    )
    .bind(person)
    .bind(entry)
    .bind(at)
    .execute(connection)
    .await
    .map(|_| ())
}

impl Store {
    /// When somebody last used an entry, by any of its names.
    pub async fn last_use(&self, person: &str, names: &[String]) -> Result<Option<Millis>, Error> {
        let mut last = None;
        for name in names {
            let used = sqlx::query_scalar("SELECT MAX(at) FROM last_use WHERE person = $1 AND entry = $2");
            last = last.max(used.bind(person).bind(name).fetch_one(self.reader()).await?);
        }
        Ok(last)
    }

    /// Notes that somebody has seen what changed in an entry.
    pub async fn note_change_seen(&self, person: &str, entry: &str, at: Millis) -> Result<(), Error> {
        let (person, entry) = (person.to_owned(), entry.to_owned());
        self.write(move |connection| Box::pin(async move { note(connection, &person, &entry, at).await })).await
    }
}
