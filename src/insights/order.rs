//! Which answer of an entry stands first, and whether it leads.

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::Tally;
use crate::stats::{FEWEST, LEADS};

/// What can be said of the first answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// There is nothing to compare: one answer, or no vote at all.
    Untold,
    /// No answer leads yet.
    Open,
    /// The first leads.
    Leading,
}

/// The answers of an entry in the order in which they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// The places that they have in the file.
    pub order: Vec<usize>,
    pub verdict: Verdict,
}

/// Whose turn it is: while no answer leads, half of the people see the first two the other way round, each for a whole
/// week, so that both get tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn<'a> {
    pub person: &'a str,
    pub today: Date,
}

impl Turn<'_> {
    /// Whether the person sees the first two answers of an entry the other way round this week.
    pub fn swaps(&self, entry: &str) -> bool {
        let week = self.today.iso_week_date();
        let said = format!("{}\n{entry}\n{}-{}", self.person, week.year(), week.week());
        Sha256::digest(said.as_bytes())[0] & 1 == 1
    }
}

/// Orders answers by their means, those that are alike as in the file. Without any vote the author's order stands.
pub fn rank(tallies: &[Tally], mean: f64, swapped: bool) -> Ranked {
    let beliefs: Vec<_> = tallies.iter().map(|tally| tally.belief(mean)).collect();
    let mut order: Vec<usize> = (0..tallies.len()).collect();
    if tallies.len() < 2 || tallies.iter().all(|tally| tally.votes() == 0) {
        return Ranked { order, verdict: Verdict::Untold };
    }
    order.sort_by(|one, other| beliefs[*other].mean().total_cmp(&beliefs[*one].mean()));
    let first = order[0];
    let leads = |other: &usize| beliefs[first].better_than(&beliefs[*other]) >= LEADS;
    if tallies[first].votes() >= FEWEST && order[1..].iter().all(leads) {
        return Ranked { order, verdict: Verdict::Leading };
    }
    if swapped {
        order.swap(0, 1);
    }
    Ranked { order, verdict: Verdict::Open }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn tally(worked: u32, votes: u32) -> Tally {
        Tally { worked, did_not: votes - worked, sum: f64::from(worked), weight: f64::from(votes), ..Tally::default() }
    }

    #[test]
    fn an_answer_leads_only_where_that_is_likely() {
        let verdict = |one, other| rank(&[one, other], 0.6, false).verdict;
        assert_eq!(verdict(tally(7, 9), tally(5, 9)), Verdict::Open);
        assert_eq!(verdict(tally(9, 12), tally(2, 8)), Verdict::Leading);
        assert_eq!(verdict(tally(0, 0), tally(0, 0)), Verdict::Untold);
        // Four votes are too few, whatever they say.
        assert_eq!(verdict(tally(4, 4), tally(0, 8)), Verdict::Open);
        let three = [tally(5, 9), tally(7, 9), tally(0, 8)];
        assert_eq!(rank(&three, 0.6, false), Ranked { order: vec![1, 0, 2], verdict: Verdict::Open });
        assert_eq!(rank(&three, 0.6, true).order, [0, 1, 2]);
        // A leader is not swapped, and neither is what nobody has voted on.
        assert_eq!(rank(&[tally(2, 8), tally(9, 12)], 0.6, true).order, [1, 0]);
        assert_eq!(rank(&[tally(0, 0), tally(0, 0)], 0.6, true).order, [0, 1]);
        assert_eq!(rank(&[], 0.6, true).order, [0; 0]);
    }

    #[test]
    fn about_half_of_the_people_take_the_other_turn_for_a_week() {
        let monday = date(2026, 11, 23);
        let swaps = |person: &str, today| Turn { person, today }.swaps("objection/x");
        let people: Vec<String> = (0..400).map(|number| format!("person-{number}")).collect();
        let swapped = people.iter().filter(|person| swaps(person, monday)).count();
        assert!((150..250).contains(&swapped), "{swapped}");
        assert!(people.iter().all(|person| swaps(person, monday) == swaps(person, date(2026, 11, 29))));
        let changed = people.iter().filter(|person| swaps(person, monday) != swaps(person, date(2026, 11, 30))).count();
        assert!((150..250).contains(&changed), "{changed}");
    }
}
