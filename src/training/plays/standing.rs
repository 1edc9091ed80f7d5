//! When a role play is passed, and what is still needed.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::role_play::RolePlay;
use crate::store::PlayDay;

/// A role play that somebody else scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    pub day: Date,
    /// The day on which it was written down: the same, or later.
    pub told_on: Date,
    pub passed: bool,
}

impl From<&PlayDay> for Score {
    fn from(of: &PlayDay) -> Score {
        Score { day: of.day, told_on: of.told_on, passed: of.passed }
    }
}

/// How far somebody is with a role play.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Never played, as far as scores tell.
    Unplayed { needed: usize },
    /// Played, the last time on this day, and not passed yet.
    Played { last: Date, needed: usize },
    /// Some of the passes are there, the last one on this day; the next one counts from the other on.
    Begun { passes: usize, last: Date, from: Date, needed: usize },
    /// Passed as often as is needed, the last time on this day.
    Passed { on: Date },
}

/// What scores say: passed once there are `passes_needed` passes, each at least `min_days_between_passes` after the one
/// before. A day counts once, whatever was passed on it, and so does a day on which passes were written down: two that are
/// entered in one evening are not days apart. What was not passed takes nothing away.
pub fn standing(scores: &[Score], play: &RolePlay, today: Date) -> Standing {
    let needed = needed(play);
    let known: Vec<Score> = scores.iter().copied().filter(|score| score.day <= today).collect();
    let mut counted = counted(&known, play);
    counted.truncate(needed);
    match (counted.last(), known.iter().max_by_key(|score| score.day)) {
        (Some(last), _) if counted.len() == needed => Standing::Passed { on: *last },
        (Some(last), _) => Standing::Begun { passes: counted.len(), last: *last, from: next(*last, play), needed },
        (None, Some(last)) => Standing::Played { last: last.day, needed },
        (None, None) => Standing::Unplayed { needed },
    }
}

/// The days on which the passes that count were complete: once, or again for a path that wants it again later.
pub fn completed(scores: &[Score], play: &RolePlay) -> Vec<Date> {
    counted(scores, play).into_iter().skip(needed(play) - 1).step_by(needed(play)).collect()
}

/// The days of the passes that count, in order.
fn counted(scores: &[Score], play: &RolePlay) -> Vec<Date> {
    let mut passes: Vec<&Score> = scores.iter().filter(|score| score.passed).collect();
    passes.sort_by_key(|pass| (pass.day, pass.told_on));
    let mut counted: Vec<&Score> = Vec::new();
    for pass in passes {
        let is_apart = counted.last().is_none_or(|last| pass.day >= next(last.day, play));
        if is_apart && counted.iter().all(|known| known.told_on != pass.told_on) {
            counted.push(pass);
        }
    }
    counted.into_iter().map(|pass| pass.day).collect()
}

/// The first day on which another pass counts.
fn next(pass: Date, play: &RolePlay) -> Date {
    let apart = i32::try_from(play.min_days_between_passes.clamp(1, 36_500)).unwrap_or(1);
    pass.saturating_add(apart.days())
}

fn needed(play: &RolePlay) -> usize {
    usize::try_from(play.passes_needed).unwrap_or_default().max(1)
}

impl Standing {
    /// Whether nothing is needed any more, and since when.
    pub fn passed(self) -> Option<Date> {
        if let Standing::Passed { on } = self { Some(on) } else { None }
    }

    /// The same in words, with what is still needed and the earliest day for it.
    pub fn words(self, today: Date) -> String {
        match self {
            Standing::Unplayed { needed: 1 } => "Not played yet; one pass is needed.".to_owned(),
            Standing::Unplayed { needed } => format!("Not played yet; {} passes are needed.", number(needed)),
            Standing::Played { last, needed: 1 } => {
                format!("Not passed yet, last played on {}; one pass is needed.", day(last, today))
            }
            Standing::Played { last, needed } => {
                format!("Not passed yet, last played on {}; {} passes are needed.", day(last, today), number(needed))
            }
            Standing::Begun { passes, last, from, needed } => {
                let what = match needed - passes {
                    1 => "again".to_owned(),
                    more => format!("{} more", number(more)),
                };
                let when = if from > today { format!("from {}", day(from, today)) } else { "any day now".to_owned() };
                format!("Passed {} on {}; {what} {when}.", times(passes), day(last, today))
            }
            Standing::Passed { on } => format!("Passed on {}.", day(on, today)),
        }
    }
}

