//! When a card is due again: FSRS with its published parameters, within what a working life allows.
//!
//! The memory of a card is worked out anew from all of its reviews each time. So two devices cannot overwrite what the other
//! knows, and other parameters hold for everything that was ever practised.

use fsrs::{FSRS, FSRSItem, FSRSReview, MemoryState};
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::calendar::{day_after, working_day_from};
use super::grade::Grade;
use crate::store::{Planned, Review};

/// How surely an answer shall still come when it is asked again.
const RETENTION: f32 = 0.9;
/// A rep can be asked any day: no card rests for longer.
const LONGEST: u32 = 60;
/// What a weekend adds to that at most.
const WEEKEND: u32 = 2;
/// Days, by box: for a card of which a review cannot be read.
const BOXES: [u32; 6] = [1, 3, 7, 14, 30, 60];

/// What follows from a grade that is given on a day, after all reviews of a card in the order in which they were sent.
/// `card` and `person` say how far cards that were practised together are spread.
pub fn plan(past: &[&Review], grade: Grade, today: Date, card: &str, person: &str) -> Planned {
    let elapsed = past.last().and_then(|last| last.day()).map_or(0, |last| days_between(last, today));
    let days = spread(interval(past, grade, elapsed), card, person);
    let due = working_day_from(day_after(today, days));
    Planned { elapsed: i64::from(elapsed), interval: i64::from(days_between(today, due)) }
}

/// The day on which a card is due by its last review. What cannot be read is due today, and so is what a wrong clock has
/// put off for longer than any card rests.
pub fn due(last: &Review, today: Date) -> Date {
    let interval = u32::try_from(last.interval).ok();
    let due = last.day().zip(interval).map_or(today, |(day, interval)| working_day_from(day_after(day, interval)));
    if due > day_after(today, LONGEST + WEEKEND) { today } else { due }
}

/// Days until a card is asked again, before they are spread.
fn interval(past: &[&Review], grade: Grade, elapsed: u32) -> u32 {
    let days = by_memory(past, grade, elapsed).unwrap_or_else(|| by_boxes(past, grade));
    days.clamp(1, LONGEST)
}

/// By FSRS; nothing where a review cannot be read.
fn by_memory(past: &[&Review], grade: Grade, elapsed: u32) -> Option<u32> {
    let fsrs = FSRS::default();
    let memory = memory(&fsrs, past)?;
    let next = fsrs.next_states(memory, RETENTION, elapsed).ok()?;
    let state = match grade {
        Grade::Again => next.again,
        Grade::Hard => next.hard,
        Grade::Good => next.good,
        Grade::Easy => next.easy,
    };
    state.interval.is_finite().then(|| state.interval.round() as u32)
}

/// What is remembered of a card: nothing yet of a new one; no answer where a review cannot be read.
fn memory(fsrs: &FSRS, past: &[&Review]) -> Option<Option<MemoryState>> {
    let mut last = None;
    let mut reviews = Vec::with_capacity(past.len());
    for review in past {
        let (day, grade) = (review.day()?, Grade::from_number(review.grade)?);
        let delta_t = last.map_or(0, |last| days_between(last, day));
        reviews.push(FSRSReview { rating: u32::from(grade.number()), delta_t });
        last = Some(day);
    }
    if reviews.is_empty() {
        return Some(None);
    }
    fsrs.memory_state(FSRSItem { reviews }, None).ok().map(Some)
}

/// By boxes, from the one that the last interval is nearest to.
fn by_boxes(past: &[&Review], grade: Grade) -> u32 {
    let last = past.last().and_then(|last| u32::try_from(last.interval).ok()).unwrap_or(0);
    let reached = (0..BOXES.len()).rev().min_by_key(|place| BOXES[*place].abs_diff(last)).unwrap_or(0);
    let on = |boxes: usize| BOXES[(reached + boxes).min(BOXES.len() - 1)];
    match grade {
        Grade::Again => BOXES[0],
        Grade::Hard => BOXES[reached] * 3 / 5,
        Grade::Good => on(1),
        Grade::Easy => on(2),
    }
}

/// A tenth more or less, so that cards that came together part; always the same for a card and a person.
fn spread(days: u32, card: &str, person: &str) -> u32 {
    let (least, most) = ((days * 9).div_ceil(10).max(1), (days * 11 / 10).clamp(1, LONGEST));
    let digest = Sha256::digest(format!("{person}\n{card}").as_bytes());
    let number = u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]);
    least + number % (most.saturating_sub(least) + 1)
}

