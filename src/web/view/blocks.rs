//! Parts of an article: a label in the margin, the words beside it; and facts as pairs.

use maud::{Markup, Render, html};

use super::html::heading;

/// A labelled part of an article.
#[derive(Debug)]
pub struct Block {
    pub label: String,
    pub body: Markup,
}

/// A fact in words: what it is called, and its value.
#[derive(Debug)]
pub struct Fact {
    pub label: &'static str,
    pub value: Markup,
}

impl Block {
    /// A part.
    pub fn new(label: impl Into<String>, body: Markup) -> Block {
        Block { label: label.into(), body }
    }

    /// A paragraph, where there is a text.
    pub fn text(label: &str, text: Option<&String>) -> Option<Block> {
        let text = text.filter(|text| !text.is_empty())?;
        Some(Block::new(label, html! { p dir="auto" { (text) } }))
    }

    /// A list, where it has items.
    pub fn list(label: &str, items: &[String]) -> Option<Block> {
        (!items.is_empty()).then(|| Block::new(label, list(items)))
    }

    /// Draws it, the label as a heading of a level.
    pub fn draw(&self, level: u8) -> Markup {
        line(level, &self.label, &self.body)
    }
}

impl Fact {
    /// A fact whose value is text.
    pub fn text(label: &'static str, value: Option<impl Into<String>>) -> Option<Fact> {
        let value = value.map(Into::into).filter(|value: &String| !value.is_empty())?;
        Some(Fact { label, value: html! { (value) } })
    }

    /// A fact whose value is a list of words.
    pub fn words(label: &'static str, words: &[String]) -> Option<Fact> {
        (!words.is_empty()).then(|| Fact { label, value: html! { (words.join(", ")) } })
    }

    /// A fact whose value is drawn.
    pub fn drawn(label: &'static str, value: Option<Markup>) -> Option<Fact> {
        value.map(|value| Fact { label, value })
    }
}

/// Texts, one a line.
pub fn list(items: &[String]) -> Markup {
    html! { ul.points { @for item in items { li dir="auto" { (item) } } } }
}

/// One line of an article: label in the margin, content beside it.
pub fn line(level: u8, label: &str, content: &impl Render) -> Markup {
    html! {
        section.line {
            (heading(level, "label", None, html! { span lang="en" { (label) } }))
            div.content { (content) }
        }
    }
}

/// Facts as a list of pairs; nothing where there are none.
pub fn facts(facts: &[Fact]) -> Markup {
    html! {
        @if !facts.is_empty() {
            dl.facts {
                @for fact in facts { div { dt lang="en" { (fact.label) } dd dir="auto" { (fact.value) } } }
            }
        }
    }
}

/// Something folded: one line that opens. A part of the text has an anchor and the author's words as its title;
/// without one, the title is ours.
pub fn folded(id: Option<&str>, title: &str, content: &impl Render) -> Markup {
    html! {
        details.fold id=[id.filter(|id| !id.is_empty())] {
            summary dir="auto" lang=[id.is_none().then_some("en")] { (title) }
            div.prose dir="auto" { (content) }
        }
    }
}
