//! In which order somebody meets what is new: as the paths say that the person is on; otherwise as deals go.

use std::collections::HashMap;

use super::cards::{Card, Front};
use super::learner::path;
use crate::catalog::Catalog;
use crate::model::entry::Detail;
use crate::model::person::Viewer;
use crate::model::taxonomy::Vocabulary;
use crate::store::Enrolment;

/// What comes after everything that has a place.
const LAST: usize = usize::MAX;

/// What somebody is to meet first.
#[derive(Debug, Clone, Default)]
pub struct Curriculum {
    /// The day by which a path asks for an entry, and where it stands there.
    steps: HashMap<String, (i64, usize)>,
    /// Whether the person is on a path: days that lessons name are counted for nobody else.
    is_on_a_path: bool,
    /// The stages of deals, in order.
    stages: Vec<String>,
}

/// Where a card stands among those that are new; the least first. Day and step of a path, then stage, then what is critical.
pub type Place = ((i64, usize), usize, bool);

impl Curriculum {
    /// That of somebody on some paths, by the names that entries have today.
    pub fn of(catalog: &Catalog, viewer: &Viewer, enrolments: &[Enrolment]) -> Curriculum {
        let stages = catalog.loaded().taxonomy.terms(Vocabulary::Stages).iter().map(|stage| stage.id.clone()).collect();
        let mut steps: HashMap<String, (i64, usize)> = HashMap::new();
        for (_, path) in enrolments.iter().filter_map(|on| path(catalog, viewer, &on.path)) {
            let asked = path.milestones.iter().flat_map(|milestone| {
                let day = milestone.by_day.unwrap_or(i64::MAX);
                milestone.items.iter().filter_map(move |step| Some((day, step.reference.as_deref()?)))
            });
            for (number, (day, reference)) in asked.enumerate() {
                let name = reference.split('#').next().unwrap_or_default();
                let Some(page) = catalog.page(name) else { continue };
                let place = steps.entry(page.entry().id.to_string()).or_insert((day, number));
                *place = (*place).min((day, number));
            }
        }
        Curriculum { steps, is_on_a_path: !enrolments.is_empty(), stages }
    }

    /// The day of the path on which the person is to meet a card; none where no day is said, or the person is on no path.
    pub fn day(&self, card: &Card) -> Option<i64> {
        self.step(card).map(|(day, _)| day)
    }

    /// Where it stands among those that are new.
    pub fn place(&self, card: &Card) -> Place {
        let is_critical = matches!(card.front, Front::Fact(fact) if fact.critical);
        (self.step(card).unwrap_or((i64::MAX, LAST)), self.stage(card), !is_critical)
    }

    fn step(&self, card: &Card) -> Option<(i64, usize)> {
        let of_path = self.steps.get(card.page.entry().id.as_str()).copied();
        of_path.or_else(|| Some((lesson_day(card).filter(|_| self.is_on_a_path)?, LAST)))
    }

    /// The first stage that it belongs to.
    fn stage(&self, card: &Card) -> usize {
        self.stages.iter().position(|stage| card.is_of_stage(stage)).unwrap_or(LAST)
    }
}

/// The day on which a new colleague should meet a lesson: `day_30`.
fn lesson_day(card: &Card) -> Option<i64> {
    match &card.page.entry().detail {
        Detail::Lesson(lesson) => lesson.onboarding.as_deref()?.strip_prefix("day_")?.parse().ok(),
        _ => None,
    }
}
