//! Role plays that close steps: by the score of one who may sign, by a signature where others scored, and for good.

use axum::http::{Method, StatusCode};
use fieldlore::config::Identity;

use super::{FIRST, Hand, PATH, folder, plain, say, sign, site, under_way, words};
use crate::folder::Folder;
use crate::identity::{get_as, post_as, request};
use crate::site::{Site, order};
use crate::store::{ask, execute};

const SEEN: StatusCode = StatusCode::SEE_OTHER;
const CFO: &str = "---\ntitle: The CFO asks\npersona: cfo\npass_mark: 2\nrubric:\n  - {id: a, behaviour: Asks, levels: [no, yes]}\n---\n";

/// A path with a role play that can be held.
fn playable() -> Folder {
    let folder = folder();
    folder.write("role-plays/cfo.md", CFO);
    folder
}

/// Has somebody hold and score a role play of Nia's; its address.
async fn play(site: &Site, host: &str, level: u8) -> String {
    let held = post_as(site, host, "/plays/hold", "play=role_play/cfo&person=nia.new").await;
    assert_eq!(held.status, SEEN, "{}", held.body);
    let at = held.header("location").to_owned();
    score(site, host, &at, level).await;
    at
}

async fn score(site: &Site, host: &str, at: &str, level: u8) {
    let scored = post_as(site, host, &format!("{at}/score"), &format!("level-0={level}&was-note=&note=")).await;
    assert_eq!(scored.status, SEEN, "{}", scored.body);
}

/// What is noted of steps: closed ones and those that wait.
async fn noted(site: &Site) -> Vec<String> {
    let data = site.app.store.path().parent().unwrap();
    ask(
        data,
        "SELECT 'closed ' || step || ' ' || how FROM path_step UNION ALL SELECT 'waits ' || step || ' ' || how FROM path_ask ORDER BY 1",
    )
    .await
}

#[tokio::test]
async fn a_role_play_that_colleagues_scored_waits_for_the_manager_who_must_sign() {
    let folder = playable();
    let (site, clock) = under_way(&folder).await;
    play(&site, "max.manager", 2).await;
    clock.set("2026-12-08T08:00:00Z");
    play(&site, "mo.member", 2).await;
    let page = words(&site, "nia.new", "/path").await;
    assert!(page.contains("Passed 8 Dec, waits for Max Manager to sign") && page.contains("3 steps"), "{page}");
    assert!(!page.contains("1 closed"), "{page}");
    assert!(words(&site, "max.manager", "/").await.contains("1 step waits to be signed"));
    order(
        &words(&site, "max.manager", "/team").await,
        &["For your tap", "The CFO asks", "Nia New passed, today", "Sign"],
    );
    assert!(!words(&site, "bo.buddy", "/team").await.contains("The CFO asks"), "the buddy may not sign it");
    // One tap.
    assert_eq!(sign(&site, "max.manager", "cert", "sign", "").await.status, SEEN);
    assert!(words(&site, "nia.new", "/path").await.contains("Signed by Max Manager, 8 Dec"));
    assert_eq!(noted(&site).await, ["closed cert done"]);
}

#[tokio::test]
async fn not_yet_stands_against_a_pass_until_it_is_asked_again() {
    let folder = playable();
    let (site, clock) = under_way(&folder).await;
    play(&site, "mo.member", 2).await;
    clock.set("2026-12-08T08:00:00Z");
    play(&site, "mo.member", 2).await;
    assert_eq!(sign(&site, "max.manager", "cert", "not_yet", "Once+with+me").await.status, SEEN);
    let page = words(&site, "nia.new", "/path").await;
    assert!(page.contains("Max Manager says: not yet. Once with me") && !page.contains("waits for Max"), "{page}");
    assert!(words(&site, "max.manager", "/team").await.contains("Nothing waits"));
    assert_eq!(say(&site, "nia.new", "cert", "ask").await, SEEN);
    assert!(words(&site, "nia.new", "/path").await.contains("waits for Max Manager to sign"));
    // Two passes with the manager close it.
    for day in ["2026-12-15T08:00:00Z", "2026-12-22T08:00:00Z"] {
        clock.set(day);
        play(&site, "max.manager", 2).await;
    }
    assert!(words(&site, "nia.new", "/path").await.contains("Passed 22 Dec"));
    assert_eq!(noted(&site).await, ["closed cert passed"]);
}

