//! Votes and uses, counted: those of an entry, or all; those of each answer since a moment, without what they were about.

use super::uses::occasions;
use super::{Error, Millis, Said, Store};

/// Votes on an answer that are alike, of one day.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct VoteCount {
    pub entry: String,
    pub answer: String,
    /// The name of what was said; never that it was not said.
    pub value: String,
    pub said_by: String,
    /// The hash.
    pub wording: Option<String>,
    /// Days since the Unix epoch.
    pub day: i64,
    pub votes: i64,
}

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

    /// Counts those on the same answer under another id as well.
    pub fn add(&mut self, others: &AnswerVotes) {
        self.worked += others.worked;
        self.partly += others.partly;
        self.did_not += others.did_not;
        self.last = self.last.max(others.last);
    }

    /// What they are worth together.
    pub fn sum(&self) -> f64 {
        self.worked as f64 + Said::PARTLY * self.partly as f64
    }
}

/// On how many occasions an answer was used; without an answer, the quick response.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct UseCount {
    pub entry: String,
    pub answer: Option<String>,
    pub uses: i64,
}

/// Somebody who used an entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash, sqlx::FromRow)]
pub struct User {
    pub entry: String,
    pub person: String,
}

macro_rules! votes {
    ($which:literal) => {
        concat!(
            "SELECT entry, answer, value, said_by, wording, at / 86400000 AS day, COUNT(*) AS votes FROM vote
             WHERE value <> 'not_said'",
            $which,
            " GROUP BY entry, answer, value, said_by, wording, at / 86400000"
        )
    };
}

macro_rules! uses {
    ($which:literal) => {
        concat!("SELECT entry, answer, COUNT(*) AS uses FROM ", occasions!($which), " GROUP BY entry, answer")
    };
}

macro_rules! users {
    ($which:literal) => {
        concat!("SELECT DISTINCT entry, person FROM use_event WHERE at > $1 AND person IS NOT NULL", $which)
    };
}

impl Store {
    /// Votes by answer, value, wording and day.
    pub async fn vote_counts(&self, entry: Option<&str>) -> Result<Vec<VoteCount>, Error> {
        let query = match entry {
            Some(entry) => sqlx::query_as(votes!(" AND entry = $1")).bind(entry),
            None => sqlx::query_as(votes!("")),
        };
        Ok(query.fetch_all(self.reader()).await?)
    }

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

    /// Uses by answer.
    pub async fn use_counts(&self, entry: Option<&str>) -> Result<Vec<UseCount>, Error> {
        let query = match entry {
            Some(entry) => sqlx::query_as(uses!(" AND entry = $1")).bind(entry),
            None => sqlx::query_as(uses!("")),
        };
        Ok(query.fetch_all(self.reader()).await?)
    }

    /// Who used what since a moment.
    pub async fn users(&self, entry: Option<&str>, since: Millis) -> Result<Vec<User>, Error> {
        let query = match entry {
            Some(entry) => sqlx::query_as(users!(" AND entry = $2")).bind(since).bind(entry),
            None => sqlx::query_as(users!("")).bind(since),
        };
        Ok(query.fetch_all(self.reader()).await?)
    }
}
