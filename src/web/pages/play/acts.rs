//! `POST /plays/{id}/join`, `/begin` and `/end`: somebody plays the rep, it begins, or it will not be.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::role_play;
use super::session::{Held, Seat, refused};
use crate::store::PlayState;
use crate::training::plays::Sheet;
use crate::web::error::Error;
use crate::web::host::Base;
use crate::web::identity::Asker;
use crate::web::pages::path::passes::after_score;
use crate::web::state::App;
use crate::web::urls;

/// Has whoever opened the link play the rep.
pub async fn join(
    State(app): State<App>,
    Asker(viewer): Asker,
    base: Base,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let held = Held::read(&app, &viewer, &id).await?;
    let own =
        "You hold this role play, and nobody scores themselves. Open the link as somebody else, in another browser.";
    let no = match held.seat {
        Seat::Host | Seat::Buyer => own,
        Seat::Rep => return Ok(Redirect::to(&urls::play(&id)).into_response()),
        Seat::Beside | Seat::Guest if app.store.join_play(&id, &viewer.id, app.now()).await? => {
            after_score(&app, &viewer.id, &held.session.play, held.session.day).await;
            return Ok(Redirect::to(&urls::play(&id)).into_response());
        }
        Seat::Beside | Seat::Guest => "Somebody plays the rep already, or the result is of another day.",
    };
    let held = Held::read(&app, &viewer, &id).await?;
    Ok(refused(&app, (&viewer, &base), &held, (StatusCode::UNPROCESSABLE_ENTITY, no)))
}

/// Begins what was asked for, or what was planned for another day: today, by the rubric of today unless it has one.
pub async fn begin(
    State(app): State<App>,
    Asker(viewer): Asker,
    base: Base,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let held = Held::read(&app, &viewer, &id).await?;
    if held.seat != Seat::Host {
        return Err(Error::Forbidden);
    }
    let catalog = app.catalog();
    let page = catalog.page_for(&viewer, &held.session.play);
    let sheet = held.sheet.clone().or_else(|| Sheet::of(role_play(page?)?));
    let Some(sheet) = sheet else {
        let problem = "It cannot be held: its entry is gone, or has no rubric or no pass mark.";
        return Ok(refused(&app, (&viewer, &base), &held, (StatusCode::UNPROCESSABLE_ENTITY, problem)));
    };
    app.store.begin_play(&id, app.today_there(), &sheet.to_text(), app.now()).await?;
    Ok(Redirect::to(&urls::play(&id)).into_response())
}

/// Ends it: declined by who holds it, taken back by who plays the rep. What counts already stays.
pub async fn end(
    State(app): State<App>,
    Asker(viewer): Asker,
    base: Base,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let held = Held::read(&app, &viewer, &id).await?;
    let state = match held.seat {
        Seat::Host => PlayState::Declined,
        Seat::Rep => PlayState::TakenBack,
        Seat::Buyer | Seat::Beside | Seat::Guest => return Err(Error::Forbidden),
    };
    if !app.store.end_play(&id, state, app.now()).await? && held.is_told() {
        let problem = "It is scored already, and that stays.";
        return Ok(refused(&app, (&viewer, &base), &held, (StatusCode::UNPROCESSABLE_ENTITY, problem)));
    }
    Ok(Redirect::to(urls::PLAYS).into_response())
}
