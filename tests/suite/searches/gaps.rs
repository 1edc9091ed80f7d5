//! Gaps: what asks for the same is one; it closes by itself; what was decided leaves the list.

use std::sync::Arc;

use fieldlore::clock::Fixed;
use fieldlore::config::{Identity, ModelSource};
use fieldlore::insights::gaps::{Gap, Heard, gaps};
use fieldlore::insights::weekly;
use fieldlore::model::person::Roles;
use fieldlore::store::{Ask, Seen};
use fieldlore::sync::Sync;
use jiff::civil::date;

use super::{DAY, LIFT, MINUTE, NOW, Person, SECOND, found, in_vain, playbook, turn};
use crate::folder::Folder;
use crate::site::{Site, order};
use crate::store::execute;

async fn list(site: &Site) -> Vec<Gap> {
    let heard = Heard::between(&site.app.store, NOW - 30 * DAY, i64::MAX).await.unwrap();
    gaps(&site.app.catalog(), &heard, NOW)
}

async fn search(site: &Site, person: &str, text: &str, at: i64) {
    site.app.store.note_search(person, in_vain(text), at).await.unwrap();
}

/// Three people who ask for escrow in other words, and one who asks for something else twice.
async fn asked() -> (Folder, Site) {
    let folder = playbook();
    let site = Site::new(folder.path());
    search(&site, "d", "Is there a works council?", NOW - 20 * MINUTE).await;
    search(&site, "d", "works council", NOW - 10 * MINUTE).await;
    search(&site, "a", "Who holds the source code in escrow?", NOW - 60 * MINUTE).await;
    search(&site, "b", "source code escrow", NOW - 50 * MINUTE).await;
    search(&site, "c", "Escrow of source code", NOW - 40 * MINUTE).await;
    search(&site, "c", "source code escrow", NOW - 30 * MINUTE).await;
    (folder, site)
}

#[tokio::test]
async fn what_most_people_asked_comes_first_in_their_own_words() {
    let (_folder, site) = asked().await;
    let counted: Vec<_> = list(&site).await.into_iter().map(|gap| (gap.wordings, gap.people, gap.searches)).collect();
    let words = |words: &[&str]| words.iter().map(|each| (*each).to_owned()).collect::<Vec<_>>();
    assert_eq!(counted[0].1, 3);
    assert_eq!((counted[0].2, counted[0].0[0].as_str(), counted[0].0.len()), (4, "source code escrow", 3));
    assert_eq!(counted[1], (words(&["works council", "Is there a works council?"]), 1, 2));
    let api = site.get("/api/v1/gaps").await.json();
    assert_eq!((&api[0]["people"], &api[0]["searches"], &api[1]["people"]), (&3.into(), &4.into(), &1.into()));
    assert!(!api.to_string().contains("\"person\""), "{api}");
}

/// Counts name nobody; a stage, a persona and a competitor together could.
#[tokio::test]
async fn in_which_situation_fewer_than_three_asked_is_not_told() {
    let (_folder, site) = asked().await;
    let situation = "UPDATE search_episode SET stage = 'validate', persona = 'cfo', competitor = 'corvane'";
    execute(site.app.store.path(), situation).await;
    let told: Vec<_> = list(&site)
        .await
        .into_iter()
        .map(|gap| (gap.people, [gap.stages, gap.personas, gap.competitors].concat().join(" ")))
        .collect();
    assert_eq!(told, [(3, "validate cfo corvane".to_owned()), (1, String::new())]);
}

#[tokio::test]
async fn an_entry_that_answers_it_closes_it_and_another_search_in_vain_does_not_open_it() {
    let (folder, site) = asked().await;
    let entry = LIFT
        .replace("The lift is stuck", "Source code escrow")
        .replace("lift is stuck at night", "source code is in escrow");
    folder.write("objections/escrow.md", entry);
    while site.app.catalog().page("objection/escrow").is_none() {
        tokio::task::yield_now().await;
    }
    let left: Vec<_> = list(&site).await.into_iter().map(|gap| gap.wordings[0].clone()).collect();
    assert_eq!(left, ["works council"]);
}

