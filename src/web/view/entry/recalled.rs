//! The back of a practice card: what to say, in the order of the page that it is from.

use maud::{Markup, Render, html};

use super::kinds::lesson_at_a_glance;
use super::question::{Question, parts_of};
use super::{Article, Depth, parts};
use crate::catalog::Page;
use crate::model::Detail;
use crate::model::body::Answer;
use crate::model::discovery::Fact;
use crate::model::objection::{Nature, Objection};
use crate::training::cards::{Card, Front};
use crate::web::view::blocks::{line, text_line};
use crate::web::view::{Setting, words};

/// The back of a card.
#[derive(Debug)]
pub struct Recalled<'a> {
    pub setting: Setting<'a>,
    pub card: &'a Card<'a>,
}

impl Render for Recalled<'_> {
    fn render(&self) -> Markup {
        let article = Article { setting: self.setting, page: self.card.page, depth: Depth::Glance { part: None } };
        html! {
            @match (&self.card.page.entry().detail, &self.card.front) {
                (Detail::Objection(objection), _) => (question(&article, objection)),
                (Detail::Lesson(lesson), _) => (lesson_at_a_glance(&article, lesson)),
                (_, Front::Fact(known)) => (fact(&article, known)),
                _ => {}
            }
        }
    }
}

impl<'a> Recalled<'a> {
    /// The answer that stands first on the page.
    pub fn answer(&self) -> Option<&'a Answer> {
        first_answer(&self.setting, self.card.page)
    }
}

fn first_answer<'a>(setting: &Setting<'a>, page: Page<'a>) -> Option<&'a Answer> {
    let entry = page.entry();
    entry.body.answers.get(*setting.ranked(entry).order.first()?)
}

fn question(article: &Article, objection: &Objection) -> Markup {
    let rendered = article.page.html();
    let view = Question { article, objection, sections: &rendered.sections, label: article.label() };
    html! {
        @match objection.nature {
            Nature::BrushOff => { div.asked-first { (view.asks()) } (said(article, objection)) }
            Nature::Disqualifier => { (view.walk_away_first()) (said(article, objection)) (view.asks()) }
            _ => { (said(article, objection)) (view.asks()) }
        }
        (best_answer(article))
        (view.avoid())
    }
}

/// The words to say first, and how far they can be relied on.
fn said(article: &Article, objection: &Objection) -> Markup {
    html! {
        @if let Some(words) = &objection.quick_response {
            (line(article.label(), "You say", &html! {
                p.quick-response dir="auto" { (words) }
                (parts::standing(article))
            }))
        }
    }
}

fn best_answer(article: &Article) -> Markup {
    html! {
        @if let Some(answer) = first_answer(&article.setting, article.page) {
            (line(article.label(), "Answer", &html! {
                p dir="auto" { strong { (answer.name) } }
                div.answer-body { (parts_of(article.page, answer)) }
            }))
        }
    }
}

fn fact(article: &Article, fact: &Fact) -> Markup {
    let level = article.label();
    let holds = fact.valid_for.map(|days| format!("Holds {}, then ask again.", words::days(i64::from(days))));
    let known = html! {
        @if let Some(evidence) = &fact.evidence { p.first-words dir="auto" { (evidence) } }
        @if let Some(holds) = &holds { p.quiet { (holds) } }
    };
    let ask = fact.question.as_deref().map(words::unquoted);
    html! {
        (line(level, "Known when", &known))
        @if let Some(ask) = ask { (line(level, "Ask", &html! { p.spoken dir="auto" { (ask) } })) }
        (text_line(level, "Why", fact.why.as_ref()))
    }
}
