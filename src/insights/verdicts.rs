//! The votes of half a year on each answer, under the ids that entries have today: those of colleagues, and those of
//! customers that win/loss reviews wrote down.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::reviews::{Reviewed, reviewed};
use crate::catalog::Catalog;
use crate::model::entry::later;
use crate::store::{AnswerVotes, Millis, Said};

/// Votes of so many days say whether an answer loses.
pub const VOTES_OF: i64 = 180;

/// Adds up the votes on each answer of entries that are there. What the store has under a former id counts with the rest.
pub fn verdicts(catalog: &Catalog, stored: &[AnswerVotes], today: Date) -> Vec<AnswerVotes> {
    let mut all: BTreeMap<(String, String), AnswerVotes> = BTreeMap::new();
    let mut add = |votes: AnswerVotes| {
        let answer = (votes.entry.clone(), votes.answer.clone());
        all.entry(answer).and_modify(|known| known.add(&votes)).or_insert(votes);
    };
    for votes in stored {
        let Some(page) = catalog.counted_page(&votes.entry) else { continue };
        add(AnswerVotes { entry: page.entry().id.to_string(), ..votes.clone() });
    }
    let first = later(today, -VOTES_OF);
    for (entry, votes) in reviewed(catalog, today) {
        for vote in votes.iter().filter(|vote| vote.on >= first && has_answer(catalog, &entry, &vote.answer)) {
            add(of_customer(&entry, vote));
        }
    }
    all.into_values().collect()
}

fn has_answer(catalog: &Catalog, entry: &str, anchor: &str) -> bool {
    let answers = catalog.page(entry).map(|page| &page.entry().body.answers);
    answers.is_some_and(|answers| answers.iter().any(|answer| answer.anchor == anchor))
}

/// One vote of a customer.
fn of_customer(entry: &str, vote: &Reviewed) -> AnswerVotes {
    let is = |said: Said| i64::from(vote.said == said);
    AnswerVotes {
        entry: entry.to_owned(),
        answer: vote.answer.clone(),
        worked: is(Said::Worked),
        partly: is(Said::Partly),
        did_not: is(Said::DidNot),
        last: start_of(vote.on),
    }
}

/// The first moment of a day, in UTC.
fn start_of(day: Date) -> Millis {
    day.to_zoned(TimeZone::UTC).map(|start| start.timestamp().as_millisecond()).unwrap_or_default()
}