fn number(count: usize) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six"];
    words.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice, the last time".to_owned(),
        more => format!("{} times, the last time", number(more)),
    }
}

/// `3 November`, with the year where it is another one.
fn day(day: Date, today: Date) -> String {
    let form = if day.year() == today.year() { "%-d %B" } else { "%-d %B %Y" };
    day.strftime(form).to_string()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 23);

    fn play(passes_needed: i64, min_days_between_passes: i64) -> RolePlay {
        RolePlay { passes_needed, min_days_between_passes, ..RolePlay::default() }
    }

    fn pass(year: i16, month: i8, day: i8) -> Score {
        let day = date(year, month, day);
        Score { day, told_on: day, passed: true }
    }

    fn fail(year: i16, month: i8, day: i8) -> Score {
        Score { passed: false, ..pass(year, month, day) }
    }

    #[test]
    fn a_path_that_wants_it_again_later_takes_further_passes() {
        let scores = [pass(2026, 9, 1), pass(2026, 9, 8), fail(2026, 9, 20), pass(2026, 10, 1), pass(2026, 10, 3)];
        assert_eq!(completed(&scores, &play(2, 7)), [date(2026, 9, 8)]);
        assert_eq!(completed(&scores, &play(1, 7)), [date(2026, 9, 1), date(2026, 9, 8), date(2026, 10, 1)]);
        let again = [&scores[..], &[pass(2026, 10, 8)]].concat();
        assert_eq!(completed(&again, &play(2, 7)), [date(2026, 9, 8), date(2026, 10, 8)]);
        assert!(completed(&[], &play(2, 7)).is_empty());
    }

    fn words(scores: &[Score]) -> String {
        standing(scores, &play(2, 7), TODAY).words(TODAY)
    }

    #[test]
    fn what_is_needed_is_said_with_the_earliest_day() {
        assert_eq!(words(&[]), "Not played yet; two passes are needed.");
        assert_eq!(words(&[fail(2026, 11, 3)]), "Not passed yet, last played on 3 November; two passes are needed.");
        assert_eq!(words(&[pass(2026, 11, 20)]), "Passed once on 20 November; again from 27 November.");
        assert_eq!(words(&[pass(2026, 11, 3)]), "Passed once on 3 November; again any day now.");
        assert_eq!(words(&[pass(2025, 12, 3), pass(2026, 1, 3)]), "Passed on 3 January.");
        let three = standing(&[pass(2026, 11, 20)], &play(3, 7), TODAY);
        assert_eq!(three.words(TODAY), "Passed once on 20 November; two more from 27 November.");
        let two_of_three = standing(&[pass(2026, 11, 10), pass(2026, 11, 20)], &play(3, 7), TODAY);
        assert_eq!(two_of_three.words(TODAY), "Passed twice, the last time on 20 November; again from 27 November.");
        let over_new_year = standing(&[pass(2026, 12, 28)], &play(2, 7), date(2026, 12, 30));
        assert_eq!(over_new_year.words(date(2026, 12, 30)), "Passed once on 28 December; again from 4 January 2027.");
    }

    #[test]
    fn seven_days_are_enough_and_six_are_not() {
        let of = |second| standing(&[pass(2026, 11, 3), second], &play(2, 7), TODAY);
        assert_eq!(of(pass(2026, 11, 10)), Standing::Passed { on: date(2026, 11, 10) });
        let still = Standing::Begun { passes: 1, last: date(2026, 11, 3), from: date(2026, 11, 10), needed: 2 };
        assert_eq!(of(pass(2026, 11, 9)), still);
        assert_eq!(of(pass(2026, 11, 3)), still, "the same day twice is one day");
        assert_eq!(of(fail(2026, 11, 10)), still);
    }

    #[test]
    fn passes_that_are_written_on_one_day_are_one() {
        let written = |day: i8, on: i8| Score { told_on: date(2026, 11, on), ..pass(2026, 11, day) };
        let of = |scores: &[Score], needed| standing(scores, &play(needed, 1), TODAY).passed();
        assert_eq!(of(&[written(8, 10), written(10, 10)], 2), None, "one evening");
        assert_eq!(of(&[written(8, 9), written(10, 10)], 2), Some(date(2026, 11, 10)));
        assert_eq!(of(&[written(8, 10), written(9, 9)], 2), Some(date(2026, 11, 9)));
        assert_eq!(of(&[written(8, 10), written(9, 9), written(10, 10)], 3), None);
        assert_eq!(of(&[written(8, 10), written(10, 10), written(12, 12)], 2), Some(date(2026, 11, 12)));
    }

    #[test]
    fn a_fail_between_takes_nothing_away_and_a_third_pass_may_be_the_second_that_counts() {
        let fails = [pass(2026, 11, 3), fail(2026, 11, 6), pass(2026, 11, 10)];
        assert_eq!(standing(&fails, &play(2, 7), TODAY).passed(), Some(date(2026, 11, 10)));
        let three = [pass(2026, 11, 12), pass(2026, 11, 3), pass(2026, 11, 6)];
        assert_eq!(standing(&three, &play(2, 7), TODAY).passed(), Some(date(2026, 11, 12)));
        assert_eq!(standing(&three, &play(3, 3), TODAY).passed(), Some(date(2026, 11, 12)));
        // Passed stays passed on its day, whatever comes later.
        let more = [pass(2026, 11, 3), pass(2026, 11, 10), pass(2026, 11, 17), fail(2026, 11, 20)];
        assert_eq!(standing(&more, &play(2, 7), TODAY).passed(), Some(date(2026, 11, 10)));
    }

    #[test]
    fn days_are_counted_over_ends_of_months_and_leap_days() {
        let of = |first, second: Score| standing(&[first, second], &play(2, 7), second.day).passed().is_some();
        assert!(of(pass(2026, 10, 28), pass(2026, 11, 4)) && !of(pass(2026, 10, 28), pass(2026, 11, 3)));
        // 2028 has a 29 February, 2027 has none.
        assert!(of(pass(2028, 2, 23), pass(2028, 3, 1)) && !of(pass(2028, 2, 24), pass(2028, 3, 1)));
        assert!(of(pass(2027, 2, 22), pass(2027, 3, 1)) && !of(pass(2027, 2, 23), pass(2027, 3, 1)));
        let leap = standing(&[pass(2028, 2, 22)], &play(2, 7), date(2028, 2, 22));
        assert_eq!(leap.words(date(2028, 2, 22)), "Passed once on 22 February; again from 29 February.");
    }

    #[test]
    fn odd_rules_and_days_to_come_break_nothing() {
        assert_eq!(standing(&[pass(2026, 11, 24)], &play(2, 7), TODAY), Standing::Unplayed { needed: 2 });
        assert_eq!(standing(&[pass(2026, 11, 3)], &play(-4, 7), TODAY).passed(), Some(date(2026, 11, 3)));
        let same_day = [pass(2026, 11, 3), pass(2026, 11, 3)];
        assert_eq!(standing(&same_day, &play(2, -1), TODAY).passed(), None, "different days, in any case");
        let late = Score { day: Date::MAX, told_on: Date::MAX, passed: true };
        let far = standing(&[late], &play(2, i64::MAX), Date::MAX);
        assert_eq!(far, Standing::Begun { passes: 1, last: Date::MAX, from: Date::MAX, needed: 2 });
        assert_eq!(standing(&[], &play(0, 0), TODAY).words(TODAY), "Not played yet; one pass is needed.");
    }
}
