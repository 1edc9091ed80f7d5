//! The paths of one person with all that a page about them needs: read alike for that person and for who goes along.

use std::collections::HashMap;

use super::passes::note_passes;
use crate::catalog::Catalog;
use crate::model::person::Viewer;
use crate::store::FirstDeeds;
use crate::training::calendar::start_of;
use crate::training::firsts::{First, first_contribution, firsts};
use crate::training::learner::{Learner, Way};
use crate::web::error::Error;
use crate::web::state::App;
use crate::web::view::path::Names;

/// What the store has of somebody on paths.
#[derive(Debug)]
pub struct Whose {
    pub learner: Learner,
    given: HashMap<String, String>,
    /// What somebody first did since the first of their paths began.
    deeds: FirstDeeds,
}

impl Whose {
    /// Reads the rest, and notes what was passed meanwhile.
    pub async fn read(app: &App, mut learner: Learner) -> Result<Whose, Error> {
        note_passes(app, &mut learner).await;
        let (given, mut deeds) = (app.store.names().await?, FirstDeeds::default());
        if let Some(first) = learner.enrolments.iter().min_by_key(|enrolment| enrolment.started.0) {
            deeds = app.store.first_deeds(&first.person, start_of(first.started.0, &app.zone)).await?;
        }
        Ok(Whose { learner, given, deeds })
    }

    /// What people are called.
    pub fn names<'a>(&'a self, catalog: &'a Catalog) -> Names<'a> {
        Names { catalog, given: &self.given }
    }

    /// The paths, as somebody who looks may read them.
    pub fn ways<'a>(&'a self, app: &App, catalog: &'a Catalog, viewer: &Viewer) -> Vec<Way<'a>> {
        self.learner.ways(catalog, viewer, &app.zone)
    }

    /// The firsts of the person, whatever path they were on.
    pub fn firsts(&self, app: &App, catalog: &Catalog, ways: &[Way]) -> Vec<First> {
        let Some(first) = ways.iter().map(|way| way.enrolment).min_by_key(|enrolment| enrolment.started.0) else {
            return Vec::new();
        };
        let courses: Vec<_> = ways.iter().filter_map(|way| way.course.open()).map(|(_, course)| course).collect();
        let (first_day, zone) = (first.started.0, &app.zone);
        let contributed = first_contribution(catalog, &first.person, first_day, zone);
        firsts(self.deeds, contributed, &courses, first_day, zone)
    }
}
