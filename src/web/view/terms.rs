//! The terms of a facet as links, in the order of taxonomy.yaml.

use maud::{Markup, Render, html};

use super::{Setting, words};
use crate::search::Facet;
use crate::web::urls;

/// The terms that some entry has.
#[derive(Debug)]
pub struct Terms<'a> {
    pub setting: Setting<'a>,
    pub facet: Facet,
    /// How many are listed.
    pub most: usize,
    /// Whether it is told how many entries have each.
    pub counted: bool,
}

impl Render for Terms<'_> {
    fn render(&self) -> Markup {
        let terms = self.setting.catalog.shelves().terms(self.facet);
        html! {
            ul.terms {
                @for term in terms.iter().take(self.most) {
                    li {
                        a href=(urls::term(self.facet, &term.value)) dir="auto" { (self.setting.facet_value(self.facet, &term.value)) }
                        @if self.counted { " " span.count { (term.total) } }
                    }
                }
                @if terms.len() > self.most {
                    li.quiet { "and " (words::count(terms.len() - self.most, "more", "more")) }
                }
            }
        }
    }
}
