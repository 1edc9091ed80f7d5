//! Role plays that are asked for and held: between whom, on which day, by which rubric.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::{Error, Millis, Store};

/// How far a role play has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlayState {
    /// Somebody is asked to hold it.
    Asked,
    /// It can be played and scored.
    Open,
    /// Who was asked will not, or who held it dropped it.
    Declined,
    /// Who plays the rep took it back.
    TakenBack,
}

/// A role play between people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaySession {
    /// Random: it stands in the link that is given to the other one.
    pub id: String,
    /// The entry.
    pub play: String,
    pub state: PlayState,
    /// Who plays the rep; none until somebody opens the link and says so.
    pub person: Option<String>,
    /// Who holds it and whose score counts; none once erased.
    pub host: Option<String>,
    /// Who plays the customer, where that is somebody else.
    pub buyer: Option<String>,
    /// On which it is played; none while it is asked for.
    pub day: Option<Date>,
    /// What was said when asking.
    pub note: String,
    /// What it is scored by, as it was when it began; empty while it is asked for.
    pub rubric: String,
    pub at: Millis,
}

impl PlayState {
    const ALL: [PlayState; 4] = [PlayState::Asked, PlayState::Open, PlayState::Declined, PlayState::TakenBack];

    fn name(self) -> &'static str {
        match self {
            PlayState::Asked => "asked",
            PlayState::Open => "open",
            PlayState::Declined => "declined",
            PlayState::TakenBack => "taken_back",
        }
    }

    fn of(name: &str) -> PlayState {
        PlayState::ALL.into_iter().find(|state| state.name() == name).unwrap_or(PlayState::Declined)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    play: String,
    state: String,
    person: Option<String>,
    host: Option<String>,
    buyer: Option<String>,
    day: String,
    note: String,
    rubric: String,
    at: Millis,
}

impl From<Row> for PlaySession {
    fn from(row: Row) -> PlaySession {
        let Row { id, play, state, person, host, buyer, day, note, rubric, at } = row;
        PlaySession {
            id,
            play,
            state: PlayState::of(&state),
            person,
            host,
            buyer,
            day: day.parse().ok(),
            note,
            rubric,
            at,
        }
    }
}

impl Store {
    /// Keeps a new role play under an id that nobody can guess, which it answers with. What is asked of the same person a
    /// second time, while it waits, is the same.
    pub async fn keep_play(&self, session: PlaySession) -> Result<String, Error> {
        let id = format!("{:032x}", rand::random::<u128>());
        self.write(move |connection| Box::pin(async move { keep(connection, session, id).await })).await
    }

    /// One role play.
    pub async fn play(&self, id: &str) -> Result<Option<PlaySession>, Error> {
        let found = sqlx::query_as::<_, Row>("SELECT * FROM play_session WHERE id = $1");
        Ok(found.bind(id).fetch_optional(self.reader()).await?.map(PlaySession::from))
    }

    /// The role plays in which somebody takes part or scores, the last first.
    pub async fn plays_of(&self, person: &str) -> Result<Vec<PlaySession>, Error> {
        let found = sqlx::query_as::<_, Row>(
            "SELECT * FROM play_session WHERE person = $1 OR host = $1 OR buyer = $1
             OR id IN (SELECT session FROM play_score WHERE \"by\" = $1) ORDER BY at DESC, id",
        );
        Ok(found.bind(person).fetch_all(self.reader()).await?.into_iter().map(PlaySession::from).collect())
    }

    /// How many role plays somebody is asked to hold.
    pub async fn plays_asked_of(&self, person: &str) -> Result<i64, Error> {
        let asked = sqlx::query_scalar("SELECT COUNT(*) FROM play_session WHERE host = $1 AND state = 'asked'");
        Ok(asked.bind(person).fetch_one(self.reader()).await?)
    }

    /// Begins it on a day, by a rubric unless it has one already. Whether it waited to begin.
    pub async fn begin_play(&self, id: &str, day: Date, rubric: &str, at: Millis) -> Result<bool, Error> {
        let (id, day, rubric) = (id.to_owned(), day.to_string(), rubric.to_owned());
        self.write(move |connection| {
            Box::pin(async move {
                let begun = sqlx::query(
                    "UPDATE play_session SET state = 'open', day = $2, at = $4,
                     rubric = CASE WHEN rubric = '' THEN $3 ELSE rubric END
                     WHERE id = $1 AND (state = 'asked' OR (state = 'open' AND day > $2))",
                );
                let begun = begun.bind(id).bind(day).bind(rubric).bind(at).execute(connection).await?;
                Ok(begun.rows_affected() > 0)
            })
        })
        .await
    }

    /// Ends it unplayed. Whether it still could be: what counts already stays.
    pub async fn end_play(&self, id: &str, state: PlayState, at: Millis) -> Result<bool, Error> {
        let id = id.to_owned();
        self.write(move |connection| {
            Box::pin(async move {
                let ended = sqlx::query(
                    "UPDATE play_session SET state = $2, at = $3 WHERE id = $1 AND state IN ('asked', 'open')
                     AND NOT EXISTS (SELECT 1 FROM play_score WHERE session = $1 AND counts = 1 AND points IS NOT NULL)",
                );
                let ended = ended.bind(id).bind(state.name()).bind(at).execute(connection).await?;
                Ok(ended.rows_affected() > 0)
            })
        })
        .await
    }
}

async fn keep(connection: &mut SqliteConnection, session: PlaySession, id: String) -> Result<String, sqlx::Error> {
    let waiting = sqlx::query_scalar(
        "SELECT id FROM play_session WHERE state = 'asked' AND $1 = 'asked' AND play = $2 AND person = $3 AND host = $4",
    );
    let waiting = waiting.bind(session.state.name()).bind(&session.play).bind(&session.person).bind(&session.host);
    if let Some(known) = waiting.fetch_optional(&mut *connection).await? {
        return Ok(known);
    }
    let kept = sqlx::query(
        "INSERT INTO play_session (id, play, state, person, host, buyer, day, note, rubric, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    );
    let kept = kept.bind(&id).bind(session.play).bind(session.state.name()).bind(session.person).bind(session.host);
    let day = session.day.map(|day| day.to_string()).unwrap_or_default();
    kept.bind(session.buyer)
        .bind(day)
        .bind(session.note)
        .bind(session.rubric)
        .bind(session.at)
        .execute(connection)
        .await?;
    Ok(id)
}
