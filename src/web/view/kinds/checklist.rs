//! What a checklist's fields say, and its items.

use maud::{Markup, html};

use super::{Told, some};
use crate::catalog::Page;
use crate::model::checklist::Checklist;
use crate::model::taxonomy::Vocabulary;
use crate::web::view::blocks::{Block, Fact};
use crate::web::view::{Setting, words};

pub fn told(setting: &Setting, page: Page, list: &Checklist) -> Told {
    let mode = if list.read_do { "Read, then do, in this order" } else { "Do from memory, then confirm" };
    let trialled: Vec<_> = list.trialled_with.iter().map(|id| setting.person(id)).collect();
    Told {
        label: "Pause point",
        blocks: some([
            (!page.entry().body.items.is_empty()).then(|| Block::new(mode, items(page))),
            Block::text("Why it is there", list.objective.as_ref()),
        ]),
        at_a_glance: 2,
        facts: some([
            Fact::text("Mode", Some(mode)),
            Fact::text("Takes at most", list.time_limit_seconds.map(|seconds| format!("{seconds} seconds"))),
            Fact::words("Run by", &setting.labels(Vocabulary::SalesRoles, &list.run_by)),
            Fact::text("Revised", list.revised.map(|on| words::day(on, setting.today))),
            Fact::words("Tried on a real deal by", &trialled),
        ]),
    }
}

/// The items as a clean list, each at its anchor.
fn items(page: Page) -> Markup {
    html! {
        ol.items {
            @for item in &page.entry().body.items {
                li id=(item.anchor) {
                    div.item-text dir="auto" { (page.fragment(&item.text)) }
                    @if !item.why.is_empty() { div.why dir="auto" { (page.fragment(&item.why)) } }
                }
            }
        }
    }
}
