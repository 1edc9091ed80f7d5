//! What stands below an empty field: a few tough questions, and everything by kind.

use std::collections::BTreeMap;

use maud::{Markup, Render, html};

use super::standing::TrustMark;
use super::{Setting, blocks, links, words};
use crate::catalog::{Page, glance};
use crate::model::Kind;
use crate::model::entry::{Status, Trust};
use crate::web::urls;

/// How many tough questions are offered to begin with.
const OFFERED: usize = 5;

/// The id of the page at the top of the folder: its README or index.
const TOP_PAGE: &str = "page/index";

/// The start: what this is, where to begin.
#[derive(Debug)]
pub struct Browse<'a> {
    pub setting: Setting<'a>,
    pub site: &'a str,
}

impl Render for Browse<'_> {
    fn render(&self) -> Markup {
        let counts = self.setting.catalog.counts();
        let questions = offered(&self.setting);
        html! {
            div.start {
                div.entry {
                    div.line.hello { div.content {
                        h1 { "Type what the customer said. Read what to say." }
                        p.quiet { (self.site) ": what has worked in our deals, in words that you can say now." }
                    } }
                    @if counts.is_empty() { (blocks::line(2, "Nothing yet", &empty())) }
                    @if let (true, Some(page)) = (questions.is_empty(), self.setting.catalog.page(TOP_PAGE)) {
                        (blocks::line(2, "Begin here", &html! {
                            ul.offers { li { (offer(self.setting, page)) } }
                        }))
                    }
                    @if !questions.is_empty() {
                        (blocks::line(2, "Lately verified", &html! {
                            ul.offers { @for page in questions { li { (offer(self.setting, page)) } } }
                        }))
                    }
                }
                @if !counts.is_empty() {
                    section.kinds { h2.label { "Everything" } (Tally(counts)) }
                }
            }
        }
    }
}

fn empty() -> Markup {
    html! { p { "There are no entries. Put Markdown files into the content folder, and they are here; " code { "fieldlore init" } " writes a first set." } }
}

/// How many entries of each kind there are, with links to them.
#[derive(Debug)]
pub struct Tally<'a>(pub &'a BTreeMap<Kind, usize>);

impl Render for Tally<'_> {
    fn render(&self) -> Markup {
        let name = |kind: Kind, count: usize| if count == 1 { kind.one() } else { kind.many() };
        html! {
            ul.tally {
                @for (kind, count) in self.0 {
                    li { a href=(urls::kind(*kind)) { span { (name(*kind, *count)) } " " span.count { (count) } } }
                }
            }
        }
    }
}

fn offer(setting: Setting, page: Page) -> Markup {
    let entry = page.entry();
    html! {
        a.offer href=(page.address()) {
            span.row-title dir="auto" { (links::name(entry)) }
            span.row-meta { (TrustMark { setting, entry }) }
            span.row-text dir="auto" { (words::cut(glance(entry), 160)) }
        }
    }
}

/// Tough questions that can be relied on, the last verified first.
fn offered<'a>(setting: &Setting<'a>) -> Vec<Page<'a>> {
    let fits = |page: &Page| {
        let entry = page.entry();
        entry.common.status == Status::Published && entry.trust(setting.today) != Trust::Expired
    };
    setting.catalog.of_kind(Kind::Objection).filter(fits).take(OFFERED).collect()
}
