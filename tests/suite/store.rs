//! The store: real SQLite files, opened, refused, written and read.

use std::path::Path;
use std::sync::LazyLock;
use std::sync::mpsc::channel;

use fieldlore::store::{Error, Store};
use tokio::runtime::{Builder, Runtime};

/// Where the writers of all stores live, whatever test asked for them.
static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap());

/// Opens the store of a data folder, from a test that may be async itself.
pub fn open(data: &Path) -> Store {
    try_open(&data.join("fieldlore.db")).unwrap()
}

fn try_open(path: &Path) -> Result<Store, Error> {
    let (told, opened) = channel();
    let path = path.to_owned();
    RUNTIME.spawn(async move { told.send(Store::open(&path).await) });
    opened.recv().unwrap()
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

/// Runs a statement of SQL on the file of a data folder; the first column of what comes.
pub async fn run(data: &Path, sql: &str) -> Vec<String> {
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", data.join("fieldlore.db").display())).await.unwrap();
    let rows = sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).fetch_all(&pool).await.unwrap();
    pool.close().await;
    rows
}

/// Another program that writes to the file of a store and does not end: nothing else can be written until it is dropped.
pub async fn occupy(store: &Store) -> sqlx::SqliteConnection {
    use sqlx::{Connection, Executor};
    let address = format!("sqlite://{}", store.path().display());
    let mut other = sqlx::SqliteConnection::connect(&address).await.unwrap();
    other.execute("BEGIN IMMEDIATE").await.unwrap();
    other
}
