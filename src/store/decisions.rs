//! What was decided about gaps.

use super::{Error, Millis, Store};

/// A decision about everything that is near to a wording.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Decision {
    pub text: String,
    /// `written`, `variant`, `synonym` or `not_ours`.
    pub decision: String,
    pub entry: Option<String>,
    pub person: Option<String>,
    pub at: Millis,
}

impl Store {
    /// Notes a decision.
    pub async fn decide(&self, decision: Decision) -> Result<(), Error> {
        self.write(move |connection| {
            Box::pin(async move {
                let decided = sqlx::query(
                    "INSERT INTO gap_decision (text, decision, entry, person, at) VALUES ($1, $2, $3, $4, $5)",
                );
                let decided = decided.bind(decision.text).bind(decision.decision).bind(decision.entry);
                decided.bind(decision.person).bind(decision.at).execute(connection).await.map(|_| ())
            })
        })
        .await
    }

    /// Every decision, the latest first.
    pub async fn decisions(&self) -> Result<Vec<Decision>, Error> {
        let all =
            sqlx::query_as("SELECT text, decision, entry, person, at FROM gap_decision ORDER BY at DESC, id DESC");
        Ok(all.fetch_all(self.reader()).await?)
    }
}
