//! Where the addresses of links and pictures stand in a text, so that they can be written anew and nothing else changes.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::tags::tags;
use super::{dialect, templates};

/// The address of a link or a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Where it leads, as a reader of Markdown takes it.
    pub target: String,
    pub picture: bool,
    /// Where it stands in the text.
    place: Range<usize>,
    /// The whole link and the words in it, where both stand together.
    link: Option<(Range<usize>, Range<usize>)>,
}

impl Address {
    /// Whether it stands with its words, so that the words can stay without it.
    pub fn is_whole(&self) -> bool {
        self.link.is_some()
    }
}

/// What becomes of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Keep,
    To(String),
    /// The words stay, the link goes, as far as both stand together.
    Unlink,
}

/// Tags of HTML that lead somewhere, and the attribute that says where.
const LEADING: [(&str, &str, bool); 6] = [
    ("a", "href", false),
    ("img", "src", true),
    ("iframe", "src", false),
    ("video", "src", false),
    ("audio", "src", false),
    ("source", "src", false),
];

/// All addresses in the order of the text: those of links and pictures where they stand, those of references where they
/// are defined, those of HTML in its tags.
pub fn addresses(text: &str) -> Vec<Address> {
    let source = templates::prepared(text);
    let source = templates::without_instructions(&source);
    let mut finder = Finder { source: &source, filled: *source != *text, open: Vec::new(), found: Vec::new() };
    let parser = Parser::new_ext(&source, dialect());
    let definitions: Vec<_> =
        parser.reference_definitions().iter().map(|(_, def)| (def.dest.to_string(), def.span.clone())).collect();
    for (event, range) in parser.into_offset_iter() {
        finder.step(&event, range);
    }
    for (target, span) in definitions {
        finder.definition(target, span);
    }
    let mut found = finder.found;
    found.sort_by_key(|address| address.place.start);
    found.dedup_by(|next, before| next.place.start < before.place.end);
    found
}

/// The text with addresses changed.
pub fn readdressed(text: &str, mut change: impl FnMut(&Address) -> Change) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for address in addresses(text) {
        match (change(&address), address.link) {
            (Change::To(target), _) if address.place.start >= at => {
                out.push_str(&text[at..address.place.start]);
                out.push_str(&target);
                at = address.place.end;
            }
            (Change::Unlink, Some((whole, words))) if whole.start >= at => {
                out.push_str(&text[at..whole.start]);
                out.push_str(&text[words]);
                at = whole.end;
            }
            _ => {}
        }
    }
    out.push_str(&text[at..]);
    out
}

/// The definitions of references of a text that a piece of it names, each on a line: what the piece needs beside itself.
pub fn used_definitions(text: &str, piece: &str) -> String {
    let parser = Parser::new_ext(text, dialect());
    let piece_lower = piece.to_lowercase();
    let used = parser.reference_definitions().iter().filter(|(label, def)| {
        let inside = piece.contains(text[def.span.clone()].trim());
        !inside && piece_lower.contains(&format!("[{}]", label.to_lowercase()))
    });
    let mut lines: Vec<_> = used.map(|(_, def)| text[def.span.clone()].trim().to_owned()).collect();
    lines.sort();
    lines.join("\n")
}

struct Finder<'a> {
    source: &'a str,
    /// Template tags were replaced by what they mean, and blanks.
    filled: bool,
    open: Vec<Open>,
    found: Vec<Address>,
}

/// A link that is not closed yet.
struct Open {
    kind: LinkType,
    target: String,
    picture: bool,
    words: Range<usize>,
}

