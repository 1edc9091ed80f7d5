//! How often each answer worked, as votes say.

use super::{Error, Millis, Store};

/// The votes on one answer. "Not said" is no vote.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AnswerVotes {
    pub entry: String,
    /// Anchor.
    pub answer: String,
    pub worked: i64,
    pub partly: i64,
    pub did_not: i64,
    /// When the last vote was cast.
    pub last: Millis,
}

impl AnswerVotes {
    /// All of them.
    pub fn count(&self) -> u32 {
        u32::try_from(self.worked + self.partly + self.did_not).unwrap_or(u32::MAX)
    }

    /// Of their values: 1 worked, a half partly.
    pub fn sum(&self) -> f64 {
        self.worked as f64 + 0.5 * self.partly as f64
    }
}

impl Store {
    /// The votes on each answer from a moment on.
    pub async fn answer_votes(&self, from: Millis) -> Result<Vec<AnswerVotes>, Error> {
        let votes = sqlx::query_as(
            "SELECT entry, answer, SUM(CASE value WHEN 'worked' THEN 1 ELSE 0 END) AS worked,
             SUM(CASE value WHEN 'partly' THEN 1 ELSE 0 END) AS partly,
             SUM(CASE value WHEN 'did_not' THEN 1 ELSE 0 END) AS did_not, MAX(at) AS last
             FROM vote WHERE at >= $1 AND value <> 'not_said' GROUP BY entry, answer ORDER BY entry, answer",
        );
        Ok(votes.bind(from).fetch_all(self.reader()).await?)
    }
}
