//! `GET /browse`: everything by what it is and what it concerns.

use axum::extract::State;
use maud::{Markup, Render, html};

use super::{blocking, setting};
use crate::search::Facet;
use crate::web::error::Error;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::blocks::line;
use crate::web::view::listing::head;
use crate::web::view::shell::Field;
use crate::web::view::terms::Terms;
use crate::web::view::{Setting, Shell, facets};

/// Terms of one facet that are listed.
const TERMS: usize = 200;

/// The page.
pub async fn browse(State(app): State<App>) -> Result<Markup, Error> {
    blocking(move || {
        let catalog = app.catalog();
        let page = Everything { setting: setting(&app, &catalog) };
        Shell { site: &app.name, title: "Browse", field: Field::default(), content: &page }.render()
    })
    .await
}

/// Every facet with its terms.
#[derive(Debug)]
pub struct Everything<'a> {
    pub setting: Setting<'a>,
}

impl Render for Everything<'_> {
    fn render(&self) -> Markup {
        let counts = self.setting.catalog.counts();
        let shelves = self.setting.catalog.shelves();
        let facets = Facet::ALL.into_iter().filter(|facet| !shelves.terms(*facet).is_empty());
        html! {
            div.entry.listing {
                (head(&[], "Browse", "Everything by what it is and what it concerns."))
                @if counts.is_empty() { div.line { div.content { p { "There are no entries yet." } } } }
                @else { (line(2, facets::name(Facet::Kind), &kinds(self.setting))) }
                @for facet in facets {
                    (line(2, facets::name(facet), &Terms { setting: self.setting, facet, most: TERMS, counted: true }))
                }
                div.line { div.content { p.quiet.way-to-begin { a href=(urls::WRITE) { "Write a new entry" } } } }
            }
        }
    }
}

fn kinds(setting: Setting) -> Markup {
    html! {
        ul.terms {
            @for (kind, count) in setting.catalog.counts() {
                li { a href=(urls::kind(*kind)) { (kind.many()) } " " span.count { (count) } }
            }
        }
    }
}
