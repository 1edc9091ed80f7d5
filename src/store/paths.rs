//! Who is on which path, since when and with whom.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::{Error, Millis, Store, people};

/// The most paths that somebody is on at a time.
pub const MOST_PATHS: i64 = 2;

/// A civil day as the store keeps it: `2026-12-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstDay(pub Date);

impl TryFrom<String> for FirstDay {
    type Error = jiff::Error;

    fn try_from(text: String) -> Result<FirstDay, jiff::Error> {
        text.parse().map(FirstDay)
    }
}

/// Somebody on a path.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Enrolment {
    pub person: String,
    /// What the path was called when this was written.
    pub path: String,
    /// Milestones count from it.
    #[sqlx(try_from = "String")]
    pub started: FirstDay,
    pub buddy: Option<String>,
    pub manager: Option<String>,
    /// Who said so; the person where it was taken up without being told.
    pub given_by: Option<String>,
    pub at: Millis,
    pub ended_at: Option<Millis>,
}

const COLUMNS: &str = "SELECT person, path, started, buddy, manager, given_by, at, ended_at FROM enrolment";

/// A path of somebody, by what it is called and was called before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnPath {
    pub person: String,
    /// What it is called today.
    pub path: String,
    /// What it was called before.
    pub former: Vec<String>,
}

impl OnPath {
    /// What was noted under former names is noted under today's from now on.
    pub(super) async fn follow(&self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        const MOVES: [&str; 6] = [
            "DELETE FROM enrolment WHERE person = $2 AND path = $3 AND EXISTS (SELECT 1 FROM enrolment AS there
             WHERE there.person = $2 AND there.path = $1)",
            "DELETE FROM path_step WHERE person = $2 AND path = $3 AND EXISTS (SELECT 1 FROM path_step AS there
             WHERE there.person = $2 AND there.path = $1 AND there.step = path_step.step)",
            "DELETE FROM path_ask WHERE person = $2 AND path = $3 AND EXISTS (SELECT 1 FROM path_ask AS there
             WHERE there.person = $2 AND there.path = $1 AND there.step = path_ask.step)",
            "UPDATE enrolment SET path = $1 WHERE person = $2 AND path = $3",
            "UPDATE path_step SET path = $1 WHERE person = $2 AND path = $3",
            "UPDATE path_ask SET path = $1 WHERE person = $2 AND path = $3",
        ];
        for former in &self.former {
            for one in MOVES {
                sqlx::query(one).bind(&self.path).bind(&self.person).bind(former).execute(&mut *connection).await?;
            }
        }
        Ok(())
    }

    /// Notes that something was done on it.
    pub(super) async fn touch(&self, connection: &mut SqliteConnection, at: Millis) -> Result<(), sqlx::Error> {
        sqlx::query("UPDATE enrolment SET touched_at = MAX(touched_at, $3) WHERE person = $1 AND path = $2")
            .bind(&self.person)
            .bind(&self.path)
            .bind(at)
            .execute(connection)
            .await
            .map(|_| ())
    }
}

impl Store {
    /// Puts somebody on a path, or changes since when and with whom. Whether there was room: nobody is on more than
    /// [`MOST_PATHS`]. What was closed before stays closed. Who takes one up by themselves was here, under some name.
    pub async fn enrol(
        &self,
        enrolment: Enrolment,
        former: Vec<String>,
        came_as: Option<String>,
    ) -> Result<bool, Error> {
        let enrolled = self.write(move |connection| {
            Box::pin(async move {
                let on = OnPath { person: enrolment.person.clone(), path: enrolment.path.clone(), former };
                on.follow(connection).await?;
                if let Some(name) = came_as {
                    people::see(connection, &enrolment.person, &name, enrolment.at).await?;
                }
                insert(connection, &enrolment, CHANGED).await
            })
        });
        let enrolled = enrolled.await?;
        self.reread_learners().await;
        Ok(enrolled)
    }

    /// Has somebody take a path up by themselves. Whether there was room. Who was on it before goes on from the same first
    /// day, with the same people.
    pub async fn take_up(&self, enrolment: Enrolment, former: Vec<String>, came_as: String) -> Result<bool, Error> {
        let taken = self.write(move |connection| {
            Box::pin(async move {
                let on = OnPath { person: enrolment.person.clone(), path: enrolment.path.clone(), former };
                on.follow(connection).await?;
                people::see(connection, &enrolment.person, &came_as, enrolment.at).await?;
                insert(connection, &enrolment, "").await
            })
        });
        let taken = taken.await?;
        self.reread_learners().await;
        Ok(taken)
    }

