//! What the tool did for one person. Only that person is shown it.

use super::uses::occasions;
use super::{Error, Millis, Store};

/// Counts of one person.
#[derive(Debug, Clone, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct MyUse {
    /// Occasions on which an answer was used, however often on each.
    pub uses: i64,
    pub searches: i64,
    /// When a search last ended without an answer.
    pub last_in_vain: Option<Millis>,
}

impl Store {
    /// What somebody used and searched for since a moment.
    pub async fn my_use(&self, person: &str, from: Millis) -> Result<MyUse, Error> {
        let counts = sqlx::query_as(concat!(
            "SELECT (SELECT COUNT(*) FROM ",
            occasions!(" AND person = $1 AND at >= $2"),
            ") AS uses,
             (SELECT COUNT(*) FROM search_episode WHERE person = $1 AND ended_at >= $2) AS searches,
             (SELECT MAX(ended_at) FROM search_episode WHERE person = $1
              AND state IN ('said_no', 'nothing_found', 'not_opened')) AS last_in_vain",
        ));
        Ok(counts.bind(person).bind(from).fetch_one(self.reader()).await?)
    }

    /// The entries that somebody used since a moment.
    pub async fn used_by(&self, person: &str, from: Millis) -> Result<Vec<String>, Error> {
        let entries = sqlx::query_scalar("SELECT DISTINCT entry FROM use_event WHERE person = $1 AND at >= $2");
        Ok(entries.bind(person).bind(from).fetch_all(self.reader()).await?)
    }

    /// The answers that worked for somebody since a moment, the last first: entry, anchor, how often.
    pub async fn worked_for(&self, person: &str, from: Millis) -> Result<Vec<(String, String, i64)>, Error> {
        let rows = sqlx::query_as(
            "SELECT entry, answer, COUNT(*) FROM vote WHERE person = $1 AND at >= $2 AND value = 'worked'
             GROUP BY entry, answer ORDER BY MAX(at) DESC, entry, answer",
        );
        Ok(rows.bind(person).bind(from).fetch_all(self.reader()).await?)
    }
}
