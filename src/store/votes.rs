//! What happened when an answer was used: one vote per person, answer and deal, or day where there is no deal.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::asks::ASKED_FOR;
use super::uses::{self, How, Use};
use super::wordings::{self, Wording};
use super::{DAY, Error, Millis, Store};

/// What somebody says of an answer that was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// The conversation moved on, or the customer said so.
    Worked,
    /// Softened, came back.
    Partly,
    /// No effect, or worse.
    DidNot,
    /// The answer was not used after all: not counted, and the question ends.
    NotSaid,
}

impl Said {
    /// All, in the order in which they are offered.
    pub const ALL: [Said; 4] = [Said::Worked, Said::Partly, Said::DidNot, Said::NotSaid];

    /// The name in the table and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Said::Worked => "worked",
            Said::Partly => "partly",
            Said::DidNot => "did_not",
            Said::NotSaid => "not_said",
        }
    }

    /// The one with this name.
    pub fn from_name(name: &str) -> Option<Said> {
        Said::ALL.into_iter().find(|said| said.name() == name)
    }
}

/// A vote.
#[derive(Debug, Clone)]
pub struct Vote {
    pub person: String,
    pub entry: String,
    /// Ids that the entry had before: what the person said under them goes along.
    pub former: Vec<String>,
    /// The anchor.
    pub answer: String,
    pub value: Said,
    pub deal: Option<String>,
    /// Of the deal.
    pub stage: Option<String>,
    /// The day of the use that it is about. Without one it is about the use that is asked about, else about today.
    pub on: Option<Date>,
    pub wording: Wording,
    pub note: Option<String>,
    pub at: Millis,
}

impl Store {
    /// Takes a vote; a later one on the same occasion replaces the earlier.
    pub async fn cast_vote(&self, vote: Vote) -> Result<(), Error> {
        self.write(move |connection| {
            Box::pin(async move {
                follow(connection, &vote).await?;
                let occasion = vote.occasion(connection).await?;
                wordings::keep(connection, &vote.wording).await?;
                insert(connection, &vote, &occasion).await?;
                if vote.value != Said::NotSaid {
                    uses::insert(connection, &vote.as_use(), &occasion).await?;
                }
                end_question(connection, &vote, &occasion).await
            })
        })
        .await
    }
}

impl Vote {
    /// The occasion that the vote is about: the deal; the day; the use that is asked about or was today; else today.
    async fn occasion(&self, connection: &mut SqliteConnection) -> Result<String, sqlx::Error> {
        let today = uses::day(self.at);
        if self.deal.is_some() || self.on.is_some() {
            return Ok(uses::occasion(self.deal.as_deref(), self.on.unwrap_or(today)));
        }
        let asked = sqlx::query_scalar(
            "SELECT occasion FROM vote_ask WHERE person = $1 AND entry = $2 AND answer = $3 AND deal IS NULL
             AND asked_at > $4 AND (answered_at IS NULL OR answered_at >= $5) ORDER BY asked_at DESC LIMIT 1",
        );
        let asked = asked.bind(&self.person).bind(&self.entry).bind(&self.answer);
        let asked = asked.bind(self.at - ASKED_FOR).bind(self.at - self.at.rem_euclid(DAY));
        let asked: Option<String> = asked.fetch_optional(connection).await?;
        Ok(asked.unwrap_or_else(|| uses::occasion(None, today)))
    }

    fn as_use(&self) -> Use {
        Use {
            person: self.person.clone(),
            entry: self.entry.clone(),
            answer: Some(self.answer.clone()),
            how: How::Vote,
            deal: self.deal.clone(),
            stage: self.stage.clone(),
            wording: Some(self.wording.clone()),
            at: self.at,
        }
    }
}

/// What the person said of the entry, is asked about it, and used of it under a former id.
async fn follow(connection: &mut SqliteConnection, vote: &Vote) -> Result<(), sqlx::Error> {
    const MOVES: [&str; 3] = [
        "UPDATE vote SET entry = $1 WHERE person = $2 AND entry = $3 AND NOT EXISTS (SELECT 1 FROM vote AS there
         WHERE there.person = vote.person AND there.entry = $1 AND there.answer = vote.answer AND there.occasion = vote.occasion)",
        "UPDATE vote_ask SET entry = $1 WHERE person = $2 AND entry = $3 AND NOT EXISTS (SELECT 1 FROM vote_ask AS there
         WHERE there.person = vote_ask.person AND there.entry = $1 AND there.answer = vote_ask.answer AND there.occasion = vote_ask.occasion)",
        "UPDATE use_event SET entry = $1 WHERE person = $2 AND entry = $3 AND NOT EXISTS (SELECT 1 FROM use_event AS there
         WHERE there.person = use_event.person AND there.entry = $1 AND COALESCE(there.answer, '') = COALESCE(use_event.answer, '')
         AND there.how = use_event.how AND there.occasion = use_event.occasion)",
    ];
    for former in &vote.former {
        for one in MOVES {
            sqlx::query(one).bind(&vote.entry).bind(&vote.person).bind(former).execute(&mut *connection).await?;
        }
    }
    Ok(())
}

/// A note stays with what it was written to.
async fn insert(connection: &mut SqliteConnection, vote: &Vote, occasion: &str) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO vote (person, entry, answer, occasion, deal, value, stage, wording, note, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (person, entry, answer, occasion) DO UPDATE SET value = excluded.value, stage = excluded.stage,
         wording = excluded.wording, at = excluded.at,
         note = COALESCE(excluded.note, CASE WHEN vote.value = excluded.value THEN vote.note END)",
    )
    .bind(&vote.person)
    .bind(&vote.entry)
    .bind(&vote.answer)
    .bind(occasion)
    .bind(&vote.deal)
    .bind(vote.value.name())
    .bind(&vote.stage)
    .bind(&vote.wording.hash)
    .bind(&vote.note)
    .bind(vote.at)
    .execute(connection)
    .await
    .map(|_| ())
}

/// What is said need not be asked.
async fn end_question(connection: &mut SqliteConnection, vote: &Vote, occasion: &str) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO vote_ask (person, entry, answer, occasion, deal, wording, asked_at, answered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
         ON CONFLICT (person, entry, answer, occasion) DO UPDATE SET answered_at = excluded.answered_at",
    )
    .bind(&vote.person)
    .bind(&vote.entry)
    .bind(&vote.answer)
    .bind(occasion)
    .bind(&vote.deal)
    .bind(&vote.wording.hash)
    .bind(vote.at)
    .execute(connection)
    .await
    .map(|_| ())
}
