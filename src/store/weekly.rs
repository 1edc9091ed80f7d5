//! What the weekly page reads: counts by week, and the rows of one window. Nothing outside the window is touched.

use super::uses::occasions;
use super::{DAY, Error, Millis, Store};

/// Milliseconds of a week.
pub const WEEK: Millis = 7 * DAY;

/// How often something was counted in a week, which is numbered from the first of the window.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct WeekCount {
    pub week: i64,
    /// A state, a value, or the id of an entry.
    pub name: String,
    pub count: i64,
}

/// How often something was said of the answers of an entry in a week, which is numbered from the first of the window.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct VotesOfWeek {
    pub week: i64,
    pub entry: String,
    /// What was said.
    pub value: String,
    pub count: i64,
}

/// How often somebody used an entry, or was led to it by a search.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct EntryCount {
    pub entry: String,
    /// Who; nobody's any more where that is forgotten.
    pub person: Option<String>,
    pub count: i64,
}

/// An answer was used so often.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AnswerUses {
    pub entry: String,
    pub answer: String,
    pub count: i64,
}

/// In which situation an answer did not work, as somebody said: a persona or a stage.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Situation {
    pub entry: String,
    pub answer: String,
    pub term: String,
    pub person: String,
}

/// What somebody wrote about an answer that did not work.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Note {
    pub entry: String,
    pub answer: String,
    pub note: String,
}

impl Store {
    /// Searches by week and by the state in which they ended.
    pub async fn searches_by_week(&self, from: Millis, to: Millis) -> Result<Vec<WeekCount>, Error> {
        let counts = sqlx::query_as(
            "SELECT (ended_at - $1) / $3 AS week, state AS name, COUNT(*) AS count FROM search_episode
             WHERE ended_at >= $1 AND ended_at < $2 AND state <> 'open' GROUP BY 1, 2 ORDER BY 1, 2",
        );
        Ok(counts.bind(from).bind(to).bind(WEEK).fetch_all(self.reader()).await?)
    }

    /// Uses by week and entry.
    pub async fn uses_by_week(&self, from: Millis, to: Millis) -> Result<Vec<WeekCount>, Error> {
        let counts = sqlx::query_as(concat!(
            "SELECT (began - $1) / $3 AS week, entry AS name, COUNT(*) AS count FROM ",
            occasions!(" AND at >= $1 AND at < $2"),
            " GROUP BY 1, 2 ORDER BY 1, 2",
        ));
        Ok(counts.bind(from).bind(to).bind(WEEK).fetch_all(self.reader()).await?)
    }

    /// Votes by week, entry and value.
    pub async fn votes_by_week(&self, from: Millis, to: Millis) -> Result<Vec<VotesOfWeek>, Error> {
        let counts = sqlx::query_as(
            "SELECT (at - $1) / $3 AS week, entry, value, COUNT(*) AS count FROM vote
             WHERE at >= $1 AND at < $2 AND value <> 'not_said' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        );
        Ok(counts.bind(from).bind(to).bind(WEEK).fetch_all(self.reader()).await?)
    }

    /// Uses of each entry by each person in a window.
    pub async fn uses(&self, from: Millis, to: Millis) -> Result<Vec<EntryCount>, Error> {
        let counts = sqlx::query_as(concat!(
            "SELECT entry, person, COUNT(*) AS count FROM ",
            occasions!(" AND at >= $1 AND at < $2"),
            " GROUP BY entry, person ORDER BY entry, person",
        ));
        Ok(counts.bind(from).bind(to).fetch_all(self.reader()).await?)
    }

    /// The entries that were used in a window at all.
    pub async fn used_entries(&self, from: Millis, to: Millis) -> Result<Vec<String>, Error> {
        let entries =
            sqlx::query_scalar("SELECT DISTINCT entry FROM use_event WHERE at >= $1 AND at < $2 ORDER BY entry");
        Ok(entries.bind(from).bind(to).fetch_all(self.reader()).await?)
    }

    /// Uses of each answer in a window.
    pub async fn answer_uses(&self, from: Millis, to: Millis) -> Result<Vec<AnswerUses>, Error> {
        let counts = sqlx::query_as(concat!(
            "SELECT entry, answer, COUNT(*) AS count FROM ",
            occasions!(" AND at >= $1 AND at < $2"),
            " WHERE answer IS NOT NULL GROUP BY entry, answer ORDER BY entry, answer",
        ));
        Ok(counts.bind(from).bind(to).fetch_all(self.reader()).await?)
    }

    /// What searches of a window led each person to: the entries that were opened or used after one.
    pub async fn asked_for(&self, from: Millis, to: Millis) -> Result<Vec<EntryCount>, Error> {
        let counts = sqlx::query_as(
            "SELECT entry, person, COUNT(*) AS count FROM search_episode
             WHERE ended_at >= $1 AND ended_at < $2 AND entry IS NOT NULL GROUP BY entry, person ORDER BY entry, person",
        );
        Ok(counts.bind(from).bind(to).fetch_all(self.reader()).await?)
    }

    /// In which situations answers did not work, once for each person who said so.
    pub async fn situations(&self, from: Millis) -> Result<Vec<Situation>, Error> {
        let rows = sqlx::query_as(
            "SELECT DISTINCT entry, answer, 'persona:' || persona AS term, person FROM vote
             WHERE at >= $1 AND value = 'did_not' AND persona IS NOT NULL AND person IS NOT NULL
             UNION ALL
             SELECT DISTINCT entry, answer, 'stage:' || stage AS term, person FROM vote
             WHERE at >= $1 AND value = 'did_not' AND stage IS NOT NULL AND person IS NOT NULL
             ORDER BY 1, 2, 3, 4",
        );
        Ok(rows.bind(from).fetch_all(self.reader()).await?)
    }

    /// Notes about answers that did not work, the last first.
    pub async fn notes(&self, from: Millis) -> Result<Vec<Note>, Error> {
        let rows = sqlx::query_as(
            "SELECT entry, answer, note FROM vote WHERE at >= $1 AND value = 'did_not' AND note <> '' ORDER BY at DESC, id DESC",
        );
        Ok(rows.bind(from).fetch_all(self.reader()).await?)
    }
}
