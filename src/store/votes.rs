//! What happened when an answer was used: one vote per person, answer and deal, or day where there is no deal.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::asks::ASKED_FOR;
use super::uses;
use super::wordings::Wording;
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

/// The occasion that a vote is about: the deal or the day that it names; the use that is asked about or was today; today.
macro_rules! occasion {
    () => {
        "COALESCE($5, (SELECT occasion FROM vote_ask WHERE person = $1 AND entry = $2 AND answer = $3 AND deal IS NULL
         AND asked_at > $12 AND (answered_at IS NULL OR answered_at >= $13) ORDER BY asked_at DESC LIMIT 1), $11)"
    };
}

/// All that a vote is, in one call: the wording; the vote, whose note stays with what it was written to; that the answer was
/// used, where it was; and that what was said need not be asked, which comes last, since the occasion is read from what is
/// asked.
const CAST: &str = concat!(
    "SAVEPOINT job;
     INSERT INTO wording (hash, text) VALUES ($8, $14) ON CONFLICT (hash) DO NOTHING;
     INSERT INTO vote (person, entry, answer, occasion, deal, value, stage, wording, note, at)
     VALUES ($1, $2, $3, ",
    occasion!(),
    ", $4, $6, $7, $8, $9, $10)
     ON CONFLICT (person, entry, answer, occasion) DO UPDATE SET value = excluded.value, stage = excluded.stage,
     wording = excluded.wording, at = excluded.at,
     note = COALESCE(excluded.note, CASE WHEN vote.value = excluded.value THEN vote.note END);
     INSERT INTO use_event (person, entry, answer, how, occasion, deal, stage, wording, at)
     SELECT $1, $2, $3, 'vote', ",
    occasion!(),
    ", $4, $7, $8, $10 WHERE $6 <> 'not_said' ON CONFLICT DO NOTHING;
     INSERT INTO last_use (person, entry, at) SELECT $1, $2, $10 WHERE $6 <> 'not_said'
     ON CONFLICT (person, entry) DO UPDATE SET at = MAX(at, excluded.at);
     INSERT INTO vote_ask (person, entry, answer, occasion, deal, wording, asked_at, answered_at)
     VALUES ($1, $2, $3, ",
    occasion!(),
    ", $4, $8, $10, $10)
     ON CONFLICT (person, entry, answer, occasion) DO UPDATE SET answered_at = excluded.answered_at;
     RELEASE job"
);

impl Store {
    /// Takes a vote; a later one on the same occasion replaces the earlier.
    pub async fn cast_vote(&self, vote: Vote) -> Result<(), Error> {
        if vote.former.is_empty() {
            return self
                .write_in_one_call(move |connection| Box::pin(async move { vote.cast(connection).await }))
                .await;
        }
        self.write(move |connection| {
            Box::pin(async move {
                follow(connection, &vote).await?;
                vote.cast(connection).await
            })
        })
        .await
    }
}

impl Vote {
    async fn cast(&self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        let today = uses::day(self.at);
        let named = self.deal.is_some() || self.on.is_some();
        let named = named.then(|| uses::occasion(self.deal.as_deref(), self.on.unwrap_or(today)));
        sqlx::query(CAST)
            .bind(&self.person)
            .bind(&self.entry)
            .bind(&self.answer)
            .bind(&self.deal)
            .bind(named)
            .bind(self.value.name())
            .bind(&self.stage)
            .bind(&self.wording.hash)
            .bind(&self.note)
            .bind(self.at)
            .bind(uses::occasion(None, today))
            .bind(self.at - ASKED_FOR)
            .bind(self.at - self.at.rem_euclid(DAY))
            .bind(&self.wording.text)
            .execute(connection)
            .await
            .map(|_| ())
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
