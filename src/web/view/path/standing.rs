//! What the page of a path says to whoever reads it: where they stand on it, or how to begin; and what its keepers can do.

use maud::{Markup, html};

use super::Names;
use super::next::Next;
use crate::model::EntryId;
use crate::store::MOST_PATHS;
use crate::training::learner::Way;
use crate::web::urls;
use crate::web::view::Setting;
use crate::web::view::blocks::line;

/// Where somebody stands on a path.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    pub setting: Setting<'a>,
    pub names: Names<'a>,
    pub path: &'a EntryId,
    /// The paths that the reader is on.
    pub ways: &'a [Way<'a>],
    /// May put others on it.
    pub assigns: bool,
    /// Looks after the path.
    pub keeps: bool,
}

impl Standing<'_> {
    fn own(&self) -> Option<&Way<'_>> {
        self.ways.iter().find(|way| way.course.open().is_some_and(|(page, _)| page.entry().id == *self.path))
    }

    /// What stands above the path for who is on it.
    pub fn under_way(&self) -> Markup {
        let Some(way) = self.own() else { return Markup::default() };
        let done = way.course.open().is_some_and(|(_, course)| course.next().is_none());
        html! {
            div.entry {
                (line(2, "You are on this path", &html! {
                    @if done { p { "You have been through all of it." } }
                    (Next { setting: self.setting, names: self.names, way })
                    p.whole { a href=(urls::PATH) { "Your path" } }
                }))
            }
        }
    }

    /// What stands below it: how to begin, and what its keepers can do.
    pub fn below(&self) -> Markup {
        html! {
            div.entry {
                @if self.own().is_none() { (line(2, "Take it", &self.begin())) }
                @if self.assigns || self.keeps { (line(2, "For its keepers", &self.keeper())) }
            }
        }
    }

    fn begin(&self) -> Markup {
        let full = i64::try_from(self.ways.len()).is_ok_and(|ways| ways >= MOST_PATHS);
        html! {
            @if full {
                p { "You are on two paths already. End one on " a href=(urls::PATH) { "your page" } " before you begin another." }
            } @else {
                p { "Its days count from today, or from your first day where you were on it before. Your page then shows the next thing to do, and what you know already you close with a word." }
                form.acts method="post" action=(urls::PATH_START) {
                    input type="hidden" name="path" value=(self.path);
                    button.button type="submit" { "Start this path" }
                }
            }
        }
    }

    /// What those can do who put others on it or look after it.
    fn keeper(&self) -> Markup {
        html! {
            @if self.assigns { p.whole { a href=(urls::assign("", self.path.as_str())) { "Put somebody on this path" } } }
            @if self.keeps { p.whole { a href=(urls::path_health(self.path)) { "How this path goes" } } }
        }
    }
}
