//! Who used which answer, and what of that is to be asked about.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sqlx::SqliteConnection;

use super::wordings::{self, Wording};
use super::{Error, Millis, Store, last_use};

/// How an answer was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Copied for the customer.
    Copy,
    /// "I'll use this".
    Used,
    /// Read for a while.
    Dwell,
}

impl How {
    /// The name in the table and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            How::Copy => "copy",
            How::Used => "used",
            How::Dwell => "dwell",
        }
    }

    /// The way with this name; a use that a vote tells of is the vote's.
    pub fn from_name(name: &str) -> Option<How> {
        [How::Copy, How::Used, How::Dwell].into_iter().find(|how| how.name() == name)
    }
}

/// A use of an answer, or of the quick response of an entry.
#[derive(Debug, Clone)]
pub struct Use {
    pub person: String,
    pub entry: String,
    /// The anchor; none for the quick response.
    pub answer: Option<String>,
    pub how: How,
    pub deal: Option<String>,
    /// Of the deal.
    pub stage: Option<String>,
    pub wording: Option<Wording>,
    pub at: Millis,
}

impl Use {
    /// Whether the person is to be asked what came of it. Only an answer is asked about; and who only read it, with no deal in
    /// hand, has perhaps said nothing to anybody.
    fn is_asked_about(&self) -> bool {
        self.answer.is_some() && (self.how != How::Dwell || self.deal.is_some())
    }
}

/// What tells one use from another: the deal, else the day.
pub(super) fn occasion(deal: Option<&str>, day: Date) -> String {
    match deal {
        Some(deal) => format!("deal:{deal}"),
        None => format!("day:{day}"),
    }
}

/// The uses that a condition on their rows leaves, to select `entry`, `answer`, `person` and the moment `began` from: those
/// of one person on one occasion are one, however many; none where it was not said after all.
macro_rules! occasions {
    ($which:literal) => {
        concat!(
            "(SELECT entry, answer, person, MIN(at) AS began FROM use_event
              WHERE NOT EXISTS (SELECT 1 FROM vote WHERE vote.person = use_event.person
              AND vote.entry = use_event.entry AND vote.answer = use_event.answer
              AND vote.occasion = use_event.occasion AND vote.value = 'not_said')",
            $which,
            " GROUP BY entry, answer, COALESCE(person, CAST(id AS TEXT)), COALESCE(occasion, CAST(id AS TEXT))) AS used"
        )
    };
}
pub(super) use occasions;

/// The day of a moment, in UTC.
pub fn day(at: Millis) -> Date {
    Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(TimeZone::UTC).date()
}

/// Notes a use, once for each occasion.
pub(super) async fn insert(connection: &mut SqliteConnection, used: &Use, occasion: &str) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO use_event (person, entry, answer, how, occasion, deal, stage, wording, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
    )
    .bind(&used.person)
    .bind(&used.entry)
    .bind(&used.answer)
    .bind(used.how.name())
    .bind(occasion)
    .bind(&used.deal)
    .bind(&used.stage)
    .bind(used.wording.as_ref().map(|wording| &wording.hash))
    .bind(used.at)
    .execute(&mut *connection)
    .await?;
    last_use::note(connection, &used.person, &used.entry, used.at).await
}

impl Store {
    /// Notes a use, and that its outcome is to be asked for.
    pub async fn record_use(&self, used: Use) -> Result<(), Error> {
        self.write(move |connection| {
            Box::pin(async move {
                let occasion = occasion(used.deal.as_deref(), day(used.at));
                if let Some(wording) = &used.wording {
                    wordings::keep(connection, wording).await?;
                }
                insert(connection, &used, &occasion).await?;
                if used.is_asked_about() { ask(connection, &used, &occasion).await } else { Ok(()) }
            })
        })
        .await
    }
}

async fn ask(connection: &mut SqliteConnection, used: &Use, occasion: &str) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO vote_ask (person, entry, answer, occasion, deal, wording, asked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
    )
    .bind(&used.person)
    .bind(&used.entry)
    .bind(&used.answer)
    .bind(occasion)
    .bind(&used.deal)
    .bind(used.wording.as_ref().map(|wording| &wording.hash))
    .bind(used.at)
    .execute(connection)
    .await
    .map(|_| ())
}
