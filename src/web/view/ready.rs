//! A file that is ready to be copied into the content folder.

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
