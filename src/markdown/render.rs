//! Safe HTML out of Markdown, a piece per top section, with links resolved by the caller.

use pulldown_cmark::{CowStr, Event, Parser, Tag, TagEnd, html};

use super::anchors::Anchors;
use super::blanks::without_marks;
use super::escape::escaped;
use super::footnotes::Footnotes;
use super::items::split_anchor;
use super::{dialect, dress, embeds, sanitize, templates};

/// HTML that has been through the sanitiser. There is no other way to make one outside this folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SafeHtml(pub(super) String);

impl SafeHtml {
    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Somewhere in this knowledge base.
    Inside(String),
    /// Elsewhere; only safe schemes survive the sanitiser.
    Outside(String),
    /// To a page that is there, but not to the part of it that was meant, for this reason.
    Lost { href: String, why: String },
    /// To nothing: shown as text with this reason.
    Missing(String),
}

/// A body as HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    pub sections: Vec<RenderedSection>,
}

/// What stands from one first- or second-level heading to the next. The first has no heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RenderedSection {
    pub level: u8,
    pub title: String,
    pub anchor: String,
    /// Without the section's own heading.
    pub html: SafeHtml,
}

/// What the caller knows of the things that a text speaks of.
pub trait Resolve {
    /// Where a link, or a picture, leads.
    fn link(&self, target: &str, picture: bool) -> Target;

    /// What people call something that the author named by its id, as in `works-council`.
    fn name(&self, _id: &str) -> Option<String> {
        None
    }
}

impl<F: Fn(&str, bool) -> Target> Resolve for F {
    fn link(&self, target: &str, picture: bool) -> Target {
        self(target, picture)
    }
}

/// A resolver that is lent for one drawing.
pub type Resolver<'a> = &'a dyn Resolve;

/// Draws a body.
pub fn render(text: &str, resolve: Resolver) -> Rendered {
    let source = templates::prepared(text);
    let source = templates::as_code(&source);
    let mut writer = Writer {
        resolve,
        parts: vec![Part::default()],
        anchors: Anchors::default(),
        heading: None,
        footnotes: Footnotes::default(),
        nested: 0,
    };
    for event in Parser::new_ext(&source, dialect()) {
        writer.step(event);
    }
    let Writer { parts, mut footnotes, .. } = writer;
    let sections = parts.into_iter().map(|part| part.finish(&mut footnotes, resolve));
    Rendered { sections: sections.filter(|part| part.level > 0 || !part.html.0.trim().is_empty()).collect() }
}

/// Draws a fragment, such as a part of an answer.
pub fn fragment(text: &str, resolve: Resolver) -> SafeHtml {
    let rendered = render(text, resolve);
    SafeHtml(rendered.sections.into_iter().map(|part| part.html.0).collect())
}

/// Draws a phrase: one paragraph without its mark-up as a block, so that it can stand in a line.
pub fn phrase(text: &str, resolve: Resolver) -> SafeHtml {
    let SafeHtml(html) = fragment(text, resolve);
    let inner = html.trim().strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    match inner.filter(|inner| !inner.contains("<p>")) {
        Some(inner) => SafeHtml(inner.to_owned()),
        None => SafeHtml(html),
    }
}

#[derive(Default)]
struct Part<'a> {
    level: u8,
    title: String,
    anchor: String,
    events: Vec<Event<'a>>,
    /// Names of the footnotes that it is the first to refer to.
    notes: Vec<String>,
}

impl<'a> Part<'a> {
    fn finish(self, footnotes: &mut Footnotes<'a>, resolve: Resolver) -> RenderedSection {
        let notes = footnotes.list(&self.notes);
        let mut raw = String::new();
        html::push_html(&mut raw, self.events.into_iter().chain(notes));
        // Neither style attributes nor a script may place the words of a cell; the sanitiser keeps this one.
        let raw = without_marks(&raw).replace(" style=\"text-align: ", " align=\"");
        let html = SafeHtml(dress::dress(&sanitize::clean(&embeds::as_links(&raw)), resolve));
        RenderedSection { level: self.level, title: self.title, anchor: self.anchor, html }
    }
}

struct Writer<'a, 'r> {
    resolve: Resolver<'r>,
    parts: Vec<Part<'a>>,
    anchors: Anchors,
    heading: Option<OpenHeading<'a>>,
    footnotes: Footnotes<'a>,
    /// How many quotations and lists are open.
    nested: usize,
}

struct OpenHeading<'a> {
    level: u8,
    id: Option<String>,
    text: String,
    events: Vec<Event<'a>>,
}

