//! The body of an entry that is no tough question: sections, checklist items, internal notes apart.

use maud::{Markup, html};

use super::Article;
use crate::markdown::RenderedSection;
use crate::model::Kind;
use crate::model::body::Heading;
use crate::web::urls;
use crate::web::view::html::{heading, to_itself};

/// Bodies with more headings than this have a table of contents.
const FEW: usize = 4;
/// A part of this many bytes is too long to be shown beside results.
const LONG: usize = 24_000;

/// Whether a section may never be given to customers.
fn is_internal(section: &RenderedSection) -> bool {
    section.title.eq_ignore_ascii_case("internal notes")
}

/// Whether nothing of a section is seen: the first heading is the title, and links to it still lead here.
fn is_bare(section: &RenderedSection) -> bool {
    section.title.is_empty() && section.html.as_str().trim().is_empty()
}

/// The sections to be drawn: without a first heading that repeats the title, and without what only lists the items.
pub fn sections(article: &Article) -> Vec<RenderedSection> {
    let entry = article.page.entry();
    let mut sections = article.page.html().sections.clone();
    let first = sections.iter_mut().find(|section| section.level > 0);
    if let Some(first) = first.filter(|first| first.level == 1 && first.title == entry.title) {
        first.title.clear();
    }
    let only_items = |section: &RenderedSection| {
        let heading = entry.body.headings.iter().find(|heading| heading.anchor == section.anchor);
        heading.is_some_and(|heading| lists_items_only(article, heading))
    };
    sections.retain(|section| {
        let empty = section.anchor.is_empty() && is_bare(section);
        !empty && !only_items(section)
    });
    sections.sort_by_key(is_internal);
    sections
}

/// Whether nothing but the items of a checklist stands below a heading: they are drawn by themselves.
fn lists_items_only(article: &Article, heading: &Heading) -> bool {
    let body = &article.page.entry().body;
    if article.page.entry().kind != Kind::Checklist {
        return false;
    }
    let lines: Vec<_> = body.section_text(heading).lines().collect();
    let is_item =
        |line: &str| line.trim_start_matches(|c: char| c.is_ascii_digit() || "-*+.) ".contains(c)).starts_with('[');
    lines.iter().any(|line| is_item(line))
        && lines.iter().all(|line| line.trim().is_empty() || line.starts_with([' ', '\t']) || is_item(line))
}

/// All sections, each under its heading. A plain page of nothing says so: its fields are not shown either.
pub fn draw(article: &Article, sections: &[RenderedSection]) -> Markup {
    let nothing = article.page.entry().kind == Kind::Page && sections.iter().all(is_bare);
    html! {
        @if nothing { div.line { div.content { p.quiet lang="en" { "There is no text on this page yet." } } } }
        @if !sections.is_empty() {
            div.line { div.content {
                @for section in sections {
                    @if section.title.is_empty() && !section.anchor.is_empty() { span id=(section.anchor) {} }
                    @if !is_bare(section) { (drawn(section)) }
                }
            } }
        }
    }
}

fn drawn(section: &RenderedSection) -> Markup {
    let id = Some(section.anchor.as_str()).filter(|id| !id.is_empty());
    html! {
        section.body-section.internal-notes[is_internal(section)] {
            @if !section.title.is_empty() {
                (heading(2, "", id, html! { (section.title) (to_itself(&section.anchor)) }))
            }
            @if is_internal(section) { p.internal lang="en" { "Never for customers" } }
            div.prose dir="auto" { (section.html) }
        }
    }
}

/// Links to the headings, where there are more than a few.
pub fn contents(sections: &[RenderedSection]) -> Markup {
    let titled: Vec<_> = sections.iter().filter(|section| !section.title.is_empty()).collect();
    html! {
        @if titled.len() > FEW {
            nav.line.contents aria-labelledby="fl-contents" {
                div.stick {
                    p.label #fl-contents { "On this page" }
                    div.content {
                        ul.plain {
                            @for section in titled { li { a href=(urls::part(&section.anchor)) dir="auto" { (section.title) } } }
                        }
                    }
                }
            }
        }
    }
}

/// The part that a search found; without one, the beginning.
pub fn part(article: &Article, anchor: Option<&str>) -> Markup {
    let rendered = article.page.html();
    let section = match anchor {
        Some(anchor) => rendered.sections.iter().find(|section| section.anchor == top_anchor(article, anchor)),
        None => rendered.sections.iter().find(|section| !section.html.as_str().trim().is_empty()),
    };
    html! {
        @if let Some(section) = section.filter(|section| section.html.as_str().len() < LONG) {
            div.line { div.content {
                section.body-section {
                    @if !section.title.is_empty() && section.title != article.page.entry().title {
                        (heading(3, "", None, &section.title))
                    }
                    div.prose dir="auto" { (section.html) }
                }
            } }
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
