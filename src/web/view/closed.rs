//! Entries that are not for everybody, as rows that say why.

use maud::{Markup, Render, html};

use super::words;
use crate::catalog::Page;
use crate::model::entry::Status;

/// Entries that somebody may read and others may not.
#[derive(Debug)]
pub struct Closed<'a> {
    pub pages: &'a [Page<'a>],
}

impl Render for Closed<'_> {
    fn render(&self) -> Markup {
        html! {
            ul.closed {
                @for page in self.pages {
                    li {
                        a href=(page.address()) dir="auto" { (title(page)) }
                        span.by { (page.entry().kind.one()) " · " (why(page)) }
                        @if !page.entry().summary.is_empty() { p dir="auto" { (words::cut(&page.entry().summary, 160)) } }
                    }
                }
            }
        }
    }
}

fn title<'a>(page: &Page<'a>) -> &'a str {
    let question = page.entry().objection().map(|objection| objection.question.as_str());
    question.filter(|question| !question.is_empty()).unwrap_or(&page.entry().title)
}

/// Why others do not see it.
fn why(page: &Page) -> &'static str {
    let common = &page.entry().common;
    match (common.restricted, common.status == Status::Draft) {
        (true, true) => "restricted, and a draft",
        (true, false) => "restricted",
        _ => "a draft",
    }
}
