//! How soon somebody first did what the work is about.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::calendar::{day_there, start_of};
use super::course::{Course, State};
use crate::catalog::Catalog;
use crate::store::{FirstDeeds, Millis};

/// A first deed, and how many days after the first day it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct First {
    pub what: &'static str,
    pub days: i32,
}

/// The firsts that there are, in the order in which they came. What nobody knows of is not told.
pub fn firsts(
    deeds: FirstDeeds,
    contributed: Option<Millis>,
    courses: &[&Course],
    first_day: Date,
    zone: &TimeZone,
) -> Vec<First> {
    // Only others certify: what somebody closes alone is none.
    let certified = courses.iter().flat_map(|course| course.steps()).filter_map(|taken| match taken.state {
        State::Closed(closed) if taken.step.activity.as_deref() == Some("certify") => {
            taken.on.filter(|_| closed.signed_by.as_deref() != Some(&closed.person))
        }
        _ => None,
    });
    let on = |at: Option<Millis>| at.map(|at| day_there(at, zone));
    let known = [
        ("used an answer", on(deeds.used)),
        ("said how one went", on(deeds.voted)),
        ("was certified", certified.min()),
        ("changed the playbook", on(contributed)),
    ];
    let mut firsts: Vec<_> = known
        .into_iter()
        .filter_map(|(what, on)| Some(First { what, days: (on? - first_day).get_days() }))
        .filter(|first| first.days >= 0)
        .collect();
    firsts.sort_by_key(|first| first.days);
    firsts
}

/// When somebody of `people.yaml` first changed an entry, from a day on.
pub fn first_contribution(catalog: &Catalog, person: &str, first_day: Date, zone: &TimeZone) -> Option<Millis> {
    let from = jiff::Timestamp::from_millisecond(start_of(first_day, zone)).ok()?;
    catalog.first_contribution(person, from).map(|at| at.as_millisecond())
}
