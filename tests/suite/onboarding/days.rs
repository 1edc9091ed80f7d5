//! Days: month ends, leap days, a clock that goes back, and the same day wherever the server stands.

use axum::http::StatusCode;

use super::{assign, folder, say, site, words};
use crate::site::order;

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
