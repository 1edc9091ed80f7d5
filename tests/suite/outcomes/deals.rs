//! The deal that a vote is about: offered in the form, remembered for the next, and nothing that anybody has to fill in.

use serde_json::json;

use super::*;

const ONE: &str = "objection/dear#one";
const TWO: &str = "objection/dear#two";
const DAY: &str = "2026-11-20";

fn site(folder: &Folder) -> (Site, Arc<Hands>) {
    let clock = Hands::at("2026-11-20T09:00:00Z");
    (Site::kept(folder.path(), clock.clone(), tempfile::tempdir().unwrap()), clock)
}

fn deal(account: &str, more: &str) -> String {
    format!(
        "---\ntitle: {account} deal\naccount: {account}\nteam: [jo]\nstage: validate\nstandard: discovery/s\nfacts: []\n{more}---\n"
    )
}

/// What stands in the field for the deal; nothing where there is no field.
fn begun(page: &str) -> Option<String> {
    let field = page.split("type=\"text\" name=\"deal\" value=\"").nth(1)?;
    Some(field.split('"').next().unwrap().to_owned())
}

fn offered(page: &str) -> Vec<String> {
    let options = page.split("<option value=\"").skip(1);
    options.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_vote_with_a_deal_is_about_the_use_that_was_asked_about() {
    let folder = folder(&["one", "two"]);
    let (site, clock) = site(&folder);
    let jo = Person::new(&site, 1);
    jo.form("/use", &[("answer", ONE)]).await;
    let page = jo.get(DEAR).await.body;
    assert!(page.contains("Deal, if you like") && begun(&page).as_deref() == Some(""), "{page}");
    assert!(!page.contains("<datalist"), "there is nothing to offer yet");
    // Nobody has to name one.
    let unnamed = [("answer", ONE), ("on", DAY), ("deal", ""), ("value", "did_not")];
    assert_eq!(jo.form("/vote", &unnamed).await.status, StatusCode::SEE_OTHER);
    assert_eq!(tally(&site, ONE).await["did_not"], 1);
    // Who names it later says it of the same use.
    let named = [("answer", ONE), ("on", DAY), ("deal", " Merrow & Dale "), ("value", "worked")];
    let voted = jo.form("/vote", &named).await;
    assert_eq!((voted.status, voted.header("location")), (StatusCode::SEE_OTHER, "/objection/dear#one"));
    let told = tally(&site, ONE).await;
    assert_eq!((&told["worked"], &told["did_not"], &told["uses"]), (&1.into(), &0.into(), &1.into()), "{told}");
    let page = jo.get(DEAR).await.body;
    assert!(words(&page).contains("You said that it worked, with Merrow &amp; Dale"), "{}", words(&page));
    assert!(
        page.contains("type=\"hidden\" name=\"deal\" value=\"Merrow &amp; Dale\"") && !page.contains("name=\"on\"")
    );
    clock.on(Span::new().hours(24));
    assert!(!jo.get("/").await.body.contains("asked-words"), "the day is asked about no more");
    // Another use of the same deal is the same vote.
    jo.form("/use", &[("answer", ONE)]).await;
    let again = [("answer", ONE), ("on", "2026-11-21"), ("deal", "Merrow & Dale"), ("value", "partly")];
    assert_eq!(jo.form("/vote", &again).await.status, StatusCode::SEE_OTHER);
    let told = tally(&site, ONE).await;
    assert_eq!((&told["worked"], &told["partly"], &told["uses"]), (&0.into(), &1.into(), &1.into()), "{told}");
    assert!(!jo.get(DEAR).await.body.contains("Did it work?"));
    // And what was not said after all takes nothing back that was said to the customer before.
    clock.on(Span::new().hours(24));
    jo.form("/use", &[("answer", ONE)]).await;
    let unsaid = [("answer", ONE), ("on", "2026-11-22"), ("deal", "Merrow & Dale"), ("value", "not_said")];
    assert_eq!(jo.form("/vote", &unsaid).await.status, StatusCode::SEE_OTHER);
    assert!(!jo.get(DEAR).await.body.contains("Did it work?"));
    let told = tally(&site, ONE).await;
    assert_eq!((&told["partly"], &told["uses"]), (&1.into(), &1.into()), "{told}");
}

#[tokio::test]
async fn the_deal_is_remembered_for_the_next_vote_of_a_visit_and_offered_later() {
    let folder = folder(&["one", "two"]);
    folder.write("opportunities/hallin.md", deal("Hallin", "owner: 00000000000000000000000000000001\n"));
    let (site, clock) = site(&folder);
    let jo = Person::new(&site, 1);
    for answer in [ONE, TWO] {
        jo.form("/use", &[("answer", answer)]).await;
    }
    let named = [("answer", ONE), ("on", DAY), ("deal", "Merrowdale"), ("value", "worked")];
    assert_eq!(jo.form("/vote", &named).await.status, StatusCode::SEE_OTHER);
    let page = jo.get(DEAR).await.body;
    assert_eq!(begun(&page).as_deref(), Some("Merrowdale"));
    clock.on(Span::new().hours(3));
    let page = jo.get(DEAR).await.body;
    assert_eq!(begun(&page).as_deref(), Some(""), "another visit, perhaps another deal");
    assert_eq!(offered(&page).first().map(String::as_str), Some("Merrowdale"));
    let start = jo.get("/").await.body;
    assert_eq!(offered(&start).first().map(String::as_str), Some("Merrowdale"), "{start}");
    // Nobody is offered what another named.
    let ann = Person::new(&site, 2);
    ann.form("/use", &[("answer", ONE)]).await;
    let page = ann.get(DEAR).await.body;
    assert!(page.contains("Deal, if you like") && !page.contains("Merrowdale"));
}

#[tokio::test]
async fn what_is_no_deal_is_told_in_words_and_shown_again() {
    let folder = folder(&["one", "two"]);
    folder.write("opportunities/hallin.md", deal("Hallin AG", ""));
    folder.write("opportunities/vault.md", deal("Zzvault", "visibility: restricted\n"));
    let (site, _) = site(&folder);
    let jo = Person::new(&site, 1);
    jo.form("/use", &[("answer", ONE)]).await;
    let long = "x".repeat(201);
    for (typed, why) in
        [("opportunity/nowhere", "no such deal"), (long.as_str(), "200 letters"), ("opportunity/", "no such deal")]
    {
        let sent = [
            ("answer", ONE),
            ("on", DAY),
            ("deal", typed),
            ("value", "did_not"),
            ("note", "<b>They left"),
            ("back", "start"),
        ];
        let again = jo.form("/vote", &sent).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(again.body.contains(why) && begun(&again.body).as_deref() == Some(typed), "{}", again.body);
        for kept in ["value=\"did_not\"", "value=\"&lt;b&gt;They left\"", "value=\"start\"", "value=\"2026-11-20\""] {
            assert!(again.body.contains(kept), "{kept}: {}", again.body);
        }
        let told = jo.json("/api/v1/votes", json!({ "answer": ONE, "value": "worked", "deal": typed })).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", told.body);
    }
    assert_eq!(tally(&site, ONE).await["did_not"], 0);
    // A deal that is an entry is found by its customer, and is the same deal by its id.
    let named = [("answer", ONE), ("on", DAY), ("deal", "hallin ag"), ("value", "did_not"), ("note", "They left")];
    assert_eq!(jo.form("/vote", &named).await.status, StatusCode::SEE_OTHER);
    assert!(words(&jo.get(DEAR).await.body).contains("with Hallin AG"));
    let by_id = json!({ "answer": ONE, "value": "worked", "deal": "opportunity/hallin" });
    assert_eq!(jo.json("/api/v1/votes", by_id).await.status, StatusCode::CREATED);
    let told = tally(&site, ONE).await;
    assert_eq!((&told["worked"], &told["did_not"], &told["uses"]), (&1.into(), &0.into(), &1.into()));
}

/// A page where nothing can be written shows what was typed, as one that refuses it does.
#[tokio::test]
async fn a_deal_that_cannot_be_kept_is_shown_again() {
    let folder = folder(&["one"]);
    let (site, _) = site(&folder);
    let jo = Person::new(&site, 1);
    let sent = [("answer", "objection/gone#one"), ("on", DAY), ("deal", "Merrowdale"), ("value", "worked")];
    let again = jo.form("/vote", &sent).await;
    assert_eq!((again.status, begun(&again.body).as_deref()), (StatusCode::NOT_FOUND, Some("Merrowdale")));
}

#[tokio::test]
async fn an_erased_deal_is_offered_no_more() {
    let folder = folder(&["one", "two"]);
    let (site, clock) = site(&folder);
    let jo = Person::new(&site, 1);
    for answer in [ONE, TWO] {
        jo.form("/use", &[("answer", answer)]).await;
    }
    let named = [("answer", ONE), ("on", DAY), ("deal", "Merrowdale"), ("value", "worked")];
    assert_eq!(jo.form("/vote", &named).await.status, StatusCode::SEE_OTHER);
    assert!(jo.get(DEAR).await.body.contains("Merrowdale"));
    assert!(site.app.store.erase_deal("Merrowdale").await.unwrap() >= 3, "vote, use and what is asked");
    site.app.outcomes.refresh_all().await;
    clock.on(Span::new().minutes(2));
    let page = jo.get(DEAR).await.body;
    assert!(page.contains("Deal, if you like") && !page.contains("Merrowdale"), "{page}");
    assert!(!jo.get("/me.json").await.body.contains("Merrowdale"));
    assert_eq!(tally(&site, ONE).await["worked"], 1);
}
