//! How long what is recorded is kept: one row a rule. What happened stays countable; who it was, and in which words, does
//! not. Once a day everything older goes.

use super::{DAY, Error, Millis, Store};

/// Forgets rows of a table that belong to nobody who is or was on the path.
macro_rules! of_no_enrolment {
    ($table:literal) => {
        concat!(
            "DELETE FROM ",
            $table,
            " WHERE at < $1 AND NOT EXISTS (SELECT 1 FROM enrolment WHERE enrolment.person = ",
            $table,
            ".person AND enrolment.path = ",
            $table,
            ".path)"
        )
    };
}

/// What is done to rows of a table once they are so many days old. `$1` is the moment before which they are.
const RULES: [(i64, &str); 25] = [
    // Of what counts as one use, one row stays: nobody's rows cannot be told apart any more.
    (
        365,
        "DELETE FROM use_event WHERE person IS NOT NULL AND at < $1 AND (id NOT IN
         (SELECT MIN(id) FROM use_event WHERE person IS NOT NULL AND at < $1 GROUP BY person, entry, answer, occasion)
         OR EXISTS (SELECT 1 FROM vote WHERE vote.person = use_event.person AND vote.entry = use_event.entry
         AND vote.answer = use_event.answer AND vote.occasion = use_event.occasion AND vote.value = 'not_said'))",
    ),
    (365, "UPDATE use_event SET person = NULL WHERE person IS NOT NULL AND at < $1"),
    (180, "DELETE FROM last_use WHERE at < $1"),
    (90, "DELETE FROM vote_ask WHERE asked_at < $1"),
    (365, "DELETE FROM flag WHERE closed_at < $1"),
    (365, "UPDATE confirmation SET person = NULL WHERE person IS NOT NULL AND at < $1"),
    // Who searched, in which words, and that somebody did.
    (30, "UPDATE search_episode SET person = NULL WHERE person IS NOT NULL AND ended_at < $1"),
    (180, "UPDATE search_episode SET text = NULL WHERE text IS NOT NULL AND ended_at < $1"),
    (180, "DELETE FROM search_query WHERE at < $1"),
    (365, "DELETE FROM search_episode WHERE ended_at < $1"),
    (365, "UPDATE phrasing SET person = NULL WHERE person IS NOT NULL AND at < $1"),
    // By then it weighs next to nothing.
    (418, "DELETE FROM phrasing WHERE at < $1"),
    (365, "DELETE FROM ask WHERE answered_at < $1"),
    (365, "DELETE FROM draft WHERE at < $1"),
    // All of it is needed as long as somebody practises.
    (365, "DELETE FROM practice_review WHERE person NOT IN (SELECT person FROM practice_review WHERE at >= $1)"),
    // Paths that ended, and those in which nothing was done for long; what belonged to them goes with them.
    (365, "DELETE FROM enrolment WHERE ended_at < $1"),
    (730, "DELETE FROM enrolment WHERE touched_at < $1"),
    (0, of_no_enrolment!("path_ask")),
    (0, of_no_enrolment!("path_step")),
    // Role plays that came to nothing; levels and notes; and that somebody passed, once no path is open that long.
    (30, "DELETE FROM play_session WHERE state IN ('declined', 'taken_back') AND at < $1"),
    (90, "DELETE FROM play_session WHERE state = 'asked' AND at < $1"),
    (
        365,
        "DELETE FROM play_session WHERE at < $1 AND NOT EXISTS
         (SELECT 1 FROM play_score WHERE session = play_session.id AND points IS NOT NULL)",
    ),
    (365, "DELETE FROM play_level WHERE score IN (SELECT id FROM play_score WHERE at < $1)"),
    (365, "UPDATE play_score SET note = '' WHERE note <> '' AND at < $1"),
    (730, "DELETE FROM play_session WHERE at < $1"),
];

impl Store {
    /// Forgets what has been kept for long enough. How many rows that were.
    pub async fn retain(&self, now: Millis) -> Result<u64, Error> {
        let mut rows = 0;
        for (days, rule) in RULES {
            let before = now - days * DAY;
            rows += self
                .write(move |connection| {
                    Box::pin(async move {
                        sqlx::query(rule).bind(before).execute(connection).await.map(|done| done.rows_affected())
                    })
                })
                .await?;
        }
        self.reread_learners().await;
        Ok(rows)
    }
}
