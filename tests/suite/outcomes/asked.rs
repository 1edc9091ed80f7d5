//! What is asked after a use: on the answer at once, on the start page at the next visit.

use serde_json::json;

use super::*;

const ONE: &str = "objection/dear#one";

fn site(folder: &Folder) -> (Site, Arc<Hands>) {
    let clock = Hands::at("2026-11-20T09:00:00Z");
    (Site::kept(folder.path(), clock.clone(), tempfile::tempdir().unwrap()), clock)
}

#[tokio::test]
async fn who_is_asked_sees_no_numbers_until_the_vote_is_cast() {
    let folder = folder(&["one", "two"]);
    let (site, _) = site(&folder);
    voted(&site, ONE, 7, 9, 100).await;
    let jo = Person::new(&site, 1);
    assert!(words(&jo.get(DEAR).await.body).contains("7 of 9"));
    let used = jo.form("/use", &[("answer", ONE)]).await;
    assert_eq!((used.status, used.header("location")), (StatusCode::SEE_OTHER, "/objection/dear#one"));
    let page = jo.get(DEAR).await.body;
    assert!(page.contains("Did it work?") && !page.contains("7 of 9") && !page.contains("early signal"));
    assert!(lines(&page).iter().any(|line| line.ends_with("Say two: best when it rains; new")), "{:?}", lines(&page));
    // Everybody else sees them; and so does the API, always.
    assert!(site.get(DEAR).await.body.contains("7 of 9"));
    assert_eq!(tally(&site, ONE).await["worked"], 7);
    let fields = [("answer", ONE), ("on", "2026-11-20"), ("value", "did_not")];
    let voted = jo.form("/vote", &fields).await;
    assert_eq!((voted.status, voted.header("location")), (StatusCode::SEE_OTHER, "/objection/dear#one"));
    let page = words(&jo.get(DEAR).await.body);
    assert!(page.contains("7 of 10") && page.contains("You said that it did not work"), "{page}");
    // A note to it, and another mind.
    let noted = [&fields[..], &[("note", "They asked for <b>proof</b>.")]].concat();
    assert_eq!(jo.form("/vote", &noted).await.status, StatusCode::SEE_OTHER);
    assert!(jo.get(DEAR).await.body.contains("They asked for &lt;b&gt;proof&lt;/b&gt;."));
    jo.form("/vote", &[("answer", ONE), ("on", "2026-11-20"), ("value", "worked")]).await;
    let page = jo.get(DEAR).await.body;
    assert!(page.contains("8 of 10") && !page.contains("They asked for"));
}

#[tokio::test]
async fn a_use_is_asked_about_at_the_next_visit_for_two_weeks() {
    let folder = folder(&["one", "two", "three", "four"]);
    let (site, clock) = site(&folder);
    let jo = Person::new(&site, 1);
    let asks = |page: &str| page.matches("class=\"asked-words\"").count();
    for anchor in ["one", "two", "three", "four"] {
        jo.form("/use", &[("answer", &format!("objection/dear#{anchor}"))]).await;
        clock.on(Span::new().seconds(1));
    }
    assert_eq!(asks(&jo.get("/").await.body), 0, "still in the same conversation");
    clock.on(Span::new().hours(72));
    let page = jo.get("/").await.body;
    assert_eq!(asks(&page), 3, "three at most");
    assert!(words(&page).contains("You used Say four on Friday. Did it work?"), "{}", words(&page));
    assert_eq!(asks(&jo.get("/search/results").await.body), 3, "and where the field is emptied");
    assert_eq!(asks(&site.get("/").await.body), 0);
    assert_eq!(asks(&Person::new(&site, 2).get("/").await.body), 0);
    // From the start page one comes back to it; the vote is about Friday.
    let fields = [("answer", "objection/dear#four"), ("on", "2026-11-20"), ("value", "not_said"), ("back", "start")];
    assert_eq!(jo.form("/vote", &fields).await.header("location"), "/");
    let page = words(&jo.get("/").await.body);
    assert!(!page.contains("Say four") && page.contains("Say one"));
    // Through the API, without a day, the vote is about the use that is asked about.
    jo.says(ONE, "worked").await;
    assert!(!words(&jo.get("/").await.body).contains("Say one"));
    assert_eq!(tally(&site, ONE).await["uses"], 1);
    clock.on(Span::new().hours(24 * 11));
    assert_eq!(asks(&jo.get("/").await.body), 0, "after two weeks nobody asks any more");
}

