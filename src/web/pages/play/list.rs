//! `GET /plays`: role plays that wait for whoever asks, what came of earlier ones, and for managers who passed what.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use maud::{Markup, Render, html};

use super::Names;
use super::history::{History, Seen};
use super::passes::Passes;
use super::waiting::Waiting;
use crate::model::Kind;
use crate::model::person::Viewer;
use crate::store::{PlayDay, PlayScore, PlaySession};
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::kept::for_one;
use crate::web::pages::{blocking, setting_there};
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::blocks::line;
use crate::web::view::shell::Field;
use crate::web::view::{Setting, Shell};

/// The page of whoever asks.
pub async fn list(State(app): State<App>, Asker(viewer): Asker) -> Result<Response, Error> {
    let known = Known::read(&app, &viewer).await?;
    let drawn = blocking(move || {
        let catalog = app.catalog();
        let page = Plays { setting: setting_there(&app, &catalog), viewer: &viewer, known: &known };
        Shell { site: &app.name, title: "Role plays", field: Field::default(), content: &page }.render()
    });
    Ok(for_one(drawn.await?.into_response()))
}

/// What is known of somebody's role plays.
#[derive(Debug, Default)]
pub struct Known {
    /// Those in which the person takes part, the last first.
    pub sessions: Vec<PlaySession>,
    /// What others said of the person, the first first.
    pub scores: Vec<PlayScore>,
    /// What the person said of others, the last first.
    pub given: Vec<PlayScore>,
    /// Who passed what on which day, for managers.
    pub days: Vec<PlayDay>,
    pub names: Names,
}

impl Known {
    /// Reads it.
    pub async fn read(app: &App, viewer: &Viewer) -> Result<Known, Error> {
        let store = &app.store;
        let days = if viewer.roles.manager { store.play_days().await? } else { Vec::new() };
        Ok(Known {
            sessions: store.plays_of(&viewer.id).await?,
            scores: store.scores_of(&viewer.id).await?,
            given: store.scores_by(&viewer.id).await?,
            days,
            names: Names::read(app).await,
        })
    }

    /// Whether what counts of a role play is told: by who holds it, to who plays the rep.
    pub fn is_told(&self, session: &PlaySession) -> bool {
        let mut scores = self.scores.iter().chain(&self.given);
        scores.any(|score| score.session == session.id && score.counts && score.points.is_some())
    }

    /// A role play by its id.
    pub fn session(&self, id: &str) -> Option<&PlaySession> {
        self.sessions.iter().find(|session| session.id == id)
    }
}

/// Role plays of one person.
#[derive(Debug)]
pub struct Plays<'a> {
    pub setting: Setting<'a>,
    pub viewer: &'a Viewer,
    pub known: &'a Known,
}

impl Render for Plays<'_> {
    fn render(&self) -> Markup {
        let Plays { setting, viewer, known } = *self;
        let (to_hold, to_play) = (Waiting::to_hold(setting, viewer, known), Waiting::to_play(setting, viewer, known));
        html! {
            div.entry.listing.play {
                div.line { div.content {
                    h1.title { "Role plays" }
                    p.summary { "What you scored and how you were scored is seen by you and by the other one, and by nobody else." }
                } }
                (line(2, "Yours to hold", &html! {
                    @if to_hold.is_empty() { p.quiet { "Nobody waits for you." } } @else { (to_hold) }
                }))
                (line(2, "Yours to play", &html! {
                    @if to_play.is_empty() {
                        p.quiet { "None. Open " a href=(urls::kind(Kind::RolePlay)) { "a role play" } " and book it with somebody, or hold it for a colleague." }
                    } @else { (to_play) }
                }))
                @if !known.scores.is_empty() { (line(2, "How it went", &History { setting, viewer, known })) }
                @if !known.given.is_empty() { (line(2, "You scored", &Seen { setting, viewer, known })) }
                @if viewer.roles.manager { (line(2, "Passed", &Passes { setting, known })) }
            }
        }
    }
}
