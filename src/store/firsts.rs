//! When somebody first did something here.

use super::{Error, Millis, Store};

/// The first deeds of somebody since a moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct FirstDeeds {
    pub used: Option<Millis>,
    pub voted: Option<Millis>,
}

impl Store {
    /// When somebody first used an answer and first said how one went, since a moment.
    pub async fn first_deeds(&self, person: &str, from: Millis) -> Result<FirstDeeds, Error> {
        let deeds = sqlx::query_as(
            "SELECT (SELECT MIN(at) FROM use_event WHERE person = $1 AND at >= $2) AS used,
             (SELECT MIN(at) FROM vote WHERE person = $1 AND at >= $2) AS voted",
        );
        Ok(deeds.bind(person).bind(from).fetch_one(self.reader()).await?)
    }
}
