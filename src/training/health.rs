//! What a path's steps say of the path itself: which are too easy, which are late, and
//! which cards of it fail many. Nobody is named, and what could point
//! at a person is not told.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::calendar::day_there;
use super::cards::{self, Card};
use super::course::due;
use crate::catalog::Catalog;
use crate::model::onboarding_path::{OnboardingPath, Step};
use crate::store::{CardCount, ClosedStep, Enrolment};

/// Fewer people than this are nobody's business.
pub const FEWEST: usize = 3;

/// How a step goes for those who take it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StepHealth<'a> {
    pub step: &'a Step,
    /// How many people it is told of.
    pub of: usize,
    /// How many of them that is true of.
    pub people: usize,
}

/// A card of an entry of a path that does not come to many.
#[derive(Debug, Clone)]
pub struct CardHealth<'a> {
    pub card: Card<'a>,
    /// How many people practised it more than once.
    pub of: usize,
    /// To how many of them it did not come.
    pub people: usize,
}

/// The cards that a path makes people practise: those of the entries that its steps are about, each once.
pub fn path_cards<'a>(catalog: &'a Catalog, path: &OnboardingPath, today: Date) -> Vec<Card<'a>> {
    let steps = path.milestones.iter().flat_map(|milestone| &milestone.items);
    let references = steps.filter_map(|step| step.reference.as_deref()?.split('#').next());
    let mut seen = HashSet::new();
    let pages = references.filter_map(|id| catalog.page(id)).filter(|page| seen.insert(page.entry().id.clone()));
    pages.flat_map(|page| cards::of(page, today)).collect()
}

/// Those of them that fail many, the worst first. How they come to fewer people is nobody's business.
pub fn failing<'a>(counted: Vec<(Card<'a>, CardCount)>) -> Vec<CardHealth<'a>> {
    let health = |(card, count): (Card<'a>, CardCount)| {
        let CardCount { people: of, failed: people } = count;
        is_told(people, of).then_some(CardHealth { card, of, people })
    };
    let mut failing: Vec<_> = counted.into_iter().filter_map(health).collect();
    failing.sort_by(|a, b| (b.people * a.of).cmp(&(a.people * b.of)).then(b.people.cmp(&a.people)));
    failing
}

/// What can be said of a path.
#[derive(Debug, Default, PartialEq)]
pub struct Health<'a> {
    /// Steps that most who closed them knew already, the easiest first.
    pub known: Vec<StepHealth<'a>>,
    /// Steps that most were late with, the latest first.
    pub late: Vec<StepHealth<'a>>,
}

#[derive(Debug, Default)]
struct Count {
    closed: usize,
    known: usize,
    due: usize,
    late: usize,
}

/// Counts people who are or were on a path, each step by itself.
pub fn health<'a>(
    path: &'a OnboardingPath,
    takers: &[Enrolment],
    closed: &[ClosedStep],
    (today, zone): (Date, &TimeZone),
) -> Health<'a> {
    let of: HashMap<(&str, &str), &ClosedStep> =
        closed.iter().map(|step| ((step.person.as_str(), step.step.as_str()), step)).collect();
    let mut seen = HashSet::new();
    let steps =
        path.milestones.iter().flat_map(|milestone| milestone.items.iter().map(|step| (milestone.by_day, step)));
    let (mut known, mut late) = (Vec::new(), Vec::new());
    for (by_day, step) in steps.filter(|(_, step)| !step.id.is_empty() && seen.insert(&step.id)) {
        let count = count(by_day, step, takers, &of, (today, zone));
        known.extend(told(step, count.known, count.closed));
        late.extend(told(step, count.late, count.due));
    }
    for list in [&mut known, &mut late] {
        list.sort_by(|a, b| (b.people * a.of).cmp(&(a.people * b.of)).then(b.people.cmp(&a.people)));
    }
    Health { known, late }
}

/// What is true of half of them at least, and of enough people to be told.
fn told(step: &Step, people: usize, of: usize) -> Option<StepHealth<'_>> {
    is_told(people, of).then_some(StepHealth { step, of, people })
}

fn is_told(people: usize, of: usize) -> bool {
    people >= FEWEST && people * 2 >= of
}

fn count(
    by_day: Option<i64>,
    step: &Step,
    takers: &[Enrolment],
    closed: &HashMap<(&str, &str), &ClosedStep>,
    (today, zone): (Date, &TimeZone),
) -> Count {
    let mut count = Count::default();
    for taker in takers {
        let closed = closed.get(&(taker.person.as_str(), step.id.as_str()));
        count.closed += usize::from(closed.is_some());
        count.known += usize::from(closed.is_some_and(|step| step.how == "known"));
        let Some(due) = by_day.map(|by_day| due(taker.started.0, by_day)) else { continue };
        // What was due after somebody left the path was not late.
        let until = taker.ended_at.map_or(today, |at| day_there(at, zone));
        let on = closed.map_or(until, |step| day_there(step.at, zone));
        count.due += usize::from(closed.is_some() || due < until);
        count.late += usize::from(due < on);
    }
    count
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::onboarding_path::Milestone;
    use crate::store::{DAY, FirstDay};

    /// Days after 1 January 2026 on which each of some people closed the one step of a path that is due on day 30, and how.
    fn of(closed: &[Option<(i64, &str)>], today: Date) -> [Option<(usize, usize)>; 2] {
        let step = Step { id: "a".to_owned(), ..Step::default() };
        let milestone = Milestone { by_day: Some(30), items: vec![step], ..Milestone::default() };
        let path = OnboardingPath { role: None, milestones: vec![milestone] };
        let start = 1_767_225_600_000;
        let taker = |number: usize| Enrolment {
            person: format!("p{number}"),
            path: String::new(),
            started: FirstDay(date(2026, 1, 1)),
            buddy: None,
            manager: None,
            given_by: None,
            at: start,
            ended_at: None,
        };
        let takers: Vec<_> = (0..closed.len()).map(taker).collect();
        let row = |(number, closed): (usize, &Option<(i64, &str)>)| {
            let (days, how) = (*closed)?;
            Some(ClosedStep {
                person: format!("p{number}"),
                path: String::new(),
                step: "a".to_owned(),
                activity: String::new(),
                words: String::new(),
                how: how.to_owned(),
                signed_by: None,
                at: start + days * DAY,
            })
        };
        let rows: Vec<_> = closed.iter().enumerate().filter_map(row).collect();
        let health = health(&path, &takers, &rows, (today, &TimeZone::UTC));
        [health.known, health.late].map(|list| list.first().map(|step| (step.people, step.of)))
    }

    #[test]
    fn most_who_knew_it_or_were_late_are_told_of_and_few_are_not() {
        let (knew, did, late) = (Some((1, "known")), Some((1, "done")), Some((31, "done")));
        let today = date(2026, 6, 1);
        assert_eq!(of(&[knew, knew, knew, did], today), [Some((3, 4)), None]);
        assert_eq!(of(&[knew, knew, did], today), [None, None], "two people are nobody's business");
        assert_eq!(of(&[knew, knew, knew, did, did, did, did], today), [None, None], "most did not know it");
        assert_eq!(of(&[late, late, None], today), [None, Some((3, 3))], "what is open past its day is late");
        assert_eq!(of(&[None, None, None], date(2026, 1, 20)), [None, None], "nothing is due yet");
    }
}
