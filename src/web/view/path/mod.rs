//! Paths as people go them: the steps with what can be done of each, the next thing, what others are asked.

pub mod course;
pub mod firsts;
mod lead;
pub mod names;
pub mod next;
pub mod origin;
pub mod sign;
pub mod standing;
pub mod step;

pub use course::Journey;
pub use lead::lead;
pub use names::Names;

use maud::{Markup, html};

use super::links;
use super::setting::{Reference, Setting};
use crate::model::onboarding_path::Step;
use crate::model::taxonomy::in_words;

/// What one does, in a word.
pub fn activity(step: &Step) -> String {
    match step.activity.as_deref() {
        Some("shadow") => "Sit in".to_owned(),
        Some("certify") => "Pass".to_owned(),
        Some(other) => in_words(other),
        None => String::new(),
    }
}

/// What a step says, with a link to the entry that it is about.
pub fn linked(setting: &Setting, step: &Step) -> Markup {
    html! {
        @match (&step.reference, &step.text) {
            (Some(reference), None) => (links::reference(setting, reference)),
            (Some(reference), Some(text)) => { (text) " " (links::reference(setting, reference)) }
            (None, Some(text)) => (text),
            (None, None) => (in_words(&step.id)),
        }
    }
}

/// The same as plain words.
pub fn said(setting: &Setting, step: &Step) -> String {
    match (&step.text, &step.reference) {
        (Some(text), _) => text.clone(),
        (None, Some(reference)) => match setting.follow(reference) {
            Reference::Page(page, _) => page.entry().title.clone(),
            Reference::Hidden | Reference::Missing => in_words(&step.id),
        },
        (None, None) => in_words(&step.id),
    }
}
