//! An entry as an article: the answer page of a tough question, one plain page for every other kind.

mod body;
mod general;
mod head;
mod parts;
mod question;

use maud::{Markup, Render, html};

use super::Setting;
use crate::catalog::Page;
use crate::model::Detail;

/// How much of an entry is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth<'a> {
    /// What can be read in four seconds, beside results; and the part that was found.
    Glance { part: Option<&'a str> },
    /// Everything.
    Whole,
}

/// An entry.
#[derive(Debug, Clone, Copy)]
pub struct Article<'a> {
    pub setting: Setting<'a>,
    pub page: Page<'a>,
    pub depth: Depth<'a>,
}

impl Article<'_> {
    fn is_whole(&self) -> bool {
        self.depth == Depth::Whole
    }

    /// The level of the title; labels are one below.
    fn level(&self) -> u8 {
        if self.is_whole() { 1 } else { 2 }
    }
}

impl Render for Article<'_> {
    fn render(&self) -> Markup {
        let entry = self.page.entry();
        html! {
            article.entry id=[self.is_whole().then_some("fl-answer")] tabindex=[self.is_whole().then_some("-1")]
                data-id=(entry.id) lang=[entry.common.language.as_deref()] {
                @match &entry.detail {
                    Detail::Objection(objection) => (question::draw(self, objection)),
                    _ => (general::draw(self)),
                }
                @if self.is_whole() { (parts::printed(self)) }
            }
        }
    }
}
