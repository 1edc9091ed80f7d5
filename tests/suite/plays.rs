//! Role plays between people: arranged, held on two screens, scored, passed, and who sees what of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::http::StatusCode;
use fieldlore::clock::Clock;
use jiff::Timestamp;

use crate::browser::open;
use crate::chromium::{Chromium, Look};
use crate::folder::Folder;
use crate::identity::{get_as, post_as, proxied};
use crate::site::{Answer, Site, order};
use crate::store::{execute, occupy};

const PEOPLE: &str = "people:\n  rita.rep:\n    name: Rita Rep\n  max.manager:\n    name: Max Manager\n    roles: [manager]\n  \
     pia.peer:\n    name: Pia Peer\n  sue.steward:\n    name: Sue Steward\n    roles: [{steward: [role_play]}]\n  \
     gone.girl:\n    name: Gone Girl\n    active: false\n";
const PLAY: &str = "play=role_play/cfo";
const SECRET: &str = "three percent would be enough";

/// A role play of three behaviours; the words of the first level can be told apart.
fn entry(first: &str) -> String {
    let row = |id: &str, levels: &str| format!("  - {{id: {id}, behaviour: {id} it, levels: [{levels}]}}\n");
    let rubric = row("pauses", &format!("{first}, answers at once, waits, waits and asks"))
        + &row("asks", "nothing, closed, open, the worry behind")
        + &row("agrees", "no, a word, a day, a dated step");
    format!(
        "---\ntitle: The CFO says no\npersona: cfo\nminutes: 8\nobjections: [objection/dear]\npass_mark: 8\nrubric:\n{rubric}---\n\n\
         ## Brief for the person playing the CFO\n\nYou know that {SECRET}.\n\n## Brief for the rep\n\nSecond meeting, and 88 technicians.\n"
    )
}

fn folder() -> Folder {
    let folder = Folder::with("people.yaml", PEOPLE);
    folder.write("role-plays/cfo.md", entry("talks over"));
    folder.write("objections/dear.md", "---\ntitle: Dear\nquestion: \"Why so dear?\"\n---\n");
    folder
}

/// A clock that a test moves by days.
#[derive(Debug)]
struct Days(AtomicI64);

impl Days {
    fn new() -> Arc<Days> {
        let morning: Timestamp = "2026-11-03T09:00:00Z".parse().unwrap();
        Arc::new(Days(AtomicI64::new(morning.as_second())))
    }

    fn forward(&self, days: i64) {
        self.0.fetch_add(days * 24 * 60 * 60, Ordering::SeqCst);
    }
}

