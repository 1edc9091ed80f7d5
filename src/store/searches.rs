//! What was searched for, folded into episodes, and what became of it.

use sqlx::SqliteConnection;

use super::episode::{Episode, REMEMBERED};
use super::{Error, Millis, Store};

/// A query, and what search answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Searched {
    pub text: String,
    pub results: usize,
    pub confident: bool,
    /// The first result.
    pub nearest: Option<String>,
    pub stage: Option<String>,
    pub persona: Option<String>,
    pub competitor: Option<String>,
    /// `page`, `sidebar` or `phone`.
    pub surface: &'static str,
}

/// How an entry that search found was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// As the first result, open in place, for so long.
    InPlace(Millis),
    /// It was opened, and seen for so long where a script measured that.
    Opened(Option<Millis>),
}

/// The columns of an episode. A use counts for the last episode that began before it.
macro_rules! episodes {
    ($rest:literal) => {
        concat!(
            "WITH episode AS (SELECT e.*, CASE WHEN e.state = 'open' THEN (
                SELECT u.entry FROM use_event u WHERE u.person = e.person AND u.at >= e.started_at
                AND u.at < e.ended_at + 1800000 AND NOT EXISTS (
                    SELECT 1 FROM search_episode later WHERE later.person = e.person
                    AND later.started_at > e.started_at AND later.started_at <= u.at)
                ORDER BY u.at LIMIT 1) END AS used_entry FROM search_episode e ",
            $rest,
            ") SELECT id, person, text, state, confident, results, nearest, COALESCE(used_entry, entry) AS entry,
             (used OR used_entry IS NOT NULL) AS used, first_ms, opened_at, opened_ms, said_no_at, stage, persona,
             competitor, started_at, ended_at FROM episode ORDER BY ended_at, id"
        )
    };
}

impl Store {
    /// Notes a query of somebody. What is asked again is no other query.
    pub async fn note_search(&self, person: &str, searched: Searched, at: Millis) -> Result<(), Error> {
        let person = person.to_owned();
        self.write(move |connection| {
            Box::pin(async move {
                let last = last_of(connection, &person).await?.filter(|last| last.goes_on(at));
                let again = last.as_ref().is_some_and(|last| last.text.as_deref() == Some(&searched.text));
                let episode = match last {
                    Some(last) => go_on(connection, &last, &searched, at).await?,
                    None => begin(connection, &person, &searched, at).await?,
                };
                if again { Ok(()) } else { add_query(connection, episode, &searched, at).await }
            })
        })
        .await
    }

    /// Notes that somebody saw an entry that the last search found.
    pub async fn note_seen(&self, person: &str, entry: &str, seen: Seen, at: Millis) -> Result<(), Error> {
        let (person, entry) = (person.to_owned(), entry.to_owned());
        self.write(move |connection| {
            Box::pin(async move {
                let last = last_of(connection, &person).await?;
                match last.filter(|last| last.is_remembered(at) && last.said_no_at.is_none()) {
                    Some(last) => see(connection, last, entry, seen, at).await,
                    None => Ok(()),
                }
            })
        })
        .await
    }

    /// Notes that what was found is not what somebody needs; `entry` is what stood open. Without a text it is the last
    /// search that is meant. Answers what was searched for; `None` where nobody knows.
    pub async fn say_no(
        &self,
        person: &str,
        searched: Searched,
        entry: Option<&str>,
        at: Millis,
    ) -> Result<Option<String>, Error> {
        let (person, entry) = (person.to_owned(), entry.map(str::to_owned));
        self.write(move |connection| {
            Box::pin(async move {
                let last = last_of(connection, &person).await?.filter(|last| last.is_remembered(at));
                let meant = |last: &Episode| searched.text.is_empty() || last.text.as_deref() == Some(&searched.text);
                let (episode, text) = match last.filter(meant) {
                    Some(Episode { id, text: Some(text), .. }) => (id, text),
                    _ if searched.text.is_empty() => return Ok(None),
                    _ => {
                        let episode = begin(connection, &person, &searched, at).await?;
                        add_query(connection, episode, &searched, at).await?;
                        (episode, searched.text)
                    }
                };
                refuse(connection, episode, &person, &text, entry, at).await?;
                Ok(Some(text))
            })
        })
        .await
    }

