//! Who takes which side, and sees what of it.

use super::*;

#[tokio::test]
async fn each_side_sees_its_own_brief_and_no_other() {
    let folder = folder();
    let (site, _) = site(&folder);
    let at = hold(&site, "max.manager", "rita.rep").await;
    let rep = get_as(&site, "rita.rep", &at).await;
    assert!(rep.body.contains("88 technicians") && rep.header("cache-control").contains("no-store"));
    for hidden in [SECRET, "Why so dear", "objection/dear", "talks over", "asks it", "data-scoring"] {
        assert!(!rep.body.contains(hidden), "{hidden}: {}", rep.body);
    }
    let other = get_as(&site, "max.manager", &at).await;
    order(&other.body, &["The customer", SECRET, "What comes up", "Dear", "What is seen", "talks over", "Notes"]);
    assert!(other.body.contains("data-minutes=\"8\"") && other.body.contains(&format!("http://kb.example{at}")));
    assert!(!other.body.contains("of 12") && !other.body.contains(" 8 are needed"), "{}", other.body);
    assert_eq!(
        get_as(&site, "rita.rep", "/plays/0123456789abcdef0123456789abcdef").await.status,
        StatusCode::NOT_FOUND
    );
    // The rep has the link without typing it.
    assert!(get_as(&site, "rita.rep", "/plays").await.body.contains(&format!("href=\"{at}\"")));
}

#[tokio::test]
async fn nobody_scores_themselves() {
    let folder = folder();
    let (site, _) = site(&folder);
    for (path, form) in [("/plays/hold", "person=rita.rep"), ("/plays/book", "host=rita.rep")] {
        let refused = post_as(&site, "rita.rep", path, &format!("{PLAY}&{form}&note=Thursday")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.body.contains("Nobody scores themselves") && refused.body.contains("Thursday"),
            "{}",
            refused.body
        );
    }
    let at = hold(&site, "max.manager", "rita.rep").await;
    let refused = score(&site, "rita.rep", &at, WELL).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("somebody else scores it") && !refused.body.contains(SECRET), "{}", refused.body);
    // Whoever holds it cannot also be who opens the link.
    let at = hold(&site, "max.manager", "").await;
    let refused = post_as(&site, "max.manager", &format!("{at}/join"), "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("nobody scores themselves"));
    // Nor can somebody who scored beside: they have seen the other side.
    score(&site, "pia.peer", &at, WELL).await;
    let refused = post_as(&site, "pia.peer", &format!("{at}/join"), "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("have seen the customer's side"), "{}", refused.body);
    assert_eq!(post_as(&site, "rita.rep", &format!("{at}/join"), "").await.status, StatusCode::SEE_OTHER);
    let taken = post_as(&site, "sue.steward", &format!("{at}/join"), "").await;
    assert!(taken.body.contains("Somebody plays the rep already"), "{}", taken.body);
}

/// A result belongs to who was there: the link is no way to come by it days later.
#[tokio::test]
async fn nobody_takes_over_a_result_of_another_day() {
    let folder = folder();
    let (site, clock) = site(&folder);
    let at = hold(&site, "max.manager", "").await;
    assert_eq!(score(&site, "max.manager", &at, WELL).await.status, StatusCode::SEE_OTHER);
    clock.forward(2);
    let late = post_as(&site, "rita.rep", &format!("{at}/join"), "").await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", late.body);
    assert!(!get_as(&site, "rita.rep", "/role_play/cfo").await.body.contains("Passed once"));
}

#[tokio::test]
async fn on_one_machine_the_rep_comes_by_the_link_in_another_browser() {
    let folder = folder();
    let site = Site::new(folder.path());
    let new = site.get("/plays/new?play=role_play/cfo").await;
    assert!(new.body.contains("gives you the link") && !new.body.contains("name=\"host\""), "{}", new.body);
    let host = [("cookie", "fieldlore_person=0123456789abcdef0123456789abcdef"), ("host", "localhost:4040")];
    let rep = [("cookie", "fieldlore_person=fedcba9876543210fedcba9876543210"), ("host", "localhost:4040")];
    let send = async |headers: &[(&str, &str)], path: &str, body: &str| {
        site.send(crate::identity::request(axum::http::Method::POST, path, "127.0.0.1", &headers[..1], body)).await
    };
    let at = send(&host, "/plays/hold", PLAY).await.header("location").to_owned();
    let own = send(&host, &format!("{at}/join"), "").await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(own.body.contains("in another browser"), "{}", own.body);
    // What is scored before the rep came is the rep's.
    assert_eq!(send(&host, &format!("{at}/score"), WELL).await.status, StatusCode::SEE_OTHER);
    let choice = site.get_with(&at, &rep).await.body;
    assert!(choice.contains("I play the rep") && !choice.contains(SECRET), "{choice}");
    assert_eq!(send(&rep, &format!("{at}/join"), "").await.status, StatusCode::SEE_OTHER);
    assert!(site.get_with("/role_play/cfo", &rep).await.body.contains("Passed once on 23 November"));
}

/// The link opens a choice, and whoever has read the customer's brief has made it.
#[tokio::test]
async fn who_looked_on_does_not_play_the_rep() {
    let folder = folder();
    let (site, clock) = site(&folder);
    let at = hold(&site, "max.manager", "").await;
    let choice = get_as(&site, "pia.peer", &at).await.body;
    assert!(choice.contains("cannot play the rep in this one") && !choice.contains(SECRET), "{choice}");
    assert!(
        !get_as(&site, "pia.peer", &format!("{at}?look=on")).await.body.contains(SECRET),
        "nothing opens it by itself"
    );
    assert_eq!(post_as(&site, "pia.peer", &format!("{at}/look"), "").await.header("location"), at);
    let seen = get_as(&site, "pia.peer", &at).await.body;
    assert!(seen.contains(SECRET) && seen.contains("so somebody else plays the rep"), "{seen}");
    let refused = post_as(&site, "pia.peer", &format!("{at}/join"), "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("have seen the customer's side"), "{}", refused.body);
    // The store says the same, whatever a page has shown.
    let id = at.rsplit('/').next().unwrap();
    assert!(!site.app.store.join_play(id, "pia.peer", site.app.now()).await.unwrap());
    assert!(get_as(&site, "pia.peer", "/me.json").await.body.contains("looks on"));
    assert_eq!(post_as(&site, "rita.rep", &format!("{at}/join"), "").await.status, StatusCode::SEE_OTHER);
    // Who takes part has a side, and looks on from there.
    post_as(&site, "rita.rep", &format!("{at}/look"), "").await;
    assert!(!get_as(&site, "rita.rep", &at).await.body.contains(SECRET));
    // It holds for this one alone.
    clock.forward(7);
    let next = hold(&site, "max.manager", "").await;
    assert_eq!(post_as(&site, "pia.peer", &format!("{next}/join"), "").await.status, StatusCode::SEE_OTHER);
}
