//! When a role play is passed, and who is told.

use super::*;

#[tokio::test]
async fn passed_twice_seven_days_apart_is_passed_and_the_manager_sees_that_alone() {
    let folder = folder();
    let (site, days) = site(&folder);
    let standing = async || get_as(&site, "rita.rep", "/role_play/cfo").await.body;
    assert!(standing().await.contains("Not played yet; two passes are needed."));
    for (forward, host, said) in [
        (0, "pia.peer", "Passed once on 3 November; again from 10 November."),
        (0, "max.manager", "Passed once on 3 November; again from 10 November."),
        (6, "pia.peer", "Passed once on 3 November; again from 10 November."),
        (1, "pia.peer", "Passed on 10 November."),
    ] {
        days.forward(forward);
        let at = hold(&site, host, "rita.rep").await;
        score(&site, host, &at, WELL).await;
        let page = standing().await;
        assert!(page.contains(said), "{said}: {page}");
    }
    let manager = get_as(&site, "max.manager", "/plays").await.body;
    let passes = manager.split("Managers see who passed").nth(1).unwrap();
    assert!(passes.contains("<bdi>Rita Rep</bdi>: passed 10 Nov"), "{passes}");
    assert!(!passes.contains("points") && !passes.contains("waits and asks"), "{passes}");
    // Nobody else sees it.
    for other in ["pia.peer", "sue.steward"] {
        assert!(!get_as(&site, other, "/plays").await.body.contains("Managers see who passed"), "{other}");
    }
    let own = get_as(&site, "rita.rep", "/plays").await.body;
    order(
        &own,
        &[
            "How it went",
            "Passed on 10 November.",
            "Pia Peer",
            "passed",
            "pauses it",
            "3 Nov",
            "waits and asks",
            "10 Nov",
        ],
    );
    order(&get_as(&site, "pia.peer", "/plays").await.body, &["You scored", "10 Nov", "Rita Rep", "9 points of 12"]);
    // A renamed entry keeps what was passed.
    folder.write("role-plays/calm-cfo.md", entry("talks over").replace("title:", "aliases: [role_play/cfo]\ntitle:"));
    folder.remove("role-plays/cfo.md");
    until(&site, "role_play/calm-cfo").await;
    assert!(get_as(&site, "rita.rep", "/role_play/calm-cfo").await.body.contains("Passed on 10 November."));
}

/// A rule of few days is not met in one evening: what is entered afterwards counts once for the day on which it is written.
#[tokio::test]
async fn two_passes_that_are_entered_in_one_evening_are_one() {
    let folder = folder();
    let rules = "passes_needed: 2\nmin_days_between_passes: 1\npass_mark:";
    folder.write("role-plays/cfo.md", entry("talks over").replace("pass_mark:", rules));
    let (site, days) = site(&folder);
    let enter = async |day: &str| {
        let form = format!("{PLAY}&person=rita.rep&day={day}");
        let at = post_as(&site, "pia.peer", "/plays/hold", &form).await.header("location").to_owned();
        assert_eq!(score(&site, "pia.peer", &at, WELL).await.status, StatusCode::SEE_OTHER);
        get_as(&site, "rita.rep", "/role_play/cfo").await.body
    };
    enter("2026-11-01").await;
    let page = enter("2026-11-03").await;
    assert!(page.contains("Passed once on 1 November; again any day now."), "{page}");
    let certified = site.app.store.play_days_of("rita.rep").await.unwrap();
    assert_eq!(certified.iter().map(|day| day.told_on.day()).collect::<Vec<_>>(), [3, 3]);
    days.forward(1);
    let page = enter("2026-11-04").await;
    assert!(page.contains("Passed on 4 November."), "{page}");
}

/// Managers read what is restricted, so they see who passed it; of what they may not read they see nothing.
#[tokio::test]
async fn a_role_play_that_is_not_for_everybody_is_among_the_passes_of_who_may_read_it() {
    let folder = folder();
    let closed =
        |more: &str| entry("talks over").replace("title:", &format!("passes_needed: 1\n{more}title: Closed and"));
    folder.write(
        "role-plays/closed.md",
        closed("visibility: restricted\nowner: pia.peer\naliases: [role_play/former]\n"),
    );
    folder.write("role-plays/draft.md", closed("status: draft\nowner: pia.peer\n"));
    let (site, _) = site(&folder);
    for play in ["closed", "draft"] {
        let form = format!("play=role_play/{play}&person=rita.rep");
        let at = post_as(&site, "pia.peer", "/plays/hold", &form).await.header("location").to_owned();
        assert_eq!(score(&site, "pia.peer", &at, WELL).await.status, StatusCode::SEE_OTHER);
        let name = "UPDATE play_score SET play = 'role_play/former' WHERE play = 'role_play/closed'";
        crate::store::execute(site.app.store.path(), name).await;
    }
    let page = get_as(&site, "max.manager", "/plays").await.body;
    let passes = page.split("Managers see who passed").nth(1).unwrap();
    order(passes, &["/role_play/closed", "not for everybody", "<bdi>Rita Rep</bdi>: passed 3 Nov"]);
    assert_eq!(passes.matches("Rita Rep").count(), 1, "a draft is its author's: {passes}");
    // Who played it and may not read it sees that there is one, and not what it is called.
    let own = get_as(&site, "rita.rep", "/plays").await.body;
    assert!(own.contains("An entry that is not for everybody") && !own.contains("Closed and"), "{own}");
}
