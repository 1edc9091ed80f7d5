//! `GET /path`: the paths of whoever asks, with the next thing to do. Starting one, closing its steps, and putting
//! others on one are files of their own.

pub mod assign;
pub mod assigned;
pub mod health;
pub mod learning;
pub(in crate::web::pages) mod passes;
pub mod roster;
pub mod start;
pub mod step;
pub mod typed;
pub(in crate::web::pages) mod whom;
pub(in crate::web::pages) mod whose;

pub use whom::{may_assign, names_of_path};
use whose::Whose;

use std::collections::HashMap;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use maud::{Markup, Render, html};

use super::{blocking, setting_there};
use crate::model::Kind;
use crate::model::person::Viewer;
use crate::training::firsts::First;
use crate::training::learner::{Learner, Walked, Way};
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::kept::for_one;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::path::firsts::Firsts;
use crate::web::view::path::next::Next;
use crate::web::view::path::step::Eyes;
use crate::web::view::path::{Journey, Names};
use crate::web::view::shell::Field;
use crate::web::view::{Setting, Shell, blocks, links};

/// The page.
pub async fn path(State(app): State<App>, Asker(viewer): Asker) -> Result<Response, Error> {
    let whose = Whose::read(&app, Learner::read(&app.store, &viewer.id).await?).await?;
    let drawn = blocking(move || {
        let catalog = app.catalog();
        let ways = whose.ways(&app, &catalog, &viewer);
        let page = Paths {
            setting: setting_there(&app, &catalog),
            names: whose.names(&catalog),
            viewer: &viewer,
            firsts: &whose.firsts(&app, &catalog, &ways),
            ways: &ways,
            signs_all: !app.auth.identity.knows_people(),
        };
        Shell { site: &app.name, title: "Your path", field: Field::default(), content: &page }.render()
    });
    Ok(for_one(drawn.await?.into_response()))
}

/// The paths of one person, as that person sees them.
#[derive(Debug)]
pub struct Paths<'a> {
    pub setting: Setting<'a>,
    pub names: Names<'a>,
    pub viewer: &'a Viewer,
    pub ways: &'a [Way<'a>],
    pub firsts: &'a [First],
    /// Nobody signs in here, so that there is nobody else to sign.
    pub signs_all: bool,
}

impl Render for Paths<'_> {
    fn render(&self) -> Markup {
        html! {
            div.entry.paths {
                div.line { div.content {
                    h1.title { @if self.ways.len() > 1 { "Your paths" } @else { "Your path" } }
                    p.summary { (self.summary()) }
                } }
                @if self.ways.is_empty() { (self.offers()) } @else { (self.under_way()) }
            }
        }
    }
}

impl Paths<'_> {
    fn summary(&self) -> &'static str {
        match (self.ways.is_empty(), self.signs_all) {
            (true, _) => "You are on no path. Take one up, or let a manager put you on it.",
            (false, true) => {
                "In the order in which you will need it. Nobody signs in here, so you also close what a buddy or manager would sign."
            }
            (false, false) => {
                "In the order in which you will need it. Your buddy and managers see what is closed and how far you are, nothing more."
            }
        }
    }

    fn under_way(&self) -> Markup {
        let eyes = Eyes::Own { signs_all: self.signs_all };
        let next = |way| Next { setting: self.setting, names: self.names, way }.render();
        let next: Vec<Markup> = self.ways.iter().map(next).collect();
        html! {
            @if next.iter().any(|each| !each.0.is_empty()) {
                (blocks::line(2, "Next", &html! { div.next-up { @for each in &next { (each) } } }))
            }
            @for way in self.ways {
                (Journey { setting: self.setting, names: self.names, way, eyes })
                (end(way))
            }
            (Firsts(self.firsts))
        }
    }

    fn offers(&self) -> Markup {
        let mut paths: Vec<_> = self.setting.catalog.of_kind(Kind::OnboardingPath).collect();
        paths.sort_by(|a, b| a.entry().title.cmp(&b.entry().title));
        html! {
            @if paths.is_empty() {
                (blocks::bare(&html! { p { "The playbook has no onboarding path yet. One is a file in the folder " code { "paths" } "." } }))
            }
            @for path in paths {
                (blocks::bare(&html! {
                    h2.journey-title { (links::page(path)) }
                    p dir="auto" { (path.entry().summary) }
                    form.acts method="post" action=(urls::PATH_START) {
                        input type="hidden" name="path" value=(path.entry().id);
                        button.button type="submit" aria-label={ "Start this path: " (path.entry().title) } { "Start this path" }
                    }
                }))
            }
        }
    }
}

/// Ends a path of one's own.
fn end(way: &Way) -> Markup {
    blocks::bare(&html! {
        details.ending {
            summary { "End this path" }
            p { "It leaves your start page. What is closed stays closed, for when you take it up again, and is forgotten after 12 months." }
            form.acts method="post" action=(urls::PATH_END) {
                // What is not for whoever is on it has no name here.
                @if !matches!(way.course, Walked::Closed) { input type="hidden" name="path" value=(way.enrolment.path); }
                button.button type="submit" { "End it" }
            }
        }
    })
}

/// The names that people gave; none where the store does not say.
pub async fn given_names(app: &App) -> HashMap<String, String> {
    let names = app.store.names().await;
    names.inspect_err(|error| tracing::warn!(%error, "names cannot be read")).unwrap_or_default()
}
