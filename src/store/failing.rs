//! How many people a card does not come to. Who they are, and how it came to each, leaves this file with nobody.

use super::{Error, Store};

/// How a card comes to those who practise it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CardCount {
    /// Who practised it more than once.
    pub people: usize,
    /// To whom it did not come when they were asked again.
    pub failed: usize,
}

impl Store {
    /// How a card comes, by all of its names. That nobody knows it at first says nothing of it.
    pub async fn how_card_comes(&self, names: &[String]) -> Result<CardCount, Error> {
        if names.is_empty() {
            return Ok(CardCount::default());
        }
        let places: Vec<String> = (1..=names.len()).map(|place| format!("${place}")).collect();
        let places = places.join(", ");
        let counted = format!(
            "SELECT COUNT(*), COALESCE(SUM(failed), 0) FROM (
             SELECT person, MAX(CASE WHEN grade = 1 AND id > first THEN 1 ELSE 0 END) AS failed FROM practice_review
             JOIN (SELECT person AS who, MIN(id) AS first FROM practice_review WHERE card IN ({places}) GROUP BY person)
             AS begun ON who = person WHERE card IN ({places}) GROUP BY person HAVING COUNT(*) > 1) AS each_one"
        );
        let counted = sqlx::query_as::<_, (i64, i64)>(sqlx::AssertSqlSafe(counted));
        let counted = names.iter().fold(counted, |counted, name| counted.bind(name));
        let (people, failed) = counted.fetch_one(self.reader()).await?;
        let number = |count| usize::try_from(count).unwrap_or_default();
        Ok(CardCount { people: number(people), failed: number(failed) })
    }
}
