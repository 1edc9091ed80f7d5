//! Who signs what: oneself, a buddy, a manager; once, and never for oneself what another is to sign.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use fieldlore::clock::Fixed;
use fieldlore::config::Identity;

use super::{FIRST, folder, plain, say, sign, under_way, words};
use crate::identity::{get_as, post_as};
use crate::site::{Site, order};
use crate::store::ask;

const SEEN: StatusCode = StatusCode::SEE_OTHER;

#[tokio::test]
async fn a_buddy_gets_one_tap_and_can_say_not_yet_with_words() {
    let folder = folder();
    let (site, clock) = under_way(&folder).await;
    assert!(get_as(&site, "nia.new", "/path").await.body.contains("Ask my buddy to sign"));
    assert_eq!(say(&site, "nia.new", "shadow", "ask").await, SEEN);
    assert!(words(&site, "nia.new", "/path").await.contains("Waits for Bo Buddy since 1 Dec"));
    assert!(words(&site, "bo.buddy", "/").await.contains("1 step waits to be signed"));
    assert!(!words(&site, "max.manager", "/").await.contains("waits to be signed"), "a manager was not asked");
    clock.set("2026-12-02T08:00:00Z");
    let team = words(&site, "bo.buddy", "/team").await;
    order(
        &team,
        &[
            "For your tap",
            "Sit in on four calls",
            "Nia New, asked yesterday",
            "Sign",
            "Not yet",
            "With you",
            "Nia New",
            "on pace",
        ],
    );
    assert_eq!(sign(&site, "bo.buddy", "shadow", "not_yet", "Two+more+%3Cb%3E+calls").await.status, SEEN);
    let told = get_as(&site, "nia.new", "/path").await.body;
    assert!(plain(&told).contains("Bo Buddy says: not yet.") && told.contains("Two more &lt;b&gt; calls"));
    assert!(told.contains("Ask again") && words(&site, "bo.buddy", "/team").await.contains("Nothing waits"));
    assert_eq!(say(&site, "nia.new", "shadow", "ask").await, SEEN);
    assert_eq!(sign(&site, "bo.buddy", "shadow", "sign", "").await.status, SEEN);
    assert!(words(&site, "nia.new", "/path").await.contains("Signed by Bo Buddy, 2 Dec"));
    // What another signed is another's to take back.
    assert_eq!(say(&site, "nia.new", "shadow", "undo").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(sign(&site, "bo.buddy", "shadow", "undo", "").await.status, SEEN);
    assert!(words(&site, "nia.new", "/path").await.contains("Ask my buddy to sign"));
}

#[tokio::test]
async fn roles_are_checked_for_every_act() {
    let folder = folder();
    let (site, _) = under_way(&folder).await;
    for act in ["done", "undo"] {
        let expected = if act == "undo" { SEEN } else { StatusCode::UNPROCESSABLE_ENTITY };
        assert_eq!(say(&site, "nia.new", "shadow", act).await, expected, "{act}");
        assert_eq!(say(&site, "mo.member", "shadow", act).await, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
    }
    for (who, step, status) in [
        ("nia.new", "shadow", StatusCode::FORBIDDEN),
        ("mo.member", "shadow", StatusCode::FORBIDDEN),
        ("sue.steward", "shadow", StatusCode::FORBIDDEN),
        ("bo.buddy", "lead", StatusCode::FORBIDDEN),
        ("bo.buddy", "cert", StatusCode::FORBIDDEN),
        ("bo.buddy", "lesson", StatusCode::FORBIDDEN),
        ("max.manager", "lesson", StatusCode::FORBIDDEN),
        ("bo.buddy", "nothing", StatusCode::UNPROCESSABLE_ENTITY),
        ("max.manager", "shadow", SEEN),
        ("max.manager", "lead", SEEN),
        ("max.manager", "cert", SEEN),
    ] {
        assert_eq!(sign(&site, who, step, "sign", "").await.status, status, "{who} {step}");
    }
    let bogus = post_as(&site, "bo.buddy", "/team/sign", "person=nia.new&path=x&step=shadow&do=sign").await;
    assert_eq!(bogus.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(sign(&site, "bo.buddy", "shadow", "dance", "").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(say(&site, "nia.new", "lesson", "dance").await, StatusCode::BAD_REQUEST);
    let long = sign(&site, "bo.buddy", "shadow", "not_yet", &"x".repeat(501)).await;
    assert!(long.status == StatusCode::UNPROCESSABLE_ENTITY && long.body.contains(&"x".repeat(501)));
}

/// A manager who is on a path is signed by another manager, and by nobody who is that manager.
#[tokio::test]
async fn a_manager_on_a_path_does_not_sign_for_themselves() {
    let folder = folder();
    let (site, _) = under_way(&folder).await;
    assert_eq!(post_as(&site, "max.manager", "/path/start", FIRST).await.status, SEEN);
    assert_eq!(say(&site, "max.manager", "lead", "done").await, StatusCode::UNPROCESSABLE_ENTITY);
    let own = format!("person=max.manager&{FIRST}&step=lead&do=sign");
    assert_eq!(post_as(&site, "max.manager", "/team/sign", &own).await.status, StatusCode::FORBIDDEN);
    assert!(!words(&site, "max.manager", "/team").await.contains("Max Manager"));
}

#[tokio::test]
async fn to_know_something_already_closes_it_or_asks_who_is_to_sign() {
    let folder = folder();
    let (site, _) = under_way(&folder).await;
    for step in ["lesson", "shadow", "cert"] {
        assert_eq!(say(&site, "nia.new", step, "known").await, SEEN);
    }
    let page = words(&site, "nia.new", "/path").await;
    order(
        &page,
        &["Known already, 1 Dec", "Waits for Bo Buddy, as known already", "Waits for Max Manager, as known already"],
    );
    assert!(words(&site, "bo.buddy", "/team").await.contains("Nia New knows this already"));
    sign(&site, "bo.buddy", "shadow", "sign", "").await;
    assert!(words(&site, "nia.new", "/path").await.contains("Signed by Bo Buddy, 1 Dec, as known already"));
    assert_eq!(say(&site, "nia.new", "lesson", "undo").await, SEEN);
    assert_eq!(say(&site, "nia.new", "cert", "withdraw").await, SEEN);
    let page = words(&site, "nia.new", "/path").await;
    assert!(!page.contains("Known already, 1 Dec") && !page.contains("Waits for"), "{page}");
}

#[tokio::test]
async fn two_taps_at_once_are_one() {
    let folder = folder();
    let (site, _) = under_way(&folder).await;
    say(&site, "nia.new", "shadow", "ask").await;
    let (a, b, c, d) = tokio::join!(
        sign(&site, "bo.buddy", "shadow", "sign", ""),
        sign(&site, "max.manager", "shadow", "sign", ""),
        say(&site, "nia.new", "lesson", "done"),
        say(&site, "nia.new", "lesson", "known"),
    );
    assert_eq!([a.status, b.status, c, d], [SEEN; 4]);
    // Two more from a device that did not see it yet.
    assert_eq!(say(&site, "nia.new", "shadow", "ask").await, SEEN);
    assert_eq!(sign(&site, "bo.buddy", "shadow", "not_yet", "late").await.status, SEEN);
    let data = site.app.store.path().parent().unwrap();
    let rows = ask(data, "SELECT step FROM path_step ORDER BY step").await;
    assert_eq!(rows, ["lesson", "shadow"]);
    assert!(ask(data, "SELECT step FROM path_ask").await.is_empty());
}

#[tokio::test]
async fn where_nobody_is_named_any_manager_may_sign() {
    let folder = folder();
    let (site, _) = super::site(&folder);
    post_as(&site, "nia.new", "/path/start", FIRST).await;
    let page = get_as(&site, "nia.new", "/path").await.body;
    assert!(page.contains("Ask a manager to sign") && !page.contains("Ask my"), "{page}");
    say(&site, "nia.new", "shadow", "ask").await;
    assert!(words(&site, "max.manager", "/").await.contains("1 step waits to be signed"));
    assert_eq!(sign(&site, "bo.buddy", "shadow", "sign", "").await.status, StatusCode::FORBIDDEN);
    assert_eq!(sign(&site, "max.manager", "shadow", "sign", "").await.status, SEEN);
}

#[tokio::test]
async fn where_nobody_signs_in_one_person_is_all_three_and_the_page_says_so() {
    let folder = folder();
    let clock = Arc::new(Fixed("2026-12-01T08:00:00Z".parse().unwrap()));
    for identity in [Identity::Local, Identity::Public] {
        let site = Site::identified(folder.path(), identity.clone(), clock.clone(), |_| {});
        let cookie = site.get("/").await.header("set-cookie").split(';').next().unwrap().to_owned();
        let post = async |path: &str, form: String| {
            let request = Request::builder().method(Method::POST).uri(path).header("host", "localhost:4040");
            let request = request.header("cookie", &cookie).header("content-type", "application/x-www-form-urlencoded");
            site.send(request.body(Body::from(form)).unwrap()).await.status
        };
        assert_eq!(post("/path/start", FIRST.to_owned()).await, SEEN);
        let page = site.get_with("/path", &[("cookie", &cookie)]).await.body;
        assert!(page.contains("Nobody signs in here, so you also close") && !page.contains("to sign</button>"));
        assert_eq!(post("/path/step", format!("{FIRST}&step=lead&do=done")).await, SEEN, "{identity:?}");
        assert!(plain(&site.get_with("/path", &[("cookie", &cookie)]).await.body).contains("Done 1 Dec"));
    }
}
