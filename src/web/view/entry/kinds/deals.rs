//! Closed deals that stand behind something: whose they were and how they ended.

use maud::{Markup, html};

use crate::model::Detail;
use crate::model::win_loss::WinLoss;
use crate::web::view::setting::Reference;
use crate::web::view::{Setting, links, words};

/// How a deal ended, in words.
pub fn outcome(review: &WinLoss) -> &'static str {
    match review.outcome.as_deref() {
        Some("won") => "Won",
        Some("lost_competitor") => "Lost to a competitor",
        Some("lost_no_decision") => "Lost to no decision",
        Some("qualified_out") => "Qualified out",
        _ => "Outcome not written down",
    }
}

/// How a deal ended, and when: `Won, 28 May`.
pub fn ending(setting: &Setting, review: &WinLoss) -> String {
    match review.closed_on {
        Some(on) => format!("{}, {}", outcome(review), words::day(on, setting.today)),
        None => outcome(review).to_owned(),
    }
}

/// Deals, one a line, each with its end; nothing where there are none.
pub fn list(setting: &Setting, references: &[String]) -> Markup {
    html! {
        @if !references.is_empty() {
            ul.plain { @for reference in references { li { (deal(setting, reference)) } } }
        }
    }
}

/// Deals behind one line that counts them.
pub fn folded(setting: &Setting, references: &[String]) -> Markup {
    html! {
        @if !references.is_empty() {
            details.behind {
                summary { (words::count(references.len(), "deal", "deals")) }
                (list(setting, references))
            }
        }
    }
}

/// Deals in one line, by the names of the customers.
pub fn inline(setting: &Setting, references: &[String]) -> Markup {
    html! {
        @for (place, reference) in references.iter().enumerate() {
            @if place > 0 { ", " }
            @match review(setting, reference) {
                Some((address, Some(account), _)) => a href=(address) dir="auto" { (account) },
                _ => (links::reference(setting, reference)),
            }
        }
    }
}

fn deal(setting: &Setting, reference: &str) -> Markup {
    html! {
        @match review(setting, reference) {
            Some((address, Some(account), ending)) => {
                a href=(address) dir="auto" { (account) } " " span.aside { (ending) }
            }
            _ => (links::reference(setting, reference)),
        }
    }
}

/// Address, customer and end of a reviewed deal.
fn review<'a>(setting: &Setting<'a>, reference: &str) -> Option<(String, Option<&'a str>, String)> {
    let Reference::Page(page, _) = setting.follow(reference) else { return None };
    match &page.entry().detail {
        Detail::WinLoss(review) => Some((page.address(), review.account.as_deref(), ending(setting, review))),
        _ => None,
    }
}
