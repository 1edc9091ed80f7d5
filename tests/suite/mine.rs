//! What the tool knows of one person: shown to that person alone, taken along, erased, and not kept for longer than said.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};

use crate::cli::{program, text};
use crate::folder::Folder;
use crate::site::{Answer, Site};
use crate::store::{ask, execute, open};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// A row of every table that names a person or a deal.
fn rows(person: &str, now: i64) -> String {
    let p = person;
    format!(
        "INSERT INTO person VALUES ('{p}', 'Name of {p}', {now}, {now});
         INSERT INTO session VALUES ('h-{p}', '{p}', '{{}}', 1, 1, 9);
         INSERT INTO use_event (person, entry, answer, how, deal, at) VALUES ('{p}', 'objection/a', 'one', 'copy', 'merrow', {now});
         INSERT INTO vote (person, entry, answer, occasion, deal, value, note, at) VALUES ('{p}', 'objection/a', 'one', 'deal:merrow', 'merrow', 'worked', 'words of {p}', {now});
         INSERT INTO vote_ask (person, entry, answer, occasion, deal, asked_at) VALUES ('{p}', 'objection/a', 'one', 'deal:merrow', 'merrow', {now});
         INSERT INTO reply (person, entry, text, at) VALUES ('{p}', 'objection/a', 'words of {p}', {now});
         INSERT INTO search_episode (person, text, state, confident, results, started_at, ended_at) VALUES ('{p}', 'words of {p}', 'said_no', 1, 1, {now}, {now});
         INSERT INTO search_query (episode, text, results, confident, at) SELECT MAX(id), 'words of {p}', 1, 1, {now} FROM search_episode;
         INSERT INTO ask (person, text, at) VALUES ('{p}', 'words of {p}', {now});
         INSERT INTO gap_decision (text, decision, person, at) VALUES ('gap', 'not_ours', '{p}', {now});
         INSERT INTO phrasing (entry, text, person, at) VALUES ('objection/a', 'phrase', '{p}', {now});
         INSERT INTO flag (person, entry, reason, at, closed_by, closed_at) VALUES ('{p}', 'objection/a', 'r', {now}, '{p}', {now});
         INSERT INTO confirmation (person, entry, hash, verifies, at) VALUES ('{p}', 'objection/a', '0', 0, {now});
         INSERT INTO practice_review (person, card, showing, grade, elapsed, interval, wording, day, at) VALUES ('{p}', 'objection/a', '{p}', 3, 0, 2, 'w', '2026-11-23', {now});
         INSERT INTO draft (person, path, begun, asked, text, note, at) VALUES ('{p}', 'objections/a.md', '', '', 'words of {p}', '', {now});
         INSERT INTO draft_picture (draft, name, bytes) SELECT MAX(id), 'a.png', x'00' FROM draft;
         INSERT INTO enrolment (person, path, started, at, touched_at, ended_at) VALUES ('{p}', 'onboarding_path/a', '2026-12-01', {now}, {now}, {now});
         INSERT INTO path_step (person, path, step, activity, words, how, signed_by, at) VALUES ('{p}', 'onboarding_path/a', 's', 'do', 'words of {p}', 'done', '{p}', {now});
         INSERT INTO path_ask (person, path, step, how, at) VALUES ('{p}', 'onboarding_path/a', 't', 'done', {now});
         INSERT INTO play_session (id, play, state, host, day, note, rubric, at) VALUES (hex(randomblob(16)), 'role_play/a', 'open', 'nobody', '2026-11-23', '', '', {now});
         INSERT INTO play_onlooker (session, person, at) SELECT id, '{p}', {now} FROM play_session WHERE rowid = last_insert_rowid();"
    )
}

async fn count(site: &Site, sql: &'static str) -> i64 {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(site.app.store.path());
    let mut connection = <sqlx::SqliteConnection as sqlx::Connection>::connect_with(&options).await.unwrap();
    sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap()
}

fn folder() -> Folder {
    let people = "people:\n  jonas:\n    name: Jonas Weber\n    active: true\n";
    let folder = Folder::with("people.yaml", people);
    let answer =
        "---\ntitle: A\nquestion: Why?\ncontributors: [jonas]\n---\n\n## Answer: One {#one}\n\n**Respond** So.\n";
    std::fs::create_dir_all(folder.path().join("objections")).unwrap();
    std::fs::write(folder.path().join("objections/a.md"), answer).unwrap();
    folder
}

