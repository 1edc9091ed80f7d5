//! Role plays are arranged: asked for, declined, taken back, planned for a day.

use super::*;

#[tokio::test]
async fn a_role_play_is_booked_declined_taken_back_and_held() {
    let folder = folder();
    let (site, _) = site(&folder);
    let book = async |host: &str| {
        let form = format!("{PLAY}&host={host}&note=Thursday+afternoon");
        assert_eq!(post_as(&site, "rita.rep", "/plays/book", &form).await.status, StatusCode::SEE_OTHER);
        let page = get_as(&site, host, "/plays").await.body;
        order(
            &page,
            &["Yours to hold", "The CFO says no", "Rita Rep asks you to hold it", "Thursday afternoon", "Hold it now"],
        );
        let begin = page.split("action=\"/plays/").nth(1).unwrap();
        format!("/plays/{}", begin.split('/').next().unwrap())
    };
    let at = book("pia.peer").await;
    assert_eq!(book("pia.peer").await, at, "asked twice is asked once");
    assert!(get_as(&site, "pia.peer", "/").await.body.contains("You are asked to hold"));
    assert_eq!(get_as(&site, "sue.steward", &at).await.status, StatusCode::NOT_FOUND, "not open yet");
    assert_eq!(post_as(&site, "sue.steward", &format!("{at}/begin"), "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(post_as(&site, "rita.rep", &format!("{at}/begin"), "").await.status, StatusCode::FORBIDDEN);
    post_as(&site, "pia.peer", &format!("{at}/end"), "").await;
    assert!(get_as(&site, "rita.rep", "/plays").await.body.contains("Pia Peer cannot this time"));
    let at = book("max.manager").await;
    post_as(&site, "rita.rep", &format!("{at}/end"), "").await;
    assert!(get_as(&site, "max.manager", "/plays").await.body.contains("Nobody waits for you."));
    assert!(get_as(&site, "max.manager", &at).await.body.contains("This was taken back."));
    let at = book("max.manager").await;
    assert_eq!(post_as(&site, "max.manager", &format!("{at}/begin"), "").await.header("location"), at);
    score(&site, "max.manager", &at, WELL).await;
    let late = post_as(&site, "rita.rep", &format!("{at}/end"), "").await;
    assert!(late.status == StatusCode::UNPROCESSABLE_ENTITY && late.body.contains("scored already"), "{}", late.body);
    for (form, words) in [("host=gone.girl", "Choose whom you ask"), ("host=", "Choose whom you ask")] {
        let refused = post_as(&site, "rita.rep", "/plays/book", &format!("{PLAY}&{form}")).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(words), "{}", refused.body);
    }
}

#[tokio::test]
async fn a_day_to_come_waits_and_a_day_long_past_is_refused() {
    let folder = folder();
    let (site, days) = site(&folder);
    for day in ["2026-10-26", "2027-03-01", "someday", "2026-02-30"] {
        let refused = post_as(&site, "pia.peer", "/plays/hold", &format!("{PLAY}&person=rita.rep&day={day}")).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("Choose a day"), "{day}");
    }
    let form = format!("{PLAY}&person=rita.rep&buyer=sue.steward&day=2026-11-10");
    let at = post_as(&site, "pia.peer", "/plays/hold", &form).await.header("location").to_owned();
    let early = score(&site, "pia.peer", &at, WELL).await;
    assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.body.contains("scored on its day"));
    assert!(get_as(&site, "sue.steward", "/plays").await.body.contains(&at));
    post_as(&site, "pia.peer", &format!("{at}/begin"), "").await;
    assert_eq!(score(&site, "pia.peer", &at, WELL).await.status, StatusCode::SEE_OTHER);
    assert!(get_as(&site, "rita.rep", "/role_play/cfo").await.body.contains("Passed once on 3 November"));
    // It can be corrected for a day, and stays then.
    score(&site, "pia.peer", &at, "was-0=4&level-0=3").await;
    days.forward(2);
    let late = score(&site, "pia.peer", &at, "was-0=3&level-0=1").await;
    assert!(late.status == StatusCode::UNPROCESSABLE_ENTITY && late.body.contains("8 points of 12"), "{}", late.body);
    assert!(!late.body.contains("to be copied"), "nothing was typed: {}", late.body);
    let late = score(&site, "pia.peer", &at, "was-note=&note=Words+of+the+day+after").await.body;
    order(&late, &["stays as it is", "Your notes, to be copied", "Words of the day after", "8 points of 12"]);
    // The same of who plays the rep in another window.
    let own = score(&site, "rita.rep", &at, "was-note=&note=Mine").await.body;
    order(&own, &["somebody else scores it", "Your notes, to be copied", "Mine"]);
}
