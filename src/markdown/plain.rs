//! Plain text out of Markdown: what is indexed, copied and read aloud.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::anchors::Anchors;
use super::blanks::closed_up;
use super::items::split_anchor;
use super::{dialect, tags, templates};

/// The text under one heading; `title` and `anchor` are empty for what stands before the first heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlainSection {
    pub title: String,
    pub anchor: String,
    pub text: String,
}

/// The body as plain text, a section per heading. Anchors are those of [`super::outline`].
pub fn sections(text: &str) -> Vec<PlainSection> {
    let source = templates::prepared(text);
    let source = templates::without_instructions(&source);
    let mut writer = Writer { sections: vec![PlainSection::default()], ..Writer::default() };
    for event in Parser::new_ext(&source, dialect()) {
        writer.step(event);
    }
    writer.sections.retain(|section| !section.title.is_empty() || !section.text.trim().is_empty());
    for section in &mut writer.sections {
        section.text.truncate(section.text.trim_end().len());
    }
    writer.sections
}

/// A fragment as plain text: paragraphs on lines of their own, markup gone.
pub fn plain(text: &str) -> String {
    let sections = sections(text);
    let parts = sections.iter().flat_map(|section| [section.title.as_str(), section.text.as_str()]);
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

#[derive(Default)]
struct Writer {
    sections: Vec<PlainSection>,
    anchors: Anchors,
    heading: Option<(Option<String>, String)>,
    /// The block of HTML that is open.
    html: Option<String>,
}

impl Writer {
    fn step(&mut self, event: Event) {
        match event {
            Event::Start(Tag::Heading { id, .. }) => {
                self.heading = Some((id.map(|id| id.into_string()), String::new()))
            }
            Event::End(TagEnd::Heading(_)) => self.open_section(),
            Event::Text(words) | Event::Code(words) => self.words(&words),
            Event::Start(Tag::HtmlBlock) => self.html = Some(String::new()),
            Event::Html(html) => self.html.get_or_insert_default().push_str(&html),
            Event::End(TagEnd::HtmlBlock) => {
                let words = self.html.take().map(|html| tags::words(&html)).unwrap_or_default();
                self.words(&words);
                self.line();
            }
            Event::SoftBreak => self.words(" "),
            Event::HardBreak | Event::Rule => self.line(),
            Event::End(TagEnd::TableCell) => self.words(" "),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Item
                | TagEnd::CodeBlock
                | TagEnd::TableRow
                | TagEnd::TableHead
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition,
            ) => self.line(),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        let words = closed_up(words);
        let words = words.as_ref();
        match &mut self.heading {
            Some((_, title)) => title.push_str(words),
            None => {
                let words = if words.ends_with('}') { split_anchor(words).0 } else { words };
                if let Some(section) = self.sections.last_mut() {
                    section.text.push_str(words);
                }
            }
        }
    }

    fn line(&mut self) {
        if let Some(section) = self.sections.last_mut()
            && !section.text.is_empty()
            && !section.text.ends_with('\n')
        {
            section.text.push('\n');
        }
    }

    fn open_section(&mut self) {
        let Some((id, title)) = self.heading.take() else { return };
        let title = title.trim().to_owned();
        let anchor = self.anchors.next(id.as_deref(), &title);
        self.sections.push(PlainSection { title, anchor, text: String::new() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_have_their_heading_and_their_own_text() {
        let found =
            sections("lead *in*\n\n## One\n\na [b](c)\n\n- d\n- e\n\n## Two {#x}\n\n| f | g |\n|---|---|\n| h | i |\n");
        let seen: Vec<_> = found.iter().map(|s| (s.title.as_str(), s.anchor.as_str(), s.text.as_str())).collect();
        assert_eq!(seen, [("", "", "lead in"), ("One", "one", "a b\nd\ne"), ("Two", "x", "f g \nh i")]);
    }

    #[test]
    fn what_html_says_is_text_too() {
        let found = sections(
            "<table>\n<tr><td>Cell <b>one</b></td>\n<td>two</td></tr>\n</table>\n\n<!-- hidden -->\n\n{% include \"x\" %} after {% y %} x\n",
        );
        assert_eq!(found[0].text, "Cell one two\n after x");
    }

    #[test]
    fn a_fragment_loses_its_markup() {
        assert_eq!(plain("Say **this**,\nthen `that`.\n\nAnd more. <b>x</b>"), "Say this, then that.\nAnd more. x");
        assert_eq!(plain("- [ ] **Do it.** Why. {#do}"), "Do it. Why.");
    }
}
