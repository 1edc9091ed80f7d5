//! How a query was read, where that is more than its words: a line for each thing that changes what is found.

use maud::{Markup, Render, html};

use super::words;
use crate::search::Understood;
use crate::web::query::SearchQuery;
use crate::web::urls;

/// How a query was read. Draws nothing for plain words.
#[derive(Debug)]
pub struct Reading<'a> {
    pub query: &'a SearchQuery,
    pub understood: &'a Understood,
}

impl Render for Reading<'_> {
    fn render(&self) -> Markup {
        let understood = self.understood;
        html! {
            @for phrase in understood.phrases.iter().filter(|phrase| !phrase.found) {
                p.meant.quiet { "No entry has " q dir="auto" { (phrase.words) } " word for word; the words are looked for one by one." }
            }
            @if understood.left_out > 0 {
                p.meant.quiet {
                    "Left out: " (words::count(understood.left_out, "entry", "entries")) " with " (self.left_out()) ". "
                    a href=(urls::search(&understood.nothing_left_out, &self.query.filters)) { "Show all" }
                }
            }
            @if understood.listed { (self.listed()) }
        }
    }
}

impl Reading<'_> {
    fn left_out(&self) -> Markup {
        html! {
            @for (place, word) in self.understood.without.iter().enumerate() {
                @if place > 0 { " or " }
                q dir="auto" { (word) }
            }
        }
    }

    /// A query of nothing but terms: everything that carries them, and the way to the words.
    fn listed(&self) -> Markup {
        let words = &self.understood.words;
        let labels: Vec<&str> = self.understood.terms.iter().map(|term| term.label.as_str()).collect();
        let quoted = self.query.text.replacen(words.as_str(), &format!("\"{words}\""), 1);
        html! {
            p.meant.quiet {
                "Everything for " strong { (labels.join(" + ")) } ". "
                @if quoted != self.query.text {
                    a href=(urls::search(&quoted, &self.query.filters)) { "Look for the words instead" }
                }
            }
        }
    }
}
