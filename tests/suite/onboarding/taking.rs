//! Putting people on paths, taking one up, ending one.

use axum::http::StatusCode;

use super::{FIRST, assign, folder, say, site, under_way, words};
use crate::identity::{get_as, post_as};
use crate::site::order;
use crate::store::{execute, occupy};

#[tokio::test]
async fn a_new_hire_finds_the_path_open_at_its_first_milestone_with_dates_and_where_lessons_come_from() {
    let folder = folder();
    let (site, _) = under_way(&folder).await;
    let page = words(&site, "nia.new", "/path").await;
    order(
        &page,
        &[
            "Next",
            "Read Watch the desk",
            "four weeks left",
            "on pace",
            "Your buddy is Bo Buddy",
            "By 31 Dec",
            "Holds a first",
        ],
    );
    order(&page, &["Watch the desk", "From Castellan, told by Bo Buddy", "Done", "I know this"]);
    order(&page, &["By 30 Jan 2027", "Leads a first call"]);
    let page = get_as(&site, "nia.new", "/path").await;
    assert!(page.body.contains("mailto:bo@kb.example") && page.header("cache-control").contains("no-store"));
    assert_eq!(page.body.matches("value=\"known\"").count(), 6, "every step can be known already");
    assert_eq!(page.body.matches("<details class=\"leg\"").count(), 2);
    assert_eq!(page.body.matches(" open>").count(), 1, "only the milestone that is under way is unfolded");
    let start = get_as(&site, "nia.new", "/").await.body;
    assert!(start.contains("Next on your path") && start.contains(">Your path</a>"));
    for other in ["mo.member", "max.manager"] {
        let start = get_as(&site, other, "/").await.body;
        assert!(!start.contains("Next on your path") && !start.contains(">Your path</a>"), "{other}");
    }
}

#[tokio::test]
async fn every_page_of_who_is_on_a_path_has_it_in_the_masthead_and_no_page_of_another() {
    let folder = folder();
    let (site, _) = under_way(&folder).await;
    let pages =
        ["/", "/help", "/lesson", "/lesson/watch", "/new", "/search?q=desk", "/practice", "/me", "/nothing/here"];
    // Twice: drawn, and as it was kept; each between others, so that what is kept for one is given to no other.
    for _ in 0..2 {
        for path in pages {
            for (who, told) in [("mo.member", false), ("nia.new", true), ("max.manager", false)] {
                let page = get_as(&site, who, path).await;
                assert_eq!(page.body.contains("<a href=\"/path\">Your path</a>"), told, "{who} {path}");
            }
        }
    }
    let tag = get_as(&site, "nia.new", "/help").await.header("etag").to_owned();
    assert_ne!(tag, get_as(&site, "mo.member", "/help").await.header("etag"), "a browser asks anew once it changes");
    post_as(&site, "nia.new", "/path/end", FIRST).await;
    assert!(!get_as(&site, "nia.new", "/help").await.body.contains(">Your path</a>"));
    post_as(&site, "nia.new", "/path/start", FIRST).await;
    assert!(get_as(&site, "nia.new", "/help").await.body.contains(">Your path</a>"));
    site.app.store.erase_person("nia.new").await.unwrap();
    assert!(!get_as(&site, "nia.new", "/help").await.body.contains(">Your path</a>"));
}

