//! Tags of HTML, one after the other, without a tree.

use std::ops::Range;

/// A tag as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag<'a> {
    pub range: Range<usize>,
    pub closes: bool,
    pub name: &'a str,
    attributes: &'a str,
}

impl Tag<'_> {
    /// Whether it is a tag of this name; letter case does not count.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Whether it has one of these names.
    pub fn is_one_of(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.is(name))
    }

    /// Whether it has one of these classes.
    pub fn has_class(&self, classes: &[&str]) -> bool {
        let own = self.attribute("class").unwrap_or_default();
        own.split_whitespace().any(|class| classes.contains(&class))
    }

    /// Whether it is one of `h1` to `h6`.
    pub fn is_heading(&self) -> bool {
        matches!(self.name.as_bytes(), [b'h' | b'H', b'1'..=b'6'])
    }

    /// The value of an attribute, character references read. One without a value is empty.
    pub fn attribute(&self, name: &str) -> Option<String> {
        attributes(self.attributes).find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| decoded(value))
    }
}

impl Tag<'_> {
    /// Where the value of an attribute stands in the text, without its quotation marks.
    pub fn place(&self, name: &str) -> Option<Range<usize>> {
        let (_, value) = attributes(self.attributes).find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        let before = (value.as_ptr() as usize).checked_sub(self.attributes.as_ptr() as usize)?;
        let start = self.range.end - 1 - self.attributes.len() + before;
        (!value.is_empty()).then_some(start..start + value.len())
    }
}

/// All tags of a text. Comments are passed over; what only looks like a tag is none.
pub fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + html[at..].find('<')?;
            if let Some(length) = comment(&html[start..]) {
                at = start + length;
                continue;
            }
            match tag(html, start) {
                Some(tag) => {
                    at = tag.range.end;
                    return Some(tag);
                }
                None => at = start + 1,
            }
        }
    })
}

/// The length of a comment that a text begins with, as parsers take it: `<!-->` is a whole one, `--!>` ends one too, and
/// so does the first `>` where it begins by `<!` or `<?` alone.
fn comment(html: &str) -> Option<usize> {
    let ended = |from: usize, end: &str| html[from..].find(end).map(|at| from + at + end.len());
    if html.starts_with("<!-->") {
        Some(5)
    } else if html.starts_with("<!--->") {
        Some(6)
    } else if html.starts_with("<!--") {
        let ends = [ended(4, "-->"), ended(4, "--!>")];
        Some(ends.into_iter().flatten().min().unwrap_or(html.len()))
    } else if html.starts_with("<!") || html.starts_with("<?") {
        ended(2, ">")
    } else {
        None
    }
}

/// The tag that begins at `start`.
fn tag(html: &str, start: usize) -> Option<Tag<'_>> {
    let closes = html[start + 1..].starts_with('/');
    let name_start = start + 1 + usize::from(closes);
    let rest = &html[name_start..];
    let length = rest.find(|letter: char| letter.is_whitespace() || letter == '/' || letter == '>')?;
    let name = &rest[..length];
    if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        return None;
    }
    let end = name_start + length + close(&rest[length..])?;
    Some(Tag { range: start..end + 1, closes, name, attributes: &html[name_start + length..end] })
}

/// Where the `>` is that ends a tag: one between quotation marks does not. Another tag that begins before is none.
fn close(attributes: &str) -> Option<usize> {
    let mut quote = None;
    for (at, letter) in attributes.char_indices() {
        match (quote, letter) {
            (None, '>') => return Some(at),
            (None, '<') => return None,
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            _ => {}
        }
    }
    None
}

/// Names and values as they are written.
fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        let end = rest.find(|letter: char| letter.is_whitespace() || letter == '=').unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let Some(value) = after.trim_start().strip_prefix('=').map(str::trim_start) else {
            rest = after;
            return (!name.is_empty()).then_some((name, ""));
        };
        let quote = value.chars().next().filter(|letter| ['"', '\''].contains(letter));
        let (value, after) = match quote {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        rest = after;
        Some((name, value))
    })
}

/// The words of a piece of HTML, as one line: without tags, comments, styles and scripts.
pub fn words(html: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    let mut hidden = false;
    for tag in tags(html) {
        if !hidden {
            out.push_str(&html[at..tag.range.start]);
        }
        if tag.is("style") || tag.is("script") {
            hidden = !tag.closes;
        }
        // A cell, a row or a line ends here; a word does not go on through anything but emphasis.
        if !tag.is_one_of(&["a", "b", "i", "em", "strong", "code", "span", "sup", "sub", "abbr", "u"]) {
            out.push(' ');
        }
        at = tag.range.end;
    }
    out.push_str(if hidden { "" } else { &html[at..] });
    let visible = out.split("<!--").enumerate().map(|(place, piece)| match place {
        0 => piece,
        _ => piece.split_once("-->").map_or("", |(_, after)| after),
    });
    let visible = decoded(&visible.collect::<String>());
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&nbsp;", "\u{a0}")];
    named.iter().fold(text.to_owned(), |text, (name, letter)| text.replace(name, letter)).replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_with_their_attributes() {
        let html = "a < b <A href='x > y' title=\"&amp;&quot;\" open id=z>c</a><!-- <p id=q> --><br/>";
        let found: Vec<_> = tags(html).collect();
        assert!(found[0].is("a") && !found[0].closes);
        assert_eq!(found[0].attribute("HREF").as_deref(), Some("x > y"));
        assert_eq!(found[0].attribute("title").as_deref(), Some("&\""));
        assert_eq!(found[0].attribute("open").as_deref(), Some(""));
        assert_eq!(found[0].attribute("id").as_deref(), Some("z"));
        assert_eq!(found[0].attribute("class"), None);
        assert!(found[1].is("a") && found[1].closes);
        assert!(found[2].is("br"));
        assert_eq!(found[0].place("href").map(|place| &html[place]), Some("x > y"));
        assert_eq!(found[0].place("id").map(|place| &html[place]), Some("z"));
        assert_eq!(found[0].place("open"), None);
        assert_eq!(found.len(), 3);
        assert_eq!(tags("<a href=\"never closed").count(), 0);
    }

    #[test]
    fn words_are_what_a_reader_sees() {
        let html = "<table><tr><td>one <b>t</b>wo</td><td>R&amp;D</td></tr></table><!-- not <p>this</p> --><style>p {}</style>";
        assert_eq!(words(html), "one two R&D");
    }
}
