//! The cards of one person: which are due, which are new, and what comes next. A backlog never grows beyond what can be done.

use std::collections::HashMap;

use jiff::civil::Date;

use super::backs;
use super::calendar::{day_after, working_day_from};
use super::cards::{self, Card};
use super::curriculum::Curriculum;
use super::schedule;
use crate::catalog::Catalog;
use crate::insights::is_reworded;
use crate::store::{PracticeLog, Practised, Review};

/// Most cards that wait on one day; the rest waits silently.
pub const MOST_WAITING: usize = 10;
/// Most cards that are met for the first time on one day.
const MOST_NEW: usize = 3;

/// How a card stands with somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Never practised.
    New,
    /// Due since a day.
    Due(Date),
    /// Due at once, since what is to be said is another than it was.
    Changed(Reworded),
    /// Not due until a day.
    Later(Date),
}

/// What is to be said, and what was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reworded {
    /// When it was last practised, where that is known.
    pub before: Option<String>,
    pub now: String,
}

/// A card as one person has it.
#[derive(Debug, Clone)]
pub struct Held<'a> {
    pub card: Card<'a>,
    pub standing: Standing,
    /// How often it was practised.
    pub times: usize,
    /// When it was first practised.
    begun: Option<Date>,
    /// Its last review.
    last: Option<i64>,
}

/// All cards as one person has them on a day.
#[derive(Debug, Clone)]
pub struct Deck<'a> {
    held: Vec<Held<'a>>,
    curriculum: &'a Curriculum,
    /// The category of the last review.
    last: Option<&'a str>,
    today: Date,
}

impl<'a> Deck<'a> {
    /// Brings together what is written, what was practised, and what of it one is to meet first. What was practised of cards
    /// that are gone counts for nothing.
    pub fn of(catalog: &'a Catalog, log: &PracticeLog, curriculum: &'a Curriculum, today: Date) -> Deck<'a> {
        let known = by_card(catalog, log);
        let held: Vec<Held> =
            cards::all(catalog, today).into_iter().map(|card| hold(card, &known, log, today)).collect();
        let last = log.cards.last().and_then(|card| cards::today_id(catalog, &card.last.card));
        let last = held.iter().find(|held| Some(&held.card.id) == last.as_ref()).map(|held| held.card.category());
        Deck { held, curriculum, last, today }
    }

    /// Whether there is anything to practise at all.
    pub fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// What is asked today: what is due, what changed first and then what waits longest; then a few that are new.
    pub fn waiting(&self) -> Vec<&Held<'a>> {
        let mut waiting: Vec<&Held> = self.held.iter().filter(|held| held.rank().is_some()).collect();
        waiting.sort_by_key(|held| held.rank());
        waiting.truncate(MOST_WAITING);
        let begun = self.held.iter().filter(|held| held.begun == Some(self.today)).count();
        let room = MOST_NEW.saturating_sub(begun).min(MOST_WAITING - waiting.len());
        waiting.extend(self.fresh().into_iter().take(room));
        waiting
    }

    /// The card that is asked next: the first that waits and is of another category than the last.
    pub fn next(&self) -> Option<&Held<'a>> {
        self.mixed(&self.waiting())
    }

    /// The cards that somebody chose to practise now, due or not: each once since a review.
    pub fn chosen(&self, is_chosen: impl Fn(&Card) -> bool, since: i64) -> Vec<&Held<'a>> {
        let rests = |held: &&Held| held.last.is_none_or(|last| last <= since);
        let mut chosen: Vec<&Held> = self.held.iter().filter(|held| is_chosen(&held.card)).filter(rests).collect();
        chosen.sort_by_key(|held| match &held.standing {
            Standing::Changed(_) => (0, None),
            Standing::Due(since) => (1, Some(*since)),
            Standing::New => (2, None),
            Standing::Later(until) => (3, Some(*until)),
        });
        chosen
    }

    /// The first of some cards that is of another category than the last.
    pub fn mixed<'h>(&self, some: &[&'h Held<'a>]) -> Option<&'h Held<'a>> {
        let other = some.iter().find(|held| Some(held.card.category()) != self.last);
        other.or(some.first()).copied()
    }

    /// The next day after today on which something is asked.
    pub fn comes(&self) -> Option<Date> {
        let tomorrow = || working_day_from(day_after(self.today, 1));
        let waits = self.held.iter().any(|held| !matches!(held.standing, Standing::Later(_)));
        let later = self.held.iter().filter_map(|held| match held.standing {
            Standing::Later(until) => Some(until),
            _ => None,
        });
        if waits { Some(tomorrow()) } else { later.min() }
    }

    /// Cards that were never practised: by the day on which one is to meet them; those of no day by the stage in which they
    /// are needed, one of each category after the other.
    fn fresh(&self) -> Vec<&Held<'a>> {
        let mut fresh: Vec<_> = self.held.iter().filter(|held| held.standing == Standing::New).collect();
        fresh.sort_by_cached_key(|held| self.curriculum.place(&held.card));
        let mut of_category: HashMap<&str, usize> = HashMap::new();
        let mut turns: Vec<(usize, &Held)> = Vec::new();
        for held in fresh {
            let is_of_a_day = self.curriculum.day(&held.card).is_some();
            let turn = of_category.entry(held.card.category()).or_default();
            *turn += usize::from(!is_of_a_day);
            turns.push((if is_of_a_day { 0 } else { *turn }, held));
        }
        turns.sort_by_key(|(turn, _)| *turn);
        turns.into_iter().map(|(_, held)| held).collect()
    }
}

