//! Filters of a search: those that are set, as chips that go; those that could be set, with counts.

use maud::{Markup, html};

use super::{Setting, words};
use crate::search::{Answer, Facet, FacetCounts, TypedFilter};
use crate::web::query::SearchQuery;
use crate::web::urls;

/// How many values of a facet are listed.
const LISTED: usize = 12;

/// The filters of one search.
#[derive(Debug)]
pub struct Facets<'a> {
    pub setting: Setting<'a>,
    pub query: &'a SearchQuery,
    pub answer: &'a Answer,
}

impl Facets<'_> {
    /// The filters that are set: in the text, then in the address.
    pub fn chips(&self) -> Markup {
        let typed = &self.answer.understood.filters;
        html! {
            @if !(typed.is_empty() && self.query.filters.is_empty()) {
                ul.chips aria-label="Filters that are set" {
                    @for filter in typed { li { (self.typed_chip(filter)) } }
                    @for filter in &self.query.filters { li { (self.set_chip(filter)) } }
                }
            }
        }
    }

    /// The filters that could be set, a list behind the name of each facet.
    pub fn menus(&self) -> Markup {
        let more = |counts: &&FacetCounts| self.open_values(counts) > usize::from(counts.facet == Facet::Kind);
        html! {
            div.filters { @for counts in self.answer.facets.iter().filter(more) { (self.group(counts)) } }
        }
    }

    fn set_chip(&self, filter: &(Facet, String)) -> Markup {
        let rest: Vec<_> = self.query.filters.iter().filter(|set| *set != filter).cloned().collect();
        self.chip(filter.0, &filter.1, &urls::search(&self.query.text, &rest))
    }

    fn typed_chip(&self, filter: &TypedFilter) -> Markup {
        self.chip(filter.facet, &filter.value, &urls::search(&filter.rest, &self.query.filters))
    }

    /// A filter that is set; following it takes it away.
    fn chip(&self, facet: Facet, value: &str, without: &str) -> Markup {
        html! {
            a.chip href=(without) {
                span.unseen { "Remove filter " }
                span.chip-name { (name(facet)) } " " (self.setting.facet_value(facet, value)) span.cross aria-hidden="true" { "×" }
            }
        }
    }

    /// The values of a facet that are not set yet.
    fn group(&self, counts: &FacetCounts) -> Markup {
        let values: Vec<_> = counts.values.iter().filter(|(value, _)| !self.is_set(counts.facet, value)).collect();
        html! {
            details.filter {
                summary { (name(counts.facet)) }
                div.values {
                    ul {
                        @for (value, count) in values.iter().take(LISTED) {
                            li { a href=(self.with(counts.facet, value)) { span { (self.setting.facet_value(counts.facet, value)) } " " span.count { (count) } } }
                        }
                    }
                    @if values.len() > LISTED { p.quiet { "and " (words::count(values.len() - LISTED, "more", "more")) } }
                }
            }
        }
    }

    fn with(&self, facet: Facet, value: &str) -> String {
        let mut filters = self.query.filters.clone();
        filters.push((facet, value.to_owned()));
        urls::search(&self.query.text, &filters)
    }

    fn is_set(&self, facet: Facet, value: &str) -> bool {
        let typed = self.answer.understood.filters.iter().any(|filter| filter.facet == facet && filter.value == value);
        typed || self.query.filters.iter().any(|(set, known)| *set == facet && known == value)
    }

    fn open_values(&self, counts: &FacetCounts) -> usize {
        counts.values.iter().filter(|(value, _)| !self.is_set(counts.facet, value)).count()
    }
}

/// What people call a facet.
pub fn name(facet: Facet) -> &'static str {
    match facet {
        Facet::Kind => "Kind",
        Facet::Stage => "Stage",
        Facet::Persona => "Person",
        Facet::Product => "Product",
        Facet::Competitor => "Competitor",
        Facet::Industry => "Industry",
        Facet::Tag => "Tag",
        Facet::Owner => "Owner",
    }
}
