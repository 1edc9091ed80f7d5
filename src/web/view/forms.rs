//! Small forms that every page about an entry may hold: still right, and what is wrong.

use maud::{Markup, Render, html};

use crate::model::Entry;
use crate::web::urls;

/// Most characters of what is said to be wrong.
pub const MOST_WORDS: usize = 500;

/// One press that says an entry is still right.
#[derive(Debug, Clone, Copy)]
pub struct StillRight<'a>(pub &'a Entry);

impl Render for StillRight<'_> {
    fn render(&self) -> Markup {
        html! {
            form.act method="post" action=(urls::STILL_RIGHT) {
                input type="hidden" name="entry" value=(self.0.id);
                button.button type="submit" { "Still right" }
            }
        }
    }
}

/// What is wrong, in a word or two.
#[derive(Debug, Clone, Copy)]
pub struct FlagForm<'a> {
    pub entry: &'a Entry,
    /// What was typed before, where that could not be noted.
    pub reason: &'a str,
    /// The anchor of the answer that was chosen.
    pub answer: Option<&'a str>,
}

impl Render for FlagForm<'_> {
    fn render(&self) -> Markup {
        let answers = &self.entry.body.answers;
        html! {
            form.said-wrong method="post" action=(urls::FLAGS) {
                input type="hidden" name="entry" value=(self.entry.id);
                @if !answers.is_empty() {
                    label {
                        span { "Where" }
                        select name="answer" {
                            option value="" { "The whole entry" }
                            @for answer in answers {
                                option value=(answer.anchor) selected[self.answer == Some(answer.anchor.as_str())] { (answer.name) }
                            }
                        }
                    }
                }
                label {
                    span { "What is wrong, in a word or two" }
                    textarea name="reason" rows="2" maxlength=(MOST_WORDS) required dir="auto" { (self.reason) }
                }
                button.button type="submit" { "Flag it" }
            }
        }
    }
}
