//! When somebody last used an entry: what changed since is told to them.

use std::collections::HashMap;

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
    /// When somebody last used entries, by what these were called then.
    pub async fn last_uses(&self, person: &str) -> Result<HashMap<String, Millis>, Error> {
        let used = sqlx::query_as("SELECT entry, at FROM last_use WHERE person = $1");
        Ok(used.bind(person).fetch_all(self.reader()).await?.into_iter().collect())
    }

    /// Notes that somebody has seen what changed in an entry.
    pub async fn note_change_seen(&self, person: &str, entry: &str, at: Millis) -> Result<(), Error> {
        let (person, entry) = (person.to_owned(), entry.to_owned());
        self.write(move |connection| Box::pin(async move { note(connection, &person, &entry, at).await })).await
    }
}
