//! Days: month ends, leap days, a clock that goes back, and the same day wherever the server stands.

use axum::http::StatusCode;

use super::{assign, folder, say, site, words};
use crate::site::order;
use crate::store::execute;

#[tokio::test]
async fn milestones_fall_on_days_counted_from_the_first_over_month_ends_and_leap_days() {
    let folder = folder();
    let (site, clock) = site(&folder);
    for (now, started, days) in [
        ("2026-12-01T08:00:00Z", "2026-12-01", ["By 31 Dec", "By 30 Jan 2027"]),
        ("2027-01-31T08:00:00Z", "2027-01-31", ["By 2 Mar", "By 1 Apr"]),
        ("2028-01-30T08:00:00Z", "2028-01-30", ["By 29 Feb", "By 30 Mar"]),
        ("2028-02-29T23:59:59Z", "2028-02-29", ["By 30 Mar", "By 29 Apr"]),
        ("2027-03-28T00:59:00Z", "2027-03-27", ["By 26 Apr", "By 26 May"]),
    ] {
        clock.set(now);
        let given = assign(&site, "max.manager", &format!("person=nia.new&change=yes&started={started}")).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER);
        order(&words(&site, "nia.new", "/path").await, &days);
    }
}

#[tokio::test]
async fn pace_turns_on_the_day_and_days_left_are_in_words() {
    let folder = folder();
    let (site, clock) = site(&folder);
    assign(&site, "max.manager", "person=nia.new&started=2026-12-03").await;
    for (now, told) in [
        ("2026-12-01T08:00:00Z", ["Starts in two days, on 3 Dec", "on pace", "four weeks left"]),
        ("2026-12-03T00:00:00Z", ["Started today", "on pace", "four weeks left"]),
        ("2026-12-19T12:00:00Z", ["Day 17, since 3 Dec", "on pace", "two weeks left"]),
        ("2027-01-01T23:59:59Z", ["Day 30, since 3 Dec 2026", "on pace", "one day left"]),
        ("2027-01-02T00:00:00Z", ["Day 31, since 3 Dec 2026", "3 behind", "due today"]),
        ("2027-02-01T00:00:00Z", ["Day 61, since 3 Dec 2026", "6 behind", "four weeks past its day"]),
    ] {
        clock.set(now);
        let page = words(&site, "nia.new", "/path").await;
        for words in told {
            assert!(page.contains(words), "{words} at {now}: {page}");
        }
    }
}

/// Where the day of the team is not the one of the server.
#[tokio::test]
async fn days_are_those_of_the_team_over_a_month_end_and_a_leap_day() {
    let at = |moment: &str| moment.parse::<jiff::Timestamp>().unwrap().as_millisecond();
    for (zone, now, first_day, told) in [
        // Still the evening of the last day of November; and already the first of December.
        (
            "America/Los_Angeles",
            "2026-12-01T05:00:00Z",
            "30 Nov",
            ["By 30 Dec", "Done 30 Nov", "Known already, 30 Nov"],
        ),
        ("Asia/Tokyo", "2026-11-30T16:00:00Z", "1 Dec", ["By 31 Dec", "Done 1 Dec", "Known already, 1 Dec"]),
        (
            "America/Los_Angeles",
            "2028-03-01T05:00:00Z",
            "29 Feb",
            ["By 30 Mar", "Done 29 Feb", "Known already, 29 Feb"],
        ),
        ("Asia/Tokyo", "2028-02-28T16:00:00Z", "29 Feb", ["By 30 Mar", "Done 29 Feb", "Known already, 29 Feb"]),
    ] {
        let folder = folder();
        let (site, clock) = site(&folder);
        let site = site.in_zone(zone);
        clock.set(now);
        assign(&site, "max.manager", "person=nia.new&buddy=bo.buddy&manager=max.manager").await;
        say(&site, "nia.new", "lesson", "done").await;
        say(&site, "nia.new", "desk", "known").await;
        say(&site, "nia.new", "shadow", "ask").await;
        // What was used within the first day there, and what was just before it.
        let sql = |moment: i64, entry: &str| {
            format!("INSERT INTO use_event (person, entry, how, at) VALUES ('nia.new', '{entry}', 'copy', {moment});")
        };
        execute(site.app.store.path(), &sql(at(now), "lesson/watch")).await;
        let page = words(&site, "nia.new", "/path").await;
        assert!(
            page.contains("Started today") && page.contains("Used an answer on the first day"),
            "{zone} {now}: {page}"
        );
        assert!(page.contains(&format!("Waits for Bo Buddy since {first_day}")), "{zone} {now}: {page}");
        for words in told {
            assert!(page.contains(words), "{words}, {zone} {now}: {page}");
        }
        assert!(words(&site, "bo.buddy", "/team").await.contains("asked today"), "{zone} {now}");
        // On the day after its last one it is late, and not before.
        let last: jiff::civil::Date =
            if now < "2027" { if zone < "Asia" { "2026-12-30" } else { "2026-12-31" } } else { "2028-03-30" }
                .parse()
                .unwrap();
        let evening = last.at(23, 59, 0, 0).in_tz(zone).unwrap().timestamp();
        clock.set(&evening.to_string());
        assert!(words(&site, "nia.new", "/path").await.contains("due today"), "{zone} {now}");
    }
}

#[tokio::test]
async fn a_clock_that_is_set_back_loses_and_breaks_nothing() {
    let folder = folder();
    let (site, clock) = site(&folder);
    assign(&site, "max.manager", "person=nia.new&started=2026-12-01").await;
    clock.set("2026-12-20T08:00:00Z");
    assert_eq!(say(&site, "nia.new", "lesson", "done").await, StatusCode::SEE_OTHER);
    clock.set("2026-11-02T08:00:00Z");
    let page = words(&site, "nia.new", "/path").await;
    order(&page, &["Starts in four weeks, on 1 Dec", "1 ahead", "Done 20 Dec"]);
    assert_eq!(say(&site, "nia.new", "desk", "done").await, StatusCode::SEE_OTHER);
    assert!(words(&site, "nia.new", "/path").await.contains("3 steps, 2 closed"));
}
