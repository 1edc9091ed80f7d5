//! Days where the team works: midnights, clocks that change, and clocks that were wrong.

use jiff::civil::date;

use super::*;

fn in_zone(folder: &Folder, zone: &str, moment: &str) -> (Site, Arc<Watch>) {
    let watch = Watch::at(moment);
    (Site::identified(folder.path(), proxied(), watch.clone(), |_| {}).in_zone(zone), watch)
}

#[tokio::test]
async fn the_day_is_the_teams_on_both_sides_of_the_date_line() {
    // Half an hour after midnight in Auckland, half an hour before it in Los Angeles.
    for (zone, moment, day) in [
        ("Pacific/Auckland", "2026-11-23T11:30:00Z", date(2026, 11, 24)),
        ("Pacific/Auckland", "2026-11-23T10:30:00Z", date(2026, 11, 23)),
        ("America/Los_Angeles", "2026-11-24T07:30:00Z", date(2026, 11, 23)),
        ("America/Los_Angeles", "2026-11-24T08:30:00Z", date(2026, 11, 24)),
        ("UTC", "2026-11-23T23:59:59Z", date(2026, 11, 23)),
    ] {
        let folder = folder(&["dear"]);
        let (site, watch) = in_zone(&folder, zone, moment);
        practise(&site, "objection/dear", 3).await;
        assert_eq!(log(&site).await[0].day(), Some(day), "{zone} {moment}");
        assert_eq!(site.app.store.practised_days(JO, day, day).await.unwrap(), [day]);
        // Good on a new card is two days: not due on the last minute before, due on the first.
        let there = jiff::tz::TimeZone::get(zone).unwrap();
        let due = date(2026, 11, day.day() + 2).at(0, 0, 0, 0).to_zoned(there).unwrap().timestamp();
        watch.set(&due.to_string());
        watch.forward(-1);
        assert!(shown(&site, "/practice").await.is_none(), "{zone} {moment}");
        watch.forward(1);
        assert!(shown(&site, "/practice").await.is_some(), "{zone} {moment}");
    }
}

#[tokio::test]
async fn days_of_twenty_three_and_twenty_five_hours_are_days() {
    // Auckland puts its clocks forward on 27 September 2026, Los Angeles back on 1 November.
    for (zone, friday, monday) in [
        ("Pacific/Auckland", "2026-09-25T11:30:00Z", "2026-09-27T11:30:00Z"),
        ("America/Los_Angeles", "2026-10-31T06:30:00Z", "2026-11-02T08:30:00Z"),
    ] {
        let folder = folder(&["dear"]);
        let (site, watch) = in_zone(&folder, zone, friday);
        practise(&site, "objection/dear", 1).await;
        let review = log(&site).await.remove(0);
        assert_eq!(review.interval, 3, "{zone}: from Friday to Monday");
        watch.set(monday);
        assert_eq!(site.app.today_there(), review.day().unwrap().checked_add(jiff::Span::new().days(3)).unwrap());
        practise(&site, "objection/dear", 3).await;
        assert_eq!(log(&site).await[1].elapsed, 3, "{zone}");
    }
}

#[tokio::test]
async fn a_clock_that_is_set_back_neither_loses_nor_doubles() {
    let folder = folder(&["dear"]);
    let (site, watch) = site(&folder);
    // Just after midnight, and then the clock is set back to the day before.
    watch.set("2026-11-24T00:10:00Z");
    let (cards, _) = session(&site, 3).await;
    assert_eq!(cards.len(), 1);
    watch.set("2026-11-23T23:30:00Z");
    assert!(shown(&site, "/practice").await.is_none(), "not asked twice");
    grade(&site, &cards[0], 3).await;
    practise(&site, "objection/dear", 3).await;
    let reviews = log(&site).await;
    assert_eq!(reviews.iter().map(|review| review.elapsed).collect::<Vec<_>>(), [0, 0]);
    // A clock that stood years ahead puts nothing off for years.
    watch.set("2036-01-07T09:00:00Z");
    practise(&site, "objection/dear", 4).await;
    watch.set("2026-11-25T09:00:00Z");
    let card = shown(&site, "/practice").await.unwrap();
    grade(&site, &card, 3).await;
    assert!(shown(&site, "/practice").await.is_none());
    assert_eq!(log(&site).await.len(), 4);
}

#[tokio::test]
async fn a_leap_day_is_a_day() {
    let folder = folder(&["dear"]);
    let (site, watch) = site(&folder);
    watch.set("2028-02-28T09:00:00Z");
    practise(&site, "objection/dear", 1).await;
    watch.days(1);
    assert_eq!(site.app.today_there(), date(2028, 2, 29));
    practise(&site, "objection/dear", 3).await;
    assert_eq!(log(&site).await.iter().map(|review| review.elapsed).collect::<Vec<_>>(), [0, 1]);
}

#[tokio::test]
async fn days_are_counted_over_ends_of_months_and_years() {
    // From the last day of a month that people work on: good on a new card is two days.
    for (from, due) in [
        ("2026-11-30T09:00:00Z", date(2026, 12, 2)),
        ("2026-12-31T09:00:00Z", date(2027, 1, 4)),
        ("2027-02-26T09:00:00Z", date(2027, 3, 1)),
        ("2028-02-28T09:00:00Z", date(2028, 3, 1)),
    ] {
        let folder = folder(&["dear"]);
        let (site, watch) = site(&folder);
        watch.set(from);
        practise(&site, "objection/dear", 3).await;
        let review = log(&site).await.remove(0);
        let days = i32::try_from(review.interval).unwrap();
        assert_eq!(review.day().unwrap().checked_add(jiff::Span::new().days(days)).unwrap(), due, "{from}");
        watch.days(review.interval - 1);
        assert!(shown(&site, "/practice?anyway=1").await.is_none(), "{from}");
        watch.days(1);
        assert!(shown(&site, "/practice").await.is_some(), "{from}");
    }
}

/// Somebody practises in the evening in Los Angeles and goes on in the morning in Auckland: the day is the team's for both.
#[tokio::test]
async fn a_person_who_travels_keeps_the_days_of_the_team() {
    let folder = folder(&["dear"]);
    let (site, watch) = in_zone(&folder, "Europe/Berlin", "2026-11-30T23:30:00Z");
    practise(&site, "objection/dear", 1).await;
    watch.set("2026-12-01T22:30:00Z");
    practise(&site, "objection/dear", 3).await;
    watch.set("2026-12-01T23:30:00Z");
    practise(&site, "objection/dear", 3).await;
    let log = log(&site).await;
    let days: Vec<_> = log.iter().map(|review| (review.day.as_str(), review.elapsed)).collect();
    assert_eq!(days, [("2026-12-01", 0), ("2026-12-01", 0), ("2026-12-02", 1)]);
}
