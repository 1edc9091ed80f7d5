//! What somebody practised: a log that is only added to. When a card is due is worked out from it.

use std::collections::HashMap;

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::wordings::{self, Wording};
use super::{Error, Millis, Store};

/// A card that was practised once.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Review {
    /// Counts up in the order in which reviews were sent.
    pub id: i64,
    /// As it was called then.
    pub card: String,
    /// 1 again, 2 hard, 3 good, 4 easy.
    pub grade: i64,
    /// Days since the review before.
    pub elapsed: i64,
    /// Days until it is due again.
    pub interval: i64,
    /// Hash of what stood on the back.
    pub wording: String,
    /// The anchor of the answer that was among it.
    pub answer: Option<String>,
    /// Where the team works, as it is written.
    pub day: String,
    pub at: Millis,
}

impl Review {
    /// The day on which it was practised; none where that cannot be read.
    pub fn day(&self) -> Option<Date> {
        self.day.parse().ok()
    }
}

/// A grade that somebody gives.
#[derive(Debug, Clone)]
pub struct Graded {
    pub person: String,
    pub card: String,
    /// What the card is called in the log so far.
    pub names: Vec<String>,
    pub showing: String,
    pub grade: i64,
    pub wording: String,
    pub answer: Option<String>,
    pub day: Date,
    pub at: Millis,
}

/// What follows from a grade, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    pub elapsed: i64,
    pub interval: i64,
}

/// A card as the log has it, under one of its names.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Practised {
    /// The last time that it was practised.
    #[sqlx(flatten)]
    pub last: Review,
    /// How often it was.
    pub times: i64,
    /// The day of the first time.
    pub begun: String,
}

/// What somebody practised, one row a card: what waits on a day is worked out from this, however long the log is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PracticeLog {
    /// In the order in which they were last practised.
    pub cards: Vec<Practised>,
    /// What stood on the backs of cards when they were last practised, by hash.
    pub wordings: HashMap<String, String>,
}

impl PracticeLog {
    /// The last review; 0 before the first.
    pub fn end(&self) -> i64 {
        self.cards.last().map_or(0, |card| card.last.id)
    }
}

impl Store {
    /// Notes a review. `plan` says what follows from it by all reviews of the card until then: what another device sends at
    /// the same time comes before or after, never beside. Of one showing the first grade stands.
    pub async fn practise<P>(&self, graded: Graded, plan: P) -> Result<(), Error>
    where
        P: FnOnce(&[Review]) -> Planned + Send + 'static,
    {
        self.write(move |connection| Box::pin(async move { insert(connection, &graded, plan).await })).await
    }

    /// Keeps what stands on the back of a card, before it is graded: it may be written anew meanwhile.
    pub async fn keep_wording(&self, wording: Wording) -> Result<(), Error> {
        let known = sqlx::query_scalar::<_, i64>("SELECT 1 FROM wording WHERE hash = $1");
        if known.bind(&wording.hash).fetch_optional(self.reader()).await?.is_some() {
            return Ok(());
        }
        self.write(move |connection| Box::pin(async move { wordings::keep(connection, &wording).await })).await
    }

    /// What somebody practised, card by card. Of the log itself only the index is read.
    pub async fn practised(&self, person: &str) -> Result<PracticeLog, Error> {
        let cards = "SELECT last.id, last.card, last.grade, last.elapsed, last.interval, last.wording, last.answer, last.day, last.at,
             times, begun.day AS begun
             FROM (SELECT COUNT(*) AS times, MIN(id) AS begun_id, MAX(id) AS last_id
             FROM practice_review WHERE person = $1 GROUP BY card)
             JOIN practice_review AS begun ON begun.id = begun_id JOIN practice_review AS last ON last.id = last_id
             ORDER BY last.id";
        let wordings = "SELECT hash, text FROM wording WHERE hash IN (SELECT wording FROM practice_review WHERE id IN
             (SELECT MAX(id) FROM practice_review WHERE person = $1 GROUP BY card))";
        Ok(PracticeLog {
            cards: sqlx::query_as(cards).bind(person).fetch_all(self.reader()).await?,
            wordings: sqlx::query_as(wordings).bind(person).fetch_all(self.reader()).await?.into_iter().collect(),
        })
    }

    /// The days on which somebody practised, from one day to another. Nothing else of it is for others.
    pub async fn practised_days(&self, person: &str, from: Date, to: Date) -> Result<Vec<Date>, Error> {
        let days = sqlx::query_scalar::<_, String>(
            "SELECT DISTINCT day FROM practice_review WHERE person = $1 AND day BETWEEN $2 AND $3 ORDER BY day",
        );
        let days = days.bind(person).bind(from.to_string()).bind(to.to_string()).fetch_all(self.reader()).await?;
        Ok(days.iter().filter_map(|day| day.parse().ok()).collect())
    }
}

async fn insert<P>(connection: &mut SqliteConnection, graded: &Graded, plan: P) -> Result<(), sqlx::Error>
where
    P: FnOnce(&[Review]) -> Planned,
{
    let before = reviews_of(connection, &graded.person, &graded.names).await?;
    let planned = plan(&before);
    sqlx::query(
        "INSERT INTO practice_review (person, card, showing, grade, elapsed, interval, wording, answer, day, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (person, showing) DO NOTHING",
    )
    .bind(&graded.person)
    .bind(&graded.card)
    .bind(&graded.showing)
    .bind(graded.grade)
    .bind(planned.elapsed)
    .bind(planned.interval)
    .bind(&graded.wording)
    .bind(&graded.answer)
    .bind(graded.day.to_string())
    .bind(graded.at)
    .execute(connection)
    .await
    .map(|_| ())
}

/// The reviews of one card, by all of its names.
async fn reviews_of(
    connection: &mut SqliteConnection,
    person: &str,
    names: &[String],
) -> Result<Vec<Review>, sqlx::Error> {
    let mut reviews: Vec<Review> = Vec::new();
    for name in names {
        let of_name = sqlx::query_as(
            "SELECT id, card, grade, elapsed, interval, wording, answer, day, at
             FROM practice_review WHERE person = $1 AND card = $2",
        );
        reviews.extend(of_name.bind(person).bind(name).fetch_all(&mut *connection).await?);
    }
    reviews.sort_by_key(|review| review.id);
    Ok(reviews)
}
