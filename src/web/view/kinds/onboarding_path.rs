//! What an onboarding path's fields say.

use maud::{Markup, html};

use super::{Told, some};
use crate::model::onboarding_path::{Milestone, OnboardingPath, Step};
use crate::model::taxonomy::{Vocabulary, in_words};
use crate::web::view::blocks::{Block, Fact};
use crate::web::view::{Setting, links};

pub fn told(setting: &Setting, path: &OnboardingPath) -> Told {
    let milestone = |milestone: &Milestone| Block::new(name(milestone), draw(setting, milestone));
    Told {
        label: "In short",
        blocks: path.milestones.iter().map(milestone).collect(),
        at_a_glance: 3,
        facts: some([Fact::text("For", path.role.as_deref().map(|id| setting.label(Vocabulary::SalesRoles, id)))]),
    }
}

fn name(milestone: &Milestone) -> String {
    milestone.by_day.map_or_else(|| in_words(&milestone.id), |day| format!("By day {day}"))
}

fn draw(setting: &Setting, milestone: &Milestone) -> Markup {
    html! {
        @if let Some(goal) = &milestone.goal { p.goal dir="auto" { (goal) } }
        ul.steps { @for step in &milestone.items { li { (draw_step(setting, step)) } } }
    }
}

fn draw_step(setting: &Setting, step: &Step) -> Markup {
    let signed = match step.signed_off_by.as_deref() {
        Some("buddy") => "signed off by your buddy",
        Some("manager") => "signed off by your manager",
        _ => "",
    };
    html! {
        @if let Some(activity) = &step.activity { span.activity { (in_words(activity)) } }
        span.step dir="auto" {
            @match (&step.reference, &step.text) {
                (Some(reference), None) => (links::reference(setting, reference)),
                (Some(reference), Some(text)) => { (text) " " (links::reference(setting, reference)) }
                (None, text) => (text.as_deref().unwrap_or(&step.id)),
            }
            @if !signed.is_empty() { span.by { (signed) } }
        }
    }
}
