//! `GET /path/health`: what the steps of a path say of the path, for who looks after it. It names nobody.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use maud::{Markup, Render, html};
use serde::Deserialize;

use super::super::{blocking, setting_there};
use crate::catalog::{Catalog, Page};
use crate::insights::names_of;
use crate::model::onboarding_path::OnboardingPath;
use crate::store::CardCount;
use crate::training::cards::{self, Front};
use crate::training::health::{CardHealth, FEWEST, Health, StepHealth, failing, health as count, path_cards};
use crate::training::learner::path as of_id;
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
    let (page, path) = of_id(&catalog, &viewer, &which.path).ok_or(Error::NotFound)?;
    if !catalog.may_verify(&viewer, page.entry()) {
        return Err(Error::Forbidden);
    }
    let (mut takers, mut closed) = (Vec::new(), Vec::new());
    for name in names_of(&catalog, &page) {
        takers.extend(app.store.takers(&name).await?);
        closed.extend(app.store.steps_on(&name).await?);
    }
    let counted = counted(&app, &catalog, path).await?;
    let catalog = catalog.clone();
    let drawn = blocking(move || {
        let (page, path) = of_id(&catalog, &viewer, &which.path).ok_or(Error::NotFound)?;
        let setting = setting_there(&app, &catalog);
        let health = count(path, &takers, &closed, (setting.today, &app.zone));
        let find = |(id, count): (String, CardCount)| Some((cards::find(&catalog, &id, setting.today)?, count));
        let failing = failing(counted.into_iter().filter_map(find).collect());
        let page = PathHealth { setting, page, health: &health, failing: &failing };
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
    pub failing: &'a [CardHealth<'a>],
}

/// The cards of a path by their ids, with how they come to those who practise them.
async fn counted(app: &App, catalog: &Catalog, path: &OnboardingPath) -> Result<Vec<(String, CardCount)>, Error> {
    let mut counted = Vec::new();
    for card in path_cards(catalog, path, app.today_there()) {
        let fact = card.id.split_once('#').map(|(_, fact)| format!("#{fact}")).unwrap_or_default();
        let names: Vec<String> = names_of(catalog, &card.page).iter().map(|name| format!("{name}{fact}")).collect();
        counted.push((card.id.clone(), app.store.how_card_comes(&names).await?));
    }
    Ok(counted)
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
                (line(2, "Does not come", &self.cards()))
                div.line { div.content { p.quiet {
                    "A step or a card stands here where it is true of half of the people at least, and of " (words::spelled(i32::try_from(FEWEST).unwrap_or_default())) " or more. \
                     Nobody is named, and of fewer nothing is said."
                } } }
            }
        }
    }
}

impl PathHealth<'_> {
    fn cards(&self) -> Markup {
        html! {
            @if self.failing.is_empty() { p { "No card of this path failed most who practised it more than once." } }
            @else {
                ul.points {
                    @for each in self.failing.iter().take(MOST) {
                        li dir="auto" {
                            (links::page(each.card.page))
                            @if let Front::Fact(fact) = &each.card.front { ", " (fact.label) }
                            ": to "
                            @if each.people == each.of { "all " (each.of) } @else { (each.people) " of " (each.of) }
                            " who practised it again it did not come"
                        }
                    }
                }
            }
        }
    }

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
