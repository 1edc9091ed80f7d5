//! Footnotes: numbered as they are first referred to, and put at the end of the section that does.

use std::collections::HashMap;

use pulldown_cmark::Event;

/// The footnotes of one body.
#[derive(Debug, Default)]
pub struct Footnotes<'a> {
    /// Names in the order in which they are first referred to.
    order: Vec<String>,
    written: HashMap<String, Vec<Event<'a>>>,
    open: Option<(String, Vec<Event<'a>>)>,
}

impl<'a> Footnotes<'a> {
    /// A reference; says whether it is the first to its footnote, and what stands for it.
    pub fn refer(&mut self, name: &str) -> (bool, Event<'a>) {
        let known = self.order.iter().position(|known| known == name);
        let number = known.unwrap_or(self.order.len()) + 1;
        if known.is_none() {
            self.order.push(name.to_owned());
        }
        let id = if known.is_none() { format!(" id=\"fnref-{number}\"") } else { String::new() };
        let html = format!("<sup class=\"footnote-reference\"><a{id} href=\"#fn-{number}\">{number}</a></sup>");
        (known.is_none(), Event::InlineHtml(html.into()))
    }

    /// A footnote begins.
    pub fn begin(&mut self, name: &str) {
        self.open = Some((name.to_owned(), Vec::new()));
    }

    /// The events of the footnote that is open.
    pub fn open(&mut self) -> Option<&mut Vec<Event<'a>>> {
        self.open.as_mut().map(|(_, events)| events)
    }

    /// The open footnote ends.
    pub fn end(&mut self) {
        if let Some((name, events)) = self.open.take() {
            self.written.entry(name).or_insert(events);
        }
    }

    /// What stands at the end of a section that is the first to refer to these footnotes.
    pub fn list(&mut self, names: &[String]) -> Vec<Event<'a>> {
        let place = |name: &String| self.order.iter().position(|known| known == name).map_or(1, |place| place + 1);
        let Some(first) = names.iter().map(place).min() else { return Vec::new() };
        let numbers: Vec<_> = names.iter().map(place).collect();
        let mut events = vec![html(format!("<section class=\"footnotes\"><ol start=\"{first}\">\n"))];
        for (name, number) in names.iter().zip(numbers) {
            events.push(html(format!("<li id=\"fn-{number}\">")));
            events.extend(self.written.remove(name).unwrap_or_default());
            events.push(html(format!("<a href=\"#fnref-{number}\">↩</a></li>\n")));
        }
        events.push(html("</ol></section>\n".to_owned()));
        events
    }
}

fn html<'a>(text: String) -> Event<'a> {
    Event::Html(text.into())
}

/// A link between a reference and its footnote, which leads nowhere else; `None` for any other link.
pub fn link(target: &str, id: &str) -> Option<String> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let back = target.strip_prefix("#fnref-").is_some_and(is_number);
    let forth = target.strip_prefix("#fn-").is_some_and(is_number);
    match (back, forth) {
        (true, _) => {
            Some(format!("<a class=\"footnote-back\" href=\"{target}\" lang=\"en\" aria-label=\"Back to the text\">"))
        }
        (_, true) => Some(format!("<a{id} href=\"{target}\">")),
        _ => None,
    }
}
