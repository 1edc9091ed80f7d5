//! The days that a page is about: whole days in UTC, so that what is counted does not change while one reads.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::model::entry::later;
use crate::store::{Millis, WEEK};

/// Weeks that charts show, the last of them the one that the page is about.
pub const WEEKS: usize = 13;
/// Weeks that the last one is compared with.
const BEFORE: usize = 4;

/// The last seven full days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub first: Date,
    pub last: Date,
}

/// This week's count, and what is usual.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compared {
    pub now: i64,
    /// The median of the weeks before; none where there is too little to compare, or where it all began less long ago.
    pub usual: Option<f64>,
}

impl Period {
    /// The seven days before a day.
    pub fn before(today: Date) -> Period {
        Period { first: later(today, -7), last: later(today, -1) }
    }

    /// The first day of each week that charts show.
    pub fn weeks(&self) -> Vec<Date> {
        let weeks = i64::try_from(WEEKS).unwrap_or_default();
        (0..weeks).map(|week| later(self.first, 7 * (week + 1 - weeks))).collect()
    }

    /// From where to where charts reach.
    pub fn window(&self) -> (Millis, Millis) {
        let (_, end) = self.week();
        (end - WEEK * i64::try_from(WEEKS).unwrap_or_default(), end)
    }

    /// From where to where the week reaches.
    pub fn week(&self) -> (Millis, Millis) {
        let start = self.first.to_zoned(TimeZone::UTC).map(|start| start.timestamp().as_millisecond());
        let start = start.unwrap_or_default();
        (start, start + WEEK)
    }
}

impl Compared {
    /// Compares the last of the weeks with those before it. Below `least` a count stands alone.
    pub fn of(weeks: &[i64], least: i64) -> Compared {
        let (before, now) = match weeks.split_last() {
            Some((now, before)) => (before, *now),
            None => (weeks, 0),
        };
        // Before the first of all, nothing is usual.
        let since = before.iter().position(|count| *count > 0).unwrap_or(before.len());
        let whole = before.len() - since >= BEFORE;
        let mut before = if whole { before[before.len() - BEFORE..].to_vec() } else { Vec::new() };
        before.sort_unstable();
        let middle = before.len() / 2;
        let usual = match before.len() {
            _ if now < least => None,
            0 => None,
            odd if odd % 2 == 1 => Some(before[middle] as f64),
            _ => Some((before[middle - 1] + before[middle]) as f64 / 2.0),
        };
        Compared { now, usual }
    }

    /// ` (usually 180, so more)`; nothing where nothing is usual.
    pub fn words(&self) -> String {
        let Some(usual) = self.usual else { return String::new() };
        let now = self.now as f64;
        let way = match () {
            () if now > usual * 1.1 => "↑ more than usual",
            () if now < usual * 0.9 => "↓ fewer than usual",
            () => "about as usual",
        };
        format!(" ({way}: {usual})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_week_is_compared_with_the_median_of_four_where_there_is_enough() {
        let of = |weeks: &[i64]| Compared::of(weeks, 20);
        // 10, 30, 40, 80: the median is 35; the 999 is too long ago.
        assert_eq!(of(&[999, 40, 10, 80, 30, 60]), Compared { now: 60, usual: Some(35.0) });
        assert_eq!(of(&[40, 10, 80, 30, 60]).words(), " (↑ more than usual: 35)");
        // It began this week, or less than four weeks before: there is no usual week yet.
        assert_eq!((of(&[0, 0, 0, 0, 20]).words(), of(&[0, 9, 9, 9, 20]).words()), Default::default());
        assert_eq!(of(&[1, 0, 0, 0, 20]).words(), " (↑ more than usual: 0)");
        assert_eq!(of(&[40, 40, 40, 40, 42]).words(), " (about as usual: 40)");
        assert_eq!(of(&[40, 10, 80, 30, 19]), Compared { now: 19, usual: None });
        assert_eq!((of(&[]).now, of(&[25]).words()), (0, String::new()));
    }

    #[test]
    fn a_period_is_seven_whole_days_across_months_and_leap_days() {
        let period = Period::before(date(2028, 3, 3));
        assert_eq!((period.first, period.last), (date(2028, 2, 25), date(2028, 3, 2)));
        let weeks = period.weeks();
        assert_eq!((weeks.len(), weeks[12], weeks[11]), (13, date(2028, 2, 25), date(2028, 2, 18)));
        let ((from, to), (week, end)) = (period.window(), period.week());
        assert_eq!((to, end - week, to - from), (end, WEEK, 13 * WEEK));
    }
}
