//! `POST /path/start`: somebody takes a path up. `POST /path/end`: a path ends; what was closed on it is kept.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::Redirect;
use serde::Deserialize;

use super::passes::after_start;
use super::whom::{may_assign, names_of_path};
use crate::model::person::Viewer;
use crate::store::{Enrolment, FirstDay, OnPath};
use crate::training::learner::{Learner, Walked, is_closed_to, path};
use crate::training::signing::goes_along;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;
use crate::web::urls;

const FULL: Error =
    Error::Invalid("you are on two paths already, and nobody is on more at a time; end one of them on your page first");

/// Which path; of others, whose. One's own that is not for oneself any more has no name.
#[derive(Debug, Deserialize)]
pub struct Which {
    #[serde(default)]
    path: String,
    #[serde(default)]
    person: String,
}

/// Begins today. Who is on it already stays on it as it is; who was on it before goes on from there.
pub async fn start(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Result<Form<Which>, FormRejection>,
) -> Result<Redirect, Error> {
    let Form(which) = form.map_err(|_| Error::BadRequest)?;
    let catalog = app.catalog();
    path(&catalog, &viewer, &which.path).ok_or(Error::NotFound)?;
    let (today, former) = names_of_path(&catalog, &viewer, &which.path);
    let own = Learner::read(&app.store, &viewer.id).await?;
    if own.enrolments.iter().any(|enrolment| enrolment.path == today || former.contains(&enrolment.path)) {
        return Ok(Redirect::to(urls::PATH));
    }
    let enrolment = Enrolment {
        person: viewer.id.clone(),
        path: today,
        started: FirstDay(app.today_there()),
        buddy: None,
        manager: None,
        given_by: Some(viewer.id.clone()),
        at: app.now(),
        ended_at: None,
    };
    if !app.store.take_up(enrolment, former, viewer.name.clone()).await? {
        return Err(FULL);
    }
    after_start(&app, &viewer.id).await;
    Ok(Redirect::to(urls::PATH))
}

/// Ends a path: one's own, one of somebody with whom one goes along, or any where one puts people on paths.
pub async fn end(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Result<Form<Which>, FormRejection>,
) -> Result<Redirect, Error> {
    let Form(which) = form.map_err(|_| Error::BadRequest)?;
    let person = if which.person.is_empty() { viewer.id.clone() } else { which.person };
    let is_own = person == viewer.id;
    if is_own && which.path.is_empty() {
        end_closed(&app, &viewer).await?;
        return Ok(Redirect::to(urls::PATH));
    }
    let catalog = app.catalog();
    let (path, former) = names_of_path(&catalog, &viewer, &which.path);
    if !is_own && is_closed_to(&catalog, &viewer, &path) {
        return Err(Error::Forbidden);
    }
    if !is_own && !may_assign(&viewer) {
        let theirs = app.store.enrolments_of(&person).await?;
        let mut theirs = theirs.iter().filter(|one| one.path == path || former.contains(&one.path));
        if !theirs.any(|one| goes_along(&viewer, one)) {
            return Err(Error::Forbidden);
        }
    }
    app.store.end_enrolment(OnPath { person, path, former }, app.now()).await?;
    Ok(Redirect::to(match (is_own, may_assign(&viewer)) {
        (true, _) => urls::PATH,
        (false, true) => urls::PATH_ASSIGN,
        (false, false) => urls::TEAM,
    }))
}

/// Ends those of one's own paths that one may not read any more.
async fn end_closed(app: &App, viewer: &Viewer) -> Result<(), Error> {
    let catalog = app.catalog();
    let learner = Learner::read(&app.store, &viewer.id).await?;
    let ways = learner.ways(&catalog, viewer, &app.zone);
    for way in ways.iter().filter(|way| matches!(way.course, Walked::Closed)) {
        let Enrolment { person, path, .. } = way.enrolment.clone();
        app.store.end_enrolment(OnPath { person, path, former: Vec::new() }, app.now()).await?;
    }
    Ok(())
}
