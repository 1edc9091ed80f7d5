//! Who takes which side of a role play. Whoever has seen the customer's side does not play the rep in it.

use super::{DAY, Error, Millis, Store};

impl Store {
    /// Has somebody play the rep where nobody does yet, and the result is not a day old: it belongs to who was there.
    /// Whether that was so. Nobody does who holds it, plays the customer, looked on or scored: they know the other side.
    pub async fn join_play(&self, id: &str, person: &str, at: Millis) -> Result<bool, Error> {
        let (id, person) = (id.to_owned(), person.to_owned());
        self.write(move |connection| {
            Box::pin(async move {
                let joined = sqlx::query(
                    "UPDATE play_session SET person = $2 WHERE id = $1 AND person IS NULL AND state = 'open'
                     AND COALESCE(host, '') <> $2 AND COALESCE(buyer, '') <> $2
                     AND NOT EXISTS (SELECT 1 FROM play_onlooker WHERE session = $1 AND person = $2)
                     AND NOT EXISTS (SELECT 1 FROM play_score WHERE session = $1 AND (told_at < $3 OR \"by\" = $2))",
                );
                let joined =
                    joined.bind(&id).bind(&person).bind(at - DAY).execute(&mut *connection).await?.rows_affected() > 0;
                if joined {
                    let scores = sqlx::query("UPDATE play_score SET person = $2 WHERE session = $1");
                    scores.bind(&id).bind(&person).execute(connection).await?;
                }
                Ok(joined)
            })
        })
        .await
    }

    /// Notes that somebody looks on. Not of who takes part: they have their side.
    pub async fn look_on(&self, id: &str, person: &str, at: Millis) -> Result<(), Error> {
        let (id, person) = (id.to_owned(), person.to_owned());
        self.write(move |connection| {
            Box::pin(async move {
                let looks = sqlx::query(
                    "INSERT INTO play_onlooker (session, person, at)
                     SELECT id, $2, $3 FROM play_session WHERE id = $1 AND state = 'open'
                     AND COALESCE(person, '') <> $2 AND COALESCE(host, '') <> $2 AND COALESCE(buyer, '') <> $2
                     ON CONFLICT (session, person) DO NOTHING",
                );
                looks.bind(id).bind(person).bind(at).execute(connection).await.map(|_| ())
            })
        })
        .await
    }

    /// Whether somebody looks on, or scored: both have seen the customer's side.
    pub async fn looks_on(&self, id: &str, person: &str) -> Result<bool, Error> {
        let looks = sqlx::query_scalar::<_, i64>(
            "SELECT EXISTS (SELECT 1 FROM play_onlooker WHERE session = $1 AND person = $2)
             OR EXISTS (SELECT 1 FROM play_score WHERE session = $1 AND \"by\" = $2)",
        );
        Ok(looks.bind(id).bind(person).fetch_one(self.reader()).await? > 0)
    }
}
