//! What a battlecard's fields say. Rumours stand last and apart: they are never in the glance layer.

use maud::{Markup, html};

use super::{Told, some};
use crate::model::battlecard::{Battlecard, Claim};
use crate::model::taxonomy::Vocabulary;
use crate::web::view::blocks::{Block, Fact, list};
use crate::web::view::{Setting, words};

pub fn told(setting: &Setting, card: &Battlecard) -> Told {
    let (rumours, claims): (Vec<_>, Vec<_>) =
        card.claims.iter().partition(|claim| claim.confidence.as_deref() == Some("rumour"));
    let claims_block =
        |label: &str, these: Vec<&Claim>| (!these.is_empty()).then(|| Block::new(label, draw(setting, &these)));
    let pairs = |label: &str, pairs: &[(String, Option<String>)], spoken| {
        (!pairs.is_empty()).then(|| Block::new(label, exchange(pairs, spoken)))
    };
    Told {
        label: "You say",
        blocks: some([
            Block::list("Why we win", &card.why_we_win),
            Block::list("Why we lose", &card.why_we_lose),
            pairs("Ask them", &card.landmines, true),
            card.their_pitch
                .as_ref()
                .map(|pitch| Block::new("Their pitch", html! { p dir="auto" { q { (words::unquoted(pitch)) } } })),
            pairs("They say about us", &card.their_landmines, false),
            Block::text("Price", card.pricing_posture.as_ref()),
            (!card.do_not_say.is_empty()).then(|| Block::new("Do not say", list(&card.do_not_say))),
            claims_block("What is known", claims),
            claims_block("Rumours, not to be repeated", rumours),
        ]),
        at_a_glance: 3,
        facts: some([Fact::text(
            "Alternative",
            card.competitor.as_deref().map(|id| setting.label(Vocabulary::Competitors, id)),
        )]),
    }
}

/// Questions with what they show, or sayings with what to say to them.
fn exchange(pairs: &[(String, Option<String>)], question: bool) -> Markup {
    html! {
        ul.asks {
            @for (first, second) in pairs {
                li dir="auto" {
                    @if question { (words::unquoted(first)) } @else { q { (words::unquoted(first)) } }
                    @if let Some(second) = second { span.by { (second) } }
                }
            }
        }
    }
}

fn draw(setting: &Setting, claims: &[&Claim]) -> Markup {
    html! {
        ul.points {
            @for claim in claims {
                li dir="auto" {
                    (claim.claim)
                    span.by {
                        @if let Some(on) = claim.as_of { (words::day(on, setting.today)) " · " }
                        @if let Some(source) = &claim.source { (source) " · " }
                        @match claim.confidence.as_deref() {
                            Some("high") => "sure",
                            Some("medium") => "fairly sure",
                            Some("rumour") => "rumour",
                            _ => "nobody says how sure",
                        }
                    }
                }
            }
        }
    }
}
