//! `POST /plays/{id}/join`, `/look`, `/begin` and `/end`: somebody plays the rep, looks on, it begins, or it will not be.

use axum::extract::{FromRequestParts, Path};
use axum::http::StatusCode;
use axum::http::request::Parts;
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

/// Somebody who does something with a role play.
pub struct Actor {
    app: App,
    asker: Asker,
    base: Base,
    id: String,
    held: Held,
}

impl FromRequestParts<App> for Actor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Actor, Error> {
        let asker = <Asker as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        let Ok(base) = Base::from_request_parts(parts, app).await;
        let Path(id) = Path::<String>::from_request_parts(parts, app).await.map_err(|_| Error::NotFound)?;
        let held = Held::read(app, &asker.0, &id).await?;
        Ok(Actor { app: app.clone(), asker, base, id, held })
    }
}

impl Actor {
    fn person(&self) -> &str {
        &self.asker.0.id
    }

    /// On to the screen.
    fn leads_on(&self) -> Result<Response, Error> {
        Ok(Redirect::to(&urls::play(&self.id)).into_response())
    }

    /// The screen as it is now, with what stands against it.
    async fn refused(&self, problem: &str) -> Result<Response, Error> {
        let held = Held::read(&self.app, &self.asker.0, &self.id).await?;
        Ok(refused(&self.app, (&self.asker.0, &self.base), &held, (StatusCode::UNPROCESSABLE_ENTITY, problem)))
    }
}

/// Has whoever opened the link play the rep.
pub async fn join(actor: Actor) -> Result<Response, Error> {
    match actor.held.seat {
        Seat::Rep => actor.leads_on(),
        Seat::Guest if actor.app.store.join_play(&actor.id, actor.person(), actor.app.now()).await? => {
            let session = &actor.held.session;
            after_score(&actor.app, actor.person(), &session.play, None).await;
            actor.leads_on()
        }
        Seat::Host | Seat::Buyer => {
            let own = "You hold this role play, and nobody scores themselves. Open the link as somebody else, in another browser.";
            actor.refused(own).await
        }
        Seat::Beside if actor.held.session.person.is_none() => {
            let seen = "You looked on and have seen the customer's side, so somebody else plays the rep this time.";
            actor.refused(seen).await
        }
        Seat::Beside | Seat::Guest => {
            actor.refused("Somebody plays the rep already, or the result is of another day.").await
        }
    }
}

/// Shows the customer's side to whoever opened the link, and notes that it was seen.
pub async fn look(actor: Actor) -> Result<Response, Error> {
    if actor.held.seat == Seat::Guest {
        actor.app.store.look_on(&actor.id, actor.person(), actor.app.now()).await?;
    }
    actor.leads_on()
}

/// Begins what was asked for, or what was planned for another day: today, by the rubric of today unless it has one.
pub async fn begin(actor: Actor) -> Result<Response, Error> {
    if actor.held.seat != Seat::Host {
        return Err(Error::Forbidden);
    }
    let catalog = actor.app.catalog();
    let page = catalog.page_for(&actor.asker.0, &actor.held.session.play);
    let sheet = actor.held.sheet.clone().or_else(|| Sheet::of(role_play(page?)?));
    let Some(sheet) = sheet else {
        return actor.refused("It cannot be held: its entry is gone, or has no rubric or no pass mark.").await;
    };
    let (app, rubric) = (&actor.app, sheet.to_text());
    app.store.begin_play(&actor.id, app.today_there(), &rubric, app.now()).await?;
    actor.leads_on()
}

/// Ends it: declined by who holds it, taken back by who plays the rep. What counts already stays.
pub async fn end(actor: Actor) -> Result<Response, Error> {
    let state = match actor.held.seat {
        Seat::Host => PlayState::Declined,
        Seat::Rep => PlayState::TakenBack,
        Seat::Buyer | Seat::Beside | Seat::Guest => return Err(Error::Forbidden),
    };
    let is_ended = actor.app.store.end_play(&actor.id, state, actor.app.now()).await?;
    if !is_ended && Held::read(&actor.app, &actor.asker.0, &actor.id).await?.is_told() {
        return actor.refused("It is scored already, and that stays.").await;
    }
    Ok(Redirect::to(urls::PLAYS).into_response())
}
