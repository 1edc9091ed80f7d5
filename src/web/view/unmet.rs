//! What to do where nothing fits: say it otherwise, look through what there is, or write the answer that is missing.

use maud::{Markup, Render, html};

use super::Setting;
use super::ready::ready;
use crate::catalog::blank;
use crate::model::Kind;
use crate::web::urls;

/// One sentence, and the next steps behind it.
#[derive(Debug)]
pub struct Unmet<'a> {
    pub setting: Setting<'a>,
    pub words: &'a str,
}

impl Render for Unmet<'_> {
    fn render(&self) -> Markup {
        html! {
            details.unmet {
                summary { "No entry is a good match. " span.unmet-ask { "What to do" } }
                ul.points { (self.steps()) }
            }
        }
    }
}

impl Unmet<'_> {
    /// The next steps, as items of a list.
    pub fn steps(&self) -> Markup {
        let catalog = self.setting.catalog;
        html! {
            @if !self.words.is_empty() {
                li { "Other words: the customer's whole sentence as it was said, or the one word that matters" }
            }
            @if catalog.counts().contains_key(&Kind::Objection) {
                li { a href=(urls::kind(Kind::Objection)) { "Look through all tough questions" } }
            }
            @if !self.words.is_empty() {
                li { a href=(urls::ask(self.words)) { "Ask the team" } ": you are told when an entry answers it" }
                li { "A new tough question: the file begins with your words" (ready(&blank(self.words, &catalog.loaded().taxonomy))) }
            }
        }
    }
}
