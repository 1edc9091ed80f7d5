//! A hard-won lesson: something to do, or to learn to avoid.

use super::id::Kind;
use super::schema::{Field, Shape, always, optional, to_publish};
use super::taxonomy::Vocabulary;
use super::value::Map;

pub const FIELDS: &[Field] = &[
    always("lesson", Shape::Text, "The lesson in one sentence that starts with a verb."),
    always("direction", Shape::Choice(&["do", "avoid"]), "Something to do, or to avoid."),
    to_publish("error_type", Shape::Term(Vocabulary::ErrorTypes), "The avoidable error that it prevents."),
    optional("avoidable", Shape::Choice(&["clearly", "partly", "hardly"]), "With hindsight."),
    optional("learned_from", Shape::List(&Shape::Reference(Some(Kind::WinLoss))), "The deals that taught it."),
    optional("cost", Shape::Text, "What it cost, or brought."),
    optional(
        "onboarding",
        Shape::Choice(&["day_1", "day_30", "day_60", "day_90"]),
        "When a new colleague should meet it.",
    ),
    optional("promoted_to", Shape::List(&Shape::Reference(None)), "Checklist items or pages that now carry it."),
    optional("recall_prompt", Shape::Text, "The question of its practice card."),
];

/// A lesson.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lesson {
    pub lesson: String,
    /// Something to avoid rather than to do.
    pub avoid: bool,
    pub error_type: Option<String>,
    pub avoidable: Option<String>,
    pub learned_from: Vec<String>,
    pub cost: Option<String>,
    pub onboarding: Option<String>,
    pub promoted_to: Vec<String>,
    pub recall_prompt: Option<String>,
}

impl Lesson {
    /// Reads the kind's fields.
    pub fn read(map: &Map) -> Lesson {
        Lesson {
            lesson: map.text("lesson").unwrap_or_default(),
            avoid: map.text("direction").as_deref() == Some("avoid"),
            error_type: map.text("error_type"),
            avoidable: map.text("avoidable"),
            learned_from: map.texts("learned_from"),
            cost: map.text("cost"),
            onboarding: map.text("onboarding"),
            promoted_to: map.texts("promoted_to"),
            recall_prompt: map.text("recall_prompt"),
        }
    }
}
