//! Votes and uses as JSON.

use serde_json::json;

use super::*;

const ONE: &str = "objection/dear#one";

#[tokio::test]
async fn a_vote_is_taken_and_told() {
    let folder = folder(&["one", "two"]);
    let site = Site::new(folder.path());
    let new = json!({ "worked": 0, "partly": 0, "did_not": 0, "uses": 0, "label": "new", "interval": null });
    assert_eq!(tally(&site, ONE).await, new);
    let jo = Person::new(&site, 1);
    let whole = json!({ "answer": ONE, "value": "worked", "deal": null, "note": null });
    assert_eq!(jo.json("/api/v1/votes", whole).await.status, StatusCode::CREATED);
    Person::new(&site, 2).says(ONE, "partly").await;
    let told = tally(&site, ONE).await;
    assert_eq!((&told["worked"], &told["partly"], &told["uses"]), (&1.into(), &1.into(), &2.into()));
    let interval: Vec<f64> = told["interval"].as_array().unwrap().iter().map(|end| end.as_f64().unwrap()).collect();
    assert!(interval[0] > 0.2 && interval[1] <= 1.0 && interval[0] < 0.75, "{interval:?}");
    assert_eq!(told["label"], "too few to say");
}

#[tokio::test]
async fn the_labels_and_intervals_are_those_of_the_table() {
    let rows =
        [(2, 2, 42, 100, "too few to say"), (1, 5, 5, 56, "loses more than it wins?"), (14, 20, 52, 84, "established")];
    for (worked, votes, low, high, label) in rows {
        let folder = folder(&["one"]);
        let site = Site::new(folder.path());
        voted(&site, ONE, worked, votes, 1).await;
        let told = tally(&site, ONE).await;
        let percent = |end: usize| (told["interval"][end].as_f64().unwrap() * 100.0).round() as i64;
        assert_eq!((percent(0), percent(1), told["label"].as_str().unwrap()), (low, high, label));
    }
}

#[tokio::test]
async fn what_is_no_vote_is_refused_in_words() {
    let folder = folder(&["one"]);
    let site = Site::new(folder.path());
    let jo = Person::new(&site, 1);
    for (sent, status, code) in [
        (json!({ "answer": "objection/dear#gone", "value": "worked" }), 404, "no_such_answer"),
        (json!({ "answer": "objection/gone#one", "value": "worked" }), 404, "no_such_answer"),
        (json!({ "answer": "objection/dear", "value": "worked" }), 404, "no_such_answer"),
        (json!({ "answer": ONE, "value": "great" }), 422, "invalid"),
        (json!({ "answer": ONE, "value": 1 }), 422, "invalid"),
        (json!({ "answer": ONE }), 422, "invalid"),
        (json!({ "answer": ONE, "value": "did_not", "note": "x".repeat(3000) }), 422, "invalid"),
        (json!({ "answer": ONE, "value": "worked", "on": "2027-01-01" }), 422, "invalid"),
        (json!([]), 422, "invalid"),
    ] {
        let answer = jo.json("/api/v1/votes", sent.clone()).await;
        assert_eq!(
            (answer.status.as_u16(), answer.json()["error"]["code"].as_str().unwrap()),
            (status, code),
            "{sent}"
        );
        assert!(answer.json()["error"]["message"].as_str().unwrap().len() > 20, "{sent}");
    }
    assert_eq!(jo.post("/api/v1/votes", "application/json", "{").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(jo.post("/api/v1/votes", "application/json", &b"\xff\xfe"[..]).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(jo.json("/api/v1/uses", json!({ "answer": ONE, "how": "vote" })).await.status.as_u16(), 422);
    for path in ["/api/v1/votes?answer=objection%2Fdear%23gone", "/api/v1/votes?answer=x", "/api/v1/votes"] {
        let answer = site.get(path).await;
        assert!(answer.status.is_client_error() && answer.json()["error"]["code"].is_string(), "{path}");
    }
    assert_eq!(site.get("/vote").await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(jo.form("/vote", &[("value", "worked")]).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        jo.form("/vote", &[("answer", "objection/x#y"), ("value", "worked")]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(tally(&site, ONE).await["worked"], 0);
}

#[tokio::test]
async fn one_vote_for_each_person_answer_and_deal_or_day() {
    let folder = folder(&["one"]);
    let clock = Hands::at("2026-11-23T09:00:00Z");
    let site = Site::kept(folder.path(), clock.clone(), tempfile::tempdir().unwrap());
    let jo = Person::new(&site, 1);
    let of = |deal: &'static str, value: &'static str| json!({ "answer": ONE, "value": value, "deal": deal });
    for value in ["worked", "worked", "did_not", "partly"] {
        jo.says(ONE, value).await;
    }
    let told = tally(&site, ONE).await;
    assert_eq!(
        (&told["worked"], &told["partly"], &told["did_not"], &told["uses"]),
        (&0.into(), &1.into(), &0.into(), &1.into())
    );
    for (deal, value) in [("Merrowdale", "worked"), ("Merrowdale", "did_not"), ("Hallin", "worked")] {
        assert_eq!(jo.json("/api/v1/votes", of(deal, value)).await.status, StatusCode::CREATED);
    }
    let told = tally(&site, ONE).await;
    assert_eq!(
        (&told["worked"], &told["partly"], &told["did_not"], &told["uses"]),
        (&1.into(), &1.into(), &1.into(), &3.into())
    );
    clock.on(Span::new().hours(24));
    jo.says(ONE, "worked").await;
    assert_eq!(tally(&site, ONE).await["worked"], 2, "another day, another vote");
    // It was not said after all: neither a vote nor a use.
    jo.says(ONE, "not_said").await;
    let told = tally(&site, ONE).await;
    assert_eq!((&told["worked"], &told["uses"]), (&1.into(), &3.into()));
}

#[tokio::test]
async fn votes_are_told_beside_the_uses_that_they_came_from() {
    let folder = folder(&["one", "two"]);
    let site = Site::new(folder.path());
    for number in 0..31 {
        let used = json!({ "answer": ONE, "how": if number % 2 == 0 { "used" } else { "copy" } });
        for _ in 0..2 {
            let answer = Person::new(&site, number).json("/api/v1/uses", used.clone()).await;
            assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
        }
    }
    voted(&site, ONE, 5, 7, 0).await;
    let told = tally(&site, ONE).await;
    assert_eq!((&told["uses"], told["label"].as_str().unwrap()), (&31.into(), "early signal (few told us)"));
    assert!(words(&site.get(DEAR).await.body).contains("7 votes from 31 uses (few told us)."));
    assert_eq!(site.app.outcomes.settled("objection/dear").await.evidence("objection/dear").uses90, 31);
}