    /// When anybody searched last.
    pub async fn last_searched(&self) -> Result<Millis, Error> {
        let last = sqlx::query_scalar("SELECT COALESCE(MAX(ended_at), 0) FROM search_episode");
        Ok(last.fetch_one(self.reader()).await?)
    }

    /// What somebody searched for last, if that was not long ago.
    pub async fn last_search(&self, person: &str, now: Millis) -> Result<Option<Episode>, Error> {
        let last = sqlx::query_as(episodes!(
            "WHERE e.person = $1 AND e.ended_at > $2 ORDER BY e.ended_at DESC, e.id DESC LIMIT 1"
        ));
        Ok(last.bind(person).bind(now - REMEMBERED).fetch_optional(self.reader()).await?)
    }

    /// Episodes whose last query was at or after a moment and before another, by that; their uses are looked up.
    pub async fn episodes(&self, from: Millis, until: Millis) -> Result<Vec<Episode>, Error> {
        let found = sqlx::query_as(episodes!("WHERE e.ended_at >= $1 AND e.ended_at < $2"));
        Ok(found.bind(from).bind(until).fetch_all(self.reader()).await?)
    }

    /// Writes down how the episodes ended that nothing more can happen to, and what they teach. Answers how many.
    pub async fn settle_episodes(&self, now: Millis) -> Result<usize, Error> {
        let over = sqlx::query_as(episodes!("WHERE e.state = 'open' AND e.ended_at <= $1"));
        let over: Vec<Episode> = over.bind(now - REMEMBERED).fetch_all(self.reader()).await?;
        let settled = over.len();
        if settled > 0 {
            self.write(move |connection| {
                Box::pin(async move {
                    for episode in over {
                        settle(connection, episode, now).await?;
                    }
                    Ok(())
                })
            })
            .await?;
        }
        Ok(settled)
    }
}

async fn last_of(connection: &mut SqliteConnection, person: &str) -> Result<Option<Episode>, sqlx::Error> {
    let last = sqlx::query_as(episodes!("WHERE e.person = $1 ORDER BY e.ended_at DESC, e.id DESC LIMIT 1"));
    last.bind(person).fetch_optional(connection).await
}

async fn begin(
    connection: &mut SqliteConnection,
    person: &str,
    searched: &Searched,
    at: Millis,
) -> Result<i64, sqlx::Error> {
    let begun = sqlx::query_scalar(
        "INSERT INTO search_episode (person, text, state, confident, results, nearest, stage, persona, competitor,
         surface, started_at, ended_at) VALUES ($1, $2, 'open', $3, $4, $5, $6, $7, $8, $9, $10, $10) RETURNING id",
    );
    begun
        .bind(person)
        .bind(&searched.text)
        .bind(searched.confident)
        .bind(count(searched.results))
        .bind(&searched.nearest)
        .bind(&searched.stage)
        .bind(&searched.persona)
        .bind(&searched.competitor)
        .bind(searched.surface)
        .bind(at)
        .fetch_one(connection)
        .await
}

/// The last query names the episode. Whoever asks on has seen enough of what was open.
async fn go_on(
    connection: &mut SqliteConnection,
    last: &Episode,
    searched: &Searched,
    at: Millis,
) -> Result<i64, sqlx::Error> {
    let again = last.text.as_deref() == Some(&searched.text);
    let goes_on = sqlx::query(
        "UPDATE search_episode SET text = $2, confident = $3, results = $4, nearest = $5,
         stage = COALESCE($6, stage), persona = COALESCE($7, persona), competitor = COALESCE($8, competitor),
         first_ms = CASE WHEN $9 THEN first_ms ELSE 0 END, ended_at = MAX(ended_at, $10),
         opened_ms = COALESCE(opened_ms, $10 - opened_at) WHERE id = $1",
    );
    goes_on
        .bind(last.id)
        .bind(&searched.text)
        .bind(searched.confident)
        .bind(count(searched.results))
        .bind(&searched.nearest)
        .bind(&searched.stage)
        .bind(&searched.persona)
        .bind(&searched.competitor)
        .bind(again)
        .bind(at)
        .execute(connection)
        .await?;
    Ok(last.id)
}

