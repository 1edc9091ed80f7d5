//! How far entries can be relied on: dates, what makes them due at once, flags, and what ends each.

use std::path::Path;
use std::sync::Arc;

use axum::Form;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Method, Request, StatusCode};
use fieldlore::insights::{signals, trust};
use fieldlore::model::entry::Trust;
use fieldlore::model::person::Viewer;
use fieldlore::web::error::Error;
use fieldlore::web::identity::Asker;
use fieldlore::web::pages::{flag, insights, verified};
use jiff::civil::date;

use crate::site::{Answer, Site};

const PEOPLE: &str = "people:\n  ada:\n    name: Ada Alder\n    active: true\n  gone:\n    name: Gus Gone\n    active: false\n  \
                      kim:\n    name: Kim Keeper\n    roles: [member, {steward: [objection]}]\n    active: true\n";

/// A tough question: its fields beside the usual ones, and its body.
fn question(fields: &str, body: &str) -> String {
    format!("---\ntitle: T\nquestion: Why?\nquick_response: Because.\n{fields}\n---\n\n{body}\n")
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in [("people.yaml", PEOPLE)].iter().chain(files) {
        let full = folder.path().join(path);
        std::fs::create_dir_all(full.parent().unwrap()).unwrap();
        std::fs::write(full, text).unwrap();
    }
    folder
}

fn standing(site: &Site, id: &str) -> trust::Standing {
    let catalog = site.app.catalog();
    let page = catalog.page(id).unwrap_or_else(|| panic!("no {id}"));
    trust::standing(&catalog, page.entry(), site.app.clock.today())
}

async fn post(site: &Site, path: &str, form: &str) -> Answer {
    let request = Request::builder().method(Method::POST).uri(path).header("host", "localhost:4040");
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    site.send(request.body(Body::from(form.to_owned())).unwrap()).await
}

async fn refresh(site: &Site) {
    signals::refresh(&site.app.store, &site.app.live, site.app.now()).await.unwrap();
}

#[tokio::test]
async fn dates_owners_ends_claims_and_words_make_an_entry_due() {
    // The day is 23 November 2026.
    let cases = [
        ("fresh", "owner: ada\nlast_verified: 2026-10-12", "", Trust::Verified(date(2026, 10, 12)), None),
        ("late", "owner: ada\nlast_verified: 2026-08-20", "", Trust::ReviewDue(date(2026, 11, 18)), None),
        ("old", "owner: ada\nlast_verified: 2026-08-01", "", Trust::Unverified, None),
        ("never", "owner: ada", "", Trust::Unverified, None),
        ("left", "owner: gone\nlast_verified: 2026-11-01", "", Trust::Unverified, Some(trust::Reason::OwnerGone)),
        (
            "ends",
            "owner: ada\nlast_verified: 2026-11-01\nexpires: 2026-11-28",
            "",
            Trust::ReviewDue(date(2026, 11, 21)),
            Some(trust::Reason::Expires(date(2026, 11, 28))),
        ),
        (
            "ages",
            "owner: ada\nlast_verified: 2026-09-10",
            "The ETA is May.",
            Trust::ReviewDue(date(2026, 11, 9)),
            Some(trust::Reason::Ages),
        ),
        (
            "young",
            "owner: ada\nlast_verified: 2026-10-10",
            "The ETA is May.",
            Trust::Verified(date(2026, 10, 10)),
            None,
        ),
        (
            "proved",
            "owner: ada\nlast_verified: 2026-10-12\nproof: [proof_point/p]",
            "",
            Trust::ReviewDue(date(2026, 11, 1)),
            Some(trust::Reason::ProofEnded("proof_point/p".to_owned())),
        ),
        (
            "seen",
            "owner: ada\nlast_verified: 2026-11-02\nproof: [proof_point/p]",
            "",
            Trust::Verified(date(2026, 11, 2)),
            None,
        ),
        (
            "against",
            "owner: ada\nlast_verified: 2026-10-12\ncompetitors: [corvane]",
            "",
            Trust::ReviewDue(date(2026, 10, 20)),
            Some(trust::Reason::NewerClaims("battlecard/c".to_owned())),
        ),
    ];
    let mut files: Vec<(String, String)> = cases
        .iter()
        .map(|(name, fields, body, ..)| (format!("objections/{name}.md"), question(fields, body)))
        .collect();
    files.push((
        "proof/p.md".into(),
        "---\ntitle: P\nuse_permission: public\npermission_expires: 2026-11-01\n---\n".into(),
    ));
    files.push((
        "battlecards/c.md".into(),
        "---\ntitle: C\ncompetitor: corvane\nclaims:\n  - claim: New\n    as_of: 2026-10-20\n---\n".into(),
    ));
    let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let folder = folder(&files);
    let site = Site::new(folder.path());
    for (name, _, _, trust, reason) in cases {
        let found = standing(&site, &format!("objection/{name}"));
        assert_eq!((found.trust, found.reason), (trust, reason), "{name}");
    }
    let page = site.get("/objection/left").await;
    assert!(page.body.contains("its owner is no longer here"), "{}", page.body);
    assert!(site.get("/trust/objection/left").await.body.contains("It falls to Kim Keeper"));
}

