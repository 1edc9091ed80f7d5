//! Votes that are acknowledged, and the entry page of somebody who was here before, each beside the least that does it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::routing::get;
use fieldlore::web;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, SqliteConnection};
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

use crate::http::Client;
use crate::page::{PAGE, is_there, rate_with};
use crate::process::Server;

const CONNECTIONS: u32 = 64;
const SECONDS: u64 = 5;
const ROUNDS: usize = 3;
/// Answers of the sample playbook that are voted on.
const ANSWERS: [&str; 4] = [
    "objection/erp-already-has-scheduling#count-moves",
    "objection/erp-already-has-scheduling#plan-and-day",
    "objection/build-it-in-house#third-year",
    "objection/build-it-in-house#your-part",
];

/// Measures the playbook of this repository.
pub fn measure() {
    println!("votes, and the entry page of somebody who was here before");
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(votes());
        floors.push(bare_votes());
    }
    let middle = |rates: &mut Vec<f64>| crate::percentile(rates, 0.5);
    crate::row("acknowledged votes/s, beside bare commits of 64", middle(&mut ours), middle(&mut floors));
    if !is_there("wrk") {
        println!("  skipped: requests/s need wrk, which is not on this machine\n");
        return;
    }
    pages();
}

fn content() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content")
}

/// Votes a second of so many connections, each vote by somebody else.
fn votes() -> f64 {
    let data = tempfile::tempdir().expect("a folder");
    let server = Server::start(&content(), data.path());
    let next = Arc::new(AtomicU32::new(0));
    let started = Instant::now();
    let clients: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (mut client, next) = (Client::open(&server.address), next.clone());
            std::thread::spawn(move || {
                while started.elapsed() < Duration::from_secs(SECONDS) {
                    let person = next.fetch_add(1, Ordering::Relaxed);
                    let answer = ANSWERS[person as usize % ANSWERS.len()];
                    let vote = format!("{{\"answer\":\"{answer}\",\"value\":\"worked\"}}");
                    let cookie = format!("fieldlore_person={person:032x}");
                    let status = client.post("/api/v1/votes", &cookie, &vote);
                    assert_eq!(status, 201, "a vote is taken");
                }
            })
        })
        .collect();
    clients.into_iter().for_each(|client| client.join().expect("every vote is acknowledged"));
    f64::from(next.load(Ordering::Relaxed)) / started.elapsed().as_secs_f64()
}

fn options(folder: &Path) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new().filename(folder.join("bare.db")).create_if_missing(true);
    options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full)
}

/// Rows a second of a loop that writes 64 at a time, as safely.
fn bare_votes() -> f64 {
    let folder = tempfile::tempdir().expect("a folder");
    Runtime::new().expect("a runtime").block_on(async {
        let mut connection = SqliteConnection::connect_with(&options(folder.path())).await.expect("a database");
        let table = "CREATE TABLE vote (person TEXT, answer TEXT, value TEXT, at BIGINT, UNIQUE (person, answer))";
        sqlx::query(table).execute(&mut connection).await.expect("a table");
        let (started, mut rows) = (Instant::now(), 0_i64);
        while started.elapsed() < Duration::from_secs(SECONDS) {
            let mut batch = connection.begin().await.expect("a transaction");
            for _ in 0..CONNECTIONS {
                rows += 1;
                let vote = sqlx::query("INSERT INTO vote VALUES ($1, $2, 'worked', $3)");
                let vote = vote.bind(format!("{rows:032x}")).bind(ANSWERS[0]).bind(rows);
                vote.execute(&mut *batch).await.expect("a row");
            }
            batch.commit().await.expect("a commit");
        }
        rows as f64 / started.elapsed().as_secs_f64()
    })
}

/// The entry page of somebody with a use that is asked about, beside two reads of SQLite behind bare axum.
fn pages() {
    let data = tempfile::tempdir().expect("a folder");
    let server = Server::start(&content(), data.path());
    let cookie = format!("fieldlore_person={:032x}", 1);
    let used = format!("{{\"answer\":\"{}\",\"how\":\"used\"}}", ANSWERS[0]);
    assert_eq!(Client::open(&server.address).post("/api/v1/uses", &cookie, &used), 201);
    let folder = tempfile::tempdir().expect("a folder");
    let runtime = Runtime::new().expect("a runtime");
    let bare = runtime.block_on(bare_page(folder.path()));
    let ours = format!("http://{}{PAGE}", server.address);
    for (name, cookie) in [("with a use", cookie), ("without any", format!("fieldlore_person={:032x}", 2))] {
        let (mut our_rates, mut their_rates) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            our_rates.push(rate_with(&ours, "identity", 5, &format!("Cookie: {cookie}")));
            their_rates.push(rate_with(&bare, "identity", 5, &format!("Cookie: {cookie}")));
        }
        let name = format!("entry page/s, a returning viewer {name}");
        crate::row(&name, crate::percentile(&mut our_rates, 0.5), crate::percentile(&mut their_rates, 0.5));
    }
    println!();
}

/// A page that is nothing but two reads; where it is.
async fn bare_page(folder: &Path) -> String {
    let pool = SqlitePoolOptions::new().max_connections(4).connect_with(options(folder)).await.expect("a database");
    sqlx::query("CREATE TABLE ask (person TEXT PRIMARY KEY, text TEXT)").execute(&pool).await.expect("a table");
    sqlx::query("INSERT INTO ask VALUES ('1', 'x')").execute(&pool).await.expect("a row");
    let router = axum::Router::new().route("/", get(two_reads)).with_state(pool);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(web::serve(listener, router, CancellationToken::new(), web::HEAD_PATIENCE));
    format!("http://{address}/")
}

async fn two_reads(State(pool): State<SqlitePool>) -> String {
    let mut page = String::new();
    for _ in 0..2 {
        let text: Option<String> = sqlx::query_scalar("SELECT text FROM ask WHERE person = $1")
            .bind("1")
            .fetch_optional(&pool)
            .await
            .expect("a read");
        page.push_str(&text.unwrap_or_default());
    }
    page
}
