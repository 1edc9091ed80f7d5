//! The cards of one person: which are due, which are new, and what comes next. A backlog never grows beyond what can be done.

use std::collections::HashMap;

use jiff::civil::Date;

use super::calendar::{day_after, working_day_from};
use super::cards::{self, Card};
use super::schedule;
use crate::catalog::Catalog;
use crate::insights::is_reworded;
use crate::store::{PracticeLog, Review};

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
    /// How many reviews there were before its last one.
    last_place: Option<usize>,
}

/// All cards as one person has them on a day.
#[derive(Debug, Clone)]
pub struct Deck<'a> {
    held: Vec<Held<'a>>,
    /// The category of the last review.
    last: Option<&'a str>,
    today: Date,
}

impl<'a> Deck<'a> {
    /// Brings together what is written and what was practised. Reviews of cards that are gone count for nothing.
    pub fn of(catalog: &'a Catalog, log: &PracticeLog, today: Date) -> Deck<'a> {
        let reviews = by_card(catalog, &log.reviews);
        let held: Vec<Held> =
            cards::all(catalog, today).into_iter().map(|card| hold(card, &reviews, log, today)).collect();
        let last = log.reviews.last().and_then(|review| cards::today_id(catalog, &review.card));
        let last = held.iter().find(|held| Some(&held.card.id) == last.as_ref()).map(|held| held.card.category());
        Deck { held, last, today }
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

    /// The cards that somebody chose to practise now, due or not: each once since there were so many reviews.
    pub fn chosen(&self, is_chosen: impl Fn(&Card) -> bool, since: usize) -> Vec<&Held<'a>> {
        let rests = |held: &&Held| held.last_place.is_none_or(|place| place < since);
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

    /// Cards that were never practised, one of each category after the other.
    fn fresh(&self) -> Vec<&Held<'a>> {
        let mut of_category: HashMap<&str, usize> = HashMap::new();
        let mut fresh: Vec<(usize, &Held)> = Vec::new();
        for held in self.held.iter().filter(|held| held.standing == Standing::New) {
            let before = of_category.entry(held.card.category()).or_default();
            fresh.push((*before, held));
            *before += 1;
        }
        fresh.sort_by_key(|(before, _)| *before);
        fresh.into_iter().map(|(_, held)| held).collect()
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

/// The reviews of each card, by what it is called today.
pub fn by_card<'r>(catalog: &Catalog, reviews: &'r [Review]) -> HashMap<String, Vec<&'r Review>> {
    let mut names: HashMap<&str, Option<String>> = HashMap::new();
    let mut found: HashMap<String, Vec<&Review>> = HashMap::new();
    for review in reviews {
        let name = names.entry(&review.card).or_insert_with(|| cards::today_id(catalog, &review.card));
        if let Some(name) = name {
            found.entry(name.clone()).or_default().push(review);
        }
    }
    found
}

fn hold<'a>(card: Card<'a>, reviews: &HashMap<String, Vec<&Review>>, log: &PracticeLog, today: Date) -> Held<'a> {
    let past = reviews.get(&card.id).map(Vec::as_slice).unwrap_or_default();
    let standing = past.last().map_or(Standing::New, |last| stand(&card, last, log, today));
    let begun = past.first().and_then(|first| first.day());
    let last_place = past.last().and_then(|last| log.reviews.binary_search_by_key(&last.id, |review| review.id).ok());
    Held { standing, times: past.len(), begun, last_place, card }
}

fn stand(card: &Card, last: &Review, log: &PracticeLog, today: Date) -> Standing {
    let now = card.wording(last.answer.as_deref());
    let before = log.wordings.get(&last.wording);
    let is_same = now.hash == last.wording || before.is_some_and(|before| !is_reworded(before, &now.text));
    if !is_same {
        return Standing::Changed(Reworded { before: before.cloned(), now: now.text });
    }
    match schedule::due(last, today) {
        due if due <= today => Standing::Due(due),
        due => Standing::Later(due),
    }
}
