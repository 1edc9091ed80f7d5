//! `GET /questions-in-pages`: what plain pages answer that reads like a customer's question, and how to make entries
//! of it.

use axum::extract::State;
use maud::{Markup, Render, html};

use super::{blocking, setting};
use crate::catalog::{AskedOn, Page, draft};
use crate::markdown::Asked;
use crate::model::Kind;
use crate::web::error::Error;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::blocks::line;
use crate::web::view::ready::ready;
use crate::web::view::shell::Field;
use crate::web::view::{Setting, Shell, links, words};

/// The questions in pages.
pub async fn questions(State(app): State<App>) -> Result<Markup, Error> {
    blocking(move || {
        let catalog = app.catalog();
        let page = Questions { setting: setting(&app, &catalog) };
        Shell { site: &app.name, title: "Questions in pages", field: Field::default(), content: &page }.render()
    })
    .await
}

/// Questions by the page that answers them.
#[derive(Debug)]
pub struct Questions<'a> {
    pub setting: Setting<'a>,
}

impl Render for Questions<'_> {
    fn render(&self) -> Markup {
        let asked = self.setting.catalog.questions();
        let count = asked.iter().map(|page| page.questions.len()).sum();
        html! {
            div.entry.asked {
                div.line { div.content {
                    h1.title { "Questions in pages" }
                    p.summary { (summary(count)) }
                } }
                @if count > 0 {
                    (line(2, "To answer one", &how()))
                    div.line { div.content {
                        @for page in asked { (self.page(page)) }
                    } }
                }
            }
        }
    }
}

impl Questions<'_> {
    fn page(&self, asked: &AskedOn) -> Markup {
        html! {
            @if let Some(page) = self.setting.catalog.page_at(&asked.path) {
                section.file {
                    h2 { (links::page(page)) " " span.count { (asked.questions.len()) } }
                    p.path dir="ltr" { (asked.path) }
                    ul.asked-list { @for each in &asked.questions { li { (self.question(page, each)) } } }
                }
            }
        }
    }

    fn question(&self, page: Page, asked: &Asked) -> Markup {
        let entry = page.entry();
        let address = match asked.anchor.as_str() {
            "" => page.address(),
            anchor => urls::answer_address(&entry.id, anchor),
        };
        html! {
            a href=(address) dir="auto" { (asked.words) }
            (ready(&draft(entry, asked, &self.setting.catalog.loaded().taxonomy)))
        }
    }
}

fn summary(count: usize) -> String {
    match count {
        0 => "No heading of a plain page reads like a customer's question.".to_owned(),
        count => format!(
            "{} in plain pages {} like tough questions. Search finds them; an entry also says what to ask first, what \
             not to say, and how far it can be relied on.",
            words::count(count, "heading", "headings"),
            if count == 1 { "looks" } else { "look" }
        ),
    }
}

fn how() -> Markup {
    html! {
        p {
            "Copy its ready file into the folder " code { (Kind::Objection.folder()) } ", write the quick response, and take out "
            code { "status: draft" } " once somebody has read it. The page itself stays as it is."
        }
    }
}
