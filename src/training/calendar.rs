//! Days as people who work count them.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan};

use crate::store::Millis;

/// The day of a moment where the team works.
pub fn day_there(at: Millis, zone: &TimeZone) -> Date {
    Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone()).date()
}

/// The moment at which a day begins there.
pub fn start_of(day: Date, zone: &TimeZone) -> Millis {
    day.to_zoned(zone.clone()).map(|start| start.timestamp().as_millisecond()).unwrap_or_default()
}

/// Whether people work on it: Monday to Friday.
pub fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// The day itself, or the next one that people work on. The last day that there is stays itself.
pub fn working_day_from(day: Date) -> Date {
    let mut next = day;
    while !is_working_day(next) {
        match next.tomorrow() {
            Ok(tomorrow) => next = tomorrow,
            Err(_) => return day,
        }
    }
    next
}

/// The day that is `days` after the first one: day 30 of who starts on 1 December is 31 December.
pub fn day_after(start: Date, days: u32) -> Date {
    let span: Span = i32::try_from(days).unwrap_or(i32::MAX).min(1_000_000).days();
    start.saturating_add(span)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_that_of_the_team_over_month_ends_and_leap_days() {
        let moment = |text: &str| text.parse::<Timestamp>().unwrap().as_millisecond();
        let (west, east) = (TimeZone::get("America/Los_Angeles").unwrap(), TimeZone::get("Asia/Tokyo").unwrap());
        for (at, there, zone) in [
            ("2026-12-01T03:00:00Z", date(2026, 11, 30), &west),
            ("2026-11-30T16:00:00Z", date(2026, 12, 1), &east),
            ("2028-03-01T07:59:59Z", date(2028, 2, 29), &west),
            ("2028-02-28T15:00:00Z", date(2028, 2, 29), &east),
        ] {
            assert_eq!(day_there(moment(at), zone), there, "{at}");
            assert!(start_of(there, zone) <= moment(at) && day_there(start_of(there, zone), zone) == there, "{at}");
        }
        // Where clocks go forward at midnight the day begins an hour later.
        let beirut = TimeZone::get("Asia/Beirut").unwrap();
        assert_eq!(start_of(date(2026, 3, 29), &beirut), moment("2026-03-28T22:00:00Z"));
    }

    #[test]
    fn a_weekend_is_moved_to_monday() {
        assert_eq!(working_day_from(date(2026, 11, 20)), date(2026, 11, 20));
        assert_eq!(working_day_from(date(2026, 11, 21)), date(2026, 11, 23));
        assert_eq!(working_day_from(date(2026, 11, 22)), date(2026, 11, 23));
        assert_eq!(working_day_from(Date::MAX), Date::MAX);
    }

    #[test]
    fn milestones_fall_on_days_counted_from_the_first() {
        let start = date(2026, 12, 1);
        assert_eq!(
            [30, 60, 90].map(|days| day_after(start, days)),
            [date(2026, 12, 31), date(2027, 1, 30), date(2027, 3, 1)]
        );
        assert_eq!(day_after(date(2028, 1, 30), 30), date(2028, 2, 29));
        assert_eq!(day_after(start, u32::MAX), day_after(start, 1_000_000));
    }
}
