//! What search learns from use: a query that led several people to an entry counts as a wording of it, for a while.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::catalog::{Catalog, texts};
use crate::search::{LearnedWording, Said, bare};
use crate::store::{DAY, Millis, Phrasing};

/// From this cosine on two queries are the same for the rule of two people.
const SAME: f32 = 0.8;
/// People who must have found an entry by what they asked.
const PEOPLE: usize = 2;
/// What a learned wording counts when it is fresh, the days after which it counts half of that, and what is too little.
const WEIGHT: f32 = 0.5;
const HALF_LIFE: f32 = 180.0;
const LEAST: f32 = 0.1;
/// Most wordings that are compared in all, and most that an entry learns.
const COMPARED: usize = 4_000;
const MOST: usize = 16;

/// What was learned, by entry, of what led people to entries, the latest first. Two people must have used the entry after they asked for the same; what was not what
/// somebody needed there loses its weight, until two people have used the entry again.
pub fn learned(catalog: &Catalog, phrasings: &[Phrasing], now: Millis) -> Vec<LearnedWording> {
    let mut by_entry: BTreeMap<&str, BTreeMap<String, Vec<&Phrasing>>> = BTreeMap::new();
    let mut compared = 0;
    for phrasing in phrasings {
        // A former id leads to the entry that has it now.
        let Some(page) = catalog.page(&phrasing.entry) else { continue };
        let of_entry = by_entry.entry(page.entry().id.as_str()).or_default();
        let bare = bare(&phrasing.text);
        compared += usize::from(!of_entry.contains_key(&bare));
        if compared > COMPARED {
            break;
        }
        of_entry.entry(bare).or_default().push(phrasing);
    }
    by_entry.into_iter().flat_map(|(entry, wordings)| of_entry(catalog, entry, wordings, now)).collect()
}

/// Whether enough people are among those who did something. Those who are forgotten cannot be told apart: they count as one.
fn are_enough<'a>(phrasings: impl Iterator<Item = &'a Phrasing>) -> bool {
    let people: Vec<Option<&str>> = phrasings.map(|phrasing| phrasing.person.as_deref()).collect();
    let known: BTreeSet<&str> = people.iter().copied().flatten().collect();
    let forgotten = people.iter().any(Option::is_none);
    known.len() + usize::from(forgotten) >= PEOPLE
}

/// Queries that are the same, and what became of them.
struct Same<'a> {
    said: Said,
    all: Vec<&'a Phrasing>,
}

fn of_entry(
    catalog: &Catalog,
    entry: &str,
    wordings: BTreeMap<String, Vec<&Phrasing>>,
    now: Millis,
) -> Vec<LearnedWording> {
    if !are_enough(wordings.values().flatten().copied()) {
        return Vec::new();
    }
    let mut same: Vec<Same> = Vec::new();
    for phrasings in wordings.into_values() {
        let said = catalog.search.said(&phrasings[0].text);
        match same.iter_mut().find(|same| same.said.is_like(&said, SAME)) {
            Some(same) => same.all.extend(phrasings),
            None => same.push(Same { said, all: phrasings }),
        }
    }
    let written = written(catalog, entry);
    let mut learned: Vec<LearnedWording> = same
        .iter()
        .flat_map(|same| same.wordings(now))
        .filter(|(bare, ..)| !written.contains(bare))
        .map(|(_, text, weight)| LearnedWording { entry: entry.to_owned(), text: text.to_owned(), weight })
        .collect();
    learned.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.text.cmp(&b.text)));
    learned.truncate(MOST);
    learned
}

/// The wordings that an entry has already.
fn written(catalog: &Catalog, entry: &str) -> HashSet<String> {
    let page = catalog.page(entry);
    page.iter().flat_map(|page| texts(page.entry()).wordings).map(|wording| bare(&wording)).collect()
}

impl<'a> Same<'a> {
    /// Each wording once, with its weight; none where too few people have used the entry since it was last not what was
    /// needed.
    fn wordings(&self, now: Millis) -> Vec<(String, &'a str, f32)> {
        let refused = self.all.iter().filter(|phrasing| phrasing.said_no).map(|phrasing| phrasing.at).max();
        let counts = |phrasing: &&&Phrasing| !phrasing.said_no && refused.is_none_or(|refused| phrasing.at > refused);
        let uses: Vec<&Phrasing> = self.all.iter().filter(counts).copied().collect();
        if !are_enough(uses.iter().copied()) {
            return Vec::new();
        }
        let mut latest: BTreeMap<String, &'a Phrasing> = BTreeMap::new();
        for phrasing in uses {
            let newest = latest.entry(bare(&phrasing.text)).or_insert(phrasing);
            if phrasing.at > newest.at {
                *newest = phrasing;
            }
        }
        let weighed =
            latest.into_iter().map(|(bare, phrasing)| (bare, phrasing.text.as_str(), weight(phrasing.at, now)));
        weighed.filter(|(bare, _, weight)| *weight >= LEAST && !bare.is_empty()).collect()
    }
}

/// What a wording counts that was last used at a moment. It changes once a day, so that nothing is made anew in between.
fn weight(at: Millis, now: Millis) -> f32 {
    let days = (now.div_euclid(DAY) - at.div_euclid(DAY)).max(0) as f32;
    WEIGHT * 0.5_f32.powf(days / HALF_LIFE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wording_counts_half_and_half_of_that_after_half_a_year() {
        assert_eq!(weight(0, 0), 0.5);
        assert_eq!(weight(DAY / 2, DAY - 1), 0.5);
        assert!((weight(0, 180 * DAY) - 0.25).abs() < 1e-6);
        assert!(weight(0, 417 * DAY) > LEAST && weight(0, 419 * DAY) < LEAST);
        assert_eq!(weight(DAY, 0), 0.5, "the clock went back");
    }
}
