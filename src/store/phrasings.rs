//! What led people to entries: what search learns from.

use super::{Error, Millis, Store};

/// Somebody searched so and used the entry, or found that it was not what was needed.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Phrasing {
    pub entry: String,
    pub text: String,
    /// Dropped after 12 months.
    pub person: Option<String>,
    /// It led there and was not what was needed.
    pub said_no: bool,
    pub at: Millis,
}

/// The most that are looked at: what is older has faded, or was said again.
const MOST: i64 = 20_000;

impl Store {
    /// What led people to entries, the latest first.
    pub async fn phrasings(&self) -> Result<Vec<Phrasing>, Error> {
        let latest = "SELECT entry, text, person, said_no, at FROM phrasing ORDER BY at DESC, id DESC LIMIT $1";
        Ok(sqlx::query_as(latest).bind(MOST).fetch_all(self.reader()).await?)
    }

    /// Changes whenever something is learned or forgotten.
    pub async fn phrasings_mark(&self) -> Result<(i64, i64), Error> {
        let mark = sqlx::query_as("SELECT COUNT(*), COALESCE(MAX(id), 0) FROM phrasing");
        Ok(mark.fetch_one(self.reader()).await?)
    }
}
