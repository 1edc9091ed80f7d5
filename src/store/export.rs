//! What happened, to be taken elsewhere: without people, and by the day.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Error, Millis, Store};

/// The day of a moment, in UTC: the hour could tell who it was.
#[derive(Debug, Clone, Copy, serde::Serialize)]
#[serde(transparent)]
pub struct Day(Date);

impl TryFrom<Millis> for Day {
    type Error = jiff::Error;

    fn try_from(at: Millis) -> Result<Day, jiff::Error> {
        Ok(Day(Timestamp::from_millisecond(at)?.to_zoned(TimeZone::UTC).date()))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A vote of somebody.
#[derive(Debug, serde::Serialize, sqlx::FromRow)]
pub struct VoteRow {
    #[sqlx(try_from = "Millis")]
    pub day: Day,
    pub entry: String,
    pub answer: String,
    pub value: String,
    pub said_by: String,
    pub deal: Option<String>,
    pub stage: Option<String>,
    pub persona: Option<String>,
    pub note: Option<String>,
}

/// A use by somebody.
#[derive(Debug, serde::Serialize, sqlx::FromRow)]
pub struct UseRow {
    #[sqlx(try_from = "Millis")]
    pub day: Day,
    pub entry: String,
    pub answer: Option<String>,
    pub how: String,
    pub deal: Option<String>,
    pub stage: Option<String>,
    pub persona: Option<String>,
    pub competitor: Option<String>,
}

/// A wording that was searched for in vain.
#[derive(Debug, serde::Serialize, sqlx::FromRow)]
pub struct GapRow {
    pub text: String,
    pub searches: i64,
    pub people: i64,
    #[sqlx(try_from = "Millis")]
    pub first_day: Day,
    #[sqlx(try_from = "Millis")]
    pub last_day: Day,
}

/// A role play in a month: how often it was held and passed.
#[derive(Debug, serde::Serialize, sqlx::FromRow)]
pub struct PlayRow {
    /// As `2026-11`.
    pub month: String,
    pub play: String,
    pub held: i64,
    pub passed: i64,
}

impl Store {
    /// Role plays by month, the first first, where at least three people played them: fewer could be told apart. What
    /// somebody scored, and at which level, is in no export.
    pub async fn export_plays(&self) -> Result<Vec<PlayRow>, Error> {
        let rows = sqlx::query_as(
            "SELECT substr(day, 1, 7) AS month, play, COUNT(*) AS held, SUM(passed) AS passed
             FROM play_score WHERE counts = 1 AND points IS NOT NULL
             GROUP BY substr(day, 1, 7), play HAVING COUNT(DISTINCT person) >= 3 ORDER BY month, play",
        );
        Ok(rows.fetch_all(self.reader()).await?)
    }

    /// All votes, the first first.
    pub async fn export_votes(&self) -> Result<Vec<VoteRow>, Error> {
        let rows = sqlx::query_as(
            "SELECT at AS day, entry, answer, value, said_by, deal, stage, persona, note
             FROM vote ORDER BY at, id",
        );
        Ok(rows.fetch_all(self.reader()).await?)
    }

    /// All uses, the first first.
    pub async fn export_uses(&self) -> Result<Vec<UseRow>, Error> {
        let rows = sqlx::query_as(
            "SELECT at AS day, entry, answer, how, deal, stage, persona, competitor
             FROM use_event ORDER BY at, id",
        );
        Ok(rows.fetch_all(self.reader()).await?)
    }

    /// Wordings that were searched for in vain, those of most people first.
    pub async fn export_gaps(&self) -> Result<Vec<GapRow>, Error> {
        let rows = sqlx::query_as(
            "SELECT lower(trim(text)) AS text, COUNT(*) AS searches, COUNT(DISTINCT person) AS people,
             MIN(ended_at) AS first_day, MAX(ended_at) AS last_day
             FROM search_episode WHERE state IN ('said_no', 'nothing_found', 'not_opened') AND text IS NOT NULL
             GROUP BY lower(trim(text)) ORDER BY people DESC, searches DESC, text",
        );
        Ok(rows.fetch_all(self.reader()).await?)
    }
}
