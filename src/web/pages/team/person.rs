//! `GET /team/person`: how far one person is, for a buddy or a manager: the same rows as that person sees, and what is to
//! be signed. Nothing of what is practised.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use maud::{Markup, Render, html};
use serde::Deserialize;

use super::super::path::whose::Whose;
use super::super::{blocking, setting_there};
use crate::model::person::Viewer;
use crate::training::firsts::First;
use crate::training::learner::{Learner, Way};
use crate::training::signing::may_see;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::kept::for_one;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::blocks::bare;
use crate::web::view::path::firsts::Firsts;
use crate::web::view::path::step::Eyes;
use crate::web::view::path::{Journey, Names};
use crate::web::view::shell::Field;
use crate::web::view::{Setting, Shell};

/// Who.
#[derive(Debug, Deserialize)]
pub struct Who {
    #[serde(default)]
    person: String,
}

/// The page; for who goes with nobody of that name there is none.
pub async fn person(State(app): State<App>, Asker(viewer): Asker, Query(who): Query<Who>) -> Result<Response, Error> {
    let mut learner = Learner::read(&app.store, &who.person).await?;
    learner.enrolments.retain(|enrolment| enrolment.person != viewer.id && may_see(&viewer, enrolment));
    if learner.enrolments.is_empty() {
        return Err(Error::NotFound);
    }
    let whose = Whose::read(&app, learner).await?;
    let drawn = blocking(move || {
        let catalog = app.catalog();
        let (ways, names) = (whose.ways(&app, &catalog, &viewer), whose.names(&catalog));
        let page = OnePerson {
            setting: setting_there(&app, &catalog),
            names,
            viewer: &viewer,
            person: &who.person,
            ways: &ways,
            firsts: &whose.firsts(&app, &catalog, &ways),
        };
        let title = names.of(&who.person);
        Shell { site: &app.name, title: &title, field: Field::default(), content: &page }.render()
    });
    Ok(for_one(drawn.await?.into_response()))
}

/// The paths of one person, as a buddy or a manager sees them.
#[derive(Debug)]
pub struct OnePerson<'a> {
    pub setting: Setting<'a>,
    pub names: Names<'a>,
    pub viewer: &'a Viewer,
    pub person: &'a str,
    pub ways: &'a [Way<'a>],
    pub firsts: &'a [First],
}

impl Render for OnePerson<'_> {
    fn render(&self) -> Markup {
        html! {
            div.entry.paths {
                div.line { div.content {
                    h1.title { bdi { (self.names.of(self.person)) } }
                    p.summary { "What is closed and how far it is, as this person sees it too. What is practised is seen by nobody else." }
                } }
                @for way in self.ways {
                    (Journey { setting: self.setting, names: self.names, way, eyes: Eyes::Beside(self.viewer) })
                }
                (Firsts(self.firsts))
                (bare(&html! { p.whole { a href=(urls::TEAM) { "Everybody with you" } } }))
            }
        }
    }
}
