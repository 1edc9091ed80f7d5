//! The store: real SQLite files, opened, refused, written and read.

use std::path::Path;
use std::sync::LazyLock;
use std::sync::mpsc::channel;
use std::time::Duration;

use fieldlore::store::{Error, Said, Store, Vote, Wording};
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
use tokio::runtime::{Builder, Runtime};

/// Where the writers of all stores live, whatever test asked for them.
static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap());

/// Opens the store of a data folder, from a test that may be async itself.
pub fn open(data: &Path) -> Store {
    try_open(&data.join("fieldlore.db")).unwrap()
}

fn try_open(path: &Path) -> Result<Store, Error> {
    let path = path.to_owned();
    run(async move { Store::open(&path).await })
}

/// Does what needs the runtime of the stores, and waits for it.
pub fn run<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    let (told, done) = channel();
    RUNTIME.spawn(async move { told.send(work.await) });
    done.recv().unwrap()
}

/// Goes on beside the test.
pub fn spawn(work: impl Future<Output = ()> + Send + 'static) {
    RUNTIME.spawn(work);
}

#[tokio::test]
async fn what_is_written_is_there_when_the_file_is_opened_again() {
    let data = tempfile::tempdir().unwrap();
    open(data.path()).see_person("lena.fors", "Lena", 5).await.unwrap();
    let store = open(data.path());
    store.see_person("lena.fors", "", 9).await.unwrap();
    let person = store.person("lena.fors").await.unwrap().unwrap();
    assert_eq!((person.name.as_str(), person.created_at, person.seen_at), ("Lena", 5, 9));
    assert_eq!(store.person("nobody").await.unwrap(), None);
    store.check().await.unwrap();
}

#[tokio::test]
async fn many_who_write_at_once_lose_nothing() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    let writes = (0..500).map(|number| {
        let store = store.clone();
        tokio::spawn(async move { store.see_person(&format!("person-{number}"), "", number).await })
    });
    for write in writes.collect::<Vec<_>>() {
        write.await.unwrap().unwrap();
    }
    for number in 0..500 {
        assert!(store.person(&format!("person-{number}")).await.unwrap().is_some(), "{number}");
    }
}

fn vote(person: &str) -> Vote {
    Vote {
        person: person.to_owned(),
        entry: "objection/a".to_owned(),
        former: Vec::new(),
        answer: "one".to_owned(),
        value: Said::Worked,
        deal: None,
        stage: None,
        on: None,
        wording: Wording { hash: "h".to_owned(), text: "So.".to_owned() },
        note: None,
        at: 1,
    }
}

/// A vote is several statements: where one of them fails, none of it stands, and what is committed with it does.
#[tokio::test]
async fn a_vote_that_fails_halfway_is_taken_back_alone() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    execute(store.path(), "ALTER TABLE use_event RENAME TO gone").await;
    let vote = vote("p");
    execute(
        store.path(),
        "INSERT INTO vote_ask (person, entry, answer, occasion, asked_at) VALUES ('p', 'objection/old', 'one', 'x', 1)",
    )
    .await;
    let renamed = Vote { former: vec!["objection/old".to_owned()], ..vote.clone() };
    let (before, failed, too, after) = tokio::join!(
        store.see_person("b", "", 1),
        store.cast_vote(renamed),
        store.cast_vote(vote.clone()),
        store.see_person("a", "", 1)
    );
    assert!(before.is_ok() && failed.is_err() && too.is_err() && after.is_ok(), "{failed:?} {too:?}");
    assert!(store.person("a").await.unwrap().is_some() && store.person("b").await.unwrap().is_some());
    assert_eq!(ask(data.path(), "SELECT entry FROM vote_ask").await, ["objection/old"]);
    assert_eq!(ask(data.path(), "SELECT (SELECT COUNT(*) FROM vote) || (SELECT COUNT(*) FROM wording)").await, ["00"]);
    execute(store.path(), "ALTER TABLE gone RENAME TO use_event").await;
    store.cast_vote(vote).await.unwrap();
    assert_eq!(ask(data.path(), "SELECT value FROM vote").await, ["worked"]);
}

