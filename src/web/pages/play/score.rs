//! `POST /plays/{id}/score`: what was scored, at each tap or with one button.

use std::collections::HashMap;

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::again;
use super::scoring::{LONGEST, Typed};
use super::session::{Held, Seat, draw};
use crate::model::person::Viewer;
use crate::store::{PlayState, Scoring};
use crate::training::plays::Sheet;
use crate::web::error::Error;
use crate::web::host::Base;
use crate::web::identity::Asker;
use crate::web::pages::again as kept_again;
use crate::web::pages::path::passes::after_score;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::again::Again;

/// Keeps it and leads back to the form. What could not be kept is shown again.
pub async fn score(
    State(app): State<App>,
    Asker(viewer): Asker,
    base: Base,
    Path(id): Path<String>,
    form: Result<Form<HashMap<String, String>>, FormRejection>,
) -> Result<Response, Error> {
    let Form(fields) = form.map_err(|_| Error::BadRequest)?;
    let held = match Held::read(&app, &viewer, &id).await {
        Ok(held) => held,
        Err(error @ (Error::Store | Error::Unwritable)) => return Ok(unread(&app, error, &id, &fields)),
        Err(error) => return Err(error),
    };
    let Some(sheet) = &held.sheet else { return Err(Error::NotFound) };
    let typed = Typed::sent(&fields, sheet);
    let refused = |held: &Held, problem| {
        again(StatusCode::UNPROCESSABLE_ENTITY, draw(&app, &viewer, &base, held, &typed, problem))
    };
    if let Some(problem) = problem(&app, &viewer, &held, &typed) {
        return Ok(refused(&held, problem));
    }
    match app.store.score_play(scoring(&app, &viewer, &held, sheet, &typed)).await.map_err(Error::from) {
        Ok(Some(kept)) => {
            if let Some(person) = &kept.person {
                let lost = held.session.day.filter(|_| kept.lost);
                after_score(&app, person, &held.session.play, lost).await;
            }
            Ok(Redirect::to(&(urls::play(&id) + "#fl-score")).into_response())
        }
        // It was ended, or taken up as the rep, since it was read.
        Ok(None) => {
            let held = Held::read(&app, &viewer, &id).await?;
            Ok(refused(&held, problem(&app, &viewer, &held, &typed).unwrap_or(NOT_HELD)))
        }
        Err(error) => {
            let problem =
                "This could not be kept just now. What you chose and typed is still here: try again in a moment.";
            Ok(again(error.status(), draw(&app, &viewer, &base, &held, &typed, problem)))
        }
    }
}

const NOT_HELD: &str = "It is not held any more, so there is nothing to score.";

/// Why it cannot be kept.
fn problem(app: &App, viewer: &Viewer, held: &Held, typed: &Typed) -> Option<&'static str> {
    if held.seat == Seat::Rep {
        Some("This is your own role play: somebody else scores it.")
    } else if held.session.state != PlayState::Open {
        Some(NOT_HELD)
    } else if held.session.day.is_none_or(|day| day > app.today_there()) {
        Some("It is scored on its day. Who holds it can hold it today.")
    } else if !held.is_open_to(&viewer.id, app.now()) {
        Some("This was scored more than a day ago, and stays as it is.")
    } else if !typed.note.is_untouched() && typed.note.now.chars().count() > LONGEST {
        Some("These notes are longer than 4,000 characters. Shorten them, and keep them again.")
    } else {
        None
    }
}

fn scoring(app: &App, viewer: &Viewer, held: &Held, sheet: &Sheet, typed: &Typed) -> Scoring {
    Scoring {
        session: held.session.id.clone(),
        by: viewer.id.clone(),
        as_manager: viewer.roles.manager,
        levels: typed.chosen(),
        note: typed.note.clone(),
        places: i64::try_from(sheet.behaviours.len()).unwrap_or(i64::MAX),
        pass_mark: sheet.pass_mark,
        today: app.today_there(),
        at: app.now(),
    }
}

/// The notes again, where nothing can be read either.
fn unread(app: &App, error: Error, id: &str, fields: &HashMap<String, String>) -> Response {
    let (action, text) = (urls::play_score(id), fields.get("note").map_or("", String::as_str));
    let why = error.to_string();
    let form = Again { why, action: &action, hidden: Vec::new(), label: "Your notes", name: "note", text };
    kept_again::page(app, error, &form)
}
