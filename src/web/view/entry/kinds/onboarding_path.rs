//! The page of an onboarding path: milestones on a line of time, each with its goal and steps.

use maud::{Markup, html};

use super::super::body::Text;
use super::super::{Article, parts};
use crate::model::onboarding_path::{Milestone, OnboardingPath, Step};
use crate::model::taxonomy::{Vocabulary, in_words};
use crate::web::view::blocks::{Fact, line};
use crate::web::view::html::heading;
use crate::web::view::path::{activity, linked};
use crate::web::view::{Setting, words};

pub fn whole(article: &Article, path: &OnboardingPath) -> Markup {
    let (setting, rendered) = (&article.setting, article.page.html());
    let text = Text::of(article, &rendered);
    html! {
        (parts::title(article))
        (short(article))
        @for milestone in &path.milestones { (draw(setting, milestone)) }
        (text.draw())
        (parts::foot(article, [Fact::text("For", role(setting, path))]))
    }
}

pub fn glance(article: &Article, path: &OnboardingPath) -> Markup {
    html! {
        (short(article))
        @for milestone in &path.milestones {
            (line(article.label(), &name(milestone), &html! {
                @if let Some(goal) = &milestone.goal { p dir="auto" { (goal) } }
                p.quiet { (words::count(milestone.items.len(), "step", "steps")) }
            }))
        }
    }
}

fn role(setting: &Setting, path: &OnboardingPath) -> Option<String> {
    path.role.as_deref().map(|id| setting.label(Vocabulary::SalesRoles, id))
}

fn short(article: &Article) -> Markup {
    parts::opening(article, "In short", &parts::first_words(&article.page.entry().summary))
}

fn name(milestone: &Milestone) -> String {
    milestone.by_day.map_or_else(|| in_words(&milestone.id), |day| format!("By day {day}"))
}

/// A milestone as a point on the margin rule.
fn draw(setting: &Setting, milestone: &Milestone) -> Markup {
    html! {
        section.line.milestone {
            (heading(2, "label", None, name(milestone)))
            div.content {
                @if let Some(goal) = &milestone.goal { p.goal dir="auto" { (goal) } }
                ul.steps { @for step in &milestone.items { li { (draw_step(setting, step)) } } }
            }
        }
    }
}

fn draw_step(setting: &Setting, step: &Step) -> Markup {
    let signed = match step.signed_off_by.as_deref() {
        Some("buddy") => Some("your buddy says when it is done"),
        Some("manager") => Some("your manager says when it is done"),
        _ => None,
    };
    html! {
        span.activity { (activity(step)) }
        span.step dir="auto" {
            (linked(setting, step))
            @if let Some(signed) = signed { span.by { (signed) } }
        }
    }
}
