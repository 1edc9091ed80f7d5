//! What an ideal customer profile's fields say.

use maud::{Markup, html};

use super::{Told, some};
use crate::catalog::Page;
use crate::model::icp::{Agreement, Criterion, Icp};
use crate::model::taxonomy::{Vocabulary, in_words};
use crate::web::view::blocks::Block;
use crate::web::view::{Setting, links, words};

/// Weights, the heaviest first, and what people call them.
const WEIGHTS: [(&str, &str); 5] = [
    ("must", "Must"),
    ("strong", "Strong"),
    ("helps", "Helps"),
    ("warning", "Warning"),
    ("disqualifier", "Rules it out"),
];

pub fn told(setting: &Setting, page: Page, profile: &Icp) -> Told {
    let days = page.entry().common.review_in.or(page.entry().kind.default_review_days()).unwrap_or(90);
    let criteria = (!profile.criteria.is_empty()).then(|| table(setting, &profile.criteria));
    Told {
        label: "In short",
        blocks: some([
            criteria.map(|table| Block::new("Criteria", table)),
            Block::list("What makes them look", &profile.trigger_events),
            Block::list("Usually involved", &setting.labels(Vocabulary::Personas, &profile.buying_group)),
            Some(Block::new("Agreed?", agreed(setting, &profile.agreed_by, days))),
        ]),
        at_a_glance: 2,
        facts: Vec::new(),
    }
}

/// Sales and marketing both, within the review interval; else it is not agreed.
fn agreed(setting: &Setting, agreements: &[Agreement], days: u32) -> Markup {
    let holds = |team: &str| {
        let of_team = agreements.iter().filter(|one| one.team.eq_ignore_ascii_case(team));
        of_team.filter_map(|one| one.date).any(|on| (setting.today - on).get_days() <= days as i32)
    };
    html! {
        @if holds("sales") && holds("marketing") { p { strong { "Agreed by sales and marketing." } } }
        @else { p { strong { "Not agreed." } " It takes sales and marketing, each within the last " (words::days(i64::from(days))) "." } }
        @if !agreements.is_empty() {
            ul.points {
                @for one in agreements {
                    li { (setting.person(&one.user)) " for " (one.team) @if let Some(on) = one.date { ", " (words::day(on, setting.today)) } }
                }
            }
        }
    }
}

fn table(setting: &Setting, criteria: &[Criterion]) -> Markup {
    let rank = |criterion: &&Criterion| {
        WEIGHTS.iter().position(|(name, _)| criterion.weight.as_deref() == Some(name)).unwrap_or(WEIGHTS.len())
    };
    let mut sorted: Vec<_> = criteria.iter().collect();
    sorted.sort_by_key(rank);
    html! {
        table.stacks {
            thead { tr { th scope="col" { "Criterion" } th scope="col" { "How to find out" } th scope="col" { "Deals" } } }
            tbody { @for criterion in sorted { (row(setting, criterion)) } }
        }
    }
}

fn row(setting: &Setting, criterion: &Criterion) -> Markup {
    let weight = criterion.weight.as_deref().unwrap_or_default();
    let weight = WEIGHTS.iter().find(|(name, _)| *name == weight).map_or(weight, |(_, label)| label);
    html! {
        tr {
            th scope="row" dir="auto" {
                (criterion.statement)
                span.by {
                    span.state { (weight) }
                    @if let Some(dimension) = &criterion.dimension { " " (in_words(dimension)) }
                }
            }
            td data-label="How to find out" dir="auto" { (criterion.check.as_deref().unwrap_or_default()) }
            td data-label="Deals" { (links::references(setting, &criterion.evidence)) }
        }
    }
}