/// Votes that come at once are written in a few calls; each is told for itself what became of it.
#[tokio::test]
async fn of_votes_that_are_written_together_one_that_fails_spoils_no_other() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    execute(
        store.path(),
        "CREATE TRIGGER refused BEFORE INSERT ON vote WHEN NEW.person = 'p77' BEGIN SELECT RAISE(ABORT, 'no'); END",
    )
    .await;
    let cast = |vote: Vote| {
        let store = store.clone();
        tokio::spawn(async move { (vote.person.clone(), store.cast_vote(vote).await) })
    };
    let casts: Vec<_> = (0..300).map(|number| cast(vote(&format!("p{}", number % 150)))).collect();
    for cast in casts {
        let (person, outcome) = cast.await.unwrap();
        assert_eq!(outcome.is_ok(), person != "p77", "{person}: {outcome:?}");
    }
    let rows = "SELECT COUNT(*) || ' ' || SUM(person = 'p77') FROM ";
    for table in ["vote", "use_event", "last_use", "vote_ask"] {
        assert_eq!(ask(data.path(), &format!("{rows}{table}")).await, ["149 0"], "{table}");
    }
}

/// What one says twice at once is what one says last, about the occasion that the first was about.
#[tokio::test]
async fn of_two_votes_at_once_by_one_person_the_later_stands() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    let yesterday = Vote { on: Some(jiff::civil::date(1970, 1, 5)), at: 5 * 86_400_000, ..vote("p") };
    let changed = Vote { on: None, value: Said::DidNot, note: Some("They left.".to_owned()), ..yesterday.clone() };
    let (first, second) = tokio::join!(store.cast_vote(yesterday), store.cast_vote(changed));
    first.and(second).unwrap();
    let votes = "SELECT occasion || ' ' || value || ' ' || note FROM vote";
    assert_eq!(ask(data.path(), votes).await, ["day:1970-01-05 did_not They left."]);
}

/// What could not be written with others is written after them, and may come behind what the same person said since.
#[tokio::test]
async fn a_vote_that_is_written_late_takes_no_later_one_back() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    let last = Vote { at: 2_000, note: Some("They left.".to_owned()), value: Said::DidNot, ..vote("p") };
    store.cast_vote(last.clone()).await.unwrap();
    let late = Vote { at: 1_000, note: Some("Fine.".to_owned()), ..vote("p") };
    store.cast_vote(late).await.unwrap();
    let stands = "SELECT value || ' ' || note || ' ' || at FROM vote";
    assert_eq!(ask(data.path(), stands).await, ["did_not They left. 2000"]);
    assert_eq!(ask(data.path(), "SELECT answered_at || '' FROM vote_ask").await, ["2000"]);
    assert_eq!(ask(data.path(), "SELECT at || '' FROM last_use").await, ["2000"]);
    // In the same moment, the one that comes last is the last word.
    store.cast_vote(Vote { value: Said::Partly, note: None, ..last }).await.unwrap();
    assert_eq!(ask(data.path(), "SELECT value FROM vote WHERE note IS NULL").await, ["partly"]);
}

/// Runs SQL on the file of a store, as another program could.
pub async fn execute(path: &Path, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut raw(path).await).await.unwrap();
}

async fn raw(path: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
    SqliteConnection::connect_with(&options.busy_timeout(Duration::from_secs(5))).await.unwrap()
}

