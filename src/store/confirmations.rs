//! "Still right": who said it of which text, and when.

use super::{Error, Millis, Store};

/// The last confirmation of an entry, by those who may verify it or by others.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Confirmation {
    pub entry: String,
    /// Of the file as it was confirmed, in hexadecimal.
    pub hash: String,
    /// By somebody who may verify.
    pub verifies: bool,
    pub at: Millis,
}

impl Store {
    /// Notes that somebody says an entry is still right.
    pub async fn confirm(&self, person: &str, of: Confirmation) -> Result<(), Error> {
        let person = person.to_owned();
        self.write(move |connection| {
            Box::pin(async move {
                sqlx::query("INSERT INTO confirmation (person, entry, hash, verifies, at) VALUES ($1, $2, $3, $4, $5)")
                    .bind(person)
                    .bind(of.entry)
                    .bind(of.hash)
                    .bind(i64::from(of.verifies))
                    .bind(of.at)
                    .execute(connection)
                    .await
                    .map(|_| ())
            })
        })
        .await
    }

    /// The last confirmation of each entry, one of each sort.
    pub async fn confirmations(&self) -> Result<Vec<Confirmation>, Error> {
        let last = sqlx::query_as(
            "SELECT entry, hash, verifies, MAX(at) AS at FROM confirmation GROUP BY entry, verifies ORDER BY at",
        );
        Ok(last.fetch_all(self.reader()).await?)
    }
}
