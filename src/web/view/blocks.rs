//! Parts of an article: a label in the margin, the words beside it; columns; facts as pairs.

use maud::{Markup, Render, html};

use super::html::heading;

/// A fact in words: what it is called, and its value.
#[derive(Debug)]
pub struct Fact {
    pub label: &'static str,
    pub value: Markup,
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

/// One line of an article: label in the margin, content beside it.
pub fn line(level: u8, label: &str, content: &impl Render) -> Markup {
    html! {
        section.line {
            (heading(level, "label", None, html! { span lang="en" { (label) } }))
            div.content { (content) }
        }
    }
}

/// A line whose content takes the whole width, for columns and tables.
pub fn wide(level: u8, label: &str, content: &impl Render) -> Markup {
    html! {
        section.line.wide {
            (heading(level, "label", None, label))
            div.content { (content) }
        }
    }
}

/// A line without a label.
pub fn bare(content: &impl Render) -> Markup {
    html! { div.line { div.content { (content) } } }
}

/// A line with a paragraph, where there is a text.
pub fn text_line(level: u8, label: &str, text: Option<&String>) -> Markup {
    let text = text.filter(|text| !text.is_empty());
    html! { @if let Some(text) = text { (line(level, label, &html! { p dir="auto" { (text) } })) } }
}

/// A line with a list, where it has items.
pub fn list_line(level: u8, label: &str, items: &[String]) -> Markup {
    html! { @if !items.is_empty() { (line(level, label, &list(items))) } }
}

/// Texts, one a line.
pub fn list(items: &[String]) -> Markup {
    html! { ul.points { @for item in items { li dir="auto" { (item) } } } }
}

/// Something that stands beside others under a label of its own; nothing where it is empty.
pub fn column(level: u8, label: &str, class: &str, content: &Markup) -> Markup {
    html! {
        @if !content.0.is_empty() {
            div class=(class) { (heading(level, "label", None, label)) (content) }
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
/// without one, the title is ours. The anchor stands inside, so that a link to it unfolds it in every browser.
pub fn folded(id: Option<&str>, title: &str, content: &impl Render) -> Markup {
    html! {
        details.fold {
            summary dir="auto" lang=[id.is_none().then_some("en")] { (title) }
            div.prose id=[id.filter(|id| !id.is_empty())] dir="auto" { (content) }
        }
    }
}
