//! Below an entry: the ways to make it better.

use maud::{Markup, Render, html};

use super::blocks::line;
use crate::model::{Entry, Kind};
use crate::web::urls;

/// Links to where an entry is changed.
#[derive(Debug)]
pub struct Change<'a> {
    pub entry: &'a Entry,
    /// What the forge is called, and where it edits the file.
    pub edit: Option<(&'static str, String)>,
    /// Whoever looks is one who looks after it.
    pub keeper: bool,
}

impl Render for Change<'_> {
    fn render(&self) -> Markup {
        let id = &self.entry.id;
        let ways = html! {
            ul.ways-to-change {
                li { a href=(urls::change(id)) { "Suggest a change" } }
                @if self.entry.kind == Kind::Objection { li { a href=(urls::add_answer(id)) { "Add an answer" } } }
                @if self.keeper && self.entry.kind == Kind::Objection {
                    li { a href=(urls::replies(id)) { "What colleagues said instead" } }
                }
                @if let Some((forge, address)) = &self.edit { li { a href=(address) rel="noreferrer" { "Edit on " (forge) } } }
            }
        };
        html! { div.entry.change { (line(2, "Better?", &ways)) } }
    }
}