#[tokio::test]
async fn a_file_that_would_lose_data_is_refused_with_what_to_do() {
    let data = tempfile::tempdir().unwrap();
    let file = |name: &str| data.path().join(name);
    // Written by a newer program.
    drop(open(data.path()));
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'x', 1, x'00', 0)";
    execute(&file("fieldlore.db"), newer).await;
    let refused = try_open(&file("fieldlore.db")).unwrap_err();
    assert!(matches!(refused, Error::Newer { version: 9999, .. }), "{refused}");
    assert!(refused.to_string().contains("newer Fieldlore"), "{refused}");
    // No database at all.
    std::fs::write(file("text.db"), "This is not a database, it is a text. ".repeat(100)).unwrap();
    let refused = try_open(&file("text.db")).unwrap_err();
    assert!(matches!(refused, Error::Broken { .. }) && refused.to_string().contains("backup"), "{refused}");
    // A folder where the file should be, and a place where nobody can write.
    std::fs::create_dir(file("folder.db")).unwrap();
    for path in [file("folder.db"), Path::new("/proc/fieldlore.db").to_owned()] {
        let refused = try_open(&path).unwrap_err();
        assert!(matches!(refused, Error::ReadOnly { .. }) && refused.to_string().contains("--data"), "{refused}");
    }
}

#[tokio::test]
async fn a_file_that_another_program_holds_is_refused() {
    let data = tempfile::tempdir().unwrap();
    let path = data.path().join("fieldlore.db");
    let mut other = raw(&path).await;
    for sql in ["PRAGMA locking_mode = EXCLUSIVE", "CREATE TABLE t (a)", "BEGIN EXCLUSIVE"] {
        sqlx::raw_sql(sql).execute(&mut other).await.unwrap();
    }
    let refused = try_open(&path).unwrap_err();
    assert!(matches!(refused, Error::Locked(_)) && refused.to_string().contains("another program"), "{refused}");
}

#[tokio::test]
async fn what_was_written_can_be_read_while_nothing_can_be_written() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    store.see_person("lena.fors", "Lena", 5).await.unwrap();
    let mut other = raw(store.path()).await;
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
    let refused = store.see_person("lena.fors", "Other", 6).await.unwrap_err();
    assert!(matches!(refused, Error::Unwritable(_)), "{refused}");
    assert_eq!(store.person("lena.fors").await.unwrap().unwrap().name, "Lena");
    store.check().await.unwrap();
    sqlx::raw_sql("ROLLBACK").execute(&mut other).await.unwrap();
    store.see_person("lena.fors", "Again", 7).await.unwrap();
}

/// A row of each table, by the migration that makes it.
const ROWS: [&[&str]; 12] = [
    &["INSERT INTO person VALUES ('p', 'P', 1, 1)", "INSERT INTO session VALUES ('h', 'p', '{}', 1, 1, 9)"],
    &[
        "INSERT INTO use_event (person, entry, how, at) VALUES ('p', 'objection/a', 'copy', 1)",
        "INSERT INTO vote (person, entry, answer, occasion, value, at) VALUES ('p', 'objection/a', 'x', 'day:1', 'worked', 1)",
        "INSERT INTO vote_ask (person, entry, answer, occasion, asked_at) VALUES ('p', 'objection/a', 'x', 'day:1', 1)",
    ],
    &[
        "INSERT INTO search_episode (person, text, state, confident, results, started_at, ended_at) VALUES ('p', 'q', 'said_no', 1, 1, 1, 1)",
    ],
    &[
        "INSERT INTO flag (person, entry, reason, at) VALUES ('p', 'objection/a', 'r', 1)",
        "INSERT INTO confirmation (person, entry, hash, verifies, at) VALUES ('p', 'objection/a', '0', 1, 1)",
    ],
    &[
        "INSERT INTO draft (id, person, path, begun, asked, text, note, at) VALUES (1, 'p', 'objections/a.md', '', '', 't', '', 1)",
        "INSERT INTO draft_picture (draft, name, bytes) VALUES (1, 'a.png', x'00')",
    ],
    &["INSERT INTO last_use (person, entry, at) VALUES ('p', 'objection/a', 1)"],
    &[
        "INSERT INTO practice_review (person, card, showing, grade, elapsed, interval, wording, day, at) VALUES ('p', 'objection/a', 's', 3, 0, 2, 'w', '2026-11-23', 1)",
    ],
    &[
        "INSERT INTO enrolment (person, path, started, at, touched_at) VALUES ('p', 'onboarding_path/a', '2026-12-01', 1, 1)",
        "INSERT INTO path_step (person, path, step, activity, words, how, signed_by, at) VALUES ('p', 'onboarding_path/a', 's', 'read', 'S', 'done', 'p', 1)",
        "INSERT INTO path_ask (person, path, step, how, at) VALUES ('p', 'onboarding_path/a', 't', 'done', 1)",
    ],
    &[
        "INSERT INTO play_session VALUES ('s', 'role_play/a', 'open', 'p', 'q', NULL, '2026-11-23', '', '{}', 1)",
        "INSERT INTO play_score (id, session, person, play, day, \"by\", counts, note, at) VALUES (1, 's', 'p', 'role_play/a', '2026-11-23', 'q', 1, '', 1)",
        "INSERT INTO play_level VALUES (1, 0, 4)",
    ],
    &[],
    &["INSERT INTO play_onlooker VALUES ('s', 'q', 1)"],
    &[],
];

