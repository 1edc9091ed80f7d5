//! The glance layer in one text: what a result row shows, and the strongest words after the question.

use crate::model::entry::{Detail, Entry};

/// What can be read in four seconds: the words to say, the lesson, the purpose, the pause point; else the summary.
pub fn glance(entry: &Entry) -> &str {
    let text = match &entry.detail {
        Detail::Objection(objection) => objection.quick_response.as_deref(),
        Detail::Battlecard(card) => card.quick_dismiss.as_deref(),
        Detail::Lesson(lesson) => Some(lesson.lesson.as_str()),
        Detail::Stage(stage) => stage.purpose.as_deref(),
        Detail::Checklist(list) => list.pause_point.as_deref(),
        Detail::ProofPoint(proof) => Some(proof.result.as_str()),
        _ => None,
    };
    text.filter(|text| !text.is_empty()).unwrap_or(&entry.summary)
}
