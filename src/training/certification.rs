//! When somebody has passed a role play often enough: what certifies them.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::plays::{Score, completed};
use crate::catalog::Catalog;
use crate::model::Detail;
use crate::model::onboarding_path::OnboardingPath;
use crate::model::person::Viewer;
use crate::store::{Millis, PlayDay};

/// A role play of which somebody is certified, and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certified {
    pub play: String,
    pub at: Millis,
}

/// What somebody is certified of by the days on which role plays were passed or not, under the names that a path has for
/// them; the first first. A role play that was renamed is followed, whichever of its names stands where.
pub fn certifications(catalog: &Catalog, viewer: &Viewer, days: &[PlayDay], path: &OnboardingPath) -> Vec<Certified> {
    let steps = path.milestones.iter().flat_map(|milestone| &milestone.items);
    let names: BTreeSet<&str> = steps.filter_map(|step| step.reference.as_deref()).collect();
    let today = |name: &str| catalog.page_for(viewer, name).map(|page| page.entry());
    let of = |name: &str| {
        let Some((id, Detail::RolePlay(rules))) = today(name).map(|entry| (&entry.id, &entry.detail)) else {
            return Vec::new();
        };
        let of_it = days.iter().filter(|day| today(&day.play).is_some_and(|entry| entry.id == *id));
        let scores: Vec<Score> = of_it.map(Score::from).collect();
        completed(&scores, rules).into_iter().map(|day| Certified { play: name.to_owned(), at: moment(day) }).collect()
    };
    names.into_iter().flat_map(of).collect()
}

fn moment(day: Date) -> Millis {
    day.to_zoned(TimeZone::UTC).map(|start| start.timestamp().as_millisecond()).unwrap_or_default()
}

/// The certifications of a role play, the first first: a path that demands it twice takes one after the other.
pub fn certified<'a>(passed: &'a [Certified], play: &str) -> impl Iterator<Item = &'a Certified> {
    let play = play.to_owned();
    passed.iter().filter(move |one| one.play == play)
}
