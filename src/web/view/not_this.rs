//! *Not what I need*: one button, and nobody is asked why.

use maud::{Markup, Render, html};

use crate::model::EntryId;
use crate::web::urls;

/// The button below an entry that a search found.
#[derive(Debug)]
pub struct NotThis<'a> {
    /// The entry that is open.
    pub entry: &'a EntryId,
    /// What was searched for; where it is not known here, the script or the store knows.
    pub asked: &'a str,
}

impl Render for NotThis<'_> {
    fn render(&self) -> Markup {
        html! {
            form.not-this action=(urls::NOT_THIS) method="post" lang="en" {
                input type="hidden" name="q" value=(self.asked);
                input type="hidden" name="entry" value=(self.entry);
                button.plain-button type="submit" { "Not what I need" }
            }
        }
    }
}
