//! What colleagues gave, a sentence each, in alphabetical order: no ranking, no points. Nobody's own vote counts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{FEW_PEOPLE, MOST, Today, count, is_closed};
use crate::catalog::Catalog;
use crate::insights::contribution::{Helped, makers};
use crate::model::person::People;
use crate::store::Gave;

/// What one person gave.
#[derive(Debug, Default)]
struct Given<'a> {
    helped: Helped<'a>,
    verified: BTreeSet<&'a str>,
    asked: BTreeSet<&'a str>,
    flagged: BTreeSet<&'a str>,
    closed: usize,
    /// The last time.
    last: i64,
}

/// A sentence for each of those who gave something lately, in alphabetical order.
pub fn credit(catalog: &Catalog, told: &Today) -> Vec<String> {
    let people = &catalog.loaded().people;
    let mut given: BTreeMap<&str, Given> = BTreeMap::new();
    for vote in &told.worked {
        for maker in makers(catalog, &vote.entry, &vote.answer) {
            if given.entry(maker).or_default().helped.add(maker, vote) {
                given.entry(maker).or_default().last = vote.at;
            }
        }
    }
    // What was given to few is told to nobody else, not even as a number.
    let is_told = |gave: &&Gave| people.get(&gave.person).is_some() && !is_closed(catalog, &gave.entry);
    for gave in told.gave.iter().filter(is_told) {
        let of = given.entry(&gave.person).or_default();
        of.last = of.last.max(gave.at);
        let entries = match gave.how.as_str() {
            "verified" => &mut of.verified,
            "asked" => &mut of.asked,
            "flagged" => &mut of.flagged,
            _ => {
                of.closed += 1;
                continue;
            }
        };
        entries.insert(&gave.entry);
    }
    let uses: HashMap<&str, i64> = told.uses90.iter().map(|used| (used.entry.as_str(), used.count)).collect();
    sentences(catalog, people, &uses, given)
}

/// Those who gave something last, by name.
fn sentences(
    catalog: &Catalog,
    people: &People,
    uses: &HashMap<&str, i64>,
    given: BTreeMap<&str, Given>,
) -> Vec<String> {
    let mut told: Vec<_> = given
        .into_iter()
        .filter_map(|(person, given)| Some((given.last, people.name(person), words(catalog, uses, &given)?)))
        .collect();
    told.sort_by_key(|(last, ..)| std::cmp::Reverse(*last));
    told.truncate(MOST);
    told.sort_by(|a, b| a.1.cmp(&b.1));
    told.into_iter().map(|(_, name, words)| format!("{name}: {words}.")).collect()
}

fn words(catalog: &Catalog, uses: &HashMap<&str, i64>, given: &Given) -> Option<String> {
    let number = |count: usize| i64::try_from(count).unwrap_or_default();
    let mut parts = Vec::new();
    if let Some(helped) = helped(&given.helped) {
        parts.push(helped);
    }
    if !given.verified.is_empty() {
        let used = given.verified.iter().filter_map(|entry| uses.get(entry)).sum();
        let entries = count(number(given.verified.len()), "entry", "entries");
        parts.push(format!("reviewed {entries}, used {}", count(used, "time", "times")));
    }
    for entry in given.asked.iter().filter_map(|entry| catalog.page(entry)).take(FEW_PEOPLE) {
        parts.push(format!("asked the question behind “{}”", entry.entry().title));
    }
    if !given.flagged.is_empty() {
        parts.push(format!(
            "flagged {} that somebody then looked at",
            count(number(given.flagged.len()), "entry", "entries")
        ));
    }
    if given.closed > 0 {
        parts.push(format!("settled {}", count(number(given.closed), "flag", "flags")));
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// How many were helped; below three, who said so could be guessed, so no number is told.
fn helped(helped: &Helped) -> Option<String> {
    let number = |count: usize| i64::try_from(count).unwrap_or_default();
    let answers = count(number(helped.answers()), "answer", "answers");
    match helped.colleagues() {
        0 => None,
        few if few < FEW_PEOPLE => Some(format!("{answers} helped colleagues")),
        many => {
            let conversations = count(number(helped.conversations()), "conversation", "conversations");
            Some(format!("{answers} helped {many} colleagues in {conversations}"))
        }
    }
}
