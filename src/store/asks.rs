//! What is to be asked at the next visit, and what was said.

use super::{DAY, Error, Millis, Said, Store};

/// How long a use is asked about, and what was said of it can be changed where it was said.
pub const ASKED_FOR: Millis = 14 * DAY;

/// A use of an answer that is asked about, or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub entry: String,
    /// The anchor.
    pub answer: String,
    pub deal: Option<String>,
    /// `deal:…` or `day:2026-11-23`.
    pub occasion: String,
    /// When the use was.
    pub at: Millis,
    /// What was said; none while it is asked.
    pub said: Option<Said>,
    pub note: Option<String>,
}

type Row = (String, String, Option<String>, String, Millis, Option<String>, Option<String>);

impl Store {
    /// What somebody is asked about since a moment, and what was said: the last use first.
    pub async fn asks_of(&self, person: &str, since: Millis) -> Result<Vec<Asked>, Error> {
        let rows = sqlx::query_as(
            "SELECT ask.entry, ask.answer, ask.deal, ask.occasion, ask.asked_at, vote.value, vote.note FROM vote_ask AS ask
             LEFT JOIN vote ON vote.person = ask.person AND vote.entry = ask.entry AND vote.answer = ask.answer
             AND vote.occasion = ask.occasion
             WHERE ask.person = $1 AND ask.asked_at > $2 ORDER BY ask.asked_at DESC, ask.entry, ask.answer",
        );
        let rows: Vec<Row> = rows.bind(person).bind(since).fetch_all(self.reader()).await?;
        let asked = |(entry, answer, deal, occasion, at, said, note): Row| {
            let said = said.and_then(|said| Said::from_name(&said));
            Asked { entry, answer, deal, occasion, at, said, note }
        };
        Ok(rows.into_iter().map(asked).collect())
    }

    /// Everybody who is or was asked about a use since a moment, has written a reply, or has used an entry that may have
    /// changed since.
    pub async fn people_with_something_of_their_own(&self, since: Millis) -> Result<Vec<String>, Error> {
        let people = sqlx::query_scalar(
            "SELECT person FROM vote_ask WHERE asked_at > $1 UNION SELECT person FROM reply
             UNION SELECT DISTINCT person FROM last_use",
        );
        Ok(people.bind(since).fetch_all(self.reader()).await?)
    }
}
