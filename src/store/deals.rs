//! The deals that people name, and that a use was in one of them.

use sqlx::SqliteConnection;

use super::{Error, Millis, Store, Vote, uses};

/// Most deals of a person that are offered to them again.
const MOST: i64 = 20;

/// A deal that somebody named, and when they did last.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct NamedDeal {
    pub name: String,
    pub at: Millis,
}

impl Store {
    /// The deals that somebody named when they used an answer or said how it went, the last first.
    pub async fn deals_of(&self, person: &str) -> Result<Vec<NamedDeal>, Error> {
        let named = sqlx::query_as(
            "SELECT deal AS name, MAX(at) AS at FROM use_event WHERE person = $1 AND deal IS NOT NULL
             GROUP BY deal ORDER BY MAX(at) DESC, deal LIMIT $2",
        );
        Ok(named.bind(person).bind(MOST).fetch_all(self.reader()).await?)
    }
}

/// What was noted of the day of a use, where the vote on it names the deal that it was in: it is about the deal from then on.
/// What is known of that deal already stays, and the day is asked about no more.
pub(super) async fn settle(connection: &mut SqliteConnection, vote: &Vote) -> Result<(), sqlx::Error> {
    const MOVES: [&str; 3] = [
        "UPDATE vote SET occasion = $1, deal = $2 WHERE person = $3 AND entry = $4 AND answer = $5 AND occasion = $6
         AND NOT EXISTS (SELECT 1 FROM vote AS there WHERE there.person = $3 AND there.entry = $4 AND there.answer = $5
         AND there.occasion = $1)",
        "UPDATE vote_ask SET occasion = $1, deal = $2 WHERE person = $3 AND entry = $4 AND answer = $5 AND occasion = $6
         AND NOT EXISTS (SELECT 1 FROM vote_ask AS there WHERE there.person = $3 AND there.entry = $4 AND there.answer = $5
         AND there.occasion = $1)",
        "UPDATE use_event SET occasion = $1, deal = $2 WHERE person = $3 AND entry = $4 AND answer = $5 AND occasion = $6
         AND NOT EXISTS (SELECT 1 FROM use_event AS there WHERE there.person = $3 AND there.entry = $4 AND there.answer = $5
         AND there.how = use_event.how AND there.occasion = $1)",
    ];
    const LEFT: [&str; 3] = [
        "DELETE FROM vote WHERE person = $1 AND entry = $2 AND answer = $3 AND occasion = $4",
        "DELETE FROM vote_ask WHERE person = $1 AND entry = $2 AND answer = $3 AND occasion = $4",
        "DELETE FROM use_event WHERE person = $1 AND entry = $2 AND answer = $3 AND occasion = $4",
    ];
    let (Some(deal), Some(day)) = (&vote.deal, vote.on) else { return Ok(()) };
    let (in_deal, on_day) = (uses::occasion(Some(deal), day), uses::occasion(None, day));
    for one in MOVES {
        let moved = sqlx::query(one).bind(&in_deal).bind(deal);
        let moved = moved.bind(&vote.person).bind(&vote.entry).bind(&vote.answer).bind(&on_day);
        moved.execute(&mut *connection).await?;
    }
    for one in LEFT {
        let left = sqlx::query(one).bind(&vote.person).bind(&vote.entry).bind(&vote.answer).bind(&on_day);
        left.execute(&mut *connection).await?;
    }
    Ok(())
}
