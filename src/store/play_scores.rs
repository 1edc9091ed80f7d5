//! What is scored in a role play: a level of each behaviour, notes, and what came out.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::notes::Noted;
use super::{Error, Millis, Store};

/// What one who looked on says of a role play.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlayScore {
    pub session: String,
    /// Who was scored.
    pub person: Option<String>,
    pub play: String,
    pub day: Option<Date>,
    /// Who scored; none once erased.
    pub by: Option<String>,
    /// Of who holds it, and not of somebody who scores beside.
    pub counts: bool,
    pub note: String,
    /// None until all is scored.
    pub points: Option<i64>,
    pub passed: bool,
    /// When all was scored first.
    pub told_at: Option<Millis>,
    /// The day of that, where the team works.
    pub told_on: Option<Date>,
    /// Places in the rubric with their levels.
    pub levels: Vec<(i64, i64)>,
}

/// What is to be kept of one scorer, at one tap or with one button. Whom it is about, of which day it is and whether it
/// counts is taken from the role play in the same moment.
#[derive(Debug, Clone)]
pub struct Scoring {
    pub session: String,
    pub by: String,
    /// Is a manager, whose word some steps of paths ask for.
    pub as_manager: bool,
    /// Levels that were chosen, by their place in the rubric.
    pub levels: Vec<(i64, i64)>,
    pub note: Noted,
    /// Behaviours that there are, and the points that are needed.
    pub places: i64,
    pub pass_mark: i64,
    /// Where the team works.
    pub today: Date,
    pub at: Millis,
}

/// Whether somebody passed a role play on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlayDay {
    pub person: String,
    pub play: String,
    pub day: Date,
    /// The day on which it was scored: the same, or later where it was entered afterwards.
    pub told_on: Date,
    pub passed: bool,
    /// Who scored; none once erased.
    pub by: Option<String>,
    /// Whether that was a manager then.
    pub as_manager: bool,
}

/// What became of a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Who played the rep; none as long as nobody does.
    pub person: Option<String>,
    /// It was passed before, and is not any more.
    pub lost: bool,
}

#[derive(sqlx::FromRow)]
struct Day(String, String, String, String, bool, Option<String>, bool);

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    session: String,
    person: Option<String>,
    play: String,
    day: String,
    by: Option<String>,
    counts: bool,
    note: String,
    points: Option<i64>,
    passed: Option<bool>,
    told_at: Option<Millis>,
    told_on: String,
    place: Option<i64>,
    level: Option<i64>,
}

const ROWS: &str = "SELECT play_score.*, place, level FROM play_score LEFT JOIN play_level ON score = play_score.id";

impl Store {
    /// Keeps what was scored; all at once or nothing. Levels that were not chosen stay as they are. Nothing where it
    /// cannot be scored: it is to be held, today or earlier, and somebody else plays the rep.
    pub async fn score_play(&self, scoring: Scoring) -> Result<Option<Kept>, Error> {
        self.write(move |connection| Box::pin(async move { score(connection, scoring).await })).await
    }

    /// What all scorers say of one role play, that which counts first.
    pub async fn scores_in(&self, session: &str) -> Result<Vec<PlayScore>, Error> {
        self.scores(&format!("{ROWS} WHERE session = $1 ORDER BY counts DESC, play_score.id, place"), session).await
    }

    /// What others said of somebody, once all was scored, the first day first.
    pub async fn scores_of(&self, person: &str) -> Result<Vec<PlayScore>, Error> {
        let of = "WHERE person = $1 AND counts = 1 AND points IS NOT NULL ORDER BY day, play_score.id, place";
        self.scores(&format!("{ROWS} {of}"), person).await
    }

    /// What somebody scored, the last first.
    pub async fn scores_by(&self, person: &str) -> Result<Vec<PlayScore>, Error> {
        self.scores(&format!("{ROWS} WHERE \"by\" = $1 ORDER BY at DESC, play_score.id, place"), person).await
    }

    /// On which days everybody passed what, or did not.
    pub async fn play_days(&self) -> Result<Vec<PlayDay>, Error> {
        self.days("person IS NOT NULL", None).await
    }

    /// The same of one person.
    pub async fn play_days_of(&self, person: &str) -> Result<Vec<PlayDay>, Error> {
        self.days("person = $1", Some(person)).await
    }

    async fn days(&self, whose: &'static str, person: Option<&str>) -> Result<Vec<PlayDay>, Error> {
        let of = format!("{whose} AND counts = 1 AND points IS NOT NULL ORDER BY day, id");
        let days = format!("SELECT person, play, day, told_on, passed, \"by\", as_manager FROM play_score WHERE {of}");
        let days = sqlx::query_as::<_, Day>(sqlx::AssertSqlSafe(days));
        let days = match person {
            Some(person) => days.bind(person),
            None => days,
        };
        let days = days.fetch_all(self.reader()).await?.into_iter();
        let day = |Day(person, play, day, told_on, passed, by, as_manager): Day| {
            let day = day.parse().ok()?;
            Some(PlayDay { person, play, day, told_on: told_on.parse().unwrap_or(day), passed, by, as_manager })
        };
        Ok(days.filter_map(day).collect())
    }

