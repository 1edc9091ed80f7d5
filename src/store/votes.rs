//! What happened when an answer was used: one vote per person, answer and deal, or day where there is no deal.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::civil::Date;
use sqlx::{QueryBuilder, SqliteConnection};

use super::asks::ASKED_FOR;
use super::wordings::Wording;
use super::{DAY, Error, Millis, Store};
use super::{deals, uses};

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

    /// What "partly" counts towards how often an answer worked.
    pub const PARTLY: f64 = 0.5;

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

    /// What it counts towards how often an answer worked; nothing where the answer was not used.
    pub fn worth(self) -> Option<f64> {
        match self {
            Said::Worked => Some(1.0),
            Said::Partly => Some(Said::PARTLY),
            Said::DidNot => Some(0.0),
            Said::NotSaid => None,
        }
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
    /// The day of the use that it is about; with a deal, the use of that day was in it. Without a day or a deal it is about the
    /// use that is asked about, else about today.
    pub on: Option<Date>,
    pub wording: Wording,
    pub note: Option<String>,
    pub at: Millis,
}

/// Where votes that are written together stand first, in memory and for the one connection that writes.
pub(super) const BALLOT: &str = "CREATE TEMP TABLE ballot (
    person TEXT, entry TEXT, answer TEXT, occasion TEXT, today TEXT, deal TEXT, value TEXT, stage TEXT, wording TEXT, words TEXT,
    note TEXT, at BIGINT
)";

/// All that votes are, for any number of them. Each is about an occasion: the deal or the day that it names; the use that is
/// asked about or was today; today. Then the wordings; the votes, whose notes stay with what they were written to; that the
/// answers were used, where they were; and that what was said need not be asked. A vote that is written late, since those it
/// was to be written with could not be, takes nothing back that the same person has said since.
const COUNT: &str = "
UPDATE ballot SET occasion = COALESCE(
    (SELECT ask.occasion FROM vote_ask AS ask WHERE ask.person = ballot.person AND ask.entry = ballot.entry
     AND ask.answer = ballot.answer AND ask.deal IS NULL AND ask.asked_at > ballot.at - $1
     AND (ask.answered_at IS NULL OR ask.answered_at >= ballot.at - ballot.at % $2) ORDER BY ask.asked_at DESC LIMIT 1), today)
WHERE occasion IS NULL;
INSERT INTO wording (hash, text) SELECT DISTINCT wording, words FROM ballot WHERE true ON CONFLICT (hash) DO NOTHING;
INSERT INTO vote (person, entry, answer, occasion, deal, value, stage, wording, note, at)
SELECT person, entry, answer, occasion, deal, value, stage, wording, note, at FROM ballot WHERE true
ON CONFLICT (person, entry, answer, occasion) DO UPDATE SET value = excluded.value, stage = excluded.stage,
wording = excluded.wording, at = excluded.at,
note = COALESCE(excluded.note, CASE WHEN vote.value = excluded.value THEN vote.note END)
WHERE excluded.at >= vote.at;
INSERT INTO use_event (person, entry, answer, how, occasion, deal, stage, wording, at)
SELECT person, entry, answer, 'vote', occasion, deal, stage, wording, at FROM ballot WHERE value <> 'not_said'
ON CONFLICT DO NOTHING;
INSERT INTO last_use (person, entry, at) SELECT person, entry, at FROM ballot WHERE value <> 'not_said'
ON CONFLICT (person, entry) DO UPDATE SET at = MAX(at, excluded.at);
INSERT INTO vote_ask (person, entry, answer, occasion, deal, wording, asked_at, answered_at)
SELECT person, entry, answer, occasion, deal, wording, at, at FROM ballot WHERE true
ON CONFLICT (person, entry, answer, occasion) DO UPDATE SET answered_at = MAX(COALESCE(answered_at, 0), excluded.answered_at);
DELETE FROM ballot";

/// Most votes that are written in one call.
const MOST: usize = 64;

impl Store {
    /// Takes a vote; on one occasion the one that was cast last stands, whichever is written first.
    pub async fn cast_vote(&self, vote: Vote) -> Result<(), Error> {
        self.ballots.cast(self, vote).await
    }
}

/// Writes votes, in calls that do not grow with their number. Somebody who votes twice does so in two calls: what the second
/// is about may depend on the first.
pub(super) async fn write(connection: &mut SqliteConnection, votes: &[Arc<Vote>]) -> Result<(), sqlx::Error> {
    for vote in votes {
        follow(connection, vote).await?;
    }
    let mut rest = votes;
    while !rest.is_empty() {
        let mut people = HashSet::new();
        let end = rest.iter().take(MOST).position(|vote| !people.insert(&vote.person)).unwrap_or(MOST.min(rest.len()));
        let (now, later) = rest.split_at(end);
        for vote in now {
            deals::settle(connection, vote).await?;
        }
        count(connection, now).await?;
        rest = later;
    }
    Ok(())
}

async fn count(connection: &mut SqliteConnection, votes: &[Arc<Vote>]) -> Result<(), sqlx::Error> {
    let mut ballot = QueryBuilder::new(
        "INSERT INTO ballot (person, entry, answer, occasion, today, deal, value, stage, wording, words, note, at) ",
    );
    ballot.push_values(votes, |mut row, vote| {
        let today = uses::day(vote.at);
        let named = vote.deal.is_some() || vote.on.is_some();
        row.push_bind(&vote.person).push_bind(&vote.entry).push_bind(&vote.answer);
        row.push_bind(named.then(|| uses::occasion(vote.deal.as_deref(), vote.on.unwrap_or(today))));
        row.push_bind(uses::occasion(None, today)).push_bind(&vote.deal).push_bind(vote.value.name());
        row.push_bind(&vote.stage).push_bind(&vote.wording.hash).push_bind(&vote.wording.text);
        row.push_bind(&vote.note).push_bind(vote.at);
    });
    ballot.build().execute(&mut *connection).await?;
    sqlx::query(COUNT).bind(ASKED_FOR).bind(DAY).execute(connection).await.map(|_| ())
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
