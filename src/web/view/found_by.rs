//! Wordings that people found an entry by and that nobody has written down: for whoever looks after it.

use maud::{Markup, Render, html};

use super::blocks::line;
use crate::model::Entry;
use crate::search::LearnedWording;

/// The wordings that search has learned for one entry.
#[derive(Debug)]
pub struct FoundBy<'a> {
    pub entry: &'a Entry,
    pub wordings: Vec<&'a LearnedWording>,
}

impl<'a> FoundBy<'a> {
    /// What was learned for an entry; `None` where that is nothing, or it has no wordings to add to.
    pub fn of(entry: &'a Entry, learned: &'a [LearnedWording]) -> Option<FoundBy<'a>> {
        let wordings: Vec<_> = learned.iter().filter(|wording| wording.entry == entry.id.as_str()).collect();
        (entry.objection().is_some() && !wordings.is_empty()).then_some(FoundBy { entry, wordings })
    }

    /// The lines to write down, and where.
    pub fn ready(&self) -> Markup {
        html! {
            ul.points { @for wording in &self.wordings { li dir="auto" { q { (wording.text) } } } }
            details.ready {
                summary { "Write them down" }
                p { "Add to " code { "variants:" } " in " code dir="ltr" { (self.entry.path) } ":" }
                pre tabindex="0" dir="auto" { code { @for wording in &self.wordings { (item(&wording.text)) } } }
            }
        }
    }
}

impl Render for FoundBy<'_> {
    fn render(&self) -> Markup {
        line(
            2,
            "Found by",
            &html! {
                p.quiet { "Several people asked so and used this entry. Search has learned it, and counts it half until it is written down." }
                (self.ready())
            },
        )
    }
}

/// A line of a list in front matter.
pub fn item(words: &str) -> String {
    format!("  - {}\n", quoted(words))
}

/// Words as a value of YAML.
pub fn quoted(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}
