//! What stands below an empty field: a few tough questions, and everything by kind.

use std::cmp::Reverse;

use maud::{Markup, Render, html};

use super::standing::TrustMark;
use super::{Setting, links, words};
use crate::catalog::{Page, glance};
use crate::model::Kind;
use crate::model::entry::{Status, Trust};
use crate::web::urls;

/// How many tough questions are offered to begin with.
const OFFERED: usize = 5;

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
                div.hello {
                    h1 { "Type what the customer said. Read what to say." }
                    p.quiet { "What the team of " (self.site) " has learned from its deals, while the customer waits." }
                }
                @if counts.is_empty() {
                    p.quiet { "There are no entries yet. Put Markdown files into the content folder, and they are here." }
                }
                @if !questions.is_empty() {
                    section.offered aria-labelledby="fl-offered" {
                        h2.label #fl-offered { "Lately verified" }
                        ul.rows { @for page in questions { li { (question(self.setting, page)) } } }
                    }
                }
                @if !counts.is_empty() {
                    section.kinds aria-labelledby="fl-kinds" {
                        h2.label #fl-kinds { "Everything" }
                        ul.tally {
                            @for kind in Kind::all() {
                                @if let Some(count) = counts.get(&kind) {
                                    li { a href=(urls::kind(kind)) { span { (if *count == 1 { kind.one() } else { kind.many() }) } " " span.count { (count) } } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn question(setting: Setting, page: Page) -> Markup {
    let entry = page.entry();
    html! {
        a.offer href=(page.address()) {
            span.row-title dir="auto" { (links::name(entry)) }
            span.row-text dir="auto" { (words::cut(glance(entry), 140)) }
            span.row-meta { (TrustMark { setting, entry }) }
        }
    }
}

/// Tough questions that can be relied on, the last verified first.
fn offered<'a>(setting: &Setting<'a>) -> Vec<Page<'a>> {
    let fits = |page: &Page| {
        let entry = page.entry();
        entry.kind == Kind::Objection
            && entry.common.status == Status::Published
            && entry.trust(setting.today) != Trust::Expired
    };
    let mut pages: Vec<_> = setting.catalog.pages().filter(fits).collect();
    pages.sort_by_key(|page| (Reverse(page.entry().common.last_verified), page.entry().id.clone()));
    pages.truncate(OFFERED);
    pages
}