    /// Somebody on a path, also where that has ended.
    pub async fn enrolment(&self, on: &OnPath) -> Result<Option<Enrolment>, Error> {
        for name in std::iter::once(&on.path).chain(&on.former) {
            let known = format!("{COLUMNS} WHERE person = $1 AND path = $2");
            let known = sqlx::query_as(sqlx::AssertSqlSafe(known)).bind(&on.person).bind(name);
            if let Some(known) = known.fetch_optional(self.reader()).await? {
                return Ok(Some(known));
            }
        }
        Ok(None)
    }

    /// Ends a path of somebody. Whether it was open. What was closed in it is kept for when it is taken up again.
    pub async fn end_enrolment(&self, on: OnPath, at: Millis) -> Result<bool, Error> {
        let ended = self.write(move |connection| {
            Box::pin(async move {
                on.follow(connection).await?;
                let ended = sqlx::query(
                    "UPDATE enrolment SET ended_at = $3, touched_at = $3 WHERE person = $1 AND path = $2 AND ended_at IS NULL",
                );
                ended.bind(&on.person).bind(&on.path).bind(at).execute(connection).await.map(|done| done.rows_affected() > 0)
            })
        });
        let ended = ended.await?;
        self.reread_learners().await;
        Ok(ended)
    }

    /// The paths that somebody is on, in the order in which they were given.
    pub async fn enrolments_of(&self, person: &str) -> Result<Vec<Enrolment>, Error> {
        let open = format!("{COLUMNS} WHERE person = $1 AND ended_at IS NULL ORDER BY id");
        Ok(sqlx::query_as(sqlx::AssertSqlSafe(open)).bind(person).fetch_all(self.reader()).await?)
    }

    /// Everybody who is on a path.
    pub async fn enrolments(&self) -> Result<Vec<Enrolment>, Error> {
        let open = format!("{COLUMNS} WHERE ended_at IS NULL ORDER BY person, id");
        Ok(sqlx::query_as(sqlx::AssertSqlSafe(open)).fetch_all(self.reader()).await?)
    }

    /// Everybody who is or was on a path, by any name of it.
    pub async fn takers(&self, path: &str) -> Result<Vec<Enrolment>, Error> {
        let all = format!("{COLUMNS} WHERE path = $1 ORDER BY person, id");
        Ok(sqlx::query_as(sqlx::AssertSqlSafe(all)).bind(path).fetch_all(self.reader()).await?)
    }

    /// Whether anybody who is on a path has somebody as a buddy.
    pub async fn is_buddy_of_somebody(&self, person: &str) -> Result<bool, Error> {
        let found = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM enrolment WHERE ended_at IS NULL AND buddy = $1)");
        let found: i64 = found.bind(person).fetch_one(self.reader()).await?;
        Ok(found > 0)
    }
}

/// What is said anew of who is on a path already.
const CHANGED: &str =
    "started = excluded.started, buddy = excluded.buddy, manager = excluded.manager, given_by = excluded.given_by,";

async fn insert(connection: &mut SqliteConnection, one: &Enrolment, changed: &str) -> Result<bool, sqlx::Error> {
    let kept = format!(
        "INSERT INTO enrolment (person, path, started, buddy, manager, given_by, at, touched_at)
         SELECT $1, $2, $3, $4, $5, $6, $7, $7
         WHERE (SELECT COUNT(*) FROM enrolment WHERE person = $1 AND path <> $2 AND ended_at IS NULL) < $8
         ON CONFLICT (person, path) DO UPDATE SET {changed} touched_at = excluded.touched_at, ended_at = NULL",
    );
    sqlx::query(sqlx::AssertSqlSafe(kept))
        .bind(&one.person)
        .bind(&one.path)
        .bind(one.started.0.to_string())
        .bind(&one.buddy)
        .bind(&one.manager)
        .bind(&one.given_by)
        .bind(one.at)
        .bind(MOST_PATHS)
        .execute(connection)
        .await
        .map(|done| done.rows_affected() > 0)
}
