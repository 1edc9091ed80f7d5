//! An entry open beside the results: its glance layer, and the part that was found.

use maud::{Markup, Render, html};

use super::Setting;
use super::entry::{Article, Depth};
use super::not_this::NotThis;
use crate::catalog::Page;

/// The open entry.
#[derive(Debug)]
pub struct Open<'a> {
    pub setting: Setting<'a>,
    pub page: Page<'a>,
    /// The anchor of the part that fits best.
    pub part: Option<&'a str>,
    /// It is only the nearest that there is, and perhaps no answer.
    pub only_near: bool,
    /// What was searched for, where that is known.
    pub asked: &'a str,
}

impl Render for Open<'_> {
    fn render(&self) -> Markup {
        let depth = Depth::Glance { part: self.part };
        html! {
            div #fl-open data-id=(self.page.entry().id) data-part=(self.part.unwrap_or_default()) {
                @if self.only_near { p.only-near { "The nearest entry. It may be no answer to this." } }
                div.opened {
                    (Article { setting: self.setting, page: self.page, depth })
                    (NotThis { entry: &self.page.entry().id, asked: self.asked })
                }
            }
        }
    }
}