#[tokio::test]
async fn a_use_for_a_deal_is_asked_about_by_its_name() {
    let folder = folder(&["one"]);
    folder.write("opportunities/m.md", "---\ntitle: M\naccount: Merrowdale Water\nteam: [jo]\nstage: validate\nstandard: discovery/s\nfacts: []\n---\n");
    let (site, clock) = site(&folder);
    let jo = Person::new(&site, 1);
    // Who only read it with a deal in hand is asked; who read it without is not.
    let read = |deal: Option<&str>| json!({ "answer": ONE, "how": "dwell", "deal": deal });
    assert_eq!(jo.json("/api/v1/uses", read(None)).await.status, StatusCode::CREATED);
    clock.on(Span::new().hours(1));
    assert!(!jo.get("/").await.body.contains("asked-words"));
    jo.json("/api/v1/uses", read(Some("opportunity/m"))).await;
    clock.on(Span::new().hours(1));
    let page = jo.get("/").await.body;
    assert!(words(&page).contains("Did it work with Merrowdale Water?"), "{}", words(&page));
    assert!(page.contains("name=\"deal\" value=\"opportunity/m\""));
}

#[tokio::test]
async fn who_copies_uses_it() {
    let folder = folder(&["one"]);
    let (site, _) = site(&folder);
    let jo = Person::new(&site, 1);
    let address = "/copy/objection/dear?answer=one";
    assert!(jo.get(address).await.body.contains("We say one to that."));
    assert!(jo.get(DEAR).await.body.contains("Did it work?"));
    assert_eq!(tally(&site, ONE).await["uses"], 1);
    // The quick response is no answer: it counts as a use of the entry, and nobody is asked.
    let ann = Person::new(&site, 2);
    ann.get("/copy/objection/dear").await;
    assert!(!ann.get(DEAR).await.body.contains("Did it work?"));
    let outcomes = site.app.outcomes.settled("objection/dear").await;
    assert_eq!(outcomes.entry("objection/dear").map(|entry| (entry.uses, entry.users)), Some((2, 2)));
    // What a browser fetches ahead, or a page of elsewhere asks for, is no use.
    for header in [("sec-purpose", "prefetch;prerender"), ("sec-fetch-site", "cross-site")] {
        assert_eq!(site.get_with(address, &[header]).await.status, StatusCode::OK);
    }
    assert_eq!(tally(&site, ONE).await["uses"], 1);
}

/// Pages are kept for all who have nothing of their own on them: nobody is given another's.
#[tokio::test]
async fn what_is_kept_for_returning_viewers_is_nobodys_own() {
    let folder = folder(&["one", "two"]);
    let (site, clock) = site(&folder);
    let (jo, ann) = (Person::new(&site, 1), Person::new(&site, 2));
    assert!(!ann.get(DEAR).await.body.contains("Did it work?"));
    jo.form("/use", &[("answer", ONE)]).await;
    jo.form("/reply", &[("entry", "objection/dear"), ("text", "It pays for itself.")]).await;
    for _ in 0..2 {
        let own = jo.get(DEAR).await.body;
        assert!(own.contains("Did it work?") && own.contains("It pays for itself."));
        let others = ann.get(DEAR).await.body;
        assert!(!others.contains("Did it work?") && !others.contains("It pays for itself."));
        assert!(!site.get(DEAR).await.body.contains("It pays for itself."));
    }
    // What was acknowledged is on the next page, of theirs and of everybody's.
    jo.form("/vote", &[("answer", ONE), ("on", "2026-11-20"), ("value", "worked")]).await;
    assert!(words(&jo.get(DEAR).await.body).contains("You said that it worked"));
    assert!(words(&ann.get(DEAR).await.body).contains("1 of 1"));
    clock.on(Span::new().hours(24 * 15));
    assert!(!words(&jo.get(DEAR).await.body).contains("You said that it worked"), "after two weeks it is no news");
}
