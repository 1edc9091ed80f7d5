//! An entry as an article: a page designed for each kind, and what is shown of it beside results.

mod beside;
mod body;
mod head;
mod kinds;
mod outcome;
mod parts;
mod question;
mod recalled;
mod reliance;
mod replies;
mod written;

pub use kinds::{Side, brief};
pub use recalled::Recalled;
pub use replies::REPLIES;

use maud::{Markup, PreEscaped, Render, html};

use super::Setting;
use crate::catalog::Page;
use crate::model::Detail;

/// Words that are said aloud are not explained to whoever says them; nor are those in which we ask.
const SPOKEN: [&str; 7] = ["quick-response", "spoken", "asks", "part-words", "voices", "replies", "reliance"];

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

    /// The level of the title.
    fn level(&self) -> u8 {
        if self.is_whole() { 1 } else { 2 }
    }

    /// The level of labels.
    fn label(&self) -> u8 {
        self.level() + 1
    }

    fn draw(&self) -> Markup {
        let entry = self.page.entry();
        html! {
            article.entry id=[self.is_whole().then_some("fl-answer")] tabindex=[self.is_whole().then_some("-1")]
                data-id=(entry.id) lang=[entry.common.language.as_deref()] {
                @match (&entry.detail, self.depth) {
                    (Detail::Objection(objection), _) => (question::draw(self, objection)),
                    (_, Depth::Whole) => { (head::draw(self)) (kinds::whole(self)) }
                    (_, Depth::Glance { part }) => (beside::draw(self, part)),
                }
                @if self.is_whole() {
                    (reliance::draw(self))
                    (written::draw(self))
                    (parts::printed(self))
                }
            }
        }
    }
}

impl Render for Article<'_> {
    fn render(&self) -> Markup {
        let drawn = self.draw();
        if !self.is_whole() {
            return drawn;
        }
        PreEscaped(self.setting.catalog.explained(&drawn.0, &SPOKEN))
    }
}
