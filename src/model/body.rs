//! The text below the front matter, with what was found in it: headings, answers, checklist items, links.

use std::ops::Range;

use super::diagnostic::Position;

/// A Markdown body and its outline. All ranges are bytes of `text`; lines count from 1 in the whole file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Body {
    /// Markdown without the front matter.
    pub text: Box<str>,
    /// The line of the file on which `text` begins.
    pub first_line: u32,
    pub headings: Vec<Heading>,
    pub answers: Vec<Answer>,
    pub items: Vec<Item>,
    pub links: Vec<Link>,
    /// Anchors that were given by HTML.
    pub marks: Vec<String>,
    /// The first paragraph as plain text.
    pub lead: Option<String>,
}

/// A heading. Its section goes from the heading to the next one of the same or a higher level.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    pub text: String,
    /// Unique in the body: as written in `{#anchor}`, else made from the text.
    pub anchor: String,
    /// Whether the author wrote the anchor.
    pub explicit: bool,
    /// The anchor came before and was numbered.
    pub repeated: bool,
    pub line: u32,
    /// From the start of the heading to the end of its section.
    pub range: Range<usize>,
}

/// One answer to a tough question: a section `## Answer: <name> {#anchor}`. Parts are Markdown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    pub name: String,
    pub anchor: String,
    pub line: u32,
    /// When it fits: **Best when**.
    pub best_when: Option<String>,
    /// **Acknowledge**.
    pub acknowledge: Option<String>,
    /// **Respond**; of an answer without any labels, its whole text.
    pub respond: Option<String>,
    /// **Confirm**.
    pub confirm: Option<String>,
    /// **From**: who won with it.
    pub from: Option<String>,
    /// What stands in the section outside the labels.
    pub rest: Option<String>,
}

/// A task item of a checklist: `- [ ] **text** why {#anchor}`. Texts are Markdown.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub text: String,
    pub why: String,
    pub anchor: String,
    pub explicit: bool,
    pub line: u32,
}

/// A link or picture, as its author wrote it.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    pub target: String,
    pub picture: bool,
    pub at: Position,
}

impl Body {
    /// The heading with this text (letter case ignored) and level two, such as `internal notes`.
    pub fn section(&self, title: &str) -> Option<&Heading> {
        self.headings.iter().find(|heading| heading.level <= 2 && heading.text.eq_ignore_ascii_case(title))
    }

    /// The Markdown of a section without its heading line.
    pub fn section_text(&self, heading: &Heading) -> &str {
        let whole = &self.text[heading.range.clone()];
        whole.split_once('\n').map_or("", |(_, below)| below).trim()
    }

    /// Whether a link may end in `#anchor` here.
    pub fn has_anchor(&self, anchor: &str) -> bool {
        self.headings.iter().any(|heading| heading.anchor == anchor)
            || self.items.iter().any(|item| item.anchor == anchor)
            || self.marks.iter().any(|mark| mark == anchor)
    }

    /// The anchor that a link means by `wanted`: the same, or the first with the same letters and digits, since every
    /// generator makes anchors of headings in a way of its own.
    pub fn anchor_like(&self, wanted: &str) -> Option<&str> {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let like: String = letters(wanted);
        let same = self.anchors().find(|anchor| *anchor == wanted);
        same.or_else(|| self.anchors().find(|anchor| !like.is_empty() && letters(anchor) == like))
    }

    /// All anchors, in the order of the text.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        let headings = self.headings.iter().map(|heading| heading.anchor.as_str());
        let items = self.items.iter().map(|item| item.anchor.as_str());
        headings.chain(items).chain(self.marks.iter().map(String::as_str))
    }
}
