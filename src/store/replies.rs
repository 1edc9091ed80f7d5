//! "I said something else": a better reply, usable at once by who wrote it.

use super::{Error, Millis, Store};

/// A reply to a question, by one who gave it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Reply {
    pub id: i64,
    pub entry: String,
    pub text: String,
    pub at: Millis,
}

impl Store {
    /// Keeps a reply. The same words again are the same reply.
    pub async fn keep_reply(&self, person: &str, entry: &str, text: &str, at: Millis) -> Result<(), Error> {
        let (person, entry, text) = (person.to_owned(), entry.to_owned(), text.to_owned());
        self.write(move |connection| {
            Box::pin(async move {
                sqlx::query(
                    "INSERT INTO reply (person, entry, text, at) SELECT $1, $2, $3, $4 WHERE NOT EXISTS
                     (SELECT 1 FROM reply WHERE person = $1 AND entry = $2 AND text = $3)",
                )
                .bind(person)
                .bind(entry)
                .bind(text)
                .bind(at)
                .execute(connection)
                .await
                .map(|_| ())
            })
        })
        .await
    }

    /// Takes back a reply of one's own.
    pub async fn drop_reply(&self, person: &str, id: i64) -> Result<(), Error> {
        let person = person.to_owned();
        self.write(move |connection| {
            Box::pin(async move {
                let gone = sqlx::query("DELETE FROM reply WHERE person = $1 AND id = $2 AND taken_at IS NULL");
                gone.bind(person).bind(id).execute(connection).await.map(|_| ())
            })
        })
        .await
    }

    /// The replies of somebody that are not part of an entry yet, the first one first.
    pub async fn replies_of(&self, person: &str) -> Result<Vec<Reply>, Error> {
        let replies = sqlx::query_as(
            "SELECT id, entry, text, at FROM reply WHERE person = $1 AND taken_at IS NULL ORDER BY at, id",
        );
        Ok(replies.bind(person).fetch_all(self.reader()).await?)
    }
}
