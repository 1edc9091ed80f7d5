//! On how many working days somebody practised: all that anybody else may know of it.

use jiff::civil::Date;

use super::calendar::is_working_day;

/// Working days that are looked back on.
const LOOK_BACK: usize = 15;

/// Working days on which somebody practised, of the last ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Habit {
    pub practised: usize,
    pub of: usize,
}

/// The first of the working days that are looked back on; today is the last where people work today.
pub fn first_day(today: Date) -> Date {
    working_days_back(today).last().unwrap_or(today)
}

/// How many of them somebody practised on.
pub fn habit(days: &[Date], today: Date) -> Habit {
    Habit { practised: working_days_back(today).filter(|day| days.contains(day)).count(), of: LOOK_BACK }
}

fn working_days_back(today: Date) -> impl Iterator<Item = Date> {
    let back = std::iter::successors(Some(today), |day| day.yesterday().ok());
    back.filter(|day| is_working_day(*day)).take(LOOK_BACK)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn fifteen_working_days_are_three_weeks() {
        // A Monday, and the Sunday before it.
        assert_eq!(first_day(date(2026, 11, 23)), date(2026, 11, 3));
        assert_eq!(first_day(date(2026, 11, 22)), date(2026, 11, 2));
        let days = [date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 21), date(2026, 11, 23)];
        assert_eq!(habit(&days, date(2026, 11, 23)), Habit { practised: 2, of: 15 });
        assert_eq!(habit(&[], date(2026, 11, 23)).practised, 0);
    }
}