#[tokio::test]
async fn a_pass_that_a_manager_scored_stands_whatever_becomes_of_it() {
    let folder = playable();
    let (site, clock) = under_way(&folder).await;
    play(&site, "max.manager", 2).await;
    clock.set("2026-12-08T08:00:00Z");
    play(&site, "max.manager", 2).await;
    assert_eq!(noted(&site).await, ["closed cert passed"], "it is noted with the score, before anybody looks");
    assert!(words(&site, "nia.new", "/path").await.contains("Passed 8 Dec"));
    let undone = sign(&site, "max.manager", "cert", "undo", "").await;
    assert!(undone.status == StatusCode::UNPROCESSABLE_ENTITY && undone.body.contains("that stays"));
    // Scores are forgotten, the rules get stricter, the step is about another entry, the entry goes.
    execute(site.app.store.path(), "DELETE FROM play_session").await;
    folder.write("role-plays/cfo.md", CFO.replace("pass_mark: 2", "pass_mark: 2\npasses_needed: 5"));
    folder.write("paths/first.md", PATH.replace("ref: role_play/cfo", "ref: role_play/gone"));
    super::edits::until(&site, "nia.new", "/path", "role_play/gone").await;
    folder.remove("role-plays/cfo.md");
    for (who, path) in [("nia.new", "/path"), ("bo.buddy", "/team/person?person=nia.new")] {
        assert!(words(&site, who, path).await.contains("Passed 8 Dec"), "{who}");
    }
    order(&words(&site, "nia.new", "/path").await, &["Firsts", "Was certified after seven days"]);
}

#[tokio::test]
async fn a_role_play_that_not_all_may_read_closes_its_step_for_all_who_look() {
    let folder = playable();
    folder
        .write("role-plays/cfo.md", CFO.replace("pass_mark", "visibility: restricted\nowner: max.manager\npass_mark"));
    let (site, clock) = under_way(&folder).await;
    play(&site, "max.manager", 2).await;
    clock.set("2026-12-08T08:00:00Z");
    play(&site, "max.manager", 2).await;
    let seen = get_as(&site, "bo.buddy", "/team/person?person=nia.new").await.body;
    assert!(plain(&seen).contains("Passed 8 Dec") && !seen.contains("The CFO asks"), "{seen}");
}

#[tokio::test]
async fn a_score_that_is_corrected_opens_the_step_again() {
    let folder = playable();
    let (site, clock) = under_way(&folder).await;
    for host in ["max.manager", "mo.member"] {
        execute(site.app.store.path(), "DELETE FROM play_session; DELETE FROM path_step; DELETE FROM path_ask").await;
        clock.set("2026-12-01T08:00:00Z");
        play(&site, host, 2).await;
        clock.set("2026-12-08T08:00:00Z");
        let at = play(&site, host, 2).await;
        assert_eq!(noted(&site).await.len(), 1);
        score(&site, host, &at, 1).await;
        assert!(noted(&site).await.is_empty(), "{host}");
        score(&site, host, &at, 2).await;
        assert_eq!(noted(&site).await.len(), 1);
    }
}

#[tokio::test]
async fn one_role_play_by_its_old_and_its_new_name_is_to_be_passed_twice() {
    let folder = playable();
    folder.write("role-plays/cfo.md", CFO.replace("title:", "aliases: [role_play/old]\npasses_needed: 1\ntitle:"));
    folder.write(
        "paths/first.md",
        PATH.replace(
            "- {id: own,",
            "- {id: cert-2, type: certify, ref: role_play/old, signed_off_by: manager}\n      - {id: own,",
        ),
    );
    let (site, clock) = under_way(&folder).await;
    play(&site, "max.manager", 2).await;
    assert_eq!(noted(&site).await, ["closed cert passed"]);
    // Six days later it is no further one.
    clock.set("2026-12-07T08:00:00Z");
    play(&site, "max.manager", 2).await;
    assert_eq!(noted(&site).await, ["closed cert passed"]);
    clock.set("2026-12-08T08:00:00Z");
    play(&site, "max.manager", 2).await;
    assert_eq!(noted(&site).await, ["closed cert passed", "closed cert-2 passed"]);
    let page = words(&site, "nia.new", "/path").await;
    order(&page, &["Passed 1 Dec", "Passed 8 Dec"]);
}

#[tokio::test]
async fn who_passed_before_the_path_began_has_the_step_closed_from_the_start() {
    let folder = playable();
    let (site, clock) = site(&folder);
    play(&site, "max.manager", 2).await;
    clock.set("2026-12-08T08:00:00Z");
    play(&site, "max.manager", 2).await;
    assert!(noted(&site).await.is_empty());
    post_as(&site, "nia.new", "/path/start", FIRST).await;
    assert_eq!(noted(&site).await, ["closed cert passed"]);
}

