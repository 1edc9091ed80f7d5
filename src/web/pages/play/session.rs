//! `GET /plays/{id}`: a role play, for each one's own side. The id is unguessable: whoever has the link was given it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, Render};

use super::Names;
use super::scoring::Typed;
use super::screen::Screen;
use crate::model::person::Viewer;
use crate::store::{DAY, Millis, PlayScore, PlaySession, PlayState};
use crate::training::plays::Sheet;
use crate::web::error::Error;
use crate::web::host::Base;
use crate::web::identity::Asker;
use crate::web::kept::for_one;
use crate::web::pages::setting_there;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::Shell;
use crate::web::view::shell::Field;

/// Which side somebody is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// Plays the rep.
    Rep,
    /// Holds it, and scores.
    Host,
    /// Plays the customer for who holds it.
    Buyer,
    /// Has the link, and looks on: the customer's side is seen, so the rep's is not for them any more.
    Beside,
    /// Has the link, and has not said which side.
    Guest,
}

/// A role play with what is known of it, for who looks at it.
#[derive(Debug)]
pub struct Held {
    pub session: PlaySession,
    /// None while it is asked for, or where it cannot be read.
    pub sheet: Option<Sheet>,
    pub scores: Vec<PlayScore>,
    pub names: Names,
    pub seat: Seat,
}

impl Held {
    /// Reads it. What is not open yet, or will never be, is for those alone who take part.
    pub async fn read(app: &App, viewer: &Viewer, id: &str) -> Result<Held, Error> {
        let session = app.store.play(id).await?.ok_or(Error::NotFound)?;
        let scores = app.store.scores_in(id).await?;
        let seat = seat(&session, app.store.looks_on(id, &viewer.id).await?, viewer);
        if session.state != PlayState::Open && !matches!(seat, Seat::Rep | Seat::Host | Seat::Buyer) {
            return Err(Error::NotFound);
        }
        let is_guest = matches!(seat, Seat::Beside | Seat::Guest);
        if is_guest && app.catalog().page_for(viewer, &session.play).is_none() {
            return Err(Error::NotFound);
        }
        let sheet = Sheet::from_text(&session.rubric);
        Ok(Held { session, sheet, scores, names: Names::read(app).await, seat })
    }

    /// What somebody said of it.
    pub fn score_of(&self, person: &str) -> Option<&PlayScore> {
        self.scores.iter().find(|score| score.by.as_deref() == Some(person))
    }

    /// Whether what counts is told.
    pub fn is_told(&self) -> bool {
        self.scores.iter().any(|score| score.counts && score.points.is_some())
    }

    /// Whether a score can still be corrected: for a day once all is scored.
    pub fn is_open_to(&self, person: &str, now: Millis) -> bool {
        self.score_of(person).and_then(|score| score.told_at).is_none_or(|told| now - told < DAY)
    }
}

fn seat(session: &PlaySession, looks_on: bool, viewer: &Viewer) -> Seat {
    let is = |person: &Option<String>| person.as_deref() == Some(viewer.id.as_str());
    if is(&session.person) {
        Seat::Rep
    } else if is(&session.host) {
        Seat::Host
    } else if is(&session.buyer) {
        Seat::Buyer
    } else if session.person.is_some() || looks_on {
        Seat::Beside
    } else {
        Seat::Guest
    }
}

/// The screen of whoever asks.
pub async fn session(
    State(app): State<App>,
    Asker(viewer): Asker,
    base: Base,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let held = Held::read(&app, &viewer, &id).await?;
    let typed = Typed::known(&held, &viewer.id);
    Ok(for_one(draw(&app, &viewer, &base, &held, &typed, "").into_response()))
}

/// The screen again, with what went wrong.
pub(super) fn refused(
    app: &App,
    (viewer, base): (&Viewer, &Base),
    held: &Held,
    (status, problem): (StatusCode, &str),
) -> Response {
    let typed = Typed::known(held, &viewer.id);
    super::again(status, draw(app, viewer, base, held, &typed, problem))
}

/// The screen.
pub(super) fn draw(app: &App, viewer: &Viewer, base: &Base, held: &Held, typed: &Typed, problem: &str) -> Markup {
    let catalog = app.catalog();
    let setting = setting_there(app, &catalog);
    let page = catalog.page_for(viewer, &held.session.play);
    let link = base.join(&urls::play(&held.session.id));
    let screen = Screen { setting, person: &viewer.id, page, held, typed, link: &link, now: app.now(), problem };
    Shell { site: &app.name, title: "Role play", field: Field::default(), content: &screen }.render()
}
