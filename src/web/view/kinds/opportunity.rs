//! What a live deal's fields say, for deals that their team shows to everybody.

use maud::{Markup, html};

use super::{Told, choice, some};
use crate::model::opportunity::{FactState, Opportunity};
use crate::model::taxonomy::Vocabulary;
use crate::web::view::blocks::{Block, Fact};
use crate::web::view::{Setting, links, words};

pub fn told(setting: &Setting, deal: &Opportunity) -> Told {
    let team: Vec<_> = deal.team.iter().map(|id| setting.person(id)).collect();
    let label = |vocabulary, id: &Option<String>| id.as_deref().map(|id| setting.label(vocabulary, id));
    Told {
        label: "In short",
        blocks: some([
            Block::text("Situation", deal.situation.as_ref()),
            Block::text("Strategy", deal.strategy.as_ref()),
            Block::text("Tactics", deal.tactics.as_ref()),
            (!deal.facts.is_empty()).then(|| Block::new("What is known", facts(setting, &deal.facts))),
        ]),
        at_a_glance: 3,
        facts: some([
            Fact::text("Customer", Some(deal.account.clone())),
            Fact::text("Stage", label(Vocabulary::Stages, &deal.stage)),
            Fact::text("Segment", label(Vocabulary::Segments, &deal.segment)),
            Fact::text("Industry", label(Vocabulary::Industries, &deal.industry)),
            Fact::words("Team", &team),
            Fact::text("Next review", deal.next_review.map(|on| words::day(on, setting.today))),
            Fact::drawn("Standard", deal.standard.as_deref().map(|id| links::reference(setting, id))),
        ]),
    }
}

fn facts(setting: &Setting, facts: &[FactState]) -> Markup {
    html! {
        table.stacks {
            thead { tr { th scope="col" { "Fact" } th scope="col" { "State" } th scope="col" { "Value" } } }
            tbody {
                @for fact in facts {
                    tr {
                        th scope="row" { (setting.fact(&fact.fact)) }
                        td data-label="State" { (choice(Some(&fact.state)).unwrap_or_default()) }
                        td data-label="Value" dir="auto" {
                            (fact.value.as_deref().unwrap_or_default())
                            span.by {
                                @if let Some(owner) = &fact.owner { (setting.person(owner)) }
                                @if let Some(due) = fact.due { " until " (words::day(due, setting.today)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
