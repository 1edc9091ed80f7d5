//! `GET /plays`: role plays that wait for whoever asks, what came of earlier ones, and for managers who passed what.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use maud::{Markup, Render, html};

use super::history::History;
use super::known::Known;
use super::passes::Passes;
use super::seen::Seen;
use super::waiting::Waiting;
use crate::model::Kind;
use crate::model::person::Viewer;
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
                    p.summary { "What you scored and how you were scored is seen by you and by the other one. That you passed is seen by managers too." }
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
                @if viewer.roles.manager { (line(2, "Passed", &Passes { setting, viewer, known })) }
            }
        }
    }
}