#[tokio::test]
async fn entries_that_came_together_do_not_fall_due_together() {
    let text = question("owner: ada\nlast_verified: 2026-09-01", "");
    let alone = question("owner: ada\nlast_verified: 2026-09-02", "");
    let names: Vec<String> = (0..60).map(|number| format!("objections/imported-{number}.md")).collect();
    let mut files: Vec<_> = names.iter().map(|name| (name.as_str(), text.as_str())).collect();
    files.push(("objections/alone.md", &alone));
    let folder = folder(&files);
    let site = Site::new(folder.path());
    assert_eq!(standing(&site, "objection/alone").due, Some(date(2026, 12, 1)));
    let due: Vec<_> = (0..60).map(|n| standing(&site, &format!("objection/imported-{n}")).due.unwrap()).collect();
    // Due on 30 November by the rule; 9 days is a tenth of 90.
    assert!(due.iter().all(|day| (date(2026, 11, 21)..=date(2026, 12, 9)).contains(day)), "{due:?}");
    let mut days = due.clone();
    days.sort();
    days.dedup();
    assert!(days.len() > 12, "{days:?}");
    let most = days.iter().map(|day| due.iter().filter(|other| *other == day).count()).max().unwrap();
    assert!(most < 12, "{most} on one day");
}

#[tokio::test]
async fn a_flag_makes_due_until_it_is_closed_with_what_was_done() {
    let text = question("owner: ada\nlast_verified: 2026-10-12", "## Answer: One {#one}\n\n**Respond** So.");
    let folder = folder(&[("objections/a.md", &text)]);
    let site = Site::new(folder.path());
    let sent = post(&site, "/flags", "entry=objection/a&answer=one&reason=It+is+%3Cb%3Ebundled%3C/b%3E+now").await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, "/trust/objection/a"));
    assert_eq!(standing(&site, "objection/a").trust, Trust::ReviewDue(date(2026, 11, 23)));
    let page = site.get("/objection/a").await.body;
    assert!(page.contains("It is &lt;b&gt;bundled") && page.contains("a reader says something is wrong"));
    let flags = site.app.store.open_flags().await.unwrap();
    assert_eq!((flags.len(), flags[0].answer.as_deref()), (1, Some("one")));
    let close = format!("/flags/{}/close", flags[0].id);
    let empty = post(&site, &close, "outcome=+").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("A word is needed"));
    assert_eq!(post(&site, &close, "outcome=Rewritten").await.status, StatusCode::SEE_OTHER);
    assert_eq!(standing(&site, "objection/a").trust, Trust::Verified(date(2026, 10, 12)));
    let closed = site.app.store.flag_by_id(flags[0].id).await.unwrap().unwrap();
    assert_eq!(closed.outcome.as_deref(), Some("Rewritten"));
    // Twice is no harm; a flag on nothing is a refusal.
    assert_eq!(post(&site, &close, "outcome=Again").await.status, StatusCode::SEE_OTHER);
    for (path, form) in
        [("/flags", "entry=objection/none&reason=x"), ("/flags/999/close", "outcome=x"), ("/still-right", "entry=x")]
    {
        assert_eq!(post(&site, path, form).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(post(&site, "/flags", "reason=x").await.status, StatusCode::BAD_REQUEST);
    let long = format!("entry=objection/a&reason={}", "x".repeat(501));
    let answer = post(&site, "/flags", &long).await;
    assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains(&"x".repeat(501)));
}