/// Whole days from one to another; none where a clock was set back.
fn days_between(from: Date, to: Date) -> u32 {
    u32::try_from((to - from).get_days()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// Reviews as pairs of grade and days since the one before; the first is on Monday, 5 January 2026.
    fn past(passes: &[(i64, u32)]) -> Vec<Review> {
        let mut day = date(2026, 1, 5);
        let review = |(number, (grade, days)): (usize, &(i64, u32))| {
            day = day_after(day, *days);
            let (card, wording, day) = ("objection/x".to_owned(), String::new(), day.to_string());
            Review {
                id: number as i64,
                card,
                grade: *grade,
                elapsed: 0,
                interval: 7,
                wording,
                answer: None,
                day,
                at: 0,
            }
        };
        passes.iter().enumerate().map(review).collect()
    }

    fn interval_after(passes: &[(i64, u32)], grade: Grade, elapsed: u32) -> u32 {
        let past = past(passes);
        interval(&past.iter().collect::<Vec<_>>(), grade, elapsed)
    }

    #[test]
    fn a_new_card_is_asked_again_as_the_crate_publishes() {
        // 0.212, 1.2931, 2.3065 and 8.2956 days.
        assert_eq!(Grade::ALL.map(|grade| interval_after(&[], grade, 0)), [1, 1, 2, 8]);
        let states = FSRS::default().next_states(None, RETENTION, 0).unwrap();
        assert_eq!((states.good.memory.stability, states.good.memory.difficulty), (2.3065, 2.118_104));
        assert_eq!((states.again.interval, states.easy.interval), (0.212, 8.2956));
    }

    #[test]
    fn the_memory_of_a_card_is_that_which_the_crate_publishes() {
        // The values of the crate's own tests, with its default parameters; and the same one review after the other.
        let passes = [(1, 0), (3, 0), (3, 1), (3, 3), (3, 8), (3, 21)];
        let (fsrs, past) = (FSRS::default(), past(&passes));
        let whole = memory(&fsrs, &past.iter().collect::<Vec<_>>()).unwrap().unwrap();
        let mut step = None;
        for (grade, days) in passes {
            let next = fsrs.next_states(step, RETENTION, days).unwrap();
            step = Some(if grade == 1 { next.again.memory } else { next.good.memory });
        }
        for memory in [whole, step.unwrap()] {
            assert!((memory.stability - 53.62691).abs() < 1e-3, "{memory:?}");
            assert!((memory.difficulty - 6.357_487).abs() < 1e-3, "{memory:?}");
        }
        // How long until the chance falls to a tenth, two tenths and so on, for what is remembered for a day.
        let next = |tenths: u8| fsrs.next_interval(Some(1.0), f32::from(tenths) / 10.0, 1).round().max(1.0) as u32;
        assert_eq!([3, 4, 5, 6, 7, 8, 9, 10].map(next), [2508, 387, 90, 27, 9, 3, 1, 1]);
    }

    #[test]
    fn intervals_grow_up_to_sixty_days_and_never_fall_below_one() {
        let mut passes = vec![(3, 0)];
        let mut intervals = Vec::new();
        for _ in 0..8 {
            let next = interval_after(&passes, Grade::Good, passes.last().map_or(0, |(_, days)| *days).max(2));
            intervals.push(next);
            passes.push((3, next));
        }
        assert!(intervals.is_sorted() && intervals[0] >= 2, "{intervals:?}");
        assert_eq!(intervals.last(), Some(&LONGEST));
        assert_eq!(interval_after(&[(3, 0), (3, 60), (3, 60), (3, 60)], Grade::Easy, 60), LONGEST);
        assert_eq!(interval_after(&[(1, 0), (1, 1), (1, 1)], Grade::Again, 0), 1);
        // The better it came, the longer it rests.
        let by_grade = Grade::ALL.map(|grade| interval_after(&[(3, 0), (3, 2), (3, 9)], grade, 20));
        assert!(by_grade.is_sorted() && by_grade[0] < by_grade[3], "{by_grade:?}");
    }

    #[test]
    fn a_card_of_which_a_review_cannot_be_read_goes_through_boxes() {
        let mut broken = past(&[(3, 0), (9, 3)]);
        let of = |broken: &[Review]| Grade::ALL.map(|grade| interval(&broken.iter().collect::<Vec<_>>(), grade, 7));
        // From the box of seven days.
        assert_eq!(of(&broken), [1, 4, 14, 30]);
        broken[1].interval = 61;
        assert_eq!(of(&broken), [1, 36, 60, 60]);
        broken[1].interval = -5;
        assert_eq!(of(&broken), [1, 1, 3, 7]);
        (broken[1].grade, broken[1].day) = (3, "the day before".to_owned());
        assert_eq!(of(&broken), [1, 1, 3, 7]);
        assert_eq!(due(&broken[1], date(2026, 1, 9)), date(2026, 1, 9));
    }

    #[test]
    fn cards_part_by_a_tenth_and_always_alike() {
        let people: Vec<String> = (0..200).map(|number| format!("person-{number}")).collect();
        let days: Vec<u32> = people.iter().map(|person| spread(30, "objection/x", person)).collect();
        assert!(days.iter().all(|days| (27..=33).contains(days)) && days.contains(&27) && days.contains(&33));
        assert_eq!(days, people.iter().map(|person| spread(30, "objection/x", person)).collect::<Vec<_>>());
        assert!(people.iter().all(|person| (54..=60).contains(&spread(60, "lesson/y", person))));
        assert_eq!([1, 2, 3, 4].map(|days| spread(days, "a", "b")), [1, 2, 3, 4]);
    }

    #[test]
    fn a_card_falls_due_on_a_working_day() {
        // Good on a new card is two days: from Thursday that is Saturday, so Monday.
        let on = |day| plan(&[], Grade::Good, day, "objection/x", "jo").interval;
        assert_eq!([on(date(2026, 11, 23)), on(date(2026, 11, 26)), on(date(2026, 11, 27))], [2, 4, 3]);
        assert_eq!(plan(&[], Grade::Again, date(2026, 11, 27), "objection/x", "jo").interval, 3);
        assert_eq!(plan(&[], Grade::Good, date(2028, 2, 28), "objection/x", "jo").interval, 2);
    }

    #[test]
    fn a_clock_that_was_set_back_neither_asks_twice_nor_puts_off_for_ever() {
        let mut log = past(&[(3, 0)]);
        log[0].interval = 2;
        let last = date(2026, 1, 5);
        // Back over midnight: the day before the review.
        let planned = plan(&[&log[0]], Grade::Good, date(2026, 1, 4), "objection/x", "jo");
        assert_eq!(planned.elapsed, 0);
        assert_eq!(due(&log[0], date(2026, 1, 4)), date(2026, 1, 7));
        assert!(due(&log[0], last) > last);
        // The clock stood ten years ahead when it was practised.
        log[0].day = "2036-01-05".to_owned();
        assert_eq!(due(&log[0], last), last);
    }
}
