//! The page of a lesson: the rule, whether to do or to avoid it, how to notice in time, what it cost; then the story.

use maud::{Markup, html};

use super::super::body::{self, Text};
use super::super::{Article, parts};
use super::{deals, errors};
use crate::markdown::RenderedSection;
use crate::model::lesson::Lesson;
use crate::training::cards::TRIGGER;
use crate::web::view::blocks::{Fact, line, text_line};
use crate::web::view::html::heading;
use crate::web::view::{links, words};

pub fn whole(article: &Article, lesson: &Lesson) -> Markup {
    let rendered = article.page.html();
    let mut text = Text::of(article, &rendered);
    let trigger = text.take(is_trigger);
    html! {
        (parts::title(article))
        (rule(article, lesson))
        @if let Some(trigger) = trigger { (noticed(article, trigger)) }
        (cost(article, lesson))
        (behind(article, lesson))
        (carried(article, lesson))
        (text.draw())
        @match &lesson.recall_prompt {
            Some(question) => {
                (line(2, "Ask yourself", &html! { p.spoken dir="auto" { (words::unquoted(question)) } (parts::practise(article)) }))
            }
            None => (parts::practise_below(article)),
        }
        (parts::foot(article, facts(article, lesson)))
    }
}

pub fn glance(article: &Article, lesson: &Lesson) -> Markup {
    let rendered = article.page.html();
    let trigger = rendered.sections.iter().find(|section| is_trigger(&section.title));
    html! {
        (rule(article, lesson))
        @if let Some(trigger) = trigger { (noticed(article, trigger)) }
        (cost(article, lesson))
        @if !lesson.learned_from.is_empty() {
            (line(article.label(), "Learned from", &html! { p { (deals::inline(&article.setting, &lesson.learned_from)) } }))
        }
    }
}

fn is_trigger(title: &str) -> bool {
    title.eq_ignore_ascii_case(TRIGGER)
}

/// The rule under a word and a sign, so that nobody does what is to be avoided.
fn rule(article: &Article, lesson: &Lesson) -> Markup {
    let (word, class) = if lesson.avoid { ("Avoid", "verdict avoid-it") } else { ("Do", "verdict do-it") };
    html! {
        section.line {
            (heading(article.label(), "label", None, html! { span class=(class) { span.sign aria-hidden="true" {} (word) } }))
            div.content {
                @if !lesson.lesson.is_empty() { p.rule dir="auto" { (lesson.lesson) } }
                (parts::standing(article))
            }
        }
    }
}

fn noticed(article: &Article, trigger: &RenderedSection) -> Markup {
    line(
        article.label(),
        "How you would notice in time",
        &html! {
            div.trigger id=[article.is_whole().then_some(&trigger.anchor)] { (body::prose(trigger)) }
        },
    )
}

fn cost(article: &Article, lesson: &Lesson) -> Markup {
    text_line(
        article.label(),
        if lesson.avoid { "What it cost" } else { "What it cost or brought" },
        lesson.cost.as_ref(),
    )
}

fn behind(article: &Article, lesson: &Lesson) -> Markup {
    let learned = html! {
        @if lesson.learned_from.is_empty() { p { "Opinion: no closed deal stands behind it yet." } }
        @else { (deals::list(&article.setting, &lesson.learned_from)) }
    };
    line(article.label(), "Learned from", &learned)
}

fn carried(article: &Article, lesson: &Lesson) -> Markup {
    html! {
        @if !lesson.promoted_to.is_empty() {
            (line(article.label(), "Now part of", &links::references(&article.setting, &lesson.promoted_to)))
        }
    }
}

fn facts(article: &Article, lesson: &Lesson) -> [Option<Fact>; 3] {
    let day = |id: &str| id.strip_prefix("day_").map(|day| format!("by day {day}"));
    [
        Fact::drawn(
            "Error it prevents",
            lesson.error_type.as_deref().map(|id| errors::in_a_line(&article.setting, id)),
        ),
        Fact::text("With hindsight", lesson.avoidable.as_ref().map(|how| format!("{how} avoidable"))),
        Fact::text("New colleagues", lesson.onboarding.as_deref().and_then(day)),
    ]
}
