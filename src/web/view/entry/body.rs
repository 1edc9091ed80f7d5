//! The body of an entry that is no tough question: sections, internal notes apart.

use maud::{Markup, html};

use super::Article;
use crate::markdown::{Rendered, RenderedSection};
use crate::model::body::Heading;
use crate::model::{Entry, Kind};
use crate::web::urls;
use crate::web::view::blocks::{bare, column};
use crate::web::view::html::{heading, to_itself};

/// Bodies with more headings than this have a table of contents.
const FEW: usize = 4;
/// A part of this many bytes is too long to be shown beside results.
const LONG: usize = 24_000;

/// The sections that a page has still to draw.
pub struct Text<'a> {
    entry: &'a Entry,
    sections: Vec<&'a RenderedSection>,
}

impl<'a> Text<'a> {
    /// All sections but those that are empty or only list the items of a checklist; internal notes last. The first
    /// heading of a page is its title, and what links to it still leads here.
    pub fn of(article: &Article<'a>, rendered: &'a Rendered) -> Text<'a> {
        let entry = article.page.entry();
        let only_items = |section: &RenderedSection| {
            let heading = entry.body.headings.iter().find(|heading| heading.anchor == section.anchor);
            heading.is_some_and(|heading| lists_items_only(entry, heading))
        };
        let empty = |section: &RenderedSection| section.anchor.is_empty() && is_bare(entry, section);
        let shown = rendered.sections.iter().filter(|section| !empty(section) && !only_items(section));
        let mut sections: Vec<_> = shown.collect();
        sections.sort_by_key(|section| is_internal(section));
        Text { entry, sections }
    }

    /// Takes out a section that the page draws in a place of its own.
    pub fn take(&mut self, is_it: impl Fn(&str) -> bool) -> Option<&'a RenderedSection> {
        let at = self.sections.iter().position(|section| is_it(&section.title))?;
        Some(self.sections.remove(at))
    }

    /// All sections below one another, each under its heading. A plain page of nothing says so: its fields are not shown
    /// either.
    pub fn draw(&self) -> Markup {
        let nothing = self.entry.kind == Kind::Page && self.sections.iter().all(|section| is_bare(self.entry, section));
        html! {
            @if nothing { (bare(&html! { p.quiet lang="en" { "There is no text on this page yet." } })) }
            @if !self.sections.is_empty() {
                (bare(&html! { @for section in &self.sections { (draw(self.entry, section)) } }))
            }
        }
    }

    /// All sections beside one another where there is room.
    pub fn columns(&self) -> Markup {
        html! {
            @if !self.sections.is_empty() {
                div.line.wide { div.content.beside { @for section in &self.sections { (draw(self.entry, section)) } } }
            }
        }
    }

    /// Links to the headings, where there are more than a few. On a phone they are folded: the text comes first.
    pub fn contents(&self) -> Markup {
        let titled = self.sections.iter().filter(|section| !title(self.entry, section).is_empty());
        let titled: Vec<_> = titled.collect();
        html! {
            @if titled.len() > FEW {
                nav.line.contents aria-label="On this page" {
                    div.stick {
                        p.label aria-hidden="true" { "On this page" }
                        details.content {
                            summary { "On this page" }
                            ul.plain {
                                @for section in titled {
                                    li { a href=(urls::part(&section.anchor)) dir="auto" { (section.title) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whether a section may never be given to customers.
fn is_internal(section: &RenderedSection) -> bool {
    section.title.eq_ignore_ascii_case("internal notes")
}

/// The heading of a section: none where it repeats the title of the page.
fn title<'a>(entry: &Entry, section: &'a RenderedSection) -> &'a str {
    if section.level == 1 && section.title == entry.title { "" } else { &section.title }
}

/// Whether nothing of a section is seen.
fn is_bare(entry: &Entry, section: &RenderedSection) -> bool {
    title(entry, section).is_empty() && section.html.as_str().trim().is_empty()
}

/// Whether nothing but the items of a checklist stands below a heading: they are drawn by themselves.
fn lists_items_only(entry: &Entry, heading: &Heading) -> bool {
    if entry.kind != Kind::Checklist {
        return false;
    }
    let lines: Vec<_> = entry.body.section_text(heading).lines().collect();
    let is_item =
        |line: &str| line.trim_start_matches(|c: char| c.is_ascii_digit() || "-*+.) ".contains(c)).starts_with('[');
    lines.iter().any(|line| is_item(line))
        && lines.iter().all(|line| line.trim().is_empty() || line.starts_with([' ', '\t']) || is_item(line))
}

fn draw(entry: &Entry, section: &RenderedSection) -> Markup {
    let (title, id) = (title(entry, section), Some(section.anchor.as_str()).filter(|id| !id.is_empty()));
    html! {
        @if title.is_empty() { @if let Some(id) = id { span id=(id) {} } }
        @if !is_bare(entry, section) {
            section.body-section.internal-notes[is_internal(section)] {
                @if !title.is_empty() { (heading(2, "", id, html! { (title) (to_itself(&section.anchor)) })) }
                @if is_internal(section) { p.internal lang="en" { "Never for customers" } }
                (prose(section))
            }
        }
    }
}

/// A section without its heading.
pub fn prose(section: &RenderedSection) -> Markup {
    html! { div.prose dir="auto" { (section.html) } }
}

/// The part that a search found; nothing where it is too long or not there.
pub fn part(article: &Article, anchor: &str) -> Markup {
    let rendered = article.page.html();
    let anchor = top_anchor(article, anchor);
    let section = rendered.sections.iter().find(|section| section.anchor == anchor);
    html! {
        @if let Some(section) = section.filter(|section| section.html.as_str().len() < LONG) {
            (bare(&column(article.label(), title(article.page.entry(), section), "body-section excerpt", &prose(section))))
        }
    }
}

/// The beginning of a text, for what has no other glance layer.
pub fn beginning(article: &Article) -> Markup {
    let rendered = article.page.html();
    let section = rendered.sections.iter().find(|section| !section.html.as_str().trim().is_empty());
    html! {
        @if let Some(section) = section.filter(|section| section.html.as_str().len() < LONG) {
            (bare(&html! { div.excerpt { (prose(section)) } }))
        }
    }
}

/// The anchor of the first- or second-level heading whose section holds another anchor.
fn top_anchor<'a>(article: &Article<'a>, anchor: &'a str) -> &'a str {
    let headings = &article.page.entry().body.headings;
    let at = headings.iter().position(|heading| heading.anchor == anchor);
    let above = at.and_then(|at| headings[..=at].iter().rev().find(|heading| heading.level <= 2));
    above.map_or(anchor, |heading| heading.anchor.as_str())
}
