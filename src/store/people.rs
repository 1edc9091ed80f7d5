//! Who asks.

use std::collections::HashMap;

use sqlx::SqliteConnection;

use super::{Error, Millis, Store};

/// Somebody who did something here.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Person {
    pub id: String,
    /// As the person or the identity provider gave it; empty where nobody did.
    pub name: String,
    pub created_at: Millis,
    pub seen_at: Millis,
}

impl Store {
    /// Notes that somebody was here; an empty name leaves the known one.
    pub async fn see_person(&self, id: &str, name: &str, at: Millis) -> Result<(), Error> {
        let (id, name) = (id.to_owned(), name.to_owned());
        self.write(move |connection| Box::pin(async move { see(connection, &id, &name, at).await })).await
    }

    /// The names that people gave, by id.
    pub async fn names(&self) -> Result<HashMap<String, String>, Error> {
        let named = sqlx::query_as("SELECT id, name FROM person WHERE name <> ''").fetch_all(self.reader()).await?;
        Ok(named.into_iter().collect())
    }

    /// Somebody, where anything is known.
    pub async fn person(&self, id: &str) -> Result<Option<Person>, Error> {
        let found = sqlx::query_as("SELECT id, name, created_at, seen_at FROM person WHERE id = $1");
        Ok(found.bind(id).fetch_optional(self.reader()).await?)
    }
}

/// Notes that somebody was here, within a larger write.
pub(super) async fn see(
    connection: &mut SqliteConnection,
    id: &str,
    name: &str,
    at: Millis,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO person (id, name, created_at, seen_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (id) DO UPDATE SET seen_at = MAX(seen_at, excluded.seen_at),
         name = CASE WHEN excluded.name = '' THEN name ELSE excluded.name END",
    )
    .bind(id)
    .bind(name)
    .bind(at)
    .execute(connection)
    .await
    .map(|_| ())
}
