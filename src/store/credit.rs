//! What people gave: the rows from which credit is told. Erased people are in none of them.

use super::{Error, Millis, Store};

/// An answer worked for somebody on one occasion.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Worked {
    pub person: String,
    pub entry: String,
    pub answer: String,
    /// A deal or a day.
    pub occasion: String,
    pub at: Millis,
}

/// Somebody did something for an entry.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Gave {
    pub person: String,
    /// `verified`, `flagged` what was then closed, `closed` such a flag, or `asked` what is now answered.
    pub how: String,
    pub entry: String,
    pub at: Millis,
}

impl Worked {
    /// The same of an entry under another id.
    pub fn under(&self, entry: String) -> Worked {
        Worked { entry, ..self.clone() }
    }
}

impl Store {
    /// Votes that said an answer worked, from a moment on.
    pub async fn worked(&self, from: Millis) -> Result<Vec<Worked>, Error> {
        let rows = sqlx::query_as(
            "SELECT person, entry, answer, occasion, at FROM vote
             WHERE at >= $1 AND value = 'worked' AND person IS NOT NULL ORDER BY at, id",
        );
        Ok(rows.bind(from).fetch_all(self.reader()).await?)
    }

    /// What else people gave from a moment on.
    pub async fn gave(&self, from: Millis) -> Result<Vec<Gave>, Error> {
        let rows = sqlx::query_as(
            "SELECT person, 'verified' AS how, entry, at FROM confirmation
             WHERE at >= $1 AND verifies = 1 AND person IS NOT NULL
             UNION ALL
             SELECT person, 'flagged', entry, closed_at FROM flag WHERE closed_at >= $1 AND person IS NOT NULL
             UNION ALL
             SELECT closed_by, 'closed', entry, closed_at FROM flag WHERE closed_at >= $1 AND closed_by IS NOT NULL
             UNION ALL
             SELECT person, 'asked', answered_by, answered_at FROM ask
             WHERE answered_at >= $1 AND answered_by IS NOT NULL AND person IS NOT NULL ORDER BY 4",
        );
        Ok(rows.bind(from).fetch_all(self.reader()).await?)
    }
}
