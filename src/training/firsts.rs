//! How soon somebody first did what the work is about.

use jiff::civil::Date;

use super::course::{Course, State};
use crate::catalog::Catalog;
use crate::history::What;
use crate::store::{FirstDeeds, Millis, day};

/// A first deed, and how many days after the first day it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct First {
    pub what: &'static str,
    pub days: i32,
}

/// The firsts that there are, in the order in which they came. What nobody knows of is not told.
pub fn firsts(deeds: FirstDeeds, contributed: Option<Millis>, courses: &[&Course], first_day: Date) -> Vec<First> {
    // Only others certify: what somebody closes alone is none.
    let certified = courses.iter().flat_map(|course| course.steps()).filter_map(|taken| match taken.state {
        State::Passed(at) => Some(at),
        State::Closed(closed) if taken.step.activity.as_deref() == Some("certify") => {
            Some(closed.at).filter(|_| closed.signed_by.as_deref() != Some(&closed.person))
        }
        _ => None,
    });
    let known = [
        ("used an answer", deeds.used),
        ("said how one went", deeds.voted),
        ("was certified", certified.min()),
        ("changed the playbook", contributed),
    ];
    let days = |at: Millis| (day(at) - first_day).get_days();
    let mut firsts: Vec<_> = known
        .into_iter()
        .filter_map(|(what, at)| Some(First { what, days: days(at?) }))
        .filter(|first| first.days >= 0)
        .collect();
    firsts.sort_by_key(|first| first.days);
    firsts
}

/// When somebody of `people.yaml` first changed an entry, from a day on.
pub fn first_contribution(catalog: &Catalog, person: &str, first_day: Date) -> Option<Millis> {
    let people = &catalog.loaded().people;
    people.get(person)?;
    let is_theirs = |mail: &str| people.writer(mail).is_some_and(|writer| writer.id == person);
    let changes = catalog.loaded().files.keys().flat_map(|path| catalog.history().changes(path));
    let changes = changes.filter(|change| matches!(change.what(), What::Added | What::Changed));
    let at = changes.filter_map(|change| Some((change.at()?.as_millisecond(), change)));
    let at = at
        .filter(|(at, change)| day(*at) >= first_day && change.authors().iter().any(|author| is_theirs(&author.mail)));
    at.map(|(at, _)| at).min()
}
