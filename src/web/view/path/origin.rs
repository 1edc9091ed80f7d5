//! Where a lesson comes from: the deals that taught it and the colleague who tells it.

use maud::{Markup, html};

use crate::model::Detail;
use crate::model::onboarding_path::Step;
use crate::web::view::Setting;
use crate::web::view::setting::Reference;

/// The deals and the colleague of a step that is a lesson; nothing for other steps.
pub fn draw(setting: &Setting, step: &Step) -> Markup {
    let Some(Reference::Page(page, _)) = step.reference.as_deref().map(|reference| setting.follow(reference)) else {
        return Markup::default();
    };
    let entry = page.entry();
    let Detail::Lesson(lesson) = &entry.detail else { return Markup::default() };
    let deals = lesson.learned_from.iter().filter_map(|reference| match setting.follow(reference) {
        Reference::Page(page, _) => Some(page),
        Reference::Hidden | Reference::Missing => None,
    });
    let deals: Vec<_> = deals.collect();
    let colleague = entry.common.owner.as_deref().map(|id| setting.person(id));
    html! {
        @if !deals.is_empty() || colleague.is_some() {
            span.by {
                "From "
                @for (place, deal) in deals.iter().enumerate() {
                    @if place > 0 { ", " }
                    a href=(deal.address()) dir="auto" { (account(&deal.entry().detail).unwrap_or(&deal.entry().title)) }
                }
                @if let Some(colleague) = colleague { @if !deals.is_empty() { ", told by " } bdi { (colleague) } }
            }
        }
    }
}

/// Whose deal it was.
fn account(detail: &Detail) -> Option<&str> {
    match detail {
        Detail::WinLoss(review) => review.account.as_deref(),
        Detail::Opportunity(deal) => Some(&*deal.account),
        _ => None,
    }
    .filter(|account| !account.is_empty())
}
