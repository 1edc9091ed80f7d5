//! *Not what I need* and *Ask the team*, over HTTP and without JavaScript.

use fieldlore::store::State;

use super::{LIFT, MINUTE, NOW, Person, noted, playbook, turn};
use crate::site::{Site, order};

#[tokio::test]
async fn nobody_works_it_out_alone() {
    let folder = playbook();
    let site = Site::new(folder.path());
    let (rep, steward) = (Person::come(&site).await, Person::come(&site).await);
    let page = rep.get(&site, "/search?q=who+holds+the+escrow+of+the+source").await;
    assert!(page.body.contains("/ask?q=who"), "{}", page.body);
    noted(&site, 1).await;
    let noted = rep.post(&site, "/not-this", "q=who+holds+the+escrow+of+the+source&entry=").await;
    assert_eq!(noted.status, 303);
    let form = rep.get(&site, noted.header("location")).await;
    order(
        &form.body,
        &["Nobody asks you why", "<textarea", "who holds the escrow of the source</textarea>", "Priya Nair"],
    );
    assert!(!form.body.contains("Tom Hale") && !form.body.contains("Henrik"), "stewards of the kind who are here");
    let asked = rep.post(&site, "/ask", "q=who+holds+the+escrow+of+the+source&stage=&persona=cfo").await;
    assert_eq!(asked.status, 303);
    let told = rep.get(&site, asked.header("location")).await;
    order(&told.body, &["Asked", "who holds the escrow", "It went to Priya Nair, who looks after tough questions."]);
    assert!(!steward.get(&site, asked.header("location")).await.body.contains("who holds the escrow"), "another's");
    let episodes = site.app.store.episodes(0, i64::MAX).await.unwrap();
    assert_eq!(episodes.iter().map(|episode| episode.state_at(NOW)).collect::<Vec<_>>(), [State::SaidNo]);
    // Those who look after it see it where they begin; who asked sees it nowhere but when it is answered.
    order(&steward.get(&site, "/").await.body, &["Asked of you", "who holds the escrow", "1 question to the team"]);
    assert!(!rep.get(&site, "/").await.body.contains("who holds the escrow"));
    turn(&site, NOW).await;
    assert!(!rep.get(&site, "/").await.body.contains("You asked"));
    let answer = LIFT
        .replace("The lift is stuck", "Source code escrow")
        .replace("lift is stuck at night", "who holds the escrow of the source");
    folder.write("objections/escrow.md", answer);
    while site.app.catalog().page("objection/escrow").is_none() {
        tokio::task::yield_now().await;
    }
    turn(&site, NOW + MINUTE).await;
    order(&rep.get(&site, "/").await.body, &["You asked", "who holds the escrow", "is answered:", "/objection/escrow"]);
    assert!(!rep.get(&site, "/").await.body.contains("You asked"), "it is told once");
    assert!(!steward.get(&site, "/").await.body.contains("Asked of you"));
}

#[tokio::test]
async fn nothing_that_was_typed_is_lost() {
    let folder = playbook();
    let site = Site::new(folder.path());
    let person = Person::come(&site).await;
    let empty = person.post(&site, "/ask", "q=+&stage=").await;
    assert_eq!(empty.status, 422);
    assert!(empty.body.contains("Write the question first"));
    let hostile = person.get(&site, "/ask?q=%3C/textarea%3E%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(!hostile.body.contains("<script>alert") && hostile.body.contains("&lt;/textarea&gt;"));
    assert_eq!(person.post(&site, "/not-this", "").await.header("location"), "/ask");
    assert_eq!(person.get(&site, "/ask?asked=x").await.status, 400);
    assert_eq!(person.get(&site, "/ask?asked=77").await.status, 200);
    // The page says that the store cannot be written, and has everything that was typed.
    let other = crate::store::occupy(&site.app.store).await;
    let failed = person.post(&site, "/ask", "q=who+holds+the+escrow").await;
    assert_eq!(failed.status, 503);
    order(&failed.body, &["could not be written down", "who holds the escrow</textarea>"]);
    assert_eq!(person.get(&site, "/search?q=lift").await.status, 200);
    assert_eq!(person.get(&site, "/gaps").await.status, 200);
    drop(other);
}

#[tokio::test]
async fn a_question_is_as_long_as_its_field() {
    let folder = playbook();
    let site = Site::new(folder.path());
    let person = Person::come(&site).await;
    let asked = person.post(&site, "/ask", &format!("q={}&stage={}", "é".repeat(900), "x".repeat(900))).await;
    assert_eq!(asked.status, 303);
    let asks = site.app.store.open_asks().await.unwrap();
    assert_eq!(asks[0].text.chars().count(), 400);
    assert!(asks[0].stage.as_ref().is_none_or(|stage| stage.len() <= 100));
}
