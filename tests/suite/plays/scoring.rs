//! What is scored, by one or several, on one device or two.

use fieldlore::store::{Noted, PlayState, Scoring};

use super::*;
use crate::store::{execute, occupy};

#[tokio::test]
async fn points_are_told_once_all_is_scored_and_taps_of_two_devices_both_stay() {
    let folder = folder();
    let (site, _) = site(&folder);
    let at = hold(&site, "max.manager", "rita.rep").await;
    assert_eq!(score(&site, "max.manager", &at, "level-0=4&was-note=&note=").await.status, StatusCode::SEE_OTHER);
    let page = get_as(&site, "max.manager", &at).await.body;
    assert!(page.contains("1 of 3 scored") && !page.contains("of 12") && !page.contains("needed"), "{page}");
    // Drawn before the first tap: it says nothing of the first behaviour, and takes nothing back.
    score(&site, "max.manager", &at, "level-1=3&was-note=&note=one").await;
    // Another one, with the first behaviour as it was then.
    score(&site, "max.manager", &at, "was-0=4&level-0=4&level-2=2&was-note=&note=two").await;
    let page = get_as(&site, "max.manager", &at).await.body;
    assert!(page.contains("<strong>Passed</strong>: 9 points of 12; 8 are needed."), "{page}");
    assert!(page.contains("one\n\ntwo</textarea>"), "{page}");
    // Levels that there are not are not kept.
    score(&site, "max.manager", &at, "level-0=9&level-7=1&level-1=x&was-note=x&note=x").await;
    assert!(get_as(&site, "max.manager", &at).await.body.contains("9 points of 12"));
    let rep = get_as(&site, "rita.rep", &at).await.body;
    order(&rep, &["How it went", "Max Manager", "Passed", "pauses it", "waits and asks", "asks it", "open", "two"]);
}

