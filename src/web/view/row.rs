//! One result: what it is, what it says, how far it can be relied on.

use maud::{Markup, Render, html};

use super::standing::{TrustMark, status};
use super::why::Reasons;
use super::{Setting, html::marked, links, words};
use crate::catalog::{Page, glance};
use crate::model::Kind;
use crate::search::Hit;
use crate::web::urls;

/// How many characters of the glance text a row shows.
const GLANCE: usize = 170;

/// A row of the results.
#[derive(Debug)]
pub struct Row<'a> {
    pub setting: Setting<'a>,
    pub page: Page<'a>,
    pub hit: &'a Hit,
    /// Place in the list, from 0.
    pub place: usize,
}

impl Render for Row<'_> {
    fn render(&self) -> Markup {
        let entry = self.page.entry();
        // A tough question opens at the words to say, whatever part of it was found.
        let section = self.hit.section.as_ref().filter(|_| entry.kind != Kind::Objection);
        let section = section.map(|section| section.anchor.as_str());
        let address = section.map_or_else(|| self.page.address(), |anchor| urls::answer_address(&entry.id, anchor));
        html! {
            a.row.is-selected[self.place == 0] id={ "fl-row-" (self.place) } href=(address)
                data-id=(entry.id) data-open=(urls::opened(&entry.id, section)) {
                span.row-kind { (entry.kind.one()) (status(entry)) }
                span.row-title dir="auto" { (links::name(entry)) }
                @if let Some(section) = &self.hit.section {
                    @if section.title != entry.title { span.row-section dir="auto" { (section.title) } }
                }
                span.row-text dir="auto" { (self.text()) }
                span.row-meta { (TrustMark { setting: self.setting, entry }) }
                @if let Some(why) = &self.hit.why {
                    (Reasons { why, relevance: self.hit.relevance, score: self.hit.score })
                }
            }
        }
    }
}

impl Row<'_> {
    /// The words around what was looked for; where nothing is marked, the glance layer.
    fn text(&self) -> Markup {
        let snippet = &self.hit.snippet;
        if self.hit.section.is_some() || !snippet.highlights.is_empty() {
            return marked(snippet);
        }
        html! { (words::cut(glance(self.page.entry()), GLANCE)) }
    }
}
