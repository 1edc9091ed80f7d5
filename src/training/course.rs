//! A path as one person goes it: milestones with dates, steps with what became of them.
//!
//! A step is known by its id. So what is closed stays closed when the path is edited: steps may be moved, reworded, and
//! their entries renamed; what was taken out of the path is kept beside it.

use std::collections::HashSet;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::calendar::{day_after, day_there};
use super::pace::Pace;
use crate::model::onboarding_path::{Milestone, OnboardingPath, Step};
use crate::store::{ClosedStep, StepAsk};

/// A path of one person.
#[derive(Debug)]
pub struct Course<'a> {
    pub legs: Vec<Leg<'a>>,
    /// What was closed and is no longer part of the path.
    pub outside: Vec<Outside<'a>>,
}

/// What was closed on a path and is no part of it, with the day.
pub type Outside<'a> = (&'a ClosedStep, Date);

/// A milestone with its steps.
#[derive(Debug)]
pub struct Leg<'a> {
    pub milestone: &'a Milestone,
    /// None where the path gives no day.
    pub due: Option<Date>,
    pub steps: Vec<Taken<'a>>,
}

/// A step, and what became of it.
#[derive(Debug, Clone, Copy)]
pub struct Taken<'a> {
    pub step: &'a Step,
    pub state: State<'a>,
    /// Since when, where that is told: the day on which it was closed, or on which somebody was asked to sign it.
    pub on: Option<Date>,
}

/// What became of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State<'a> {
    Open,
    /// Waits to be signed.
    Waits(&'a StepAsk),
    /// Somebody who was to sign it said "not yet".
    NotYet(&'a StepAsk),
    Closed(&'a ClosedStep),
}

impl State<'_> {
    /// Whether nothing is left to do.
    pub fn is_closed(self) -> bool {
        matches!(self, State::Closed(_))
    }
}

/// What is known of one person on one path.
#[derive(Debug, Clone, Default)]
pub struct Deeds<'a> {
    pub closed: Vec<&'a ClosedStep>,
    pub asks: Vec<&'a StepAsk>,
}

impl<'a> Course<'a> {
    /// The path from a first day on, with days as they are where the team works. Of steps with one id only the first
    /// counts: progress cannot tell them apart.
    pub fn of(path: &'a OnboardingPath, first_day: Date, deeds: &Deeds<'a>, zone: &TimeZone) -> Course<'a> {
        let mut seen: HashSet<&str> = HashSet::new();
        let leg = |milestone: &'a Milestone| {
            let steps = milestone.items.iter().filter(|step| step.id.is_empty() || seen.insert(&step.id));
            let steps = steps.map(|step| taken(step, deeds, zone)).collect();
            Leg { milestone, due: milestone.by_day.map(|day| due(first_day, day)), steps }
        };
        let legs = path.milestones.iter().map(leg).collect();
        let outside = deeds.closed.iter().filter(|closed| !seen.contains(closed.step.as_str()));
        let outside = outside.map(|closed| (*closed, day_there(closed.at, zone))).collect();
        Course { legs, outside }
    }

    /// All steps in order.
    pub fn steps(&self) -> impl Iterator<Item = &Taken<'a>> {
        self.legs.iter().flat_map(|leg| &leg.steps)
    }

    /// A step by its id.
    pub fn step(&self, id: &str) -> Option<&Taken<'a>> {
        self.steps().find(|taken| taken.step.id == id && !id.is_empty())
    }

    /// The milestone that is under way, and the next thing to do of it; nothing to do where all that is left waits for
    /// others. None once all is closed.
    pub fn next(&self) -> Option<(&Leg<'a>, Option<&Taken<'a>>)> {
        let to_do = |taken: &&Taken| is_known(taken.step) && matches!(taken.state, State::Open | State::NotYet(_));
        let with = |leg: &'_ Leg<'a>| leg.steps.iter().any(|taken| to_do(&taken));
        let left = |leg: &&Leg| leg.steps.iter().any(|taken| is_known(taken.step) && !taken.state.is_closed());
        let leg = self.legs.iter().find(|leg| with(leg)).or_else(|| self.legs.iter().find(left))?;
        Some((leg, leg.steps.iter().find(to_do)))
    }

    /// How many steps are due on a day, and how many are done.
    pub fn pace(&self, today: Date) -> Pace {
        let legs = self.legs.iter().filter(|leg| leg.due.is_some_and(|due| due <= today));
        let due = legs.flat_map(|leg| &leg.steps).filter(|taken| is_known(taken.step)).count();
        Pace { due, done: self.steps().filter(|taken| taken.state.is_closed()).count() }
    }
}

/// Whether it can be closed: a step without an id is known by nothing, and nobody waits for it.
fn is_known(step: &Step) -> bool {
    !step.id.is_empty()
}

/// The day of a milestone.
pub fn due(first_day: Date, by_day: i64) -> Date {
    day_after(first_day, u32::try_from(by_day.max(0)).unwrap_or(u32::MAX))
}

fn taken<'a>(step: &'a Step, deeds: &Deeds<'a>, zone: &TimeZone) -> Taken<'a> {
    let state = state(step, deeds);
    let at = match state {
        State::Open => None,
        State::Waits(ask) | State::NotYet(ask) => Some(ask.at),
        State::Closed(closed) => Some(closed.at),
    };
    Taken { step, state, on: at.map(|at| day_there(at, zone)) }
}