#[tokio::test]
async fn who_may_not_verify_closes_nothing_and_confirms_as_a_reader() {
    let folder =
        folder(&[("objections/a.md", &question("owner: ada\ncontributors: [jonas]\nlast_verified: 2026-10-12", ""))]);
    let site = Site::new(folder.path());
    let asker = |id: &str| Asker(Arc::new(Viewer { id: id.to_owned(), ..Viewer::default() }));
    site.app.store.flag("p", "objection/a", None, "wrong", 5).await.unwrap();
    let id = site.app.store.open_flags().await.unwrap()[0].id;
    let done = || Ok(Form(serde_json::from_str::<flag::Done>(r#"{"outcome": "x"}"#).unwrap()));
    let closed = flag::close(State(site.app.clone()), asker("kim-not"), axum::extract::Path(id), done()).await;
    assert_eq!(closed.unwrap_err(), Error::Forbidden);
    let path = axum::extract::Path(("objection".to_owned(), "a".to_owned()));
    assert_eq!(verified::verified(State(site.app.clone()), asker("p"), path).await.unwrap_err(), Error::Forbidden);
    assert_eq!(insights::insights(State(site.app.clone()), asker("p")).await.unwrap_err(), Error::Forbidden);
    let right = || Ok(Form(serde_json::from_str::<flag::Right>(r#"{"entry": "objection/a"}"#).unwrap()));
    // Of a contributor it counts for nothing, of a reader as a word, of the owner as a verification.
    for (person, verifies) in [("jonas", vec![]), ("p", vec![false]), ("ada", vec![false, true])] {
        flag::still_right(State(site.app.clone()), asker(person), right()).await.unwrap();
        let noted = site.app.store.confirmations().await.unwrap();
        assert_eq!(noted.iter().map(|known| known.verifies).collect::<Vec<_>>(), verifies, "{person}");
    }
}

#[tokio::test]
async fn the_same_flag_pressed_twice_is_one() {
    let folder = folder(&[("objections/a.md", &question("owner: ada", ""))]);
    let site = Site::new(folder.path());
    for _ in 0..2 {
        site.app.store.flag("p", "objection/a", None, "wrong", 5).await.unwrap();
    }
    site.app.store.flag("q", "objection/a", None, "wrong", 6).await.unwrap();
    assert_eq!(site.app.store.open_flags().await.unwrap().len(), 2);
}

#[tokio::test]
async fn still_right_counts_at_once_for_this_text_and_gives_the_line_for_the_file() {
    let text = question("owner: ada\nlast_verified: 2026-08-01", "");
    let folder = folder(&[("objections/a.md", &text)]);
    let site = Site::new(folder.path());
    assert_eq!(standing(&site, "objection/a").trust, Trust::Unverified);
    let sent = post(&site, "/still-right", "entry=objection/a").await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, "/trust/objection/a"));
    assert_eq!(standing(&site, "objection/a").trust, Trust::Verified(date(2026, 11, 23)));
    assert!(site.get("/trust/objection/a").await.body.contains("last_verified: 2026-11-23"));
    let file = site.get("/verified/objection/a").await;
    assert_eq!(file.body, text.replace("2026-08-01", "2026-11-23"));
    assert!(file.header("content-disposition").contains("a.md"));
    // Another text was never confirmed.
    let mut revisions = site.app.live.revisions();
    let path = folder.path().join("objections/a.md");
    std::fs::write(&path, text.replace("Because.", "Otherwise.")).unwrap();
    while standing(&site, "objection/a").trust != Trust::Unverified {
        let next = tokio::time::timeout(std::time::Duration::from_secs(15), revisions.changed());
        next.await.expect("the change is seen").unwrap();
    }
}

#[tokio::test]
async fn a_reader_delays_the_review_once_by_half_an_interval() {
    let folder = folder(&[("objections/a.md", &question("owner: ada\nlast_verified: 2026-10-12", ""))]);
    let site = Site::new(folder.path());
    let due = standing(&site, "objection/a").due;
    assert_eq!(due, Some(date(2027, 1, 10)));
    let hash = signals::stored_hash(site.app.catalog().page("objection/a").unwrap().entry().hash);
    for at in [site.app.now() - 1000, site.app.now()] {
        let entry = "objection/a".to_owned();
        let of = fieldlore::store::Confirmation { entry, hash: hash.clone(), verifies: false, at };
        site.app.store.confirm("someone", of).await.unwrap();
        refresh(&site).await;
        // 45 days later, however often it is said.
        assert_eq!(standing(&site, "objection/a").due, Some(date(2027, 2, 24)));
    }
}

#[tokio::test]
async fn an_answer_that_loses_makes_its_entry_due_until_it_is_verified_again() {
    let body = "## Answer: One {#one}\n\n**Respond** So.";
    let folder = folder(&[("objections/a.md", &question("owner: ada\nlast_verified: 2026-10-12", body))]);
    let site = Site::new(folder.path());
    // 1 of 5 worked: it loses. Cast on 20 November.
    let at = "2026-11-20T10:00:00Z".parse::<jiff::Timestamp>().unwrap().as_millisecond();
    let rows: Vec<_> = (0..5)
        .map(|n| {
            format!("('p{n}', 'objection/a', 'one', 'day:x', '{}', {at})", if n == 0 { "worked" } else { "did_not" })
        })
        .collect();
    let sql = format!("INSERT INTO vote (person, entry, answer, occasion, value, at) VALUES {}", rows.join(", "));
    crate::store::execute(site.app.store.path(), &sql).await;
    refresh(&site).await;
    let found = standing(&site, "objection/a");
    assert_eq!(found.trust, Trust::ReviewDue(date(2026, 11, 20)));
    assert_eq!(found.reason, Some(trust::Reason::Losing("one".to_owned())));
    assert!(site.get("/objection/a").await.body.contains("“One” loses more than it wins?"));
    post(&site, "/still-right", "entry=objection/a").await;
    assert_eq!(standing(&site, "objection/a").trust, Trust::Verified(date(2026, 11, 23)));
}

#[tokio::test]
async fn what_nobody_answers_for_is_offered_to_whoever_looks_after_it() {
    let folder = folder(&[("objections/a.md", &question("owner: gone\nlast_verified: 2026-11-12", ""))]);
    let site = Site::new(folder.path());
    let stranger = site.get("/").await;
    assert!(!stranger.body.contains("Yours to verify"));
    let cookie = stranger.header("set-cookie").split(';').next().unwrap().to_owned();
    let known = site.get_with("/", &[("cookie", &cookie)]).await.body;
    assert!(known.contains("Yours to verify") && known.contains("nobody answers for it"));
}

#[tokio::test]
async fn the_sample_playbook_tells_of_every_entry_how_far_it_can_be_relied_on() {
    let site = Site::new(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"));
    let catalog = site.app.catalog();
    for page in catalog.pages().take(40) {
        let address = format!("/trust{}", page.address());
        assert_eq!(site.get(&address).await.status, StatusCode::OK, "{address}");
    }
}
