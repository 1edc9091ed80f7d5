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
        let typed = html! {
            label for="fl-again" { (self.label) }
            textarea #fl-again name=(self.name) rows="6" dir="auto" { (self.text) }
        };
        form(&self.why, self.action, &self.hidden, &typed)
    }
}

/// The page of such a form, with the fields of what was typed.
pub fn form(why: &str, action: &str, hidden: &[(&'static str, &str)], typed: &Markup) -> Markup {
    html! {
        div.entry.again {
            div.line { div.content {
                h1.title { "This was not kept" }
                p.summary { (words::sentence(why)) "." }
            } }
            div.line { div.content {
                form.say method="post" action=(action) {
                    @for (name, value) in hidden { input type="hidden" name=(name) value=(value); }
                    (typed)
                    button type="submit" { "Try again" }
                }
            } }
        }
    }
}
