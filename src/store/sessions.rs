//! Who has signed in. A session is known by the hash of its id alone; the id itself is in the browser and nowhere else.

use super::{Error, Millis, Store};

/// A session, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Session {
    pub id_hash: String,
    pub person: String,
    /// What the identity provider said at sign-in, as JSON.
    pub data: String,
    pub created_at: Millis,
    pub seen_at: Millis,
    pub expires_at: Millis,
}

const COLUMNS: &str = "SELECT id_hash, person, data, created_at, seen_at, expires_at FROM session";

impl Store {
    /// Begins a session in place of another, of somebody who is noted with it.
    pub async fn begin_session(&self, session: Session, name: &str, instead_of: Option<String>) -> Result<(), Error> {
        let name = name.to_owned();
        self.write(move |connection| {
            Box::pin(async move {
                super::people::see(connection, &session.person, &name, session.created_at).await?;
                if let Some(former) = instead_of {
                    sqlx::query("DELETE FROM session WHERE id_hash = $1")
                        .bind(former)
                        .execute(&mut *connection)
                        .await?;
                }
                sqlx::query(
                    "INSERT INTO session (id_hash, person, data, created_at, seen_at, expires_at)
                     VALUES ($1, $2, $3, $4, $5, $6)",
                )
                .bind(session.id_hash)
                .bind(session.person)
                .bind(session.data)
                .bind(session.created_at)
                .bind(session.seen_at)
                .bind(session.expires_at)
                .execute(connection)
                .await
                .map(|_| ())
            })
        })
        .await
    }

    /// The session of this hash, unless it has ended.
    pub async fn session(&self, id_hash: &str, now: Millis) -> Result<Option<Session>, Error> {
        let found = sqlx::query_as(sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE id_hash = $1 AND expires_at > $2")));
        Ok(found.bind(id_hash).bind(now).fetch_optional(self.reader()).await?)
    }

    /// All sessions of somebody that have not ended, the last seen first.
    pub async fn sessions_of(&self, person: &str, now: Millis) -> Result<Vec<Session>, Error> {
        let found = sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "{COLUMNS} WHERE person = $1 AND expires_at > $2 ORDER BY seen_at DESC, id_hash"
        )));
        Ok(found.bind(person).bind(now).fetch_all(self.reader()).await?)
    }

    /// Puts off the end of a session that is in use.
    pub async fn prolong_session(&self, id_hash: &str, seen_at: Millis, expires_at: Millis) -> Result<(), Error> {
        let id_hash = id_hash.to_owned();
        self.write(move |connection| {
            Box::pin(async move {
                sqlx::query("UPDATE session SET seen_at = $2, expires_at = $3 WHERE id_hash = $1 AND seen_at < $2")
                    .bind(id_hash)
                    .bind(seen_at)
                    .bind(expires_at)
                    .execute(connection)
                    .await
                    .map(|_| ())
            })
        })
        .await
    }

    /// Ends a session of somebody; nobody ends another's.
    pub async fn end_session(&self, person: &str, id_hash: &str) -> Result<(), Error> {
        let (person, id_hash) = (person.to_owned(), id_hash.to_owned());
        self.write(move |connection| {
            Box::pin(async move {
                sqlx::query("DELETE FROM session WHERE person = $1 AND id_hash = $2")
                    .bind(person)
                    .bind(id_hash)
                    .execute(connection)
                    .await
                    .map(|_| ())
            })
        })
        .await
    }

    /// Ends every session of somebody.
    pub async fn end_sessions_of(&self, person: &str) -> Result<(), Error> {
        let person = person.to_owned();
        self.write(move |connection| {
            Box::pin(async move {
                sqlx::query("DELETE FROM session WHERE person = $1").bind(person).execute(connection).await.map(|_| ())
            })
        })
        .await
    }

    /// Forgets sessions that have ended; how many those were.
    pub async fn forget_ended_sessions(&self, now: Millis) -> Result<u64, Error> {
        self.write(move |connection| {
            Box::pin(async move {
                let ended = sqlx::query("DELETE FROM session WHERE expires_at <= $1").bind(now);
                ended.execute(connection).await.map(|done| done.rows_affected())
            })
        })
        .await
    }
}
