//! *Ask the team*: who asked what, whether an entry answers it, and whether the asker was told.

use super::{Error, Millis, Store};

/// A question to the team.
#[derive(Debug, Clone, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Ask {
    pub id: i64,
    pub person: Option<String>,
    pub text: String,
    pub stage: Option<String>,
    pub persona: Option<String>,
    /// What search was sure of when it was asked, and which was no answer.
    pub nearest: Option<String>,
    pub at: Millis,
    /// The entry that answers it.
    pub answered_by: Option<String>,
    pub answered_at: Option<Millis>,
}

impl Store {
    /// Notes a question. The same words of the same person, as long as nothing answers them, are the same question.
    pub async fn ask(&self, ask: Ask) -> Result<i64, Error> {
        self.write(move |connection| {
            Box::pin(async move {
                let known = sqlx::query_scalar(
                    "SELECT id FROM ask WHERE person = $1 AND text = $2 AND answered_at IS NULL ORDER BY id LIMIT 1",
                );
                let known = known.bind(&ask.person).bind(&ask.text).fetch_optional(&mut *connection).await?;
                if let Some(known) = known {
                    return Ok(known);
                }
                let asked = sqlx::query_scalar(
                    "INSERT INTO ask (person, text, stage, persona, nearest, at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
                );
                let asked = asked.bind(ask.person).bind(ask.text).bind(ask.stage).bind(ask.persona);
                asked.bind(ask.nearest).bind(ask.at).fetch_one(connection).await
            })
        })
        .await
    }

    /// A question of somebody.
    pub async fn ask_of(&self, id: i64, person: &str) -> Result<Option<Ask>, Error> {
        let found = sqlx::query_as(
            "SELECT id, person, text, stage, persona, nearest, at, answered_by, answered_at FROM ask
             WHERE id = $1 AND person = $2",
        );
        Ok(found.bind(id).bind(person).fetch_optional(self.reader()).await?)
    }

    /// Every question that nothing answers yet, the oldest first.
    pub async fn open_asks(&self) -> Result<Vec<Ask>, Error> {
        let open = sqlx::query_as(
            "SELECT id, person, text, stage, persona, nearest, at, answered_by, answered_at FROM ask
             WHERE answered_at IS NULL ORDER BY at, id",
        );
        Ok(open.fetch_all(self.reader()).await?)
    }

    /// The questions of somebody that are answered, which the asker was not told yet.
    pub async fn untold_asks(&self, person: &str) -> Result<Vec<Ask>, Error> {
        let untold = sqlx::query_as(
            "SELECT id, person, text, stage, persona, nearest, at, answered_by, answered_at FROM ask
             WHERE person = $1 AND told_at IS NULL AND answered_at IS NOT NULL ORDER BY at, id",
        );
        Ok(untold.bind(person).fetch_all(self.reader()).await?)
    }

    /// Notes which entry answers which questions.
    pub async fn answer_asks(&self, answers: Vec<(i64, String)>, at: Millis) -> Result<(), Error> {
        if answers.is_empty() {
            return Ok(());
        }
        self.write(move |connection| {
            Box::pin(async move {
                for (id, entry) in answers {
                    let answered = sqlx::query(
                        "UPDATE ask SET answered_by = $2, answered_at = $3 WHERE id = $1 AND answered_at IS NULL",
                    );
                    answered.bind(id).bind(entry).bind(at).execute(&mut *connection).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Notes that an asker was told.
    pub async fn tell_asks(&self, ids: Vec<i64>, at: Millis) -> Result<(), Error> {
        self.write(move |connection| {
            Box::pin(async move {
                for id in ids {
                    let told = sqlx::query("UPDATE ask SET told_at = $2 WHERE id = $1 AND told_at IS NULL");
                    told.bind(id).bind(at).execute(&mut *connection).await?;
                }
                Ok(())
            })
        })
        .await
    }
}
