//! Somebody on paths, as the store and the content have it.

use std::collections::BTreeMap;

use super::certification::certifications;
use super::course::{Course, Deeds};
use super::signing::may_see;
use crate::catalog::{Catalog, Page};
use crate::model::Detail;
use crate::model::onboarding_path::OnboardingPath;
use crate::model::person::Viewer;
use crate::store::{ClosedStep, Enrolment, Error, PlayDay, StepAsk, Store};

/// What the store has of somebody who is on paths.
#[derive(Debug, Clone, Default)]
pub struct Learner {
    pub enrolments: Vec<Enrolment>,
    pub closed: Vec<ClosedStep>,
    pub asks: Vec<StepAsk>,
    /// The days on which role plays were passed or not.
    pub plays: Vec<PlayDay>,
}

/// One path that somebody is on.
#[derive(Debug)]
pub struct Way<'a> {
    pub enrolment: &'a Enrolment,
    /// None where the path is gone, or not for whoever looks.
    pub course: Option<(Page<'a>, Course<'a>)>,
    /// Everything that was closed on it.
    pub closed: Vec<&'a ClosedStep>,
}

impl Learner {
    /// Reads it. Who is on no path has nothing further to be read.
    pub async fn read(store: &Store, person: &str) -> Result<Learner, Error> {
        let enrolments = store.enrolments_of(person).await?;
        if enrolments.is_empty() {
            return Ok(Learner::default());
        }
        let (closed, asks) = (store.steps_of(person).await?, store.step_asks_of(person).await?);
        let plays = store.play_days_of(person).await?;
        Ok(Learner { enrolments, closed, asks, plays })
    }

    /// Reads it of everybody of whom somebody sees how far they are, but that somebody; by person.
    pub async fn seen_by(store: &Store, viewer: &Viewer) -> Result<BTreeMap<String, Learner>, Error> {
        let mut learners: BTreeMap<String, Learner> = BTreeMap::new();
        for enrolment in store.enrolments().await? {
            if enrolment.person != viewer.id && may_see(viewer, &enrolment) {
                learners.entry(enrolment.person.clone()).or_default().enrolments.push(enrolment);
            }
        }
        if learners.is_empty() {
            return Ok(learners);
        }
        for step in store.steps_of_learners().await? {
            if let Some(learner) = learners.get_mut(&step.person) {
                learner.closed.push(step);
            }
        }
        for ask in store.step_asks_of_learners().await? {
            if let Some(learner) = learners.get_mut(&ask.person) {
                learner.asks.push(ask);
            }
        }
        for day in store.play_days().await? {
            if let Some(learner) = learners.get_mut(&day.person) {
                learner.plays.push(day);
            }
        }
        Ok(learners)
    }

    /// The paths, as somebody who looks may read them. A path that was renamed is followed.
    pub fn ways<'a>(&'a self, catalog: &'a Catalog, viewer: &Viewer) -> Vec<Way<'a>> {
        self.enrolments.iter().map(|enrolment| self.way(catalog, viewer, enrolment)).collect()
    }

    fn way<'a>(&'a self, catalog: &'a Catalog, viewer: &Viewer, enrolment: &'a Enrolment) -> Way<'a> {
        let found = path(catalog, viewer, &enrolment.path);
        let is_it = |name: &str| match &found {
            Some((page, _)) => catalog.page_for(viewer, name).is_some_and(|other| other.entry().id == page.entry().id),
            None => name == enrolment.path,
        };
        let closed: Vec<_> = self.closed.iter().filter(|step| is_it(&step.path)).collect();
        let asks = self.asks.iter().filter(|ask| is_it(&ask.path)).collect();
        let mut deeds = Deeds { closed: closed.clone(), asks, ..Deeds::default() };
        let course = found.map(|(page, path)| {
            deeds.certified = certifications(catalog, viewer, &self.plays, path);
            (page, Course::of(path, enrolment.started.0, &deeds))
        });
        Way { enrolment, course, closed }
    }
}

/// The path of an id or a former id, for somebody.
pub fn path<'a>(catalog: &'a Catalog, viewer: &Viewer, id: &str) -> Option<(Page<'a>, &'a OnboardingPath)> {
    let page = catalog.page_for(viewer, id)?;
    match &page.entry().detail {
        Detail::OnboardingPath(path) => Some((page, path)),
        _ => None,
    }
}