#[tokio::test]
async fn anybody_takes_a_path_up_and_ends_it_and_what_was_closed_stays() {
    let folder = folder();
    let (site, _) = site(&folder);
    assert!(words(&site, "mo.member", "/path").await.contains("You are on no path"));
    let entry = words(&site, "mo.member", "/onboarding_path/first").await;
    assert!(entry.contains("Start this path") && !entry.contains("You are on this path"));
    for _ in 0..2 {
        assert_eq!(post_as(&site, "mo.member", "/path/start", FIRST).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(say(&site, "mo.member", "lesson", "done").await, StatusCode::SEE_OTHER);
    let entry = words(&site, "mo.member", "/onboarding_path/first").await;
    assert!(entry.contains("You are on this path") && !entry.contains("Start this path"), "{entry}");
    assert_eq!(post_as(&site, "mo.member", "/path/end", FIRST).await.status, StatusCode::SEE_OTHER);
    assert!(words(&site, "mo.member", "/path").await.contains("You are on no path"));
    assert_eq!(say(&site, "mo.member", "desk", "done").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(post_as(&site, "mo.member", "/path/start", FIRST).await.status, StatusCode::SEE_OTHER);
    assert!(words(&site, "mo.member", "/path").await.contains("3 steps, 1 closed"));
    assert!(words(&site, "stranger@kb.example", "/onboarding_path/first").await.contains("Start this path"));
}

#[tokio::test]
async fn nobody_is_on_more_than_two_paths() {
    let folder = folder();
    for name in ["second", "third"] {
        let path = super::PATH.replace("First weeks", name);
        folder.write(&format!("paths/{name}.md"), path);
    }
    let (site, _) = under_way(&folder).await;
    let put = async |path: &str| {
        post_as(&site, "max.manager", "/path/assign", &format!("person=nia.new&path=onboarding_path/{path}")).await
    };
    assert_eq!(put("second").await.status, StatusCode::SEE_OTHER);
    let third = put("third").await;
    assert_eq!(third.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        third.body.contains("two paths already") && third.body.contains("value=\"onboarding_path/third\" selected")
    );
    let taken = post_as(&site, "nia.new", "/path/start", "path=onboarding_path/third").await;
    assert!(taken.status == StatusCode::UNPROCESSABLE_ENTITY && taken.body.contains("two paths already"));
    let page = words(&site, "nia.new", "/path").await;
    order(&page, &["Your paths", "Next", "First weeks", "second", "First weeks", "By 31 Dec", "second", "By 31 Dec"]);
    // Ends of one make room for another.
    let end = post_as(&site, "max.manager", "/path/end", "person=nia.new&path=onboarding_path/second").await;
    assert_eq!((end.status, end.header("location")), (StatusCode::SEE_OTHER, "/path/assign"));
    assert_eq!(put("third").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn only_who_and_which_path_must_be_said_and_a_change_loses_nothing() {
    let folder = folder();
    let (site, _) = site(&folder);
    for (who, form, told) in [
        ("max.manager", "person=", "Choose who"),
        ("max.manager", "person=no.body", "Choose who"),
        ("max.manager", "person=gone.girl", "Choose who"),
        ("max.manager", "person=nia.new&buddy=nia.new", "Nobody is a buddy of their own"),
        ("max.manager", "person=nia.new&manager=nia.new", "Nobody is a manager of their own"),
        ("max.manager", "person=nia.new&buddy=no.body", "from the list"),
        ("max.manager", "person=nia.new&buddy=gone.girl", "from the list"),
    ] {
        let refused = assign(&site, who, form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(refused.body.contains(told), "{form}");
    }
    assert_eq!(assign(&site, "nia.new", "person=nia.new").await.status, StatusCode::FORBIDDEN);
    assert_eq!(assign(&site, "sue.steward", "person=nia.new").await.status, StatusCode::SEE_OTHER);
    assert!(words(&site, "nia.new", "/path").await.contains("Started today"));
    assert_eq!(say(&site, "nia.new", "lesson", "known").await, StatusCode::SEE_OTHER);
    assert_eq!(
        assign(&site, "sue.steward", "person=nia.new&started=2026-11-20&buddy=bo.buddy").await.status,
        StatusCode::SEE_OTHER
    );
    let page = words(&site, "nia.new", "/path").await;
    order(&page, &["Day 12, since 20 Nov", "1 ahead", "Your buddy is Bo Buddy", "By 20 Dec", "Known already, 1 Dec"]);
    // The same once more with nothing else said keeps what was said; in the form for changes, nothing means nothing.
    assert_eq!(assign(&site, "sue.steward", "person=nia.new").await.status, StatusCode::SEE_OTHER);
    assert!(words(&site, "nia.new", "/path").await.contains("Your buddy is Bo Buddy"));
    let form = get_as(&site, "sue.steward", "/path/assign?person=nia.new&path=onboarding_path/first").await.body;
    assert!(
        form.contains("value=\"2026-11-20\"")
            && form.contains("value=\"bo.buddy\" selected")
            && form.contains("value=\"yes\"")
    );
    assert_eq!(assign(&site, "sue.steward", "person=nia.new&change=yes&buddy=").await.status, StatusCode::SEE_OTHER);
    assert!(!words(&site, "nia.new", "/path").await.contains("Your buddy is"));
}

#[tokio::test]
async fn a_path_that_is_taken_up_again_keeps_its_first_day_and_the_people_who_go_along() {
    let folder = folder();
    let (site, clock) = under_way(&folder).await;
    let kept = ["since 1 Dec", "Your buddy is Bo Buddy", "Your manager is Max Manager", "By 31 Dec"];
    clock.set("2026-12-09T08:00:00Z");
    for (who, path, form) in [
        ("nia.new", "/path/start", FIRST),
        ("sue.steward", "/path/assign", "path=onboarding_path/first&person=nia.new"),
    ] {
        assert_eq!(post_as(&site, "nia.new", "/path/end", FIRST).await.status, StatusCode::SEE_OTHER);
        assert!(words(&site, "nia.new", "/path").await.contains("You are on no path"));
        assert_eq!(post_as(&site, who, path, form).await.status, StatusCode::SEE_OTHER);
        order(&words(&site, "nia.new", "/path").await, &kept);
    }
}

#[tokio::test]
async fn nobody_names_a_manager_who_is_none_nor_their_own_buddy_or_manager() {
    let folder = folder();
    folder.write(
        "people.yaml",
        super::PEOPLE.to_owned() + "  mel.manager:\n    name: Mel Manager\n    roles: [manager]\n",
    );
    let (site, _) = under_way(&folder).await;
    for who in ["sue.steward", "mo.member", "bo.buddy"] {
        let refused = assign(&site, "sue.steward", &format!("person=nia.new&change=yes&manager={who}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{who}");
        assert!(refused.body.contains("is no manager here"), "{who}");
    }
    let form = get_as(&site, "sue.steward", "/path/assign").await.body;
    let managers = form.split("name=\"manager\"").nth(1).unwrap();
    assert!(managers.contains("max.manager") && !managers.contains("sue.steward"), "{managers}");
    // Nor does who is named without being one sign.
    execute(site.app.store.path(), "UPDATE enrolment SET manager = 'sue.steward'").await;
    assert_eq!(super::sign(&site, "sue.steward", "lead", "sign", "").await.status, StatusCode::FORBIDDEN);
    assert_eq!(get_as(&site, "sue.steward", "/team").await.status, StatusCode::FORBIDDEN);
    // On a path of one's own one says when it begins, and no more.
    assert_eq!(assign(&site, "max.manager", "person=max.manager").await.status, StatusCode::SEE_OTHER);
    for named in ["buddy=bo.buddy", "manager=mel.manager"] {
        let refused = assign(&site, "max.manager", &format!("person=max.manager&change=yes&{named}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{named}");
        assert!(refused.body.contains("Somebody else names your buddy"), "{named}");
    }
    let named = "person=max.manager&change=yes&buddy=bo.buddy&manager=mel.manager";
    assert_eq!(assign(&site, "mel.manager", named).await.status, StatusCode::SEE_OTHER);
    // Nor does one take them away.
    let own = assign(&site, "max.manager", "person=max.manager&change=yes&buddy=&manager=&started=2026-12-02").await;
    assert_eq!(own.status, StatusCode::SEE_OTHER);
    let page = words(&site, "max.manager", "/path").await;
    order(&page, &["Starts in one day", "Your buddy is Bo Buddy", "Your manager is Mel Manager"]);
}

#[tokio::test]
async fn a_day_that_can_be_read_in_two_ways_is_refused_and_kept() {
    let folder = folder();
    let (site, _) = site(&folder);
    let refused = assign(&site, "max.manager", "person=nia.new&started=03%2F04%2F26&buddy=bo.buddy").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("can be read as more than one day") && refused.body.contains("2026-12-01"));
    let field = "type=\"text\" name=\"started\" value=\"03/04/26\"";
    assert!(refused.body.contains(field) && refused.body.contains("value=\"bo.buddy\" selected"), "{}", refused.body);
    assert!(words(&site, "nia.new", "/path").await.contains("You are on no path"));
    let none = assign(&site, "max.manager", "person=nia.new&started=2027-02-29").await;
    assert!(none.body.contains("There is no day 2027-02-29"));
}

#[tokio::test]
async fn where_nothing_can_be_written_what_was_chosen_is_shown_again_and_pages_answer() {
    let folder = folder();
    let (site, _) = under_way(&folder).await;
    let other = occupy(&site.app.store).await;
    let form = "person=mo.member&started=2026-12-04&buddy=bo.buddy";
    let (refused, step) = tokio::join!(assign(&site, "max.manager", form), say(&site, "nia.new", "lesson", "done"));
    assert_eq!((refused.status, step), (StatusCode::SERVICE_UNAVAILABLE, StatusCode::SERVICE_UNAVAILABLE));
    assert!(refused.body.contains("value=\"2026-12-04\"") && refused.body.contains("value=\"mo.member\" selected"));
    let words_kept = super::sign(&site, "bo.buddy", "shadow", "not_yet", "two+more").await;
    assert!(words_kept.status == StatusCode::SERVICE_UNAVAILABLE && words_kept.body.contains("two more"));
    assert!(words(&site, "nia.new", "/path").await.contains("By 31 Dec"));
    drop(other);
    assert_eq!(say(&site, "nia.new", "lesson", "done").await, StatusCode::SEE_OTHER);
}
