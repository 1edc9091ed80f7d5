//! Tallies of entries, from what the store counted and what reviews say.

use std::collections::{HashMap, HashSet};

use jiff::civil::{Date, date};

use super::answer::former_ids;
use super::outcomes::EntryTally;
use super::reviews::Reviewed;
use super::tally::Tally;
use super::wording::{self, wording};
use crate::catalog::{Catalog, Page};
use crate::model::body::Answer;
use crate::stats::decay;
use crate::store::{DAY, Error, FirstWorded, Said, Store, UseCount, VoteCount};

/// Who counts as a user: somebody who used it in so many days.
const RECENT: i64 = 90;

/// What the store knows of one id.
#[derive(Debug, Default)]
pub struct Rows {
    votes: Vec<VoteCount>,
    uses: Vec<UseCount>,
    people: HashSet<String>,
    worded: Vec<FirstWorded>,
}

/// Reads what is counted under an id, or under all of them.
pub async fn read(store: &Store, id: Option<&str>, today: Date) -> Result<HashMap<String, Rows>, Error> {
    let since = (days(today) - RECENT) * DAY;
    let mut rows: HashMap<String, Rows> = HashMap::new();
    for vote in store.vote_counts(id).await? {
        rows.entry(vote.entry.clone()).or_default().votes.push(vote);
    }
    for used in store.use_counts(id).await? {
        rows.entry(used.entry.clone()).or_default().uses.push(used);
    }
    for user in store.users(id, since).await? {
        rows.entry(user.entry).or_default().people.insert(user.person);
    }
    for worded in store.first_worded(id).await? {
        rows.entry(worded.entry.clone()).or_default().worded.push(worded);
    }
    Ok(rows)
}

/// The ids under which something may have been recorded of an entry: that of today first.
pub fn names(catalog: &Catalog, page: &Page) -> Vec<String> {
    let mut names = former_ids(catalog, page);
    names.insert(0, page.entry().id.to_string());
    names
}

/// What is known of an entry, whatever it was called. Nothing where that is nothing.
pub fn tally(
    page: &Page,
    names: &[String],
    rows: &HashMap<String, Rows>,
    reviewed: &[Reviewed],
    today: Date,
) -> Option<EntryTally> {
    let rows: Vec<&Rows> = names.iter().filter_map(|name| rows.get(name)).collect();
    if rows.is_empty() && reviewed.is_empty() {
        return None;
    }
    let count = Count { rows: &rows, reviewed, today };
    let answers = &page.entry().body.answers;
    let people: HashSet<&String> = rows.iter().flat_map(|rows| &rows.people).collect();
    Some(EntryTally {
        answers: answers.iter().map(|answer| (answer.anchor.clone(), count.answer(answer))).collect(),
        uses: count.uses(|_| true) + small(reviewed.len()),
        users: small(people.len()),
    })
}

struct Count<'a> {
    rows: &'a [&'a Rows],
    reviewed: &'a [Reviewed],
    today: Date,
}

impl<'a> Count<'a> {
    fn answer(&self, answer: &Answer) -> Tally {
        let mut tally = Tally::default();
        let worded = self.worded(answer);
        for vote in self.rows.iter().flat_map(|rows| &rows.votes).filter(|vote| vote.answer == answer.anchor) {
            let Some(said) = Said::from_name(&vote.value) else { continue };
            let still = vote.wording.as_ref().map_or(1.0, |hash| worded.weight(hash));
            let (count, age) = (u32::try_from(vote.votes).unwrap_or_default(), (days(self.today) - vote.day) as f64);
            tally.add(said, count, decay(age) * still);
            tally.earlier += if still < 1.0 { count } else { 0 };
        }
        tally.uses = self.uses(|used| used.answer.as_ref() == Some(&answer.anchor));
        for vote in self.reviewed.iter().filter(|vote| vote.answer == answer.anchor) {
            tally.add(vote.said, 1, decay((days(self.today) - days(vote.on)) as f64));
            tally.reviewed += 1;
            tally.uses += 1;
        }
        tally
    }

    fn uses(&self, counts: impl Fn(&UseCount) -> bool) -> u32 {
        let uses = self.rows.iter().flat_map(|rows| &rows.uses).filter(|used| counts(used));
        small(usize::try_from(uses.map(|used| used.uses).sum::<i64>()).unwrap_or_default())
    }

    /// The wordings that an answer had, in the order in which they were first met, and that of today.
    fn worded(&self, answer: &Answer) -> Worded<'a> {
        let today = wording(answer);
        let met = self.rows.iter().flat_map(|rows| &rows.worded);
        let mut met: Vec<_> =
            met.filter(|worded| worded.answer == answer.anchor && worded.hash != today.hash).collect();
        met.sort_by_key(|worded| (worded.at, &worded.hash));
        Worded { before: met, today }
    }
}

struct Worded<'a> {
    before: Vec<&'a FirstWorded>,
    today: crate::store::Wording,
}

impl Worded<'_> {
    /// What a vote on a wording counts today.
    fn weight(&self, hash: &str) -> f64 {
        let Some(from) = self.before.iter().position(|worded| worded.hash == hash) else { return 1.0 };
        let texts = self.before[from..].iter().map(|worded| worded.text.as_str());
        wording::weight(texts.chain([self.today.text.as_str()]))
    }
}

impl Tally {
    fn add(&mut self, said: Said, count: u32, weight: f64) {
        let Some(worth) = said.worth() else { return };
        match said {
            Said::Worked => self.worked += count,
            Said::Partly => self.partly += count,
            _ => self.did_not += count,
        }
        self.weight += weight * f64::from(count);
        self.sum += worth * weight * f64::from(count);
    }
}

/// Days since the Unix epoch.
fn days(day: Date) -> i64 {
    i64::from((day - date(1970, 1, 1)).get_days())
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
