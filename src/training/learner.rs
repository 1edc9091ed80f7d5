//! Somebody on paths, as the store and the content have it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::calendar::day_there;
use super::certification::{Known, Passed, corrected, passed};
use super::course::{Course, Deeds, Outside};
use super::signing::{Signer, may_see, may_sign};
use crate::catalog::{Catalog, Page};
use crate::model::onboarding_path::{OnboardingPath, Step};
use crate::model::person::Viewer;
use crate::model::{Detail, Entry};
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
    pub course: Walked<'a>,
}

/// A path that somebody is on, as somebody who looks may read it.
#[derive(Debug)]
pub enum Walked<'a> {
    Open(Page<'a>, Course<'a>),
    /// It is not in the playbook any more; what was closed on it.
    Gone(Vec<Outside<'a>>),
    /// It is not for whoever looks: nothing of it is shown.
    Closed,
}

impl<'a> Walked<'a> {
    /// The page with the steps, where there is one.
    pub fn open(&self) -> Option<(Page<'a>, &Course<'a>)> {
        if let Walked::Open(page, course) = self { Some((*page, course)) } else { None }
    }
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
    pub fn ways<'a>(&'a self, catalog: &'a Catalog, viewer: &Viewer, zone: &TimeZone) -> Vec<Way<'a>> {
        let way = |enrolment| Way { enrolment, course: self.walked(catalog, viewer, enrolment, zone) };
        self.enrolments.iter().map(way).collect()
    }

    fn walked<'a>(
        &'a self,
        catalog: &'a Catalog,
        viewer: &Viewer,
        enrolment: &Enrolment,
        zone: &TimeZone,
    ) -> Walked<'a> {
        let deeds = self.deeds(catalog, enrolment);
        match path(catalog, viewer, &enrolment.path) {
            Some((page, path)) => Walked::Open(page, Course::of(path, enrolment.started.0, &deeds, zone)),
            None if is_closed_to(catalog, viewer, &enrolment.path) => Walked::Closed,
            None => Walked::Gone(deeds.closed.iter().map(|step| (*step, day_there(step.at, zone))).collect()),
        }
    }

    /// What was done on a path, by any of its names.
    fn deeds<'a>(&'a self, catalog: &Catalog, enrolment: &Enrolment) -> Deeds<'a> {
        let today = |name: &str| written(catalog, name).map(|entry| &entry.id);
        let of = today(&enrolment.path);
        let is_it = |name: &str| if of.is_some() { today(name) == of } else { name == enrolment.path };
        let closed = self.closed.iter().filter(|step| is_it(&step.path)).collect();
        Deeds { closed, asks: self.asks.iter().filter(|ask| is_it(&ask.path)).collect() }
    }

    /// The steps whose role play was passed and of which that is not noted.
    pub fn passed<'a>(&'a self, catalog: &'a Catalog, there: There<'a>) -> Vec<(&'a Enrolment, Passed<'a>)> {
        let on =
            |known: Known<'a>, path| passed(catalog, path, &known).into_iter().map(move |one| (known.enrolment, one));
        self.on_paths(catalog, there).into_iter().flat_map(|(known, path)| on(known, path)).collect()
    }

    /// The steps that were noted as passed on a day by a role play whose scores do not say so any more.
    pub fn corrected<'a>(
        &'a self,
        catalog: &'a Catalog,
        there: There<'a>,
        of: (&str, Date),
    ) -> Vec<(&'a Enrolment, &'a Step)> {
        let on = |known: Known<'a>, path| {
            corrected(catalog, path, &known, of).into_iter().map(move |step| (known.enrolment, step))
        };
        self.on_paths(catalog, there).into_iter().flat_map(|(known, path)| on(known, path)).collect()
    }

    /// The paths that are in the playbook, whoever may read them, with what is known of the person on each.
    fn on_paths<'a>(
        &'a self,
        catalog: &'a Catalog,
        (zone, signs_all): There<'a>,
    ) -> Vec<(Known<'a>, &'a OnboardingPath)> {
        let on = |enrolment: &'a Enrolment| {
            let Detail::OnboardingPath(path) = &written(catalog, &enrolment.path)?.detail else { return None };
            let deeds = self.deeds(catalog, enrolment);
            Some((Known { enrolment, deeds, plays: &self.plays, zone, signs_all }, &**path))
        };
        self.enrolments.iter().filter_map(on).collect()
    }
}

/// Where the team works, and whether nobody signs in there, so that one person signs everything.
pub type There<'a> = (&'a TimeZone, bool);

/// What is written under an id or a former id, whoever may read it. Nothing of it is to be shown.
pub(super) fn written<'a>(catalog: &'a Catalog, id: &str) -> Option<&'a Entry> {
    let loaded = catalog.loaded();
    loaded.files.get(loaded.directory.by_id(id)?).map(|file| &*file.entry)
}

/// Whether an entry is there, and not for somebody.
pub fn is_closed_to(catalog: &Catalog, viewer: &Viewer, id: &str) -> bool {
    catalog.page_for(viewer, id).is_none() && written(catalog, id).is_some()
}

/// Whether what waits is asked of somebody, or of nobody in particular, who may sign it.
pub fn is_asked(catalog: &Catalog, viewer: &Viewer, enrolment: &Enrolment, ask: &StepAsk) -> bool {
    let Some((_, path)) = path(catalog, viewer, &ask.path) else { return false };
    let mut steps = path.milestones.iter().flat_map(|milestone| &milestone.items);
    let signer = steps.find(|step| step.id == ask.step).map(Signer::of);
    signer.is_some_and(|signer| {
        signer.named(enrolment).is_none_or(|id| id == viewer.id) && may_sign(viewer, enrolment, signer)
    })
}

/// The path of an id or a former id, for somebody.
pub fn path<'a>(catalog: &'a Catalog, viewer: &Viewer, id: &str) -> Option<(Page<'a>, &'a OnboardingPath)> {
    let page = catalog.page_for(viewer, id)?;
    match &page.entry().detail {
        Detail::OnboardingPath(path) => Some((page, path)),
        _ => None,
    }
}