#[tokio::test]
async fn two_who_look_on_score_apart_and_who_holds_it_counts() {
    let folder = folder();
    let (site, _) = site(&folder);
    let at = hold(&site, "pia.peer", "rita.rep").await;
    let beside = get_as(&site, "sue.steward", &at).await.body;
    assert!(beside.contains("You look on: score it too"), "{beside}");
    let (one, two) = tokio::join!(score(&site, "pia.peer", &at, BADLY), score(&site, "sue.steward", &at, WELL));
    assert_eq!((one.status, two.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    let pia = get_as(&site, "pia.peer", &at).await.body;
    assert!(pia.contains("Not passed this time") && !pia.contains("Good pause"), "{pia}");
    assert!(get_as(&site, "sue.steward", &at).await.body.contains("9 points of 12"));
    let page = get_as(&site, "rita.rep", "/role_play/cfo").await.body;
    assert!(page.contains("Not passed yet, last played on 3 November; two passes are needed."), "{page}");
    order(&get_as(&site, "rita.rep", &at).await.body, &["How it went", "Pia Peer", "Seen beside", "Sue Steward"]);
}

#[tokio::test]
async fn what_is_typed_is_shown_again_where_nothing_can_be_kept() {
    let folder = folder();
    let (site, _) = site(&folder);
    let at = hold(&site, "pia.peer", "rita.rep").await;
    let long = format!("level-0=2&was-note=&note={}", "a".repeat(4001));
    let refused = score(&site, "pia.peer", &at, &long).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("longer than 4,000"));
    assert!(refused.body.contains(&"a".repeat(4001)));
    let busy = occupy(&site.app.store).await;
    let refused = score(&site, "pia.peer", &at, WELL).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(refused.body.contains("Good pause") && refused.body.contains("name=\"level-0\" value=\"4\" checked"));
    let refused = post_as(&site, "pia.peer", "/plays/hold", &format!("{PLAY}&person=rita.rep&day=2026-11-02")).await;
    assert!(refused.status == StatusCode::SERVICE_UNAVAILABLE && refused.body.contains("2026-11-02"));
    drop(busy);
    assert_eq!(score(&site, "pia.peer", &at, WELL).await.status, StatusCode::SEE_OTHER);
    execute(site.app.store.path(), "ALTER TABLE play_session RENAME TO gone").await;
    let unread = score(&site, "pia.peer", &at, "was-note=Good+pause&note=Good+pause+indeed").await;
    assert!(unread.status == StatusCode::SERVICE_UNAVAILABLE && unread.body.contains("Good pause indeed"));
    assert_eq!(get_as(&site, "pia.peer", "/role_play/cfo").await.status, StatusCode::OK);
    assert_eq!(get_as(&site, "pia.peer", "/").await.status, StatusCode::OK);
}

/// Whether the answer came back says nothing of whether it was kept.
#[tokio::test]
async fn notes_that_are_sent_twice_stand_there_once() {
    let folder = folder();
    let (site, _) = site(&folder);
    let at = hold(&site, "pia.peer", "rita.rep").await;
    for sent in [
        "was-note=&note=Good+pause",
        "was-note=&note=Good+pause",
        "was-note=&note=Good+pause,+then",
        "was-note=&tried-note=Good+pause,+then&note=Good+pause,+and+then",
    ] {
        assert_eq!(score(&site, "pia.peer", &at, sent).await.status, StatusCode::SEE_OTHER);
    }
    let page = get_as(&site, "pia.peer", &at).await.body;
    assert!(page.contains(">Good pause, and then</textarea>"), "{page}");
    // What came from another screen meanwhile stays.
    score(&site, "pia.peer", &at, "was-note=&note=From+the+phone").await;
    score(&site, "pia.peer", &at, "was-note=&note=From+the+phone").await;
    let page = get_as(&site, "pia.peer", &at).await.body;
    assert!(page.contains(">Good pause, and then\n\nFrom the phone</textarea>"), "{page}");
    score(&site, "pia.peer", &at, "was-note=From+the+phone&note=").await;
    assert!(get_as(&site, "pia.peer", &at).await.body.contains(">Good pause, and then</textarea>"));
}

#[tokio::test]
async fn notes_that_two_screens_made_too_long_hold_up_no_tap() {
    let folder = folder();
    let (site, _) = site(&folder);
    let at = hold(&site, "pia.peer", "rita.rep").await;
    let (one, two) = ("a".repeat(2500), "b".repeat(2500));
    for note in [&one, &two] {
        assert_eq!(
            score(&site, "pia.peer", &at, &format!("was-note=&note={note}")).await.status,
            StatusCode::SEE_OTHER
        );
    }
    let both = format!("{one}%0A%0A{two}");
    let tap = score(&site, "pia.peer", &at, &format!("level-0=4&was-note={both}&note={both}")).await;
    assert_eq!(tap.status, StatusCode::SEE_OTHER);
    let longer = score(&site, "pia.peer", &at, &format!("was-note={both}&note={both}c")).await;
    assert!(longer.status == StatusCode::UNPROCESSABLE_ENTITY && longer.body.contains("longer than 4,000"));
    assert!(get_as(&site, "pia.peer", &at).await.body.contains("1 of 3 scored"));
}

/// What is ended, moved or taken up between reading and writing is seen by the write.
#[tokio::test]
async fn a_score_and_an_end_at_once_come_one_after_the_other() {
    let folder = folder();
    let (site, _) = site(&folder);
    let scoring = |at: &str, by: &str| Scoring {
        session: at.rsplit('/').next().unwrap().to_owned(),
        by: by.to_owned(),
        as_manager: false,
        levels: vec![(0, 4), (1, 4), (2, 4)],
        note: Noted { now: "Well".to_owned(), ..Noted::default() },
        places: 3,
        pass_mark: 8,
        today: site.app.today_there(),
        at: site.app.now(),
    };
    let store = &site.app.store;
    let at = hold(&site, "max.manager", "rita.rep").await;
    let id = at.rsplit('/').next().unwrap();
    assert!(store.end_play(id, PlayState::Declined, site.app.now()).await.unwrap());
    assert_eq!(store.score_play(scoring(&at, "max.manager")).await.unwrap(), None);
    assert!(store.scores_in(id).await.unwrap().is_empty());
    // What is typed is not lost by it.
    let refused = score(&site, "max.manager", &at, WELL).await;
    assert!(
        refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("Good pause"),
        "{}",
        refused.body
    );
    // Of another day, or oneself.
    let later = post_as(&site, "max.manager", "/plays/hold", &format!("{PLAY}&day=2026-11-09")).await;
    assert_eq!(store.score_play(scoring(later.header("location"), "max.manager")).await.unwrap(), None);
    let at = hold(&site, "max.manager", "rita.rep").await;
    assert_eq!(store.score_play(scoring(&at, "rita.rep")).await.unwrap(), None);
    // Whom it is about and whether it counts is not what a form says.
    assert!(store.score_play(scoring(&at, "max.manager")).await.unwrap().is_some());
    assert!(store.score_play(scoring(&at, "pia.peer")).await.unwrap().is_some());
    let told: Vec<_> = store.scores_in(at.rsplit('/').next().unwrap()).await.unwrap();
    assert_eq!(
        told.iter().map(|score| (score.person.as_deref(), score.counts)).collect::<Vec<_>>(),
        [(Some("rita.rep"), true), (Some("rita.rep"), false)]
    );
}
