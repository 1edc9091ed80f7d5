//! "I said something else": a better reply, usable at once by who wrote it.

use super::{Error, Millis, Store};

/// A reply to a question, by one who gave it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Reply {
    pub id: i64,
    pub entry: String,
    pub text: String,
    pub at: Millis,
    /// Whether who looks after the entry sees it.
    pub shown: bool,
    /// When somebody made it part of the entry, or proposed to.
    pub taken_at: Option<Millis>,
}

/// A reply that waits for a colleague.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Waiting {
    pub id: i64,
    pub person: String,
    pub entry: String,
    pub text: String,
    pub at: Millis,
}

impl Store {
    /// Keeps a reply and shows it to who looks after the entry. The same words again are the same reply.
    pub async fn keep_reply(&self, person: &str, entry: &str, text: &str, at: Millis) -> Result<(), Error> {
        let (person, entry, text) = (person.to_owned(), entry.to_owned(), text.to_owned());
        self.write(move |connection| {
            Box::pin(async move {
                let again = sqlx::query("UPDATE reply SET shown = 1 WHERE person = $1 AND entry = $2 AND text = $3");
                let again = again.bind(&person).bind(&entry).bind(&text).execute(&mut *connection).await?;
                if again.rows_affected() == 0 {
                    let new =
                        sqlx::query("INSERT INTO reply (person, entry, text, at, shown) VALUES ($1, $2, $3, $4, 1)");
                    new.bind(person).bind(entry).bind(text).bind(at).execute(connection).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Takes back a reply of one's own.
    pub async fn drop_reply(&self, person: &str, id: i64) -> Result<(), Error> {
        let person = person.to_owned();
        self.write(move |connection| {
            Box::pin(async move {
                let gone = sqlx::query("DELETE FROM reply WHERE person = $1 AND id = $2");
                gone.bind(person).bind(id).execute(connection).await.map(|_| ())
            })
        })
        .await
    }

    /// The replies of somebody, the first one first; those that were taken up among them, since that may wait to be merged.
    pub async fn replies_of(&self, person: &str) -> Result<Vec<Reply>, Error> {
        let replies =
            sqlx::query_as("SELECT id, entry, text, at, shown, taken_at FROM reply WHERE person = $1 ORDER BY at, id");
        Ok(replies.bind(person).fetch_all(self.reader()).await?)
    }

    /// Every reply that is shown and that nobody has taken up, the first one first.
    pub async fn waiting_replies(&self) -> Result<Vec<Waiting>, Error> {
        let waiting = sqlx::query_as(
            "SELECT id, person, entry, text, at FROM reply WHERE shown = 1 AND taken_at IS NULL ORDER BY at, id",
        );
        Ok(waiting.fetch_all(self.reader()).await?)
    }

    /// Notes that a reply was taken up.
    pub async fn take_reply(&self, id: i64, at: Millis) -> Result<(), Error> {
        self.write(move |connection| {
            Box::pin(async move {
                let taken = sqlx::query("UPDATE reply SET taken_at = $2 WHERE id = $1 AND taken_at IS NULL");
                taken.bind(id).bind(at).execute(connection).await.map(|_| ())
            })
        })
        .await
    }
}