impl Clock for Days {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

fn site(folder: &Folder) -> (Site, Arc<Days>) {
    let days = Days::new();
    (Site::identified(folder.path(), proxied(), days.clone(), |_| {}), days)
}

/// Opens a role play that somebody holds for somebody; its address.
async fn hold(site: &Site, host: &str, rep: &str) -> String {
    let held = post_as(site, host, "/plays/hold", &format!("{PLAY}&person={rep}")).await;
    assert_eq!(held.status, StatusCode::SEE_OTHER, "{}", held.body);
    held.header("location").to_owned()
}

async fn score(site: &Site, who: &str, at: &str, form: &str) -> Answer {
    post_as(site, who, &format!("{at}/score"), form).await
}

const WELL: &str = "level-0=4&level-1=3&level-2=2&was-note=&note=Good+pause";
const BADLY: &str = "level-0=1&level-1=1&level-2=1&was-note=&note=";

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

/// Waits until an entry is served.
async fn until(site: &Site, id: &str) {
    let started = std::time::Instant::now();
    while site.app.catalog().page(id).is_none_or(|page| page.entry().id.as_str() != id) {
        assert!(started.elapsed().as_secs() < 15, "{id} was never served");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
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
    // Nor can somebody who looked on and scored.
    score(&site, "pia.peer", &at, WELL).await;
    assert_eq!(post_as(&site, "pia.peer", &format!("{at}/join"), "").await.status, StatusCode::SEE_OTHER);
    let page = get_as(&site, "pia.peer", &at).await.body;
    assert!(page.contains("88 technicians") && !page.contains("Good pause"), "{page}");
    let taken = post_as(&site, "rita.rep", &format!("{at}/join"), "").await;
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
}

#[tokio::test]
async fn scores_keep_the_words_that_were_scored() {
    let folder = folder();
    let (site, _) = site(&folder);
    let at = hold(&site, "pia.peer", "rita.rep").await;
    folder.write("role-plays/cfo.md", entry("shouts").replace("pass_mark: 8", "pass_mark: 12"));
    let started = std::time::Instant::now();
    while !get_as(&site, "rita.rep", "/role_play/cfo").await.body.contains("shouts") {
        assert!(started.elapsed().as_secs() < 15);
    }
    assert!(get_as(&site, "pia.peer", &at).await.body.contains("talks over"));
    score(&site, "pia.peer", &at, "level-0=1&level-1=4&level-2=3").await;
    let page = get_as(&site, "rita.rep", &at).await.body;
    assert!(page.contains("talks over") && page.contains("8 are needed") && !page.contains("shouts"), "{page}");
    // The entry may even go.
    folder.remove("role-plays/cfo.md");
    while site.app.catalog().page("role_play/cfo").is_some() {
        assert!(started.elapsed().as_secs() < 30);
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert!(get_as(&site, "rita.rep", "/plays").await.body.contains("talks over"));
    assert!(get_as(&site, "pia.peer", &at).await.body.contains("talks over"));
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

#[tokio::test]
async fn whoever_is_erased_takes_what_was_said_of_them_and_leaves_what_they_said() {
    let folder = folder();
    let (site, _) = site(&folder);
    for (host, rep) in [("pia.peer", "rita.rep"), ("rita.rep", "pia.peer")] {
        let at = hold(&site, host, rep).await;
        score(&site, host, &at, WELL).await;
    }
    hold(&site, "rita.rep", "sue.steward").await;
    let json = get_as(&site, "rita.rep", "/me.json").await.json().to_string();
    for told in
        ["was scored", "points: 9, passed", "was seen at a level", "scored a role play", "Good pause", "plays the rep"]
    {
        assert!(json.contains(told), "{told}: {json}");
    }
    post_as(&site, "rita.rep", "/me/erase", "sure=yes").await;
    assert!(get_as(&site, "rita.rep", "/me.json").await.json()["recorded"].as_array().unwrap().is_empty());
    assert!(get_as(&site, "rita.rep", "/role_play/cfo").await.body.contains("Not played yet"));
    let pia = get_as(&site, "pia.peer", "/plays").await.body;
    order(&pia, &["How it went", "Passed once on 3 November", "with <bdi>somebody</bdi>", "waits and asks"]);
    assert!(!pia.contains("Good pause") && !pia.contains("You scored"), "{pia}");
    assert!(get_as(&site, "sue.steward", "/plays").await.body.contains("None. Open"));
}

#[tokio::test]
async fn levels_and_notes_go_after_a_year_and_the_pass_after_two() {
    let folder = folder();
    let (site, days) = site(&folder);
    let at = hold(&site, "pia.peer", "rita.rep").await;
    score(&site, "pia.peer", &at, WELL).await;
    post_as(&site, "rita.rep", "/plays/book", &format!("{PLAY}&host=pia.peer")).await;
    days.forward(366);
    site.app.store.retain(site.app.now()).await.unwrap();
    let own = get_as(&site, "rita.rep", "/plays").await.body;
    assert!(own.contains("Passed once on 3 November 2026") && !own.contains("waits and asks"), "{own}");
    assert!(!own.contains("You asked"), "{own}");
    let page = get_as(&site, "rita.rep", &at).await.body;
    assert!(page.contains("9 points of 12") && !page.contains("Good pause"), "{page}");
    days.forward(366);
    site.app.store.retain(site.app.now()).await.unwrap();
    assert!(site.app.store.scores_of("rita.rep").await.unwrap().is_empty());
}

/// Taps the words of a level.
async fn tap(browser: &Chromium, place: usize, level: usize) {
    let level = browser.find(&format!("label.level:has([name='level-{place}'][value='{level}'])")).await;
    level.click().await.unwrap();
}

async fn is_sound(browser: &Chromium, what: &str) {
    let wide = browser.run("return [document.documentElement.scrollWidth, window.innerWidth]").await;
    assert!(wide[0].as_f64() <= wide[1].as_f64(), "{what} is {wide}");
    let small = browser
        .run("return [...document.querySelectorAll('main button, main a.button, label.level')].filter(e => e.offsetHeight && e.offsetHeight < 44 && !e.matches('.plain-button')).map(e => e.innerText)")
        .await;
    assert_eq!(small, serde_json::json!([]), "{what}");
    if let Some(wrong) = browser.accessibility().await {
        assert!(wrong.is_empty(), "{what}: {wrong:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_hold_a_role_play_on_two_phones() {
    let folder = folder();
    let site = Site::new(folder.path());
    let phone = Look { height: 640, ..Look::PHONE };
    let (host, base) = open!(site, "/role_play/cfo", phone);
    is_sound(&host, "the entry").await;
    host.client.find(fantoccini::Locator::LinkText("Hold this role play")).await.unwrap().click().await.unwrap();
    host.until("the forms", "location.pathname === '/plays/new'").await;
    is_sound(&host, "the forms").await;
    host.find("#fl-hold button").await.click().await.unwrap();
    host.until("the screen", "document.querySelector('form[data-scoring]')?.dataset.ready").await;
    is_sound(&host, "the other side").await;
    let link = host.find("#fl-play-link").await.text().await.unwrap();
    assert!(link.starts_with(&format!("{base}/plays/")), "{link}");
    let Some(rep) = Chromium::open(Look { dark: true, ..phone }).await else { return };
    rep.client.goto(&link).await.unwrap();
    is_sound(&rep, "the choice").await;
    rep.find("form button.button").await.click().await.unwrap();
    rep.until("the rep's brief", "document.querySelector('main').innerText.includes('88 technicians')").await;
    assert!(!rep.client.source().await.unwrap().contains(SECRET));
    is_sound(&rep, "the rep's side").await;
    // The clock of each runs by itself, over a reload.
    rep.find("[data-clock] button").await.click().await.unwrap();
    rep.until("the clock", "/^(8:00|7:5\\d) left$/.test(document.querySelector('[role=timer]').innerText)").await;
    rep.client.refresh().await.unwrap();
    rep.until(
        "the clock still",
        "/^7:\\d\\d left$|^8:00 left$/.test(document.querySelector('[role=timer]').innerText)",
    )
    .await;
    // Each tap is kept, with what is typed.
    tap(&host, 0, 4).await;
    tap(&host, 1, 3).await;
    host.until("two kept", "document.querySelector('.score-told').innerText.startsWith('2 of 3')").await;
    host.find("textarea[name=note]").await.send_keys("Long pause").await.unwrap();
    host.client.refresh().await.unwrap();
    host.until("the screen again", "document.querySelector('form[data-scoring]')?.dataset.ready").await;
    let kept = "[...document.querySelectorAll('.level :checked')].map(i => i.value).join() === '4,3'";
    host.until("what was tapped", kept).await;
    host.until(
        "what was typed",
        "document.querySelector('[name=note]').value === 'Long pause' || (location.reload(), false)",
    )
    .await;
    // By the keyboard alone.
    host.run("document.querySelector('[name=\"level-2\"]').focus()").await;
    host.press(&char::from(fantoccini::key::Key::Down).to_string()).await;
    host.until(
        "what came out",
        "document.querySelector('.score-told').innerText.includes('9 points of 12; 8 are needed')",
    )
    .await;
    is_sound(&host, "what came out").await;
    rep.client.refresh().await.unwrap();
    rep.until("how it went", "document.querySelector('main').innerText.includes('Long pause')").await;
    is_sound(&rep, "how it went").await;
    rep.client.goto(&format!("{base}/plays")).await.unwrap();
    rep.until("the history", "document.querySelector('main').innerText.includes('Passed once on 23 November')").await;
    is_sound(&rep, "the history").await;
    host.client.goto(&format!("{base}/plays")).await.unwrap();
    host.until("what was scored", "document.querySelector('main').innerText.includes('You scored')").await;
    is_sound(&host, "the history of who scored").await;
    rep.close().await;
    host.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_script_one_button_keeps_all_of_it() {
    let folder = folder();
    let site = Site::new(folder.path());
    let (host, _) = open!(site, "/plays/new?play=role_play/cfo", Look { scripts: false, ..Look::DESK });
    host.find("#fl-hold button").await.click().await.unwrap();
    for (place, level) in [(0, 1), (1, 1), (2, 1)] {
        tap(&host, place, level).await;
    }
    host.find("textarea[name=note]").await.send_keys("Again").await.unwrap();
    host.find("form[data-scoring] button").await.click().await.unwrap();
    let told = host.find(".score-told strong").await.text().await.unwrap();
    assert_eq!(told, "Not passed this time");
    assert_eq!(host.find("textarea[name=note]").await.text().await.unwrap(), "Again");
    host.close().await;
}
