//! Something that came or changed, in words.

use maud::{Markup, Render, html};

use super::offer::Offer;
use super::{Setting, words};
use crate::catalog::{Change, News};
use crate::history::Standing;

/// A piece of news in a list.
#[derive(Debug)]
pub struct Happened<'a> {
    pub setting: Setting<'a>,
    pub news: News<'a>,
}

impl Render for Happened<'_> {
    fn render(&self) -> Markup {
        let note = html! {
            span.change { (change(self.news.change)) } " "
            time datetime=(self.news.day()) { (words::day(self.news.day(), self.setting.today)) }
        };
        Offer { setting: self.setting, page: self.news.page, kinded: true, note: Some(note) }.render()
    }
}

/// `new` or `changed`.
pub fn change(change: Change) -> &'static str {
    match change {
        Change::New => "new",
        Change::Changed => "changed",
    }
}

/// What the days of news rest on, where that is not all of the history.
pub fn known(standing: &Standing) -> Option<String> {
    match standing {
        Standing::Unasked | Standing::Whole => None,
        Standing::Shallow => Some(
            "This copy of the repository holds the last commits only, so older changes are not listed. \
             Whoever runs the server can bring the rest by git fetch --unshallow."
                .to_owned(),
        ),
        Standing::Unknown(reason) => Some(format!("Days are those on which files were saved, because {reason}.")),
    }
}
