//! A file, or a part of one, that is ready to be copied into the content folder.

use maud::{Markup, html};

use crate::catalog::Draft;
use crate::content::convert::Converted;

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

/// What makes an entry of a question in a page, folded: the new file, what changes on the page, and both to be saved.
pub fn ready_conversion(converted: &Converted, patch: &str) -> Markup {
    html! {
        details.ready {
            summary { "What converting changes" }
            p { a href=(patch) download { "Save both changes" } " for " code { "git apply" } ", or copy them from here." }
            p { "A new file " code dir="ltr" { (converted.entry.path) } ":" }
            pre tabindex="0" dir="auto" { code { (converted.entry.text) } }
            p { "On the page, in its place:" }
            pre tabindex="0" dir="auto" { code { (converted.change()) } }
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