#[tokio::test]
async fn every_migration_brings_an_empty_and_a_filled_file_up_to_date() {
    let mut files: Vec<_> = std::fs::read_dir("migrations").unwrap().map(|item| item.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), ROWS.len(), "a row of each table of a new migration belongs here");
    for done in 0..=files.len() {
        for filled in [false, true] {
            let data = tempfile::tempdir().unwrap();
            let folder = tempfile::tempdir().unwrap();
            for file in &files[..done] {
                std::fs::copy(file, folder.path().join(file.file_name().unwrap())).unwrap();
            }
            let path = data.path().join("fieldlore.db");
            let mut old = raw(&path).await;
            Migrator::new(folder.path()).await.unwrap().run(&mut old).await.unwrap();
            let rows: Vec<_> = ROWS[..done].concat().into_iter().filter(|_| filled).collect();
            for row in &rows {
                sqlx::raw_sql(*row).execute(&mut old).await.unwrap();
            }
            old.close().await.unwrap();
            let store = try_open(&path).unwrap();
            let people = if rows.is_empty() { None } else { Some("P".to_owned()) };
            assert_eq!(store.person("p").await.unwrap().map(|person| person.name), people);
            let mut now = raw(&path).await;
            for row in rows {
                let table = row.split(' ').nth(2).unwrap();
                let count = format!("SELECT COUNT(*) FROM {table}");
                let count: i64 = sqlx::query_scalar(AssertSqlSafe(count)).fetch_one(&mut now).await.unwrap();
                assert_eq!(count, 1, "{table} after {done} migrations");
            }
        }
    }
}

/// Runs a statement of SQL on the file of a data folder; the first column of what comes.
pub async fn ask(data: &Path, sql: &str) -> Vec<String> {
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", data.join("fieldlore.db").display())).await.unwrap();
    let rows = sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_all(&pool).await.unwrap();
    pool.close().await;
    rows
}

/// Another program that writes to the file of a store and does not end: nothing else can be written until it is dropped.
pub async fn occupy(store: &Store) -> SqliteConnection {
    let mut other = raw(store.path()).await;
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
    other
}

/// Under whatever id an entry was confirmed: the last time is the one that counts, and comes last.
#[tokio::test]
async fn confirmations_come_in_the_order_of_time() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    let mut connection =
        SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(store.path())).await.unwrap();
    let rows = "INSERT INTO confirmation (person, entry, hash, verifies, at)
                VALUES ('jo', 'objection/z-old', '01', 1, 5), ('jo', 'objection/a-new', '02', 1, 9), ('jo', 'objection/z-old', '03', 1, 3)";
    sqlx::query(rows).execute(&mut connection).await.unwrap();
    let told: Vec<_> = store.confirmations().await.unwrap().into_iter().map(|one| (one.hash, one.at)).collect();
    assert_eq!(told, [("01".to_owned(), 5), ("02".to_owned(), 9)]);
}
