//! A file, or a part of one, that is ready to be copied into the content folder.

use maud::{Markup, html};

use crate::catalog::Draft;

/// The file, folded.
pub fn ready(draft: &Draft) -> Markup {
    html! {
        details.ready {
            summary { "Ready file" }
            p { "Save as " code dir="ltr" { (draft.path) } " in the content folder." }
            pre tabindex="0" dir="auto" { code { (draft.text) } }
        }
    }
}

/// An answer to a question that is there already, folded: to be put below its other answers.
pub fn ready_answer(draft: &Draft) -> Markup {
    html! {
        details.ready {
            summary { "Ready for the entry" }
            p { "Put this below the other answers in " code dir="ltr" { (draft.path) } ". Once it is committed, everybody has it." }
            pre tabindex="0" dir="auto" { code { (draft.text) } }
        }
    }
}
