//! `GET /path/health`: what the steps of a path say of the path, for who looks after it. It names nobody.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use maud::{Markup, Render, html};
use serde::Deserialize;

use super::super::{blocking, setting_there};
use crate::catalog::Page;
use crate::insights::names_of;
use crate::training::health::{FEWEST, Health, StepHealth, health as count};
use crate::training::learner::path;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::kept::for_one;
use crate::web::state::App;
use crate::web::view::blocks::line;
use crate::web::view::path::linked;
use crate::web::view::shell::Field;
use crate::web::view::{Setting, Shell, links, words};

/// Most steps of a list.
const MOST: usize = 5;

/// Which path.
#[derive(Debug, Deserialize)]
pub struct Which {
    #[serde(default)]
    path: String,
}

/// The page.
pub async fn health(
    State(app): State<App>,
    Asker(viewer): Asker,
    Query(which): Query<Which>,
) -> Result<Response, Error> {
    let catalog = app.catalog();
    let (page, _) = path(&catalog, &viewer, &which.path).ok_or(Error::NotFound)?;
    if !catalog.may_verify(&viewer, page.entry()) {
        return Err(Error::Forbidden);
    }
    let (mut takers, mut closed) = (Vec::new(), Vec::new());
    for name in names_of(&catalog, &page) {
        takers.extend(app.store.takers(&name).await?);
        closed.extend(app.store.steps_on(&name).await?);
    }
    let catalog = catalog.clone();
    let drawn = blocking(move || {
        let (page, path) = path(&catalog, &viewer, &which.path).ok_or(Error::NotFound)?;
        let setting = setting_there(&app, &catalog);
        let health = count(path, &takers, &closed, (setting.today, &app.zone));
        let page = PathHealth { setting, page, health: &health };
        let shell = Shell { site: &app.name, title: "How this path goes", field: Field::default(), content: &page };
        Ok::<_, Error>(shell.render())
    });
    Ok(for_one(drawn.await??.into_response()))
}

/// What can be said of a path.
#[derive(Debug)]
pub struct PathHealth<'a> {
    pub setting: Setting<'a>,
    pub page: Page<'a>,
    pub health: &'a Health<'a>,
}

impl Render for PathHealth<'_> {
    fn render(&self) -> Markup {
        html! {
            div.entry.path-health {
                div.line { div.content {
                    h1.title { "How this path goes" }
                    p.summary { (links::page(self.page)) }
                } }
                (line(2, "Too easy", &self.steps(&self.health.known, "knew it already", "closed it",
                    "No step was closed with “I know this” by most who closed it.")))
                (line(2, "Late", &self.steps(&self.health.late, "were late", "were due",
                    "No step was late for most who were due.")))
                div.line { div.content { p.quiet {
                    "A step stands here where it is true of half of the people at least, and of " (words::spelled(i32::try_from(FEWEST).unwrap_or_default())) " or more. \
                     Nobody is named, and of fewer nothing is said."
                } } }
            }
        }
    }
}

impl PathHealth<'_> {
    fn steps(&self, steps: &[StepHealth], what: &str, of: &str, none: &str) -> Markup {
        html! {
            @if steps.is_empty() { p { (none) } }
            @else {
                ul.points {
                    @for each in steps.iter().take(MOST) {
                        li dir="auto" {
                            (linked(&self.setting, each.step)) ": "
                            @if each.people == each.of { "all " (each.of) " who " (of) " " (what) }
                            @else { (each.people) " of " (each.of) " who " (of) " " (what) }
                        }
                    }
                }
            }
        }
    }
}