/// The cookie of somebody who was here, and the id that is made of it.
async fn visitor(site: &Site) -> (String, String) {
    let cookie = site.get("/").await.header("set-cookie").split(';').next().unwrap().to_owned();
    let me = site.get_with("/me.json", &[("cookie", &cookie)]).await.json();
    (cookie, me["id"].as_str().unwrap().to_owned())
}

async fn post(site: &Site, path: &str, form: &'static str, cookie: &str) -> Answer {
    let request =
        Request::builder().method(Method::POST).uri(path).header("host", "localhost:4040").header("cookie", cookie);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    site.send(request.body(Body::from(form)).unwrap()).await
}

#[tokio::test]
async fn each_sees_what_is_recorded_about_them_and_nobody_elses() {
    let folder = folder();
    let site = Site::new(folder.path());
    let (cookie, id) = visitor(&site).await;
    execute(site.app.store.path(), &(rows(&id, site.app.now()) + &rows("other", site.app.now()))).await;
    let page = site.get_with("/me", &[("cookie", &cookie)]).await.body;
    for words in [
        "came",
        "signed in",
        "used",
        "voted",
        "will be asked",
        "said something else",
        "searched",
        "typed",
        "asked the team",
        "decided about a gap",
        "found by",
        "flagged",
        "still right",
        "practised",
        "is writing",
        "keeps a picture for",
        "is on a path",
        "closed a step",
        "wants a step signed",
        "looks on",
    ] {
        assert!(page.contains(&format!("<strong>{words}")) || page.contains(words), "{words}");
    }
    assert!(page.contains(&format!("words of {id}")) && !page.contains("words of other"));
    let taken = site.get_with("/me.json", &[("cookie", &cookie)]).await;
    assert_eq!(taken.json()["recorded"].as_array().unwrap().len(), 21);
    assert!(!taken.body.contains("other"));
    let (another, _) = visitor(&site).await;
    assert!(!site.get_with("/me", &[("cookie", &another)]).await.body.contains("words of"));
}

#[tokio::test]
async fn what_is_erased_names_nobody_and_votes_stay() {
    let folder = folder();
    let site = Site::new(folder.path());
    let (cookie, id) = visitor(&site).await;
    execute(site.app.store.path(), &(rows(&id, site.app.now()) + &rows("other", site.app.now()))).await;
    let unsure = post(&site, "/me/erase", "", &cookie).await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsure.body.contains("tick the box first"));
    assert_eq!(site.app.store.recorded(&id).await.unwrap().len(), 21);
    assert_eq!(post(&site, "/me/erase", "sure=yes", &cookie).await.status, StatusCode::SEE_OTHER);
    assert!(site.app.store.recorded(&id).await.unwrap().is_empty());
    assert_eq!(site.app.store.recorded("other").await.unwrap().len(), 21);
    assert_eq!(count(&site, "SELECT COUNT(*) FROM vote WHERE value = 'worked'").await, 2);
    // No word that the person wrote is left anywhere in the file.
    let bytes = {
        open(site.app.store.path().parent().unwrap()).copy_to(&folder.path().join("copy.db")).await.unwrap();
        std::fs::read(folder.path().join("copy.db")).unwrap()
    };
    let holds = |words: &str| bytes.windows(words.len()).any(|part| part == words.as_bytes());
    assert!(holds("words of other") && !holds(&id), "the file still holds {id}");
}

#[tokio::test]
async fn mine_tells_what_it_did_and_what_one_gave() {
    let folder = folder();
    let site = Site::new(folder.path());
    let (cookie, id) = visitor(&site).await;
    let (now, old) = (site.app.now(), site.app.now() - 3 * DAY);
    let vain = format!("UPDATE search_episode SET ended_at = {old} WHERE person = '{id}';");
    execute(site.app.store.path(), &(rows(&id, now) + &vain + &rows("other", now))).await;
    let page = site.get_with("/mine", &[("cookie", &cookie)]).await.body;
    assert!(
        page.contains("You used answers 1 time, of 1 entry.") && page.contains("3 days since a search of yours"),
        "{page}"
    );
    assert!(page.contains("Only you see this page"));
}

