//! One pass over a body that notes headings, links, task items and the first paragraph.

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::anchors::Anchors;
use super::blanks::without_marks;
use super::tags::tags;
use super::{answers, dialect, items, templates};
use crate::model::body::{Body, Heading, Link};
use crate::model::diagnostic::Position;

/// Reads a body. `first_line` is the line of the file on which `text` begins, from 1.
pub fn outline(text: &str, first_line: u32) -> Body {
    let source = templates::prepared(text);
    let source = templates::without_instructions(&source);
    let lines = Lines::of(text, first_line);
    let mut reader = Reader {
        lines: &lines,
        text: &source,
        body: Body::default(),
        anchors: Anchors::default(),
        open: None,
        lead: Lead::Before,
        pictures: 0,
    };
    for (event, range) in Parser::new_ext(&source, dialect()).into_offset_iter() {
        reader.step(event, range);
    }
    let mut body = reader.body;
    body.text = text.into();
    body.first_line = first_line;
    close_sections(&mut body.headings, text.len());
    body.answers = answers::answers(&body);
    body
}

/// Ends each section at the next heading of the same or a higher level.
fn close_sections(headings: &mut [Heading], end: usize) {
    for index in 0..headings.len() {
        let level = headings[index].level;
        let next = headings[index + 1..].iter().find(|next| next.level <= level);
        headings[index].range.end = next.map_or(end, |next| next.range.start);
    }
}

struct Reader<'a> {
    lines: &'a Lines,
    text: &'a str,
    body: Body,
    anchors: Anchors,
    open: Option<Heading>,
    lead: Lead,
    /// How many pictures are open: their words are no text.
    pictures: usize,
}

enum Lead {
    Before,
    Inside(String),
    Done,
}

impl Reader<'_> {
    fn step(&mut self, event: Event, range: std::ops::Range<usize>) {
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                let anchor = id.map(|id| id.into_string()).unwrap_or_default();
                self.open = Some(Heading {
                    level: level as u8,
                    text: String::new(),
                    explicit: !anchor.is_empty(),
                    repeated: false,
                    anchor,
                    line: self.lines.position(self.text, range.start).line,
                    range: range.start..range.end,
                });
            }
            Event::End(TagEnd::Heading(_)) => self.close_heading(),
            Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => {}
            Event::Start(Tag::Link { dest_url, .. }) => self.link(dest_url.into_string(), false, range.start),
            Event::Start(Tag::Image { dest_url, .. }) => {
                self.pictures += 1;
                self.link(dest_url.into_string(), true, range.start);
            }
            Event::End(TagEnd::Image) => self.pictures = self.pictures.saturating_sub(1),
            Event::Html(html) | Event::InlineHtml(html) => self.marks(&html),
            Event::Start(Tag::Item) => {
                let line = self.lines.position(self.text, range.start).line;
                self.body.items.extend(items::item(&self.text[range], line));
            }
            Event::Start(Tag::Paragraph) if matches!(self.lead, Lead::Before) => {
                self.lead = Lead::Inside(String::new())
            }
            Event::End(TagEnd::Paragraph) => self.close_lead(),
            Event::Text(text) | Event::Code(text) => self.words(&text),
            Event::SoftBreak | Event::HardBreak => self.words(" "),
            _ => {}
        }
    }

    fn words(&mut self, text: &str) {
        let text = without_marks(text);
        let text = text.as_ref();
        if let Some(heading) = &mut self.open {
            heading.text.push_str(text);
        } else if let Lead::Inside(lead) = &mut self.lead
            && self.pictures == 0
        {
            lead.push_str(text);
        }
    }

    /// Anchors that the author gave by HTML.
    fn marks(&mut self, html: &str) {
        let marks = tags(html).filter_map(|tag| tag.attribute("id").or_else(|| tag.attribute("name")));
        self.body.marks.extend(marks.filter(|mark| !mark.is_empty()));
    }

    fn close_heading(&mut self) {
        let Some(mut heading) = self.open.take() else { return };
        heading.text = heading.text.trim().to_owned();
        let explicit = heading.explicit.then_some(heading.anchor.as_str());
        let (anchor, repeated) = self.anchors.next_with_repeat(explicit, &heading.text);
        (heading.anchor, heading.repeated) = (anchor, repeated);
        self.body.headings.push(heading);
    }

    fn close_lead(&mut self) {
        if let Lead::Inside(lead) = &self.lead {
            let words = lead.split_whitespace().collect::<Vec<_>>().join(" ");
            if words.is_empty() {
                self.lead = Lead::Before;
            } else {
                self.body.lead = Some(words);
                self.lead = Lead::Done;
            }
        }
    }

    fn link(&mut self, target: String, picture: bool, offset: usize) {
        let at = self.lines.position(self.text, offset);
        self.body.links.push(Link { target, picture, at });
    }
}

/// Where the lines of a body begin.
pub struct Lines {
    starts: Vec<usize>,
    first_line: u32,
}

impl Lines {
    /// The line starts of `text`, whose first line is `first_line` of the file.
    pub fn of(text: &str, first_line: u32) -> Lines {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Lines { starts, first_line }
    }

    /// Line and column of a byte offset.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let index = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let column = text.get(self.starts[index]..offset).map_or(0, |line| line.chars().count());
        Position::new(self.first_line + index as u32, column as u32 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_know_their_line_anchor_and_section() {
        let text = "Intro *text*.\n\n# One\n\na\n\n## Two {#second}\n\nb [x](y.md)\n\n# Three\n";
        let body = outline(text, 5);
        let seen: Vec<_> =
            body.headings.iter().map(|h| (h.level, h.text.as_str(), h.anchor.as_str(), h.line)).collect();
        assert_eq!(seen, [(1, "One", "one", 7), (2, "Two", "second", 11), (1, "Three", "three", 15)]);
        assert!(body.text[body.headings[0].range.clone()].contains("b [x]"));
        assert!(!body.text[body.headings[1].range.clone()].contains("Three"));
        assert_eq!(body.lead.as_deref(), Some("Intro text."));
        assert_eq!(body.links[0].at, Position::new(13, 3));
    }

    #[test]
    fn the_lead_is_the_first_paragraph_with_words() {
        let body =
            outline("![A badge](b.svg)\n\n{% include \"x\" %}\n\n<a id=\"here\"></a>First.\n\n<div id=\"there\">\n", 1);
        assert_eq!(body.lead.as_deref(), Some("First."));
        assert!(body.has_anchor("here") && body.has_anchor("there"));
    }

    #[test]
    fn columns_count_characters() {
        let body = outline("größer [x](y.md)\n", 1);
        assert_eq!(body.links[0].at, Position::new(1, 8));
    }

    #[test]
    fn a_body_of_nothing_has_nothing() {
        let body = outline("", 1);
        assert!(body.headings.is_empty() && body.lead.is_none() && body.answers.is_empty());
    }
}
