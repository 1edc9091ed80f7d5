//! What a lesson's fields say.

use maud::html;

use super::{Told, choice, some};
use crate::model::lesson::Lesson;
use crate::model::taxonomy::Vocabulary;
use crate::web::view::blocks::{Block, Fact};
use crate::web::view::{Setting, links};

pub fn told(setting: &Setting, lesson: &Lesson) -> Told {
    let learned = if lesson.learned_from.is_empty() {
        html! { p { "Opinion: no closed deal stands behind it yet." } }
    } else {
        links::references(setting, &lesson.learned_from)
    };
    let promoted = (!lesson.promoted_to.is_empty()).then(|| links::references(setting, &lesson.promoted_to));
    Told {
        label: if lesson.avoid { "Avoid" } else { "Do" },
        blocks: some([
            Some(Block::new("Learned from", learned)),
            Block::text(if lesson.avoid { "What it cost" } else { "What it cost or brought" }, lesson.cost.as_ref()),
            promoted.map(|links| Block::new("Now part of", links)),
        ]),
        at_a_glance: 3,
        facts: some([
            Fact::text(
                "Error it prevents",
                lesson.error_type.as_deref().map(|id| setting.label(Vocabulary::ErrorTypes, id)),
            ),
            Fact::text("Avoidable", choice(lesson.avoidable.as_ref())),
            Fact::text(
                "For new colleagues",
                lesson.onboarding.as_deref().map(|day| format!("by {}", day.replace('_', " "))),
            ),
            Fact::text("Asks in practice", lesson.recall_prompt.clone()),
        ]),
    }
}
