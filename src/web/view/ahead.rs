//! The line between the field and what was found: another spelling, what could follow what is typed, or that nothing
//! fits. It is always there and always as high, so that nothing below it moves while one types.

use maud::{Markup, Render, html};

use super::unmet::Unmet;
use super::{Setting, facets};
use crate::catalog::{Narrowing, Suggestion, narrowing, suggest};
use crate::search::Answer;
use crate::web::query::SearchQuery;
use crate::web::urls;

/// How many wordings stand in the line.
const WORDINGS: usize = 4;
/// How many filters stand in it; they are shorter.
const FILTERS: usize = 6;

/// The line of one search.
#[derive(Debug)]
pub struct Ahead<'a> {
    pub setting: Setting<'a>,
    pub query: &'a SearchQuery,
    pub answer: &'a Answer,
}

/// So many words are a sentence.
const SENTENCE: usize = 4;

/// A link that puts a text into the field.
struct Taken {
    text: String,
    shown: Markup,
}

impl Render for Ahead<'_> {
    fn render(&self) -> Markup {
        html! {
            div.ahead {
                (self.said())
                @if self.answer.hits.len() > 1 {
                    p.jump { a href=(urls::part("fl-list")) { span.unseen { "To the " } "Results" span.cross aria-hidden="true" { "↓" } } }
                }
            }
        }
    }
}

impl Ahead<'_> {
    fn said(&self) -> Markup {
        if let Some(corrected) = &self.answer.corrected {
            let link = Taken { text: corrected.clone(), shown: html! { (corrected) } };
            return html! { p.meant { "Did you mean " (self.link(&link)) "?" } };
        }
        let (catalog, typed) = (self.setting.catalog, &self.query.text);
        let filters = narrowing(catalog, typed, FILTERS);
        if !filters.is_empty() {
            return self.list("values", filters.into_iter().map(filter));
        }
        // A whole sentence is not going to be finished by another one.
        if self.is_unsure() && typed.split_whitespace().count() >= SENTENCE {
            return self.unmet();
        }
        let wordings = suggest(catalog, typed, WORDINGS);
        if !wordings.is_empty() {
            return self.list("wordings", wordings.into_iter().map(wording));
        }
        self.unmet()
    }

    fn unmet(&self) -> Markup {
        html! { @if self.is_unsure() { (Unmet { setting: self.setting, words: &self.query.text }) } }
    }

    fn list(&self, class: &str, taken: impl Iterator<Item = Taken>) -> Markup {
        html! {
            ul.ahead-list.(class) aria-label="What could follow" { @for each in taken { li { (self.link(&each)) } } }
        }
    }

    fn link(&self, taken: &Taken) -> Markup {
        html! {
            a href=(urls::search(taken.text.trim_end(), &self.query.filters)) data-take=(taken.text) dir="auto" { (taken.shown) }
        }
    }

    /// Whether what was found is only near.
    fn is_unsure(&self) -> bool {
        !self.answer.confident && !self.answer.hits.is_empty()
    }
}

fn wording(found: Suggestion) -> Taken {
    Taken { shown: html! { (found.wording) }, text: found.text }
}

fn filter(found: Narrowing) -> Taken {
    let shown = html! { span.chip-name { (facets::name(found.facet)) ":" } " " (found.label) };
    Taken { shown, text: found.text }
}
