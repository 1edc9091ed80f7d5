//! How answers were worded when they were used or voted on.

use sqlx::SqliteConnection;

use super::{Error, Millis, Store};

/// The words of an answer, under their hash.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Wording {
    pub hash: String,
    pub text: String,
}

/// When an answer was first met in a wording.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FirstWorded {
    pub entry: String,
    pub answer: String,
    /// Of the wording.
    pub hash: String,
    pub text: String,
    pub at: Millis,
}

macro_rules! first_worded {
    ($which:literal) => {
        concat!(
            "SELECT met.entry, met.answer, wording.hash, wording.text, MIN(met.at) AS at FROM (
                SELECT entry, answer, wording, at FROM vote WHERE wording IS NOT NULL",
            $which,
            " UNION ALL
                SELECT entry, answer, wording, at FROM use_event WHERE wording IS NOT NULL AND answer IS NOT NULL",
            $which,
            ") AS met JOIN wording ON wording.hash = met.wording
             GROUP BY met.entry, met.answer, wording.hash, wording.text"
        )
    };
}

/// Keeps a wording, where it is not kept yet.
pub(super) async fn keep(connection: &mut SqliteConnection, wording: &Wording) -> Result<(), sqlx::Error> {
    let keep = sqlx::query("INSERT INTO wording (hash, text) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING");
    keep.bind(&wording.hash).bind(&wording.text).execute(connection).await.map(|_| ())
}

impl Store {
    /// Since when answers are known in which wordings: those of an entry, or all.
    pub async fn first_worded(&self, entry: Option<&str>) -> Result<Vec<FirstWorded>, Error> {
        let query = match entry {
            Some(entry) => sqlx::query_as(first_worded!(" AND entry = $1")).bind(entry),
            None => sqlx::query_as(first_worded!("")),
        };
        Ok(query.fetch_all(self.reader()).await?)
    }
}
