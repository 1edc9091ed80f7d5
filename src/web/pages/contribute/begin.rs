//! `GET /suggest/new` without words: of what kind a new entry is, and what it is called.

use axum::response::{IntoResponse, Response};
use maud::{Markup, Render, html};

use crate::model::Kind;
use crate::web::kept::for_one;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::Shell;
use crate::web::view::shell::Field;

/// Where a new entry begins.
#[derive(Debug)]
pub struct Begun {
    pub kind: Kind,
}

/// The kinds that are written here. Plain pages lie wherever the folder has them.
pub fn kinds() -> impl Iterator<Item = Kind> {
    Kind::all().filter(|kind| *kind != Kind::Page)
}

/// The page.
pub fn page(app: &App, kind: Kind) -> Response {
    let content = Begun { kind };
    let shell = Shell { site: &app.name, title: "A new entry", field: Field::default(), content: &content };
    for_one(shell.render().into_response())
}

impl Render for Begun {
    fn render(&self) -> Markup {
        html! {
            div.entry.suggest {
                div.line { div.content {
                    h1.title { "A new entry" }
                    p.summary { "It begins with the fields that its kind has. What is there already is shown first." }
                    form.begin method="get" action=(urls::WRITE) {
                        div.begin-field {
                            label for="fl-kind" { "What it is" }
                            select #fl-kind name="kind" {
                                @for kind in kinds() {
                                    option value=(kind.name()) selected[kind == self.kind] { (kind.one()) }
                                }
                            }
                        }
                        div.begin-field {
                            label for="fl-called" { "What it is called; of a tough question, what the customer says" }
                            input #fl-called type="text" name="q" required maxlength="200" dir="auto" autocomplete="off";
                        }
                        button.button.main type="submit" { "Begin" }
                    }
                } }
            }
        }
    }
}