impl Finder<'_> {
    fn step(&mut self, event: &Event, range: Range<usize>) {
        if let Some(open) = self.open.last_mut() {
            let closes = matches!(event, Event::End(TagEnd::Link | TagEnd::Image));
            if !closes {
                open.words.end = open.words.end.max(range.end);
            }
        }
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                self.open(*link_type, dest_url, false, range.start + 1);
            }
            Event::Start(Tag::Image { link_type, dest_url, .. }) => {
                self.open(*link_type, dest_url, true, range.start + 2);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => self.close(range),
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => self.html(range),
            _ => {}
        }
    }

    fn open(&mut self, kind: LinkType, target: &str, picture: bool, start: usize) {
        self.open.push(Open { kind, target: target.to_owned(), picture, words: start..start });
    }

    fn close(&mut self, range: Range<usize>) {
        let Some(Open { kind, target, picture, words }) = self.open.pop() else { return };
        if let Some(outer) = self.open.last_mut() {
            outer.words.end = outer.words.end.max(range.end);
        }
        let place = match kind {
            LinkType::Inline => self.inline(words.end, range.end),
            LinkType::Autolink => Some(range.start + 1..range.end - 1),
            // Written where they are defined; a mail is no address that could change.
            _ => None,
        };
        if let Some(place) = place {
            let link = (kind == LinkType::Inline).then_some((range, words));
            self.found.push(Address { target, picture, place, link });
        }
    }

    /// The address between `](` and `)`.
    fn inline(&self, words: usize, end: usize) -> Option<Range<usize>> {
        let rest = self.source.get(words..end)?;
        let start = words + rest.find("](")? + 2;
        self.destination(start, end)
    }

    fn definition(&mut self, target: String, span: Range<usize>) {
        let Some(start) = self.source[span.clone()].find("]:").map(|at| span.start + at + 2) else { return };
        if let Some(place) = self.destination(start, span.end) {
            let picture = is_picture(&target);
            self.found.push(Address { target, picture, place, link: None });
        }
    }

    /// The address that begins after some blanks: between angle brackets, or as far as it has no blank.
    fn destination(&self, from: usize, end: usize) -> Option<Range<usize>> {
        let rest = self.source.get(from..end)?;
        let start = from + rest.len() - rest.trim_start().len();
        let rest = &self.source[start..end];
        if let Some(inner) = rest.strip_prefix('<') {
            return Some(start..start + 1 + inner.find('>')? + 1);
        }
        let mut depth = 0;
        let mut escaped = false;
        let stop = rest.find(|letter: char| {
            let was = std::mem::take(&mut escaped);
            match letter {
                _ if was => false,
                '\\' => {
                    escaped = true;
                    false
                }
                '(' => {
                    depth += 1;
                    false
                }
                ')' => {
                    depth -= 1;
                    depth < 0
                }
                letter => letter.is_whitespace(),
            }
        });
        let stop = start + stop.unwrap_or(rest.len());
        // What stood for the address was longer than what it means.
        let blanks = self.source[stop..end].len() - self.source[stop..end].trim_start_matches(' ').len();
        let whole = self.filled && (stop + blanks == end || self.source[stop + blanks..].starts_with(')'));
        // What stands before it may mean nothing, such as the address of the site.
        let start = if self.filled && start > from + 1 { from } else { start };
        (stop > start).then_some(start..if whole { stop + blanks } else { stop })
    }

    fn html(&mut self, range: Range<usize>) {
        for tag in tags(&self.source[range.clone()]).filter(|tag| !tag.closes) {
            let leading = LEADING.iter().find(|(name, ..)| tag.is(name));
            let Some((_, attribute, picture)) = leading else { continue };
            if let (Some(target), Some(place)) = (tag.attribute(attribute), tag.place(attribute)) {
                let place = range.start + place.start..range.start + place.end;
                let target = target.trim().to_owned();
                self.found.push(Address { target, picture: *picture, place, link: None });
            }
        }
    }
}

/// Whether an address that is only defined is that of a picture, as its ending says.
fn is_picture(target: &str) -> bool {
    let path = target.split(['?', '#']).next().unwrap_or_default().to_lowercase();
    [".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"].iter().any(|ending| path.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn seen(text: &str) -> Vec<(String, String, bool)> {
        addresses(text).into_iter().map(|at| (text[at.place].to_owned(), at.target, at.picture)).collect()
    }

    #[test]
    fn addresses_stand_where_they_are_written() {
        let text = "[a *b*](x%20y.md#z \"t\") ![p](<a b.png>) [r][ref] <https://x.example> [](e.md) [n ![i](i.png)](o.md)\n\n\
                    [ref]: (d).md 'title'\n\n<p><a class=x href=\"h.md\">h</a>\n<img src='i.png'></p>\n\n```\n[no](no.md)\n```\n";
        let found: Vec<_> = seen(text).into_iter().map(|(place, _, picture)| (place, picture)).collect();
        let expected = [
            ("x%20y.md#z", false),
            ("<a b.png>", true),
            ("https://x.example", false),
            ("e.md", false),
            ("i.png", true),
            ("o.md", false),
            ("(d).md", false),
            ("h.md", false),
            ("i.png", true),
        ];
        assert_eq!(found, expected.map(|(place, picture)| (place.to_owned(), picture)));
    }

    #[test]
    fn a_template_tag_is_an_address_as_a_whole() {
        let text = "see [this]({% page \"/about/\" %}) and [that]({{ site.url }}/x)";
        let found = seen(text);
        assert_eq!(found[0].0, "{% page \"/about/\" %}");
        assert_eq!(found[0].1.trim(), "/about/");
        assert_eq!(readdressed(text, |_| Change::To("n.md".to_owned())).matches("(n.md)").count(), found.len());
    }

    #[test]
    fn an_address_is_written_anew_or_taken_out() {
        let text = "a [b](c.md) d ![e](f.png)\n";
        let changed = readdressed(text, |address| match address.picture {
            true => Change::To("<g h.png>".to_owned()),
            false => Change::Unlink,
        });
        assert_eq!(changed, "a b d ![e](<g h.png>)\n");
        assert_eq!(readdressed(text, |_| Change::Keep), text);
    }

    #[test]
    fn a_piece_knows_its_definitions() {
        let text = "one [a][x] two\n\nthree [b]\n\n[x]: x.md\n[b]: b.md \"t\"\n";
        assert_eq!(used_definitions(text, "one [a][X] two"), "[x]: x.md");
        assert_eq!(used_definitions(text, "three"), "");
    }

    proptest! {
        #[test]
        fn what_is_kept_is_the_same(text in "([\\[\\]()!<>\"' \n:#a-c]|\\{%|%\\}|href=|<a |<img src=|\\]\\(){0,60}") {
            prop_assert_eq!(readdressed(&text, |_| Change::Keep), text.clone());
            readdressed(&text, |_| Change::To("x".to_owned()));
            readdressed(&text, |_| Change::Unlink);
        }
    }
}