fn state<'a>(step: &Step, deeds: &Deeds<'a>) -> State<'a> {
    if let Some(closed) = deeds.closed.iter().find(|closed| closed.step == step.id && !step.id.is_empty()) {
        return State::Closed(closed);
    }
    match deeds.asks.iter().find(|ask| ask.step == step.id) {
        Some(ask) if ask.answered_at.is_some() => State::NotYet(ask),
        Some(ask) => State::Waits(ask),
        None => State::Open,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn step(id: &str) -> Step {
        Step { id: id.to_owned(), activity: Some("do".to_owned()), ..Step::default() }
    }

    fn path(milestones: &[(i64, &[&str])]) -> OnboardingPath {
        let milestone = |(day, ids): &(i64, &[&str])| Milestone {
            id: format!("day-{day}"),
            by_day: Some(*day),
            goal: None,
            items: ids.iter().map(|id| step(id)).collect(),
        };
        OnboardingPath { role: None, milestones: milestones.iter().map(milestone).collect() }
    }

    fn closed(step: &str) -> ClosedStep {
        ClosedStep {
            person: "p".to_owned(),
            path: "onboarding_path/a".to_owned(),
            step: step.to_owned(),
            activity: "do".to_owned(),
            words: step.to_owned(),
            how: "done".to_owned(),
            signed_by: None,
            at: 7,
        }
    }

    fn closed_ids<'a>(course: &'a Course) -> Vec<&'a str> {
        course.steps().filter(|taken| taken.state.is_closed()).map(|taken| taken.step.id.as_str()).collect()
    }

    #[test]
    fn milestones_have_days_from_the_first_day_on() {
        let path = path(&[(30, &["a"]), (60, &["b"]), (90, &["c"])]);
        let course = Course::of(&path, date(2026, 12, 1), &Deeds::default(), &TimeZone::UTC);
        let days: Vec<_> = course.legs.iter().filter_map(|leg| leg.due).collect();
        assert_eq!(days, [date(2026, 12, 31), date(2027, 1, 30), date(2027, 3, 1)]);
        let leap = Course::of(&path, date(2028, 1, 30), &Deeds::default(), &TimeZone::UTC);
        assert_eq!(leap.legs[0].due, Some(date(2028, 2, 29)));
        assert_eq!((due(date(2026, 12, 1), -3), due(Date::MAX, i64::MAX)), (date(2026, 12, 1), Date::MAX));
    }

    #[test]
    fn pace_counts_milestones_whose_day_has_come() {
        let path = path(&[(30, &["a", "b"]), (60, &["c"])]);
        let done = [closed("a")];
        let deeds = Deeds { closed: done.iter().collect(), ..Deeds::default() };
        let course = Course::of(&path, date(2026, 12, 1), &deeds, &TimeZone::UTC);
        let on = |day| course.pace(day).to_string();
        assert_eq!(on(date(2026, 11, 20)), "1 ahead", "before the first day nothing is due");
        assert_eq!(on(date(2026, 12, 30)), "1 ahead");
        assert_eq!(on(date(2026, 12, 31)), "1 behind");
        assert_eq!(on(date(2027, 1, 30)), "2 behind");
    }

    #[test]
    fn what_is_closed_survives_edits_of_the_path() {
        let done = [closed("a"), closed("c")];
        let deeds = Deeds { closed: done.iter().collect(), ..Deeds::default() };
        let moved = path(&[(5, &["new", "b"]), (30, &["a"])]);
        let course = Course::of(&moved, date(2026, 12, 1), &deeds, &TimeZone::UTC);
        assert_eq!(closed_ids(&course), ["a"]);
        assert_eq!(course.outside.iter().map(|(step, _)| step.step.as_str()).collect::<Vec<_>>(), ["c"]);
        let (leg, next) = course.next().unwrap();
        assert_eq!((leg.milestone.by_day, next.unwrap().step.id.as_str()), (Some(5), "new"));
    }

    #[test]
    fn an_id_that_stands_twice_is_one_step_and_an_empty_one_is_never_closed() {
        let twice = path(&[(5, &["a", "a", ""]), (30, &["a", ""])]);
        let done = [closed("a"), closed("")];
        let deeds = Deeds { closed: done.iter().collect(), ..Deeds::default() };
        let course = Course::of(&twice, date(2026, 12, 1), &deeds, &TimeZone::UTC);
        assert_eq!(course.steps().count(), 3);
        assert!(course.step("").is_none());
    }

    #[test]
    fn what_waits_for_others_is_not_the_next_thing() {
        let path = path(&[(5, &["a"]), (30, &["b"])]);
        let ask = |step: &str, answered_at| StepAsk {
            person: "p".to_owned(),
            path: String::new(),
            step: step.to_owned(),
            how: "done".to_owned(),
            at: 1,
            answered_by: None,
            answered_at,
            words: None,
        };
        let next = |asks: &[StepAsk]| {
            let deeds = Deeds { asks: asks.iter().collect(), ..Deeds::default() };
            let course = Course::of(&path, date(2026, 12, 1), &deeds, &TimeZone::UTC);
            let (leg, taken) = course.next().unwrap();
            (leg.milestone.id.clone(), taken.map(|taken| taken.step.id.clone()))
        };
        assert_eq!(next(&[ask("a", None)]), ("day-30".to_owned(), Some("b".to_owned())));
        assert_eq!(next(&[ask("a", Some(2))]), ("day-5".to_owned(), Some("a".to_owned())));
        assert_eq!(next(&[ask("a", None), ask("b", None)]), ("day-5".to_owned(), None));
    }
}
