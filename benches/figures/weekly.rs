//! The weekly page and the gaps over a year of fifty people: 200,000 searches, 40,000 uses, 10,000 votes.

use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use crate::http::Client;
use crate::process::Server;

/// How often the page is asked for.
const ROUNDS: usize = 20;

/// Measures the playbook of this repository.
pub fn measure() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let data = tempfile::tempdir().expect("a folder");
    let server = Server::start(&content, data.path());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(fill(&data.path().join("fieldlore.db")));
    let mut client = Client::open(&server.address);
    assert!(client.get("/insights").contains("searches"), "the page counts what was filled in");
    println!("over 200,000 searches, 40,000 uses, 10,000 votes");
    for (name, address) in [("the weekly page", "/insights"), ("what was asked in vain", "/gaps")] {
        let mut times: Vec<f64> = (0..ROUNDS).map(|_| crate::timed(|| client.get(address))).collect();
        crate::figure(&format!("{name}, p50 ms (300 at most)"), crate::percentile(&mut times, 0.50));
        crate::figure(&format!("{name}, p95 ms"), crate::percentile(&mut times, 0.95));
    }
    println!();
    server.stop();
}

/// A row of each number from 0 on, spread over the last 365 days.
async fn fill(path: &Path) {
    let options = SqliteConnectOptions::new().filename(path);
    let mut connection = SqliteConnection::connect_with(&options).await.expect("the store");
    let numbers = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {})";
    let at = "(unixepoch() * 1000 - (i * 365.0 * 86400000 / {}))";
    for (count, insert) in [
        (
            200_000,
            "INSERT INTO search_episode (person, text, state, confident, results, nearest, entry, stage, started_at, ended_at)
             {numbers} SELECT 'p' || i % 50, 'question ' || i * 7919 % 3000,
             CASE WHEN i % 10 < 7 THEN 'answered' WHEN i % 10 = 7 THEN 'nothing_found' WHEN i % 10 = 8 THEN 'said_no' ELSE 'answered_on_page' END,
             1, 5, 'objection/price-above-budget', CASE WHEN i % 10 < 7 THEN 'objection/price-above-budget' END, 'discover',
             CAST({at} AS INTEGER), CAST({at} AS INTEGER) FROM n",
        ),
        (
            40_000,
            "INSERT INTO use_event (person, entry, answer, how, at) {numbers}
             SELECT 'p' || i % 50, CASE i % 3 WHEN 0 THEN 'objection/erp-already-has-scheduling' WHEN 1 THEN 'objection/price-above-budget'
             ELSE 'objection/excel-and-phone-work-fine' END, 'count-moves', 'copy', CAST({at} AS INTEGER) FROM n",
        ),
        (
            10_000,
            "INSERT INTO vote (person, entry, answer, occasion, value, at) {numbers}
             SELECT 'p' || i % 50, 'objection/erp-already-has-scheduling', CASE i % 2 WHEN 0 THEN 'count-moves' ELSE 'plan-and-day' END,
             'day:' || i, CASE WHEN i % 3 < 2 THEN 'worked' ELSE 'did_not' END, CAST({at} AS INTEGER) FROM n",
        ),
    ] {
        let (numbers, at) = (numbers.replace("{}", &count.to_string()), at.replace("{}", &count.to_string()));
        let sql = insert.replace("{numbers}", &numbers).replace("{at}", &at);
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.expect("rows");
    }
}