    async fn scores(&self, query: &str, value: &str) -> Result<Vec<PlayScore>, Error> {
        let rows = sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(query.to_owned()));
        let mut scores: Vec<(i64, PlayScore)> = Vec::new();
        for row in rows.bind(value).fetch_all(self.reader()).await? {
            let level = row.place.zip(row.level);
            if scores.last().is_none_or(|(id, _)| *id != row.id) {
                scores.push((row.id, row.into()));
            }
            if let Some((_, score)) = scores.last_mut() {
                score.levels.extend(level);
            }
        }
        Ok(scores.into_iter().map(|(_, score)| score).collect())
    }
}

impl From<Row> for PlayScore {
    fn from(row: Row) -> PlayScore {
        let Row { session, person, play, day, by, counts, note, points, passed, told_at, told_on, .. } = row;
        let (day, told_on, passed) = (day.parse().ok(), told_on.parse().ok(), passed.unwrap_or_default());
        PlayScore { session, person, play, day, by, counts, note, points, passed, told_at, told_on, levels: Vec::new() }
    }
}

async fn score(connection: &mut SqliteConnection, scoring: Scoring) -> Result<Option<Kept>, sqlx::Error> {
    let Some((id, known, person, passed)) = row_of(connection, &scoring).await? else { return Ok(None) };
    for (place, level) in &scoring.levels {
        let level = sqlx::query(
            "INSERT INTO play_level (score, place, level) VALUES ($1, $2, $3)
             ON CONFLICT (score, place) DO UPDATE SET level = excluded.level",
        )
        .bind(id)
        .bind(place)
        .bind(level);
        level.execute(&mut *connection).await?;
    }
    if !scoring.note.is_untouched() {
        let note = sqlx::query("UPDATE play_score SET note = $2 WHERE id = $1");
        note.bind(id).bind(scoring.note.beside(&known)).execute(&mut *connection).await?;
    }
    tell(connection, id, &scoring).await?;
    let passes = sqlx::query_scalar("SELECT COALESCE(passed, 0) FROM play_score WHERE id = $1");
    let passes: bool = passes.bind(id).fetch_one(connection).await?;
    Ok(Some(Kept { person, lost: passed == Some(true) && !passes }))
}

/// A row: its number, notes, who played the rep, and whether that was passed before.
type Begun = (i64, String, Option<String>, Option<bool>);

/// The row of a scorer, begun where there is none; nothing where there is nothing to score. What happens to
/// the role play at the same time comes before or after: it is read where the row is written.
async fn row_of(connection: &mut SqliteConnection, scoring: &Scoring) -> Result<Option<Begun>, sqlx::Error> {
    let row = sqlx::query_as(
        "INSERT INTO play_score (session, person, play, day, \"by\", counts, note, at, as_manager)
         SELECT id, person, play, day, $2, CASE WHEN host = $2 THEN 1 ELSE 0 END, '', $4, $5 FROM play_session
         WHERE id = $1 AND state = 'open' AND day <> '' AND day <= $3 AND COALESCE(person, '') <> $2
         ON CONFLICT (session, \"by\") DO UPDATE SET person = excluded.person, day = excluded.day, at = excluded.at,
         as_manager = CASE WHEN play_score.told_at IS NULL THEN excluded.as_manager ELSE play_score.as_manager END
         RETURNING id, note, person, passed",
    );
    let row = row.bind(&scoring.session).bind(&scoring.by).bind(scoring.today.to_string()).bind(scoring.at);
    let row = row.bind(i64::from(scoring.as_manager));
    row.fetch_optional(connection).await
}

/// Adds up what came out, once every behaviour has a level.
async fn tell(connection: &mut SqliteConnection, id: i64, scoring: &Scoring) -> Result<(), sqlx::Error> {
    let told = sqlx::query(
        "UPDATE play_score SET points = sums.points, passed = CASE WHEN sums.points >= $3 THEN 1 ELSE 0 END,
         told_on = CASE WHEN told_at IS NULL THEN $5 ELSE told_on END, told_at = COALESCE(told_at, $4)
         FROM (SELECT COUNT(*) AS places, SUM(level) AS points FROM play_level WHERE score = $1) AS sums
         WHERE id = $1 AND sums.places = $2",
    );
    let told = told.bind(id).bind(scoring.places).bind(scoring.pass_mark).bind(scoring.at);
    told.bind(scoring.today.to_string()).execute(connection).await.map(|_| ())
}
