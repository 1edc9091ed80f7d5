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
    let (status, problem) = match problem(&app, &viewer, &held, &typed) {
        Some(problem) => (StatusCode::UNPROCESSABLE_ENTITY, problem),
        None => match app.store.score_play(scoring(&app, &viewer, &held, sheet, &typed)).await.map_err(Error::from) {
            Ok(()) => {
                if let Some(person) = &held.session.person {
                    after_score(&app, person, &held.session.play, held.session.day).await;
                }
                return Ok(Redirect::to(&(urls::play(&id) + "#fl-score")).into_response());
            }
            Err(error) => (
                error.status(),
                "This could not be kept just now. What you chose and typed is still here: try again in a moment.",
            ),
        },
    };
    Ok(again(status, draw(&app, &viewer, &base, &held, &typed, problem)))
}

/// Why it cannot be kept.
fn problem(app: &App, viewer: &Viewer, held: &Held, typed: &Typed) -> Option<&'static str> {
    if held.seat == Seat::Rep {
        Some("This is your own role play: somebody else scores it.")
    } else if held.session.state != PlayState::Open {
        Some("It is not held, so there is nothing to score.")
    } else if held.session.day.is_none_or(|day| day > app.today_there()) {
        Some("It is scored on its day. Who holds it can hold it today.")
    } else if !held.is_open_to(&viewer.id, app.now()) {
        Some("This was scored more than a day ago, and stays as it is.")
    } else if typed.note.1.chars().count() > LONGEST {
        Some("These notes are longer than 4,000 characters. Shorten them, and keep them again.")
    } else {
        None
    }
}

fn scoring(app: &App, viewer: &Viewer, held: &Held, sheet: &Sheet, typed: &Typed) -> Scoring {
    let session = &held.session;
    Scoring {
        session: session.id.clone(),
        person: session.person.clone(),
        play: session.play.clone(),
        day: session.day.map(|day| day.to_string()).unwrap_or_default(),
        by: viewer.id.clone(),
        as_manager: viewer.roles.manager,
        counts: held.seat == Seat::Host,
        levels: typed.chosen(),
        note: Some(typed.note.clone()).filter(|(was, now)| was != now),
        places: i64::try_from(sheet.behaviours.len()).unwrap_or(i64::MAX),
        pass_mark: sheet.pass_mark,
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
