//! Lists that stay short: so many entries, and a link to the rest.

use std::sync::Arc;

use maud::{Markup, Render, html};

use super::offer::Offer;
use super::{Setting, links, words};
use crate::catalog::Paths;
use crate::web::urls;

/// Entries on one leaf of a list.
pub const LEAF: usize = 100;

/// The first entries of a list, and a link to all of them where there are more.
#[derive(Debug)]
pub struct Head<'a> {
    pub setting: Setting<'a>,
    pub paths: &'a Paths,
    pub most: usize,
    /// Where all of them are.
    pub all: String,
}

impl Render for Head<'_> {
    fn render(&self) -> Markup {
        let rest = self.paths.len().saturating_sub(self.most);
        html! {
            (offers(self.setting, self.paths.iter().take(self.most)))
            @if rest > 0 { p.whole { a href=(self.all) { "All " (self.paths.len()) } } }
        }
    }
}

/// One leaf of a long list, with links to its neighbours.
#[derive(Debug)]
pub struct Leaf<'a> {
    pub setting: Setting<'a>,
    pub paths: &'a Paths,
    /// From 1.
    pub number: usize,
    /// The address of the first leaf.
    pub list: &'a str,
}

impl Render for Leaf<'_> {
    fn render(&self) -> Markup {
        let skipped = (self.number - 1) * LEAF;
        html! {
            @if skipped > 0 && skipped >= self.paths.len() { p { "There is nothing further." } }
            (offers(self.setting, self.paths.iter().skip(skipped).take(LEAF)))
            (turns(self.list, self.number, self.number * LEAF < self.paths.len()))
        }
    }
}

/// Links to the leaves before and after one; nothing where it is the only one.
pub fn turns(list: &str, number: usize, more: bool) -> Markup {
    html! {
        @if number > 1 || more {
            nav.turns aria-label="Further leaves" {
                @if number > 1 { a href=(urls::leaf(list, number - 1)) rel="prev" { "Before" } }
                @if more { a href=(urls::leaf(list, number + 1)) rel="next" { "Further" } }
            }
        }
    }
}

fn offers<'a>(setting: Setting, paths: impl Iterator<Item = &'a Arc<str>>) -> Markup {
    let pages = paths.filter_map(|path| setting.catalog.page_at(path));
    html! {
        ul.offers { @for page in pages { li.editable { (Offer::new(setting, page)) (links::edit(page.entry())) } } }
    }
}

/// The top of a page that lists: where one is, what it is called, and how much there is.
pub fn head(crumbs: &[(&str, String)], title: &str, summary: impl Render) -> Markup {
    html! {
        div.line { div.content {
            @if !crumbs.is_empty() {
                nav.crumbs aria-label="Breadcrumbs" { ol {
                    @for (name, address) in crumbs { li dir="auto" { a href=(address) { (name) } } }
                } }
            }
            h1.title dir="auto" { (title) }
            p.summary dir="auto" { (summary) }
        } }
    }
}

/// `41 entries`.
pub fn entries(number: usize) -> String {
    words::count(number, "entry", "entries")
}
