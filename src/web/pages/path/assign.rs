//! `GET` and `POST /path/assign`: puts somebody on a path, or changes since when and with whom. For managers and the
//! stewards of paths.

use std::collections::HashMap;

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Render;

use super::super::{blocking, setting_there};
use super::assigned::Asked;
use super::passes::after_start;
use super::roster::Roster;
use super::typed::Typed;
use super::whom::{Everybody, may_assign, names_of_path, roles_are_known};
use crate::catalog::Catalog;
use crate::model::person::Viewer;
use crate::store::{Enrolment, OnPath};
use crate::training::learner::is_closed_to;
use crate::web::error::{Drawn, Error};
use crate::web::identity::Asker;
use crate::web::kept::for_one;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::Shell;
use crate::web::view::path::Names;
use crate::web::view::shell::Field;

const UNWRITTEN: &str = "Nothing can be noted just now, so what you chose is still here. Try again in a moment.";

/// The form, filled with what is known of somebody on a path.
pub async fn form(State(app): State<App>, Asker(viewer): Asker, Query(asked): Query<Typed>) -> Result<Response, Error> {
    may_come(&viewer)?;
    let read = Read::of(&app).await?;
    let (today, former) = names_of_path(&app.catalog(), &viewer, &asked.path);
    let is_it = |one: &&Enrolment| one.person == asked.person && (one.path == today || former.contains(&one.path));
    let is_closed = is_closed_to(&app.catalog(), &viewer, &today);
    let typed = match read.enrolments.iter().find(is_it).filter(|_| !is_closed) {
        Some(known) => Typed {
            person: known.person.clone(),
            path: today.clone(),
            started: known.started.0.to_string(),
            buddy: known.buddy.clone().unwrap_or_default(),
            manager: known.manager.clone().unwrap_or_default(),
            change: "yes".to_owned(),
        },
        None => Typed { path: today.clone(), change: String::new(), ..asked },
    };
    draw(app, viewer.as_ref().clone(), read, typed, String::new()).await
}

/// Notes it. What is wrong with it is told beside what was typed.
pub async fn assign(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Error> {
    let Form(typed) = form.map_err(|_| Error::BadRequest)?;
    may_come(&viewer)?;
    let read = Read::of(&app).await?;
    let catalog = app.catalog();
    let (path, former) = names_of_path(&catalog, &viewer, &typed.path);
    let on = OnPath { person: typed.person.clone(), path, former };
    let known = app.store.enrolment(&on).await?;
    let asked = Asked { app: &app, viewer: &viewer, given: &read.given, known: known.as_ref() };
    let enrolment = match asked.checked(&on, &typed) {
        Ok(enrolment) => enrolment,
        Err(problem) => return again(app, &viewer, read, typed, problem, StatusCode::UNPROCESSABLE_ENTITY).await,
    };
    let came_as = (enrolment.person == viewer.id).then(|| viewer.name.clone());
    match app.store.enrol(enrolment, on.former, came_as).await {
        Ok(true) => {
            after_start(&app, &typed.person).await;
            Ok(Redirect::to(urls::PATH_ASSIGN).into_response())
        }
        Ok(false) => {
            let problem =
                "This person is on two paths already, and nobody is on more at a time. End one of them first.";
            again(app, &viewer, read, typed, problem.to_owned(), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => {
            let status = Error::from(error).status();
            again(app, &viewer, read, typed, UNWRITTEN.to_owned(), status).await
        }
    }
}

/// Only who puts people on paths.
fn may_come(viewer: &Viewer) -> Result<(), Error> {
    if may_assign(viewer) { Ok(()) } else { Err(Error::Forbidden) }
}

/// What the store says of it.
#[derive(Debug)]
struct Read {
    enrolments: Vec<Enrolment>,
    given: HashMap<String, String>,
}

impl Read {
    async fn of(app: &App) -> Result<Read, Error> {
        Ok(Read { enrolments: app.store.enrolments().await?, given: app.store.names().await? })
    }
}

async fn again(
    app: App,
    viewer: &Viewer,
    read: Read,
    typed: Typed,
    problem: String,
    status: StatusCode,
) -> Result<Response, Error> {
    let mut response = draw(app, viewer.clone(), read, typed, problem).await?;
    *response.status_mut() = status;
    response.extensions_mut().insert(Drawn);
    Ok(response)
}

async fn draw(app: App, viewer: Viewer, read: Read, typed: Typed, problem: String) -> Result<Response, Error> {
    let drawn = blocking(move || {
        let catalog = app.catalog();
        let names = Names { catalog: &catalog, given: &read.given };
        let page = Roster {
            setting: setting_there(&app, &catalog),
            names,
            viewer: &viewer,
            everybody: &Everybody::of(&names, &viewer, roles_are_known(&app)),
            enrolments: &told(&catalog, &viewer, &read.enrolments),
            typed: &typed,
            problem: &problem,
        };
        Shell { site: &app.name, title: "Who is on a path", field: Field::default(), content: &page }.render()
    });
    Ok(for_one(drawn.await?.into_response()))
}

/// Those on paths that somebody may know of: not on those that are not for them.
fn told(catalog: &Catalog, viewer: &Viewer, enrolments: &[Enrolment]) -> Vec<Enrolment> {
    enrolments.iter().filter(|one| !is_closed_to(catalog, viewer, &one.path)).cloned().collect()
}