impl Held<'_> {
    /// Where it stands among those that are due.
    fn rank(&self) -> Option<(bool, Option<Date>, &str)> {
        match self.standing {
            Standing::Changed(_) => Some((false, None, &self.card.id)),
            Standing::Due(since) => Some((true, Some(since), &self.card.id)),
            Standing::New | Standing::Later(_) => None,
        }
    }
}

/// A card by what it is called today: what was practised of it, under all names that it had.
#[derive(Debug, Clone)]
pub struct Known<'r> {
    /// The names that stand in the log.
    pub names: Vec<&'r str>,
    last: &'r Review,
    times: usize,
    begun: Option<Date>,
}

impl<'r> Known<'r> {
    fn of(card: &'r Practised) -> Known<'r> {
        let times = usize::try_from(card.times).unwrap_or_default();
        Known { names: vec![&card.last.card], last: &card.last, times, begun: card.begun.parse().ok() }
    }

    /// The same with what was practised under a name that it had later.
    fn and(&mut self, later: Known<'r>) {
        self.names.extend(later.names);
        self.last = later.last;
        self.times += later.times;
        self.begun = self.begun.into_iter().chain(later.begun).min();
    }
}

/// What was practised of each card, by what it is called today.
pub fn by_card<'r>(catalog: &Catalog, log: &'r PracticeLog) -> HashMap<String, Known<'r>> {
    let mut found: HashMap<String, Known> = HashMap::new();
    for card in &log.cards {
        let Some(name) = cards::today_id(catalog, &card.last.card) else { continue };
        let known = Known::of(card);
        match found.get_mut(&name) {
            Some(earlier) => earlier.and(known),
            None => drop(found.insert(name, known)),
        }
    }
    found
}

fn hold<'a>(card: Card<'a>, known: &HashMap<String, Known>, log: &PracticeLog, today: Date) -> Held<'a> {
    let Some(past) = known.get(&card.id) else {
        return Held { standing: Standing::New, times: 0, begun: None, last: None, card };
    };
    let standing = stand(&card, past.last, log, today);
    Held { standing, times: past.times, begun: past.begun, last: Some(past.last.id), card }
}

fn stand(card: &Card, last: &Review, log: &PracticeLog, today: Date) -> Standing {
    if let Some(reworded) = reworded(card, last, log) {
        return Standing::Changed(reworded);
    }
    match schedule::due(last, today) {
        due if due <= today => Standing::Due(due),
        due => Standing::Later(due),
    }
}

/// What is to be said now and what was, where that is another thing. The texts are compared for few cards: most are worded
/// as they were.
fn reworded(card: &Card, last: &Review, log: &PracticeLog) -> Option<Reworded> {
    let answer = last.answer.as_deref();
    if backs::hash(card, answer) == last.wording {
        return None;
    }
    let (now, before) = (card.wording(answer).text, log.wordings.get(&last.wording));
    let is_same = before.is_some_and(|before| !is_reworded(before, &now));
    (!is_same).then(|| Reworded { before: before.cloned(), now })
}