async fn add_query(
    connection: &mut SqliteConnection,
    episode: i64,
    searched: &Searched,
    at: Millis,
) -> Result<(), sqlx::Error> {
    let added = sqlx::query(
        "INSERT INTO search_query (episode, text, results, confident, nearest, at) VALUES ($1, $2, $3, $4, $5, $6)",
    );
    let added = added.bind(episode).bind(&searched.text).bind(count(searched.results)).bind(searched.confident);
    added.bind(&searched.nearest).bind(at).execute(connection).await.map(|_| ())
}

/// Of several entries that were opened, the one counts that was seen longest.
async fn see(
    connection: &mut SqliteConnection,
    last: Episode,
    entry: String,
    seen: Seen,
    at: Millis,
) -> Result<(), sqlx::Error> {
    match seen {
        Seen::InPlace(_) if last.nearest.as_ref() != Some(&entry) => Ok(()),
        Seen::InPlace(ms) => {
            let seen = sqlx::query("UPDATE search_episode SET first_ms = MAX(first_ms, $2) WHERE id = $1");
            seen.bind(last.id).bind(ms).execute(connection).await.map(|_| ())
        }
        Seen::Opened(ms) if last.opened_ms.is_none_or(|before| ms.is_some_and(|ms| ms > before)) => {
            let opened = sqlx::query(
                "UPDATE search_episode SET entry = $2, opened_at = $3, opened_ms = $4 WHERE id = $1 AND used = 0",
            );
            opened
                .bind(last.id)
                .bind(entry)
                .bind(at - ms.unwrap_or_default())
                .bind(ms)
                .execute(connection)
                .await
                .map(|_| ())
        }
        Seen::Opened(_) => Ok(()),
    }
}

async fn refuse(
    connection: &mut SqliteConnection,
    episode: i64,
    person: &str,
    text: &str,
    entry: Option<String>,
    at: Millis,
) -> Result<(), sqlx::Error> {
    let refused =
        sqlx::query("UPDATE search_episode SET state = 'said_no', said_no_at = COALESCE(said_no_at, $2) WHERE id = $1");
    refused.bind(episode).bind(at).execute(&mut *connection).await?;
    match entry {
        Some(entry) => teach(connection, &entry, text, person, true, at).await,
        None => Ok(()),
    }
}

/// A search that ended in a use teaches a phrasing.
async fn settle(connection: &mut SqliteConnection, episode: Episode, now: Millis) -> Result<(), sqlx::Error> {
    let settled =
        sqlx::query("UPDATE search_episode SET state = $2, entry = $3, used = $4 WHERE id = $1 AND state = 'open'");
    let state = episode.state_at(now).name();
    settled.bind(episode.id).bind(state).bind(&episode.entry).bind(episode.used).execute(&mut *connection).await?;
    match (episode.used, episode.entry, episode.text, episode.person) {
        (true, Some(entry), Some(text), Some(person)) => {
            teach(connection, &entry, &text, &person, false, episode.ended_at).await
        }
        _ => Ok(()),
    }
}

/// What led somebody to an entry, or led there in vain.
pub(super) async fn teach(
    connection: &mut SqliteConnection,
    entry: &str,
    text: &str,
    person: &str,
    in_vain: bool,
    at: Millis,
) -> Result<(), sqlx::Error> {
    let taught = sqlx::query("INSERT INTO phrasing (entry, text, person, said_no, at) VALUES ($1, $2, $3, $4, $5)");
    taught.bind(entry).bind(text).bind(person).bind(in_vain).bind(at).execute(connection).await.map(|_| ())
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
