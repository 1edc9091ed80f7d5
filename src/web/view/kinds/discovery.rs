//! What a discovery standard's fields say.

use maud::{Markup, html};

use super::{Told, some};
use crate::model::discovery::{Discovery, Fact as Wanted};
use crate::model::taxonomy::Vocabulary;
use crate::web::view::blocks::{Block, Fact};
use crate::web::view::{Setting, words};

pub fn told(setting: &Setting, standard: &Discovery) -> Told {
    let table = (!standard.facts.is_empty()).then(|| table(setting, &standard.facts));
    Told {
        label: "In short",
        blocks: some([table.map(|table| Block::new("What to know", table))]),
        at_a_glance: 1,
        facts: some([
            Fact::words("For segments", &setting.labels(Vocabulary::Segments, &standard.segments)),
            Fact::words("For products", &setting.labels(Vocabulary::Products, &standard.products)),
        ]),
    }
}

fn table(setting: &Setting, facts: &[Wanted]) -> Markup {
    html! {
        table.stacks {
            thead { tr { th scope="col" { "Fact" } th scope="col" { "Ask" } th scope="col" { "Known when" } } }
            tbody { @for fact in facts { (row(setting, fact)) } }
        }
    }
}

fn row(setting: &Setting, fact: &Wanted) -> Markup {
    let by = fact.needed_by.as_deref().map(|id| format!("by {}", setting.label(Vocabulary::Stages, id)));
    let holds = fact.valid_for.map(|days| format!("holds {}", words::days(i64::from(days))));
    let notes: Vec<_> =
        [by, holds, fact.unknowable_ok.then(|| "may be out of reach".to_owned())].into_iter().flatten().collect();
    html! {
        tr {
            th scope="row" dir="auto" {
                (fact.label)
                @if fact.critical { " " span.state { "critical" } }
                span.by { (notes.join(" · ")) }
            }
            td data-label="Ask" dir="auto" {
                @if let Some(question) = &fact.question { span.spoken { (question) } }
                @if let Some(why) = &fact.why { span.by { "Without it: " (why) } }
            }
            td data-label="Known when" dir="auto" { (fact.evidence.as_deref().unwrap_or_default()) }
        }
    }
}
