//! The page of a live deal, for deals that their team shows to everybody.

use maud::{Markup, html};

use super::super::body::Text;
use super::super::{Article, parts};
use crate::model::opportunity::{FactState, Opportunity};
use crate::model::taxonomy::{Vocabulary, in_words};
use crate::web::view::blocks::{Fact, text_line, wide};
use crate::web::view::{Setting, links, words};

pub fn whole(article: &Article, deal: &Opportunity) -> Markup {
    let (setting, rendered) = (&article.setting, article.page.html());
    let text = Text::of(article, &rendered);
    html! {
        (parts::title(article))
        (glance(article, deal))
        @if !deal.facts.is_empty() { (wide(2, "What is known", &table(setting, &deal.facts))) }
        (text.draw())
        (parts::foot(article, facts(setting, deal)))
    }
}

pub fn glance(article: &Article, deal: &Opportunity) -> Markup {
    let level = article.label();
    html! {
        (parts::opening(article, "In short", &parts::first_words(&article.page.entry().summary)))
        (text_line(level, "Situation", deal.situation.as_ref()))
        (text_line(level, "Strategy", deal.strategy.as_ref()))
        (text_line(level, "Tactics", deal.tactics.as_ref()))
    }
}

fn table(setting: &Setting, facts: &[FactState]) -> Markup {
    html! {
        table.stacks {
            thead { tr { th scope="col" { "Fact" } th scope="col" { "State" } th scope="col" { "Value" } } }
            tbody {
                @for fact in facts {
                    tr {
                        th scope="row" { (setting.fact(&fact.fact)) }
                        td data-label="State" { (in_words(&fact.state).to_lowercase()) }
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

fn facts(setting: &Setting, deal: &Opportunity) -> [Option<Fact>; 7] {
    let team: Vec<_> = deal.team.iter().map(|id| setting.person(id)).collect();
    let label = |vocabulary, id: &Option<String>| id.as_deref().map(|id| setting.label(vocabulary, id));
    [
        Fact::text("Customer", Some(deal.account.clone())),
        Fact::text("Stage", label(Vocabulary::Stages, &deal.stage)),
        Fact::text("Segment", label(Vocabulary::Segments, &deal.segment)),
        Fact::text("Industry", label(Vocabulary::Industries, &deal.industry)),
        Fact::words("Team", &team),
        Fact::text("Next review", deal.next_review.map(|on| words::day(on, setting.today))),
        Fact::drawn("Standard", deal.standard.as_deref().map(|id| links::reference(setting, id))),
    ]
}
