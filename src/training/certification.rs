//! When somebody has passed a role play often enough: what certifies them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::plays::{Score, completed};
use crate::catalog::Catalog;
use crate::model::Detail;
use crate::store::{Millis, PlayDay};

/// A role play of which somebody is certified, and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certified {
    pub play: String,
    pub at: Millis,
}

/// What somebody is certified of by the days on which role plays were passed or not; the first first. One that was renamed
/// is followed.
pub fn certifications(catalog: &Catalog, days: &[PlayDay]) -> Vec<Certified> {
    let mut scores: BTreeMap<String, Vec<Score>> = BTreeMap::new();
    for day in days {
        if let Some(page) = catalog.page(&day.play) {
            let score = Score { day: day.day, passed: day.passed };
            scores.entry(page.entry().id.to_string()).or_default().push(score);
        }
    }
    let of = |(play, scores): (String, Vec<Score>)| {
        let completed = match catalog.page(&play).map(|page| &page.entry().detail) {
            Some(Detail::RolePlay(rules)) => completed(&scores, rules),
            _ => Vec::new(),
        };
        completed.into_iter().map(move |day| Certified { play: play.clone(), at: moment(day) })
    };
    scores.into_iter().flat_map(of).collect()
}

fn moment(day: Date) -> Millis {
    day.to_zoned(TimeZone::UTC).map(|start| start.timestamp().as_millisecond()).unwrap_or_default()
}

/// The certifications of a role play, the first first: a path that demands it twice takes one after the other.
pub fn certified<'a>(passed: &'a [Certified], play: &str) -> impl Iterator<Item = &'a Certified> {
    let play = play.to_owned();
    passed.iter().filter(move |one| one.play == play)
}
