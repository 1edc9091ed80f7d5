//! What a stage guideline's fields say.

use maud::{Markup, html};

use super::{Told, some};
use crate::model::stage::{Habit, Stage};
use crate::model::taxonomy::Vocabulary;
use crate::web::view::blocks::{Block, Fact};
use crate::web::view::{Setting, links, words};

pub fn told(setting: &Setting, stage: &Stage) -> Told {
    let checklists = (!stage.checklists.is_empty()).then(|| links::references(setting, &stage.checklists));
    let habits = (!stage.winning_habits.is_empty()).then(|| {
        html! { ul.points { @for habit in &stage.winning_habits { li { (draw(setting, habit)) } } } }
    });
    let expected: Vec<_> = stage.facts_expected.iter().map(|id| setting.fact(id)).collect();
    Told {
        label: "What it is for",
        blocks: some([
            Block::list("It is over when", &stage.buyer_outcomes),
            Block::list("Warning signs", &stage.warning_signs),
            Block::list("Get out if", &stage.qualify_out_if),
            checklists.map(|links| Block::new("Stop and check", links)),
            habits.map(|habits| Block::new("Habits of colleagues who win", habits)),
            Block::list("Usually known by then", &expected),
        ]),
        at_a_glance: 3,
        facts: some([
            Fact::text("Stage", stage.stage.as_deref().map(|id| setting.label(Vocabulary::Stages, id))),
            Fact::text("Usually takes", stage.typical_days.map(words::days)),
            Fact::text("Kind of rule", Some("a guideline: skip what does not fit, and write down what you did")),
        ]),
    }
}

fn draw(setting: &Setting, habit: &Habit) -> Markup {
    html! {
        span dir="auto" { (habit.habit) }
        span.by {
            @if let Some(from) = &habit.from { " " (setting.person(from)) }
            @for deal in &habit.evidence { " · " (links::reference(setting, deal)) }
        }
    }
}