#[tokio::test]
async fn nobody_certifies_themselves_and_the_step_says_what_to_do() {
    let folder = playable();
    folder.write(
        "paths/first.md",
        PATH.replace("ref: role_play/cfo, signed_off_by: manager", "ref: role_play/cfo, signed_off_by: self"),
    );
    let (site, clock) = site(&folder);
    post_as(&site, "nia.new", "/path/start", FIRST).await;
    assert_eq!(say(&site, "nia.new", "cert", "done").await, StatusCode::UNPROCESSABLE_ENTITY);
    let page = get_as(&site, "nia.new", "/path").await.body;
    let told = "Passed once others have scored it often enough. Nobody is named to sign for you: any manager can";
    assert!(plain(&page).contains(told) && page.contains("/plays/new?play=role%5Fplay%2Fcfo"), "{}", plain(&page));
    // To know it already is for a manager to say.
    assert_eq!(say(&site, "nia.new", "cert", "known").await, SEEN);
    assert_eq!(noted(&site).await, ["waits cert known"]);
    assert_eq!(say(&site, "nia.new", "cert", "withdraw").await, SEEN);
    play(&site, "mo.member", 2).await;
    clock.set("2026-12-08T08:00:00Z");
    play(&site, "mo.member", 2).await;
    assert_eq!(noted(&site).await, ["closed cert passed"]);
}

#[tokio::test]
async fn where_nobody_signs_in_a_pass_waits_for_nobody() {
    let folder = playable();
    let clock = Hand::at("2026-12-01T08:00:00Z");
    let site = Site::identified(folder.path(), Identity::Public, clock.clone(), |_| {});
    let cookie = async || site.get("/").await.header("set-cookie").split(';').next().unwrap().to_owned();
    let (nia, host) = (cookie().await, cookie().await);
    let post = async |cookie: &str, path: &str, form: &str| {
        site.send(request(Method::POST, path, "127.0.0.1", &[("cookie", cookie)], form)).await
    };
    assert_eq!(post(&nia, "/path/start", FIRST).await.status, SEEN);
    for day in ["2026-12-01T09:00:00Z", "2026-12-08T09:00:00Z"] {
        clock.set(day);
        let at = post(&host, "/plays/hold", "play=role_play/cfo").await.header("location").to_owned();
        assert_eq!(post(&nia, &format!("{at}/join"), "x=y").await.status, SEEN);
        assert_eq!(post(&host, &format!("{at}/score"), "level-0=2&was-note=&note=").await.status, SEEN);
    }
    assert_eq!(noted(&site).await, ["closed cert passed"]);
}

#[tokio::test]
async fn a_pass_that_is_lost_is_lost_whoever_else_saw_one_and_a_word_more_loses_none() {
    let folder = playable();
    let (site, clock) = under_way(&folder).await;
    play(&site, "max.manager", 2).await;
    clock.set("2026-12-08T08:00:00Z");
    play(&site, "mo.member", 2).await;
    let last = play(&site, "max.manager", 2).await;
    assert_eq!(noted(&site).await, ["closed cert passed"]);
    // The rules get stricter: what is passed stands, also where it is kept again.
    folder.write(
        "role-plays/cfo.md",
        CFO.replace("pass_mark: 2", "pass_mark: 2\nsummary: Harder now.\npasses_needed: 5"),
    );
    super::edits::until(&site, "nia.new", "/role_play/cfo", "Harder now.").await;
    score(&site, "max.manager", &last, 2).await;
    assert_eq!(noted(&site).await, ["closed cert passed"]);
    folder.write("role-plays/cfo.md", CFO.replace("pass_mark: 2", "pass_mark: 2\nsummary: As before."));
    super::edits::until(&site, "nia.new", "/role_play/cfo", "As before.").await;
    // A colleague saw a pass that day too, and the step asks for a manager's.
    score(&site, "max.manager", &last, 1).await;
    assert_eq!(noted(&site).await, ["waits cert passed"]);
}

#[tokio::test]
async fn the_earlier_of_two_passes_is_corrected_the_day_after() {
    let folder = playable();
    folder.write("role-plays/cfo.md", CFO.replace("pass_mark: 2", "pass_mark: 2\nmin_days_between_passes: 1"));
    let (site, clock) = under_way(&folder).await;
    clock.set("2026-12-01T18:00:00Z");
    let first = play(&site, "max.manager", 2).await;
    clock.set("2026-12-02T09:00:00Z");
    play(&site, "max.manager", 2).await;
    assert_eq!(noted(&site).await, ["closed cert passed"]);
    score(&site, "max.manager", &first, 1).await;
    assert!(noted(&site).await.is_empty());
}

#[tokio::test]
async fn a_certification_without_a_role_play_waits_for_no_scores() {
    let folder = playable();
    folder.write(
        "paths/first.md",
        PATH.replace("- {id: own,", "- {id: quiz, type: certify, text: The price quiz}\n      - {id: own,"),
    );
    let (site, _) = under_way(&folder).await;
    let page = words(&site, "nia.new", "/path").await;
    order(&page, &["The price quiz", "Bo Buddy says when it is done"]);
    assert!(!page.contains("have scored it often enough"), "{page}");
}
