//! The results of a search: drawn in the page, and alone for the script that searches while one types.

use maud::{Markup, Render, html};

use super::ahead::Ahead;
use super::blocks::line;
use super::browse::Browse;
use super::facets::Facets;
use super::open::Open;
use super::row::Row;
use super::unmet::Unmet;
use super::{Setting, words};
use crate::catalog::Page;
use crate::search::{Answer, Hit};
use crate::web::query::{MOST_RESULTS, SearchQuery};
use crate::web::urls;

/// What was found, the first entry open. Without a question it is the start.
#[derive(Debug)]
pub struct Results<'a> {
    pub setting: Setting<'a>,
    pub site: &'a str,
    pub query: &'a SearchQuery,
    pub answer: &'a Answer,
}

impl Render for Results<'_> {
    fn render(&self) -> Markup {
        html! {
            div #fl-results data-query=(self.query.text) data-total=(self.answer.total) {
                (Ahead { setting: self.setting, query: self.query, answer: self.answer })
                @if self.query.is_empty() {
                    (Browse { setting: self.setting, site: self.site })
                } @else {
                    (self.found())
                }
            }
        }
    }
}

impl<'a> Results<'a> {
    fn found(&self) -> Markup {
        let hits: Vec<(&'a Hit, Page<'a>)> =
            self.answer.hits.iter().filter_map(|hit| Some((hit, self.setting.catalog.page(&hit.id)?))).collect();
        let facets = Facets { setting: self.setting, query: self.query, counts: &self.answer.facets };
        html! {
            h1.unseen { @if self.query.text.is_empty() { "Entries" } @else { "Answers to “" (self.query.text) "”" } }
            (facets.chips())
            @if let Some((first, page)) = hits.first() {
                div.found {
                    (Open { setting: self.setting, page: *page, part: first.section.as_ref().map(|part| part.anchor.as_str()) })
                    div.list {
                        p.tallied { (self.tallied(hits.len())) }
                        (facets.menus())
                        ol.rows #fl-list aria-label="Results" {
                            @for (place, (hit, page)) in hits.iter().enumerate() {
                                li { (Row { setting: self.setting, page: *page, hit, place }) }
                            }
                        }
                        (self.more(hits.len()))
                    }
                }
            } @else {
                p.tallied.unseen { (self.tallied(0)) }
                (self.nothing())
            }
        }
    }

    fn tallied(&self, shown: usize) -> String {
        match self.answer.total.max(shown) {
            0 => "Nothing found".to_owned(),
            total if total > shown => format!("{shown} of {total} entries"),
            total => words::count(total, "entry", "entries"),
        }
    }

    fn more(&self, shown: usize) -> Markup {
        let hidden = self.answer.total.saturating_sub(shown);
        html! {
            @if hidden > 0 && self.query.limit < MOST_RESULTS && !self.query.text.trim().is_empty() {
                p.more { a href=(urls::search_all(&self.query.text, &self.query.filters, MOST_RESULTS)) { "Show more" } }
            } @else if hidden > 0 {
                p.more.quiet { "There are " (hidden) " more. Another word narrows them down." }
            }
        }
    }

    /// Nothing found is no dead end: what else could be tried.
    fn nothing(&self) -> Markup {
        let unmet = Unmet { setting: self.setting, words: &self.query.text };
        let tries = html! {
            ul.points {
                @if !self.query.filters.is_empty() && !self.query.text.is_empty() {
                    li { a href=(urls::search(&self.query.text, &[])) { "Search without the filters" } }
                }
                (unmet.steps())
                li { a href=(urls::START) { "Begin again" } }
            }
        };
        html! {
            div.entry.nothing {
                div.line { div.content { p.first-words dir="auto" { (self.missing()) } } }
                (line(2, "Try", &tries))
            }
        }
    }

    fn missing(&self) -> Markup {
        html! {
            @match (self.query.text.is_empty(), self.query.filters.is_empty()) {
                (true, _) => "No entry has all of these.",
                (false, true) => { "Nothing is written about " q { (words::cut(&self.query.text, 120)) } " yet." }
                (false, false) => { "Nothing here is about " q { (words::cut(&self.query.text, 120)) } "." }
            }
        }
    }
}