#[tokio::test]
async fn what_one_gave_is_counted_without_ones_own_votes() {
    let folder = folder();
    let site = Site::new(folder.path());
    let now = site.app.now();
    let sql: String = ["x", "y", "jonas"].map(|person| rows(person, now)).concat();
    execute(site.app.store.path(), &sql).await;
    let jonas = fieldlore::model::person::Viewer { id: "jonas".to_owned(), ..Default::default() };
    let catalog = site.app.catalog();
    let mine = fieldlore::insights::mine::Mine::read(&site.app.store, &catalog, &jonas, now).await.unwrap();
    let helped = mine.helped(&catalog, &jonas);
    assert_eq!((helped.answers(), helped.colleagues(), helped.conversations()), (1, 2, 2));
}

#[tokio::test]
async fn people_are_dropped_when_their_time_is_over_and_counts_stay() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    let now = 1_795_000_000_000;
    let sql = rows("old", now - 366 * DAY)
        + &rows("young", now - 80 * DAY)
        + "UPDATE flag SET closed_at = NULL, closed_by = NULL WHERE person = 'young';";
    execute(store.path(), &sql).await;
    let forgotten = "of old a use, an ask, a flag, a confirmation, a phrasing, a draft, what it practised, a path with a step and \
                     an ask, a role play that was never scored, and of a search its person, its words, what was typed and its row; of young who searched";
    assert_eq!(store.retain(now).await.unwrap(), 16, "{forgotten}");
    let kinds =
        |records: Vec<fieldlore::store::Record>| records.into_iter().map(|record| record.what).collect::<Vec<_>>();
    let old = kinds(store.recorded("old").await.unwrap());
    assert!(
        !old.iter()
            .any(|what| ["used", "will be asked how it went", "flagged", "said it is still right"]
                .contains(&what.as_str())),
        "{old:?}"
    );
    assert!(old.iter().any(|what| what == "voted"));
    assert_eq!(store.recorded("young").await.unwrap().len(), 19);
    assert_eq!(store.retain(now).await.unwrap(), 0);
}

