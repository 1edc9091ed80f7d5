//! What is forgotten of searches, and when. What happened stays countable; who it was, and in which words, does not.

use super::{Error, Millis, Store};

const DAY: Millis = 86_400_000;
/// Who searched.
const PERSON: Millis = 30 * DAY;
/// In which words.
const TEXT: Millis = 180 * DAY;
/// That somebody searched; who taught a phrasing; questions that were answered.
const YEAR: Millis = 365 * DAY;

/// What is forgotten from which age on. What is open is settled first, so nothing open is that old.
const FORGOTTEN: [(&str, Millis); 6] = [
    ("UPDATE search_episode SET person = NULL WHERE person IS NOT NULL AND ended_at < $1", PERSON),
    ("UPDATE search_episode SET text = NULL WHERE text IS NOT NULL AND ended_at < $1", TEXT),
    ("DELETE FROM search_query WHERE at < $1", TEXT),
    ("DELETE FROM search_episode WHERE ended_at < $1", YEAR),
    ("UPDATE phrasing SET person = NULL WHERE person IS NOT NULL AND at < $1", YEAR),
    ("DELETE FROM ask WHERE answered_at < $1", YEAR),
];

impl Store {
    /// Forgets of searches what is too old to be kept.
    pub async fn forget_searches(&self, now: Millis) -> Result<(), Error> {
        self.write(move |connection| {
            Box::pin(async move {
                for (forget, age) in FORGOTTEN {
                    sqlx::query(forget).bind(now - age).execute(&mut *connection).await?;
                }
                Ok(())
            })
        })
        .await
    }
}
