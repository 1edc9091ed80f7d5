//! Several at once, entries that move, clocks that go back, and a restart.

use std::time::{Duration, Instant};

use super::*;

const ONE: &str = "objection/dear#one";

#[tokio::test(flavor = "multi_thread")]
async fn many_who_vote_at_once_lose_nothing() {
    let folder = folder(&["one", "two"]);
    let site = Arc::new(Site::new(folder.path()));
    let votes = (0..200).map(|number| {
        let site = site.clone();
        tokio::spawn(async move {
            let jo = Person::new(&site, number);
            jo.says(if number % 2 == 0 { ONE } else { "objection/dear#two" }, "worked").await;
            // What was acknowledged is on the next page.
            tally(&site, ONE).await["worked"].as_u64().unwrap()
        })
    });
    for vote in votes.collect::<Vec<_>>() {
        assert!(vote.await.unwrap() <= 100);
    }
    assert_eq!(tally(&site, ONE).await["worked"], 100);
    assert_eq!(tally(&site, "objection/dear#two").await["worked"], 100);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_click_and_two_tabs_are_one_vote() {
    let folder = folder(&["one"]);
    let site = Arc::new(Site::new(folder.path()));
    let clicks = ["worked", "worked", "worked", "partly", "worked"].map(|value| {
        let site = site.clone();
        tokio::spawn(async move {
            Person::new(&site, 1).form("/vote", &[("answer", ONE), ("on", "2026-11-23"), ("value", value)]).await.status
        })
    });
    for click in clicks {
        assert_eq!(click.await.unwrap(), StatusCode::SEE_OTHER);
    }
    let told = tally(&site, ONE).await;
    assert_eq!(told["worked"].as_u64().unwrap() + told["partly"].as_u64().unwrap(), 1);
    assert_eq!(told["uses"], 1);
}

async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let started = Instant::now();
    while !is_so().await {
        assert!(started.elapsed() < Duration::from_secs(15), "never seen: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn votes_follow_an_entry_that_is_renamed_and_stay_when_it_goes() {
    let folder = folder(&["one", "two"]);
    let site = Site::new(folder.path());
    let jo = Person::new(&site, 1);
    voted(&site, ONE, 3, 3, 100).await;
    jo.form("/use", &[("answer", ONE)]).await;
    jo.form("/reply", &[("entry", "objection/dear"), ("text", "Mine.")]).await;
    let renamed = question(&["one", "two"]).replace("title:", "aliases: [dear]\ntitle:");
    folder.remove("objections/dear.md");
    folder.write("objections/price.md", renamed);
    let worked = async || tally(&site, "objection/price#one").await["worked"].clone();
    until("the votes under the new id", async || worked().await == 3).await;
    // The page that was open before still names the old id.
    assert!(jo.get("/objection/price").await.body.contains("Did it work?"));
    let voted = jo.form("/vote", &[("answer", ONE), ("on", "2026-11-23"), ("value", "worked")]).await;
    assert_eq!(voted.header("location"), "/objection/price#one");
    jo.form("/vote", &[("answer", "objection/price#one"), ("on", "2026-11-23"), ("value", "partly")]).await;
    let told = tally(&site, "objection/price#one").await;
    assert_eq!((&told["worked"], &told["partly"], &told["uses"]), (&3.into(), &1.into(), &4.into()));
    let page = jo.get("/objection/price").await.body;
    assert!(!page.contains("Did it work?") && page.contains("Yours, not part of the entry yet"));
    assert_eq!(site.get("/api/v1/votes?answer=objection/dear%23one").await.json(), told);

    folder.remove("objections/price.md");
    until("the entry gone", async || jo.get("/objection/price").await.status == StatusCode::NOT_FOUND).await;
    let late = jo.form("/vote", &[("answer", "objection/price#one"), ("value", "worked")]).await;
    assert_eq!(late.status, StatusCode::NOT_FOUND);
    assert_eq!(jo.get("/").await.status, StatusCode::OK);
    folder.write("objections/dear.md", question(&["one", "two"]));
    folder.write("objections/price.md", question(&["one", "two"]));
    until("the votes once more", async || tally(&site, "objection/dear#one").await["worked"] == 3).await;
}

#[tokio::test]
async fn a_clock_that_goes_back_changes_nothing() {
    let folder = folder(&["one"]);
    let clock = Hands::at("2026-11-23T09:00:00Z");
    let site = Site::kept(folder.path(), clock.clone(), tempfile::tempdir().unwrap());
    let jo = Person::new(&site, 1);
    jo.form("/use", &[("answer", ONE)]).await;
    clock.on(Span::new().hours(-30));
    jo.says(ONE, "worked").await;
    assert_eq!(tally(&site, ONE).await["worked"], 1);
    for path in [DEAR, "/"] {
        assert_eq!(jo.get(path).await.status, StatusCode::OK);
    }
    let p = site.app.outcomes.settled("objection/dear").await.evidence("objection/dear").p;
    assert!((p - 4.6 / 7.0).abs() < 1e-9, "a vote of tomorrow counts like one of today: {p}");
}

#[tokio::test]
async fn what_was_said_is_there_after_a_restart() {
    let folder = folder(&["one", "two"]);
    let clock = Hands::at("2026-11-23T09:00:00Z");
    let site = Site::kept(folder.path(), clock.clone(), tempfile::tempdir().unwrap());
    voted(&site, ONE, 7, 9, 100).await;
    Person::new(&site, 1).form("/use", &[("answer", "objection/dear#two")]).await;
    let before = (tally(&site, ONE).await, lines(&site.get(DEAR).await.body));
    clock.on(Span::new().hours(1));
    let site = Site::kept(folder.path(), clock, site.end());
    assert_eq!((tally(&site, ONE).await, lines(&site.get(DEAR).await.body)), before);
    let jo = Person::new(&site, 1);
    assert!(words(&jo.get("/").await.body).contains("You used Say two today. Did it work?"));
    // Sent once more, as after a restart in the middle of an answer: the same vote.
    Person::new(&site, 100).says(ONE, "worked").await;
    assert_eq!(tally(&site, ONE).await, before.0);
}