/// No page, table or address lists people by what they did.
#[tokio::test]
async fn nothing_lists_people_by_what_they_did() {
    let folder = folder();
    let site = Site::new(folder.path());
    let now = site.app.now();
    execute(site.app.store.path(), &["x", "y", "z", "w"].map(|person| rows(&format!("person-{person}"), now)).concat())
        .await;
    for path in [
        "/",
        "/insights",
        "/insights.md",
        "/insights.csv",
        "/mine",
        "/me",
        "/me.json",
        "/health",
        "/metrics",
        "/content-health",
        "/objection/a",
        "/trust/objection/a",
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(!answer.body.contains("person-x") && !answer.body.contains("Name of"), "{path}");
    }
    for path in
        ["/people", "/users", "/leaderboard", "/insights/people", "/api/v1/people", "/mine/person-x", "/me/person-x"]
    {
        assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn health_reads_the_store_and_counts_are_by_route() {
    let folder = folder();
    let site = Site::new(folder.path());
    let health = site.get("/health").await;
    assert_eq!((health.status, &health.json()["store"]["state"]), (StatusCode::OK, &"ok".into()));
    site.get("/objection/a").await;
    let counts = site.get("/metrics").await;
    assert!(counts.header("content-type").starts_with("text/plain"));
    assert!(
        counts.body.contains("fieldlore_requests_total{route=\"/{kind}/{*slug}\",method=\"GET\",status=\"200\"}"),
        "{}",
        counts.body
    );
    assert!(
        counts.body.contains("fieldlore_request_seconds_bucket")
            && counts.body.contains("fieldlore_entries{kind=\"objection\"} 1")
    );
    assert!(!counts.body.contains("objection/a"));
}

#[tokio::test]
async fn health_fails_where_the_store_does_not_answer_and_pages_go_on() {
    let folder = folder();
    let site = Site::new(folder.path());
    execute(site.app.store.path(), "DROP TABLE session; DROP TABLE person").await;
    let health = site.get("/health").await;
    assert_eq!(health.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!((&health.json()["store"]["state"], &health.json()["status"]), (&"failed".into(), &"failed".into()));
    assert_eq!(site.get("/objection/a").await.status, StatusCode::OK);
    assert_eq!(site.get("/me").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[test]
fn backup_export_and_erase_work_beside_a_server() {
    let folder = Folder::with("content/a.md", "# A\n");
    let data = folder.path().join("data");
    std::fs::create_dir_all(&data).unwrap();
    // Held open, as a server does.
    let store = open(&data);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(execute(store.path(), &(rows("p", 1_700_000_000_000) + "UPDATE vote SET note = '=1+1'")));
    let run = |arguments: &[&str]| program().args(arguments).current_dir(folder.path()).output().unwrap();
    let backup = run(&["backup", "copy.db"]);
    assert_eq!(backup.status.code(), Some(0), "{}", text(&backup.stderr));
    let again = run(&["backup", "copy.db"]);
    assert!(again.status.code() == Some(2) && text(&again.stderr).contains("left alone"));
    assert_eq!(
        std::fs::read_dir(&data)
            .unwrap()
            .flatten()
            .filter(|item| item.file_name().to_string_lossy().contains("partial"))
            .count(),
        0
    );
    let votes = text(&run(&["export", "votes"]).stdout);
    assert_eq!(
        votes,
        "day,entry,answer,value,said_by,deal,stage,persona,note\n2023-11-14,objection/a,one,worked,rep,merrow,,,'=1+1\n"
    );
    let gaps: serde_json::Value = serde_json::from_slice(&run(&["export", "gaps", "--format", "json"]).stdout).unwrap();
    assert_eq!((&gaps[0]["text"], &gaps[0]["people"]), (&"words of p".into(), &1.into()));
    assert!(text(&run(&["export", "uses"]).stdout).contains("2023-11-14,objection/a,one,copy,merrow"));
    let deal = run(&["erase", "deal", "merrow"]);
    assert_eq!(deal.status.code(), Some(0), "{}", text(&deal.stderr));
    assert!(!text(&run(&["export", "votes"]).stdout).contains("merrow"));
    assert_eq!(run(&["erase", "person", "p"]).status.code(), Some(0));
    let nobody = run(&["erase", "person", "p"]);
    assert!(nobody.status.code() == Some(1) && text(&nobody.stderr).contains("nothing is recorded"));
    // The backup still has everything, and serves as a store.
    let restored = folder.path().join("restored");
    std::fs::create_dir_all(&restored).unwrap();
    std::fs::rename(folder.path().join("copy.db"), restored.join("fieldlore.db")).unwrap();
    assert_eq!(runtime.block_on(open(&restored).recorded("p")).unwrap().len(), 21);
    let missing = run(&["backup", "x.db", "--data", "nowhere"]);
    assert!(missing.status.code() == Some(2) && text(&missing.stderr).contains("--data"));
}

/// Rows of nobody cannot be told apart: of what counts as one use, one row stays.
#[tokio::test]
async fn who_is_erased_or_forgotten_used_an_answer_once_on_each_occasion() {
    let folder = folder();
    let site = Site::new(folder.path());
    let (cookie, id) = visitor(&site).await;
    let used = |person: &str, how: &str, at: i64| {
        format!(
            "INSERT INTO use_event (person, entry, answer, how, occasion, at)
             VALUES ('{person}', 'objection/a', 'one', '{how}', 'day:2026-11-20', {at});"
        )
    };
    let (now, old) = (site.app.now(), site.app.now() - 366 * DAY);
    let rows = [used(&id, "copy", now), used(&id, "used", now), used("old", "copy", old), used("old", "used", old)];
    execute(site.app.store.path(), &rows.concat()).await;
    site.app.outcomes.refresh_all().await;
    let uses = || async { site.get("/api/v1/votes?answer=objection/a%23one").await.json()["uses"].clone() };
    assert_eq!(uses().await, 2);
    assert_eq!(post(&site, "/me/erase", "sure=yes", &cookie).await.status, StatusCode::SEE_OTHER);
    site.app.store.retain(now).await.unwrap();
    site.app.outcomes.refresh_all().await;
    assert_eq!(uses().await, 2);
    assert_eq!(count(&site, "SELECT COUNT(*) FROM use_event WHERE person IS NULL").await, 2);
}

#[tokio::test]
async fn an_erased_deal_is_named_nowhere_and_its_votes_stay_apart() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    let vote = |person: &str, occasion: &str, deal: &str| {
        format!(
            "INSERT INTO vote (person, entry, answer, occasion, deal, value, at)
             VALUES ('{person}', 'objection/a', 'one', '{occasion}', {deal}, 'worked', 1);"
        )
    };
    // A row that lost the name of its deal is still known by its occasion.
    let rows = [
        vote("x", "deal:merrow", "'merrow'"),
        vote("y", "deal:merrow", "NULL"),
        vote("x", "deal:other", "'other'"),
        "INSERT INTO use_event (person, entry, how, occasion, at) VALUES ('x', 'objection/a', 'copy', 'deal:merrow', 1);"
            .to_owned(),
    ];
    execute(store.path(), &rows.concat()).await;
    store.erase_deal("merrow").await.unwrap();
    store.copy_to(&data.path().join("copy.db")).await.unwrap();
    let bytes = std::fs::read(data.path().join("copy.db")).unwrap();
    let holds = |words: &str| bytes.windows(words.len()).any(|part| part == words.as_bytes());
    assert!(!holds("merrow") && holds("deal:other"));
    let occasions = ask(data.path(), "SELECT DISTINCT occasion FROM vote ORDER BY occasion").await;
    assert_eq!(occasions.len(), 2, "{occasions:?}");
}

#[tokio::test]
async fn an_erased_person_leaves_no_word_in_the_files() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    let rows = [
        "INSERT INTO vote (person, entry, answer, occasion, deal, value, note, at)
         VALUES ('jo.lost', 'objection/a', 'one', 'deal:merrow', 'merrow', 'worked', 'a-note-of-jo', 1);",
        "INSERT INTO vote (person, entry, answer, occasion, deal, value, at)
         VALUES ('jo.lost', 'objection/a', 'one', 'deal:haldane', 'haldane', 'worked', 1);",
        "INSERT INTO use_event (person, entry, how, occasion, deal, at)
         VALUES ('jo.lost', 'objection/a', 'copy', 'deal:merrow', 'merrow', 1);",
        "INSERT INTO ask (person, text, at) VALUES ('jo.lost', 'Words of jo alone', 1), ('jo.lost', 'Words of both', 1),
         ('max.kept', 'words of both', 1);",
        "INSERT INTO gap_decision (text, decision, person, at)
         VALUES ('words of jo alone', 'not_ours', 'max.kept', 2), ('words of both', 'not_ours', 'max.kept', 2);",
    ];
    execute(store.path(), &rows.concat()).await;
    store.erase_person("jo.lost").await.unwrap();
    for file in ["fieldlore.db", "fieldlore.db-wal"] {
        let bytes = std::fs::read(data.path().join(file)).unwrap().to_ascii_lowercase();
        let holds = |words: &str| bytes.windows(words.len()).any(|part| part == words.as_bytes());
        for words in ["merrow", "haldane", "jo.lost", "a-note-of-jo", "words of jo alone"] {
            assert!(!holds(words), "{words} in {file}");
        }
    }
    let decided = ask(data.path(), "SELECT text FROM gap_decision").await;
    assert_eq!(decided, ["words of both"], "what others asked too stays decided");
    assert_eq!(ask(data.path(), "SELECT DISTINCT occasion FROM vote").await.len(), 2, "two deals are still two");
}

#[tokio::test]
async fn one_use_noted_in_three_ways_is_told_as_one() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    let row = |how: &str, occasion: &str, at: i64| {
        format!(
            "INSERT INTO use_event (person, entry, answer, how, occasion, at)
             VALUES ('jo', 'objection/a', 'one', '{how}', '{occasion}', {at});"
        )
    };
    let day = |how, at| row(how, "day:2026-11-23", at);
    execute(
        store.path(),
        &[day("copy", 5), day("used", 6), day("dwell", 7), row("copy", "day:2026-11-24", 8)].concat(),
    )
    .await;
    assert_eq!(store.my_use("jo", 0).await.unwrap().uses, 2);
    let unsaid = "INSERT INTO vote (person, entry, answer, occasion, value, at)
                  VALUES ('jo', 'objection/a', 'one', 'day:2026-11-24', 'not_said', 9);";
    execute(store.path(), unsaid).await;
    assert_eq!(store.my_use("jo", 0).await.unwrap().uses, 1);
}