impl<'a> Writer<'a, '_> {
    fn step(&mut self, event: Event<'a>) {
        match &event {
            Event::Start(Tag::BlockQuote(_) | Tag::List(_)) => self.nested += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_)) => self.nested = self.nested.saturating_sub(1),
            _ => {}
        }
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                let id = id.map(|id| id.into_string());
                self.heading = Some(OpenHeading { level: level as u8, id, text: String::new(), events: Vec::new() });
            }
            Event::End(TagEnd::Heading(_)) => self.close_heading(),
            Event::Start(Tag::FootnoteDefinition(name)) => self.footnotes.begin(&name),
            Event::End(TagEnd::FootnoteDefinition) => self.footnotes.end(),
            Event::FootnoteReference(name) => self.refer(&name),
            Event::TaskListMarker(done) => {
                let class = dress::TASKS[usize::from(done)];
                self.push(Event::InlineHtml(format!("<span class=\"{class}\"></span>").into()));
            }
            Event::Text(words) => self.words(words),
            Event::Code(words) => self.code(words),
            event => self.push(event),
        }
    }

    fn push(&mut self, event: Event<'a>) {
        match (&mut self.heading, self.footnotes.open(), self.parts.last_mut()) {
            (Some(heading), _, _) => heading.events.push(event),
            (None, Some(note), _) => note.push(event),
            (None, None, Some(part)) => part.events.push(event),
            (None, None, None) => {}
        }
    }

    fn refer(&mut self, name: &str) {
        let (first, event) = self.footnotes.refer(name);
        self.push(event);
        if let Some(part) = self.parts.last_mut().filter(|_| first) {
            part.notes.push(name.to_owned());
        }
    }

    fn words(&mut self, words: CowStr<'a>) {
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(&words);
        }
        let kept = split_anchor(&words).0.len();
        let words = if kept < words.len() && self.heading.is_none() { words[..kept].to_owned().into() } else { words };
        self.push(Event::Text(words));
    }

    /// Code in a line; an id by what it is called. In a heading it stays, since anchors are made of headings.
    fn code(&mut self, words: CowStr<'a>) {
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(&words);
            return self.push(Event::Code(words));
        }
        match self.resolve.name(&words) {
            Some(name) => {
                self.push(Event::Start(Tag::Emphasis));
                self.push(Event::Text(name.into()));
                self.push(Event::End(TagEnd::Emphasis));
            }
            None => self.push(Event::Code(words)),
        }
    }

    fn close_heading(&mut self) {
        let Some(heading) = self.heading.take() else { return };
        let title = without_marks(&heading.text).trim().to_owned();
        let anchor = self.anchors.next(heading.id.as_deref(), &title);
        // A heading inside a list, a quotation or a footnote cannot cut the text in two.
        let inside = self.nested > 0 || self.footnotes.open().is_some();
        let level = if inside { heading.level.max(3) } else { heading.level };
        if level <= 2 {
            self.parts.push(Part { level: heading.level, title, anchor, ..Part::default() });
            return;
        }
        self.push(Event::Html(format!("<h{level} id=\"{}\">", escaped(&anchor)).into()));
        for event in heading.events {
            self.push(event);
        }
        self.push(Event::Html(format!("</h{level}>\n").into()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(target: &str, picture: bool) -> Target {
        match target {
            "gone.md" => Target::Missing("no such file".to_owned()),
            t if t.starts_with("http") || t.starts_with("javascript") => Target::Outside(t.to_owned()),
            t if picture => Target::Inside(format!("/files/{t}")),
            t => Target::Inside(format!("/page/{t}")),
        }
    }

    fn html(text: &str) -> String {
        fragment(text, &resolve).0
    }

    #[test]
    fn links_lead_where_the_caller_says() {
        assert!(html("[a](b.md)").contains("href=\"/page/b.md\""));
        assert!(html("[a](gone.md)").contains("<span class=\"broken-link\" title=\"no such file\">a</span>"));
        assert!(html("![a](p.png)").contains("src=\"/files/p.png\""));
        assert!(!html("![a](https://x.example/p.png)").contains("<img"));
        assert!(!html("[a](javascript:alert(1))").contains("javascript"));
    }

    #[test]
    fn sections_are_cut_at_first_and_second_level() {
        let rendered = render("lead\n\n## One\n\n### Sub\n\nx\n\n## Two {#t}\n\ny\n", &resolve);
        let seen: Vec<_> = rendered.sections.iter().map(|s| (s.title.as_str(), s.anchor.as_str())).collect();
        assert_eq!(seen, [("", ""), ("One", "one"), ("Two", "t")]);
        assert!(rendered.sections[1].html.as_str().contains("<h3 id=\"sub\">Sub "));
    }

    #[test]
    fn one_broken_table_breaks_no_other() {
        let out = html("| a | b |\n|---|\n| c |\n\n| d | e |\n|---|---|\n| f | g |\n");
        assert_eq!(out.matches("<table>").count(), 1);
        assert!(out.contains("<td>f</td>"));
    }

    #[test]
    fn content_cannot_take_ids_of_the_product() {
        assert!(!html("<div id=\"fl-results\">x</div>").contains("fl-results"));
    }

    #[test]
    fn a_phrase_is_no_block() {
        assert_eq!(phrase("Ask *her*.", &resolve).0, "Ask <em>her</em>.");
        assert_eq!(phrase("a\n\nb", &resolve).0, "<p>a</p>\n<p>b</p>\n");
        assert_eq!(phrase("", &resolve).0, "");
    }

    #[test]
    fn ids_in_code_are_called_by_their_names() {
        struct Names;
        impl Resolve for Names {
            fn link(&self, target: &str, picture: bool) -> Target {
                resolve(target, picture)
            }
            fn name(&self, id: &str) -> Option<String> {
                (id == "works-council").then(|| "Works <council>".to_owned())
            }
        }
        let rendered = render("Mark `works-council`, not `else`.\n\n## `works-council`\n", &Names);
        assert!(rendered.sections[0].html.0.contains("Mark <em>Works &lt;council&gt;</em>, not <code>else</code>."));
        assert_eq!(rendered.sections[1].anchor, "works-council");
    }
}
