//! A form with what somebody typed and could not be kept, so that nothing typed is lost.

use maud::{Markup, Render, html};

use super::words;

/// The form once more.
#[derive(Debug)]
pub struct Again<'a> {
    /// Why it was not kept.
    pub why: String,
    pub action: &'a str,
    /// What the form says beside the text.
    pub hidden: Vec<(&'static str, &'a str)>,
    pub label: &'static str,
    pub name: &'static str,
    pub text: &'a str,
}

impl Render for Again<'_> {
    fn render(&self) -> Markup {
        html! {
            div.entry.again {
                div.line { div.content {
                    h1.title { "This was not kept" }
                    p.summary { (words::sentence(&self.why)) "." }
                } }
                div.line { div.content {
                    form.say method="post" action=(self.action) {
                        @for (name, value) in &self.hidden { input type="hidden" name=(name) value=(value); }
                        label for="fl-again" { (self.label) }
                        textarea #fl-again name=(self.name) rows="6" dir="auto" { (self.text) }
                        button type="submit" { "Try again" }
                    }
                } }
            }
        }
    }
}
