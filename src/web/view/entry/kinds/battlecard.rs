//! The page of a battlecard. Rumours stand last and apart: they are never in the glance layer.

use maud::{Markup, html};

use super::super::body::Text;
use super::super::{Article, parts};
use super::known;
use crate::model::Kind;
use crate::model::battlecard::{Battlecard, Claim};
use crate::model::taxonomy::Vocabulary;
use crate::search::Facet;
use crate::web::view::blocks::{Fact, column, line, list, list_line, text_line, wide};
use crate::web::view::{Setting, words};

/// How many reasons to win are shown at a glance.
const REASONS: usize = 3;

pub fn whole(article: &Article, card: &Battlecard) -> Markup {
    let (setting, rendered) = (&article.setting, article.page.html());
    let text = Text::of(article, &rendered);
    let (rumours, claims): (Vec<_>, Vec<_>) = card.claims.iter().partition(|claim| is_rumour(claim));
    html! {
        (parts::title(article))
        (dismiss(article, card))
        (reasons(card))
        @if !card.landmines.is_empty() { (line(2, "Ask them", &asks(&card.landmines))) }
        @if let Some(pitch) = &card.their_pitch {
            (line(2, "Their pitch", &html! { p.pitch dir="auto" { q { (words::unquoted(pitch)) } } }))
        }
        @if !card.their_landmines.is_empty() { (wide(2, "They say about us", &exchange(&card.their_landmines))) }
        (text_line(2, "Price", card.pricing_posture.as_ref()))
        @if !card.do_not_say.is_empty() { (line(2, "Do not say", &html! { div.ends { (list(&card.do_not_say)) } })) }
        @if !claims.is_empty() { (wide(2, "What is known", &table(setting, &claims))) }
        (text.columns())
        (known(setting, card))
        @if !rumours.is_empty() {
            (wide(2, "Rumours", &html! {
                div.rumours { p.internal { "Not to be repeated to anybody outside" } (table(setting, &rumours)) }
            }))
        }
        (parts::foot(article, [
            Fact::text("Alternative", card.competitor.as_deref().map(|id| setting.label(Vocabulary::Competitors, id))),
        ]))
    }
}

/// What to say, three reasons to win, one question, one reason to lose.
pub fn glance(article: &Article, card: &Battlecard) -> Markup {
    let level = article.label();
    html! {
        (dismiss(article, card))
        (list_line(level, "Why we win", &card.why_we_win[..card.why_we_win.len().min(REASONS)]))
        @if let Some((question, _)) = card.landmines.first() {
            (line(level, "Ask them", &html! { p.spoken dir="auto" { (words::unquoted(question)) } }))
        }
        (text_line(level, "Why we lose", card.why_we_lose.first()))
    }
}

fn is_rumour(claim: &Claim) -> bool {
    claim.confidence.as_deref() == Some("rumour")
}

fn dismiss(article: &Article, card: &Battlecard) -> Markup {
    let words = html! {
        @match &card.quick_dismiss {
            Some(words) => p.quick-response dir="auto" { (words) },
            None => p.quiet { "Nobody has written yet what to say first." },
        }
    };
    parts::opening(article, "You say", &words)
}

fn reasons(card: &Battlecard) -> Markup {
    let points = |items: &[String]| html! { @if !items.is_empty() { (list(items)) } };
    html! {
        @if !card.why_we_win.is_empty() || !card.why_we_lose.is_empty() {
            (wide(2, "Win or lose", &html! {
                div.columns {
                    (column(3, "Why we win", "wins", &points(&card.why_we_win)))
                    (column(3, "Why we lose", "loses", &points(&card.why_we_lose)))
                }
            }))
        }
    }
}

/// Questions with what they show.
fn asks(questions: &[(String, Option<String>)]) -> Markup {
    html! {
        ul.asks {
            @for (question, why) in questions {
                li dir="auto" { (words::unquoted(question)) @if let Some(why) = why { span.by { (why) } } }
            }
        }
    }
}

/// What they plant about us, and what to say to it, beside each other.
fn exchange(pairs: &[(String, Option<String>)]) -> Markup {
    html! {
        ul.exchange {
            @for (said, answer) in pairs {
                li {
                    p.they dir="auto" { span.unseen { "They say: " } q { (words::unquoted(said)) } }
                    @if let Some(answer) = answer {
                        p.you dir="auto" { span.part-label { "You say" } " " span.spoken { (answer) } }
                    }
                }
            }
        }
    }
}

fn table(setting: &Setting, claims: &[&Claim]) -> Markup {
    html! {
        table.stacks.claims {
            thead { tr { th scope="col" { "Claim" } th scope="col" { "Source" } th scope="col" { "As of" } th scope="col" { "How sure" } } }
            tbody {
                @for claim in claims {
                    tr {
                        td dir="auto" { (claim.claim) }
                        td data-label="Source" dir="auto" { (claim.source.as_deref().unwrap_or("not named")) }
                        td data-label="As of" { @if let Some(on) = claim.as_of { (words::day(on, setting.today)) } @else { "not dated" } }
                        td data-label="How sure" { (sure(claim)) }
                    }
                }
            }
        }
    }
}

fn sure(claim: &Claim) -> &'static str {
    match claim.confidence.as_deref() {
        Some("high") => "sure",
        Some("medium") => "fairly sure",
        Some("rumour") => "rumour",
        _ => "nobody says",
    }
}

/// Tough questions and reviews that name the alternative.
fn known(setting: &Setting, card: &Battlecard) -> Markup {
    let Some(id) = card.competitor.as_deref() else { return html! {} };
    let kinds = [(Kind::Objection, "Tough questions that name them"), (Kind::WinLoss, "Deals against them")];
    let columns = kinds.map(|(kind, label)| known::of_kind(setting, 3, label, kind, Facet::Competitor, id));
    html! {
        @if columns.iter().any(|column| !column.0.is_empty()) {
            (wide(2, "What the team knows", &html! { div.columns { @for column in columns { (column) } } }))
        }
    }
}