#[tokio::test]
async fn what_was_no_answer_before_is_none_now() {
    let folder = playbook();
    let site = Site::new(folder.path());
    site.app.store.note_search("a", found("stuck lift", "objection/lift"), NOW - MINUTE).await.unwrap();
    site.app.store.say_no("a", in_vain("stuck lift"), Some("objection/lift"), NOW).await.unwrap();
    let gap = &list(&site).await[0];
    assert_eq!(gap.nearest.as_ref().map(|nearest| (nearest.id.as_str(), nearest.rank)), Some(("objection/lift", 1)));
    let ask = Ask {
        person: Some("a".into()),
        text: "stuck lift".into(),
        at: NOW,
        nearest: Some("objection/lift".into()),
        ..Ask::default()
    };
    site.app.store.ask(ask).await.unwrap();
    turn(&site, NOW).await;
    assert_eq!(site.app.store.open_asks().await.unwrap().len(), 1);
    // Unless somebody who looks after it says that this is the answer.
    let steward = Person::come(&site).await;
    steward.post(&site, "/gaps/decide", "q=stuck+lift&decision=variant&entry=objection%2Flift").await;
    turn(&site, NOW).await;
    assert_eq!(site.app.store.untold_asks("a").await.unwrap()[0].answered_by.as_deref(), Some("objection/lift"));
}

#[tokio::test]
async fn a_later_search_that_is_answered_closes_it_and_one_in_vain_opens_it_again() {
    let (_folder, site) = asked().await;
    search(&site, "e", "Escrow, source code", NOW - 9 * MINUTE).await;
    site.app
        .store
        .note_seen("e", "objection/price", Seen::Opened(Some(9_000)), NOW - 9 * MINUTE + SECOND)
        .await
        .unwrap();
    assert_eq!(list(&site).await.len(), 1);
    search(&site, "f", "source code escrow", NOW - 5 * MINUTE).await;
    let gaps = list(&site).await;
    assert_eq!((gaps.len(), gaps[0].reopened, gaps[1].reopened), (2, true, false));
}

#[tokio::test]
async fn the_page_says_what_can_be_done_and_what_was_decided_leaves_it() {
    let (_folder, site) = asked().await;
    let steward = Person::come(&site).await;
    let page = steward.get(&site, "/gaps").await.body;
    order(&page, &["2 questions have no good answer", "source code escrow", "3 people, 4 searches", "Write it"]);
    order(&page, &["objections/source-code-escrow.md", "question: &quot;source code escrow&quot;", "works council"]);
    let file = steward.get(&site, "/gaps/file?q=source+code+escrow").await;
    assert!(
        file.header("content-disposition").contains("source%2Dcode%2Descrow%2Emd"),
        "{}",
        file.header("content-disposition")
    );
    assert!(file.body.starts_with("---\nstatus: draft\n") && file.body.contains("question: \"source code escrow\""));
    for (form, status) in
        [("q=x&decision=hide", 400), ("q=&decision=not_ours", 400), ("q=works+council&decision=not_ours", 303)]
    {
        assert_eq!(steward.post(&site, "/gaps/decide", form).await.status, status, "{form}");
    }
    let page = steward.get(&site, "/gaps").await.body;
    assert!(page.contains("1 question has no good answer") && !page.contains("works council"), "{page}");
    search(&site, "z", "the works council", NOW + MINUTE).await;
    assert_eq!(list(&site).await.len(), 1, "what is not ours stays away");
    steward.post(&site, "/gaps/decide", "q=source+code+escrow&decision=written").await;
    assert!(steward.get(&site, "/gaps").await.body.contains("Nothing: every search"));
    search(&site, "y", "source code escrow", NOW + 3 * MINUTE).await;
    let heard = Heard::between(&site.app.store, 0, i64::MAX).await.unwrap();
    assert!(gaps(&site.app.catalog(), &heard, NOW + 10 * MINUTE)[0].reopened);
}

/// No word of one is in the other; without a model they stay two.
#[tokio::test]
async fn a_model_brings_together_what_is_asked_in_other_words() {
    let folder = playbook();
    let clock = Arc::new(Fixed("2026-11-23T09:00:00Z".parse().unwrap()));
    let understood = |sync: &mut Sync| sync.understand(&ModelSource::Bundled, None).unwrap();
    let site = Site::identified(folder.path(), Identity::Local, clock, understood);
    search(&site, "a", "my card was stolen", NOW - 60 * MINUTE).await;
    search(&site, "b", "somebody stole my card", NOW - 50 * MINUTE).await;
    search(&site, "c", "giraffes in the yard", NOW - 40 * MINUTE).await;
    assert_eq!(list(&site).await.len(), 3, "nobody waits for the model");
    turn(&site, NOW).await;
    let gaps = list(&site).await;
    let people: Vec<_> = gaps.iter().map(|gap| gap.people).collect();
    assert_eq!(people, [2, 1], "{gaps:?}");
    // The weekly page says the same, once the week is over.
    let rows = weekly::read(&site.app.store, date(2026, 11, 24)).await.unwrap();
    let report = weekly::report(&site.app.catalog(), &rows, date(2026, 11, 24), &Roles::all());
    assert_eq!(report.gaps.iter().map(|gap| gap.people).collect::<Vec<_>>(), [2, 1]);
}
