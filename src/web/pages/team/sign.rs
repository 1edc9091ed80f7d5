//! `POST /team/sign`: what a buddy or a manager says of a step: it is done, not yet, or that it was signed by mistake.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::super::again;
use super::super::path::names_of_path;
use super::super::path::step::{NO_SUCH_STEP, NOT_ON_PATH, close};
use super::super::setting_there;
use crate::model::person::Viewer;
use crate::store::{OfStep, OnPath, PASSED};
use crate::training::course::State as Became;
use crate::training::learner::Learner;
use crate::training::signing::{Signer, may_see, may_sign};
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::again::Again;
use crate::web::view::path::sign::{Back, MOST_WORDS};

const STAYS: Error = Error::Invalid("a role play closed this step by being passed, and that stays");
const TOO_LONG: Error = Error::Invalid("say it in 500 letters or fewer");

/// Of whom, of which step, and what is said.
#[derive(Debug, Deserialize)]
pub struct Said {
    person: String,
    path: String,
    step: String,
    r#do: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    back: String,
}

/// Notes it and leads back. Words that could not be kept are shown again.
pub async fn sign(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Result<Form<Said>, FormRejection>,
) -> Result<Response, Error> {
    let Form(said) = form.map_err(|_| Error::BadRequest)?;
    match note(&app, &viewer, &said).await {
        Ok(()) if said.back == Back::Person.name() => {
            Ok(Redirect::to(&urls::team_person(&said.person)).into_response())
        }
        Ok(()) => Ok(Redirect::to(urls::TEAM).into_response()),
        Err(error) if !said.words.trim().is_empty() && error != Error::Forbidden => Ok(shown_again(&app, error, &said)),
        Err(error) => Err(error),
    }
}

async fn note(app: &App, viewer: &Viewer, said: &Said) -> Result<(), Error> {
    let catalog = app.catalog();
    let learner = Learner::read(&app.store, &said.person).await?;
    if !learner.enrolments.iter().any(|enrolment| may_see(viewer, enrolment)) {
        return Err(Error::Forbidden);
    }
    let (path, former) = names_of_path(&catalog, viewer, &said.path);
    let ways = learner.ways(&catalog, viewer, &app.zone);
    let found = ways.iter().find_map(|way| {
        way.course
            .open()
            .filter(|(page, _)| page.entry().id.as_str() == path)
            .map(|(_, course)| (way.enrolment, course))
    });
    let (enrolment, course) = found.ok_or(NOT_ON_PATH)?;
    let taken = course.step(&said.step).ok_or(NO_SUCH_STEP)?;
    if !may_sign(viewer, enrolment, Signer::of(taken.step)) || said.person == viewer.id {
        return Err(Error::Forbidden);
    }
    let of = OfStep { on: OnPath { person: said.person.clone(), path, former }, step: said.step.clone() };
    let words = said.words.trim();
    match said.r#do.as_str() {
        "sign" => {
            let known = matches!(taken.state, Became::Waits(ask) if ask.how == "known");
            close(app, setting_there(app, &catalog), taken.step, of, (if known { "known" } else { "done" }, &viewer.id))
                .await
        }
        "not_yet" if words.chars().count() > MOST_WORDS => Err(TOO_LONG),
        "not_yet" => Ok(app.store.not_yet(of, viewer.id.clone(), words.to_owned(), app.now()).await?),
        "undo" if matches!(taken.state, Became::Closed(closed) if closed.how == PASSED) => Err(STAYS),
        "undo" => Ok(app.store.reopen_step(of, app.now()).await?),
        _ => Err(Error::BadRequest),
    }
}

fn shown_again(app: &App, error: Error, said: &Said) -> Response {
    let hidden = vec![
        ("person", said.person.as_str()),
        ("path", &said.path),
        ("step", &said.step),
        ("back", &said.back),
        ("do", "not_yet"),
    ];
    let again = Again {
        why: error.to_string(),
        action: urls::TEAM_SIGN,
        hidden,
        label: "What is missing, in a few words",
        name: "words",
        text: &said.words,
    };
    again::page(app, error, &again)
}
