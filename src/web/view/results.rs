//! The results of a search: drawn in the page, and alone for the script that searches while one types.

use maud::{Markup, Render, html};

use super::ahead::Ahead;
use super::blocks::line;
use super::browse::Browse;
use super::closed::Closed;
use super::facets::Facets;
use super::open::Open;
use super::reading::Reading;
use super::row::Row;
use super::unmet::Unmet;
use super::{Setting, why, words};
use crate::catalog::Page;
use crate::search::{Answer, Hit, Understood};
use crate::web::query::{MOST_RESULTS, SearchQuery};
use crate::web::urls;

/// What was found, the first entry open. Without a question it is the start.
#[derive(Debug)]
pub struct Results<'a> {
    pub setting: Setting<'a>,
    pub site: &'a str,
    pub query: &'a SearchQuery,
    pub answer: &'a Answer,
    /// What the start says to whoever was here before, drawn.
    pub greeting: Markup,
    /// What fits and is not for everybody, but for whoever asks.
    pub closed: &'a [Page<'a>],
}

impl Render for Results<'_> {
    fn render(&self) -> Markup {
        html! {
            div #fl-results data-query=(self.query.text) data-total=(self.answer.total) {
                (Ahead { setting: self.setting, query: self.query, answer: self.answer })
                @if self.query.is_empty() {
                    (Browse { setting: self.setting, site: self.site, greeting: &self.greeting })
                } @else {
                    (self.found())
                    @if !self.closed.is_empty() {
                        div.entry.apart { (line(2, "Not for everybody", &Closed { pages: self.closed })) }
                    }
                }
            }
        }
    }
}

impl<'a> Results<'a> {
    fn found(&self) -> Markup {
        let hits: Vec<(&'a Hit, Page<'a>)> =
            self.answer.hits.iter().filter_map(|hit| Some((hit, self.setting.catalog.page(&hit.id)?))).collect();
        let facets = Facets { setting: self.setting, query: self.query, answer: self.answer };
        html! {
            h1.unseen { @if self.query.text.is_empty() { "Entries" } @else { "Answers to “" (self.query.text) "”" } }
            (facets.chips())
            (Reading { query: self.query, understood: &self.answer.understood })
            @if let Some((first, page)) = hits.first() {
                div.found {
                    (Open { setting: self.setting, page: *page, part: first.section.as_ref().map(|part| part.anchor.as_str()), only_near: !self.answer.confident, asked: &self.query.text })
                    div.list {
                        div.list-head { p.tallied { (self.tallied(hits.len())) } (self.why()) }
                        (facets.menus())
                        @if self.is_explained() { (why::legend(self.answer.meaning)) }
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
                p.more { a href=(self.address(MOST_RESULTS, self.query.explain)) { "Show more" } }
            } @else if hidden > 0 {
                p.more.quiet { "There are " (hidden) " more. Another word narrows them down." }
            }
        }
    }

    /// The way to the reasons for each result, or back. They are given where somebody asks, never while one types.
    fn why(&self) -> Markup {
        let (limit, explained) = (self.query.limit, self.is_explained());
        html! {
            @if !self.answer.understood.words.is_empty() {
                a.why-link href=(self.address(limit, !explained)) { @if explained { "Without reasons" } @else { "Why these?" } }
            }
        }
    }

    fn is_explained(&self) -> bool {
        self.answer.hits.iter().any(|hit| hit.why.is_some())
    }

    /// The same search with so many results, with reasons or without.
    fn address(&self, limit: usize, explained: bool) -> String {
        let SearchQuery { text, filters, .. } = self.query;
        let most = limit >= MOST_RESULTS;
        let address = if most { urls::search_all(text, filters, limit) } else { urls::search(text, filters) };
        if explained { urls::explained(&address) } else { address }
    }

    /// Nothing found is no dead end: what else could be tried.
    fn nothing(&self) -> Markup {
        let unmet = Unmet { setting: self.setting, words: &self.query.text };
        let understood = &self.answer.understood;
        let tries = html! {
            ul.points {
                @if self.is_filtered() && !understood.unfiltered.is_empty() {
                    li { a href=(urls::search(&understood.unfiltered, &[])) { "Search without the filters" } }
                }
                @if understood.left_out > 0 {
                    li { a href=(urls::search(&understood.nothing_left_out, &self.query.filters)) { "Search with nothing left out" } }
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
        let Understood { words, left_out, .. } = &self.answer.understood;
        html! {
            @match (words.is_empty(), self.is_filtered()) {
                _ if *left_out > 0 => "Everything that was found is left out.",
                (true, _) => "No entry has all of these.",
                (false, false) => { "Nothing is written about " q { (words::cut(words, 120)) } " yet." }
                (false, true) => { "Nothing here is about " q { (words::cut(words, 120)) } "." }
            }
        }
    }

    fn is_filtered(&self) -> bool {
        !(self.query.filters.is_empty() && self.answer.understood.filters.is_empty())
    }
}
