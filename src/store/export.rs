//! What happened, to be taken elsewhere: without people, and by the day.

use super::{Error, Store};

/// A vote of somebody.
#[derive(Debug, serde::Serialize, sqlx::FromRow)]
pub struct VoteRow {
    pub day: String,
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
    pub day: String,
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
    pub first_day: String,
    pub last_day: String,
    /// What search took for the nearest at the last time.
    pub nearest: Option<String>,
}

impl Store {
    /// All votes, the first first.
    pub async fn export_votes(&self) -> Result<Vec<VoteRow>, Error> {
        let rows = sqlx::query_as(
            "SELECT date(at / 1000, 'unixepoch') AS day, entry, answer, value, said_by, deal, stage, persona, note
             FROM vote ORDER BY at, id",
        );
        Ok(rows.fetch_all(self.reader()).await?)
    }

    /// All uses, the first first.
    pub async fn export_uses(&self) -> Result<Vec<UseRow>, Error> {
        let rows = sqlx::query_as(
            "SELECT date(at / 1000, 'unixepoch') AS day, entry, answer, how, deal, stage, persona, competitor
             FROM use_event ORDER BY at, id",
        );
        Ok(rows.fetch_all(self.reader()).await?)
    }

    /// Wordings that were searched for in vain, those of most people first.
    pub async fn export_gaps(&self) -> Result<Vec<GapRow>, Error> {
        let rows = sqlx::query_as(
            "SELECT lower(trim(text)) AS text, COUNT(*) AS searches, COUNT(DISTINCT person) AS people,
             date(MIN(ended_at) / 1000, 'unixepoch') AS first_day, date(MAX(ended_at) / 1000, 'unixepoch') AS last_day, nearest
             FROM search_episode WHERE state IN ('said_no', 'nothing_found', 'not_opened') AND text IS NOT NULL
             GROUP BY lower(trim(text)) ORDER BY people DESC, searches DESC, text",
        );
        Ok(rows.fetch_all(self.reader()).await?)
    }
}
