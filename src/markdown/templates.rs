//! Template tags of other site generators (`{% page "/x" %}`, `{{ … }}`): followed where they hold one quoted path
//! in a link target, comments left out, otherwise shown as code.
//!
//! Whatever is taken out is replaced by as many blanks, so that every offset and line stays what it was.

use std::borrow::Cow;
use std::ops::Range;

use super::blanks::blank;

/// What opens the target of a link.
const TARGETS: [&str; 4] = ["](", "]: ", "=\"", "='"];

/// The text with tags in link targets followed, and with comments and marks of raw text taken out.
pub fn prepared(text: &str) -> Cow<'_, str> {
    if !text.contains("{%") && !text.contains("{{") {
        return Cow::Borrowed(text);
    }
    let mut out = Out::of(text);
    let mut raw = false;
    let mut comment: Option<usize> = None;
    for tag in tags(text) {
        match (name(&text[tag.clone()]), comment) {
            ("endcomment", Some(start)) => {
                out.blank(start..tag.end);
                comment = None;
            }
            (_, Some(_)) => {}
            ("endraw", None) => {
                out.blank(tag);
                raw = false;
            }
            (_, None) if raw => {}
            ("raw", None) => {
                out.blank(tag);
                raw = true;
            }
            ("comment", None) => comment = Some(tag.start),
            (_, None) => target(text, &tag).into_iter().for_each(|path| out.replace(&tag, &path)),
        }
    }
    Cow::Owned(out.text)
}

/// The text with what only a generator can read taken out: instructions, but not values.
pub fn without_instructions(text: &str) -> Cow<'_, str> {
    if !text.contains("{%") {
        return Cow::Borrowed(text);
    }
    let mut out = Out::of(text);
    for tag in tags(text).filter(|tag| text[tag.clone()].starts_with("{%")) {
        out.blank(tag);
    }
    Cow::Owned(out.text)
}

/// Puts template tags that are left into backticks, outside code and outside tags of HTML. Of a tag with one quoted
/// text, the text is shown.
pub fn as_code(text: &str) -> Cow<'_, str> {
    if !text.contains("{%") && !text.contains("{{") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for tag in tags(text).filter(|tag| !is_target(text, tag)) {
        out.push_str(&text[at..tag.start]);
        let whole = &text[tag.clone()];
        out.push('`');
        out.push_str(quoted(whole).filter(|_| whole.starts_with("{%")).unwrap_or(whole));
        out.push('`');
        at = tag.end;
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// A text of which pieces become blanks.
struct Out {
    text: String,
}

impl Out {
    fn of(text: &str) -> Out {
        Out { text: text.to_owned() }
    }

    fn blank(&mut self, range: Range<usize>) {
        let blanks = blank(&self.text[range.clone()]);
        self.text.replace_range(range, &blanks);
    }

    /// Puts a path, which is no longer, in the place of a tag.
    fn replace(&mut self, tag: &Range<usize>, path: &str) {
        self.text.replace_range(tag.clone(), &format!("{path}{}", " ".repeat(tag.len() - path.len())));
    }
}

/// Where template tags stand, code left out.
fn tags(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    let mut line_start = true;
    let mut fence: Option<&str> = None;
    std::iter::from_fn(move || {
        while at < text.len() {
            let rest = &text[at..];
            if line_start {
                let line = &rest[..rest.find('\n').map_or(rest.len(), |end| end + 1)];
                let mark = ["```", "~~~"].into_iter().find(|mark| line.trim_start().starts_with(mark));
                if mark.is_some() && (fence.is_none() || fence == mark) {
                    fence = if fence.is_none() { mark } else { None };
                    at += line.len();
                    continue;
                }
                if fence.is_some() {
                    at += line.len();
                    continue;
                }
            }
            line_start = rest.starts_with('\n');
            if rest.starts_with('`') {
                at += code_span(rest);
            } else if let Some(length) = tag_length(rest) {
                at += length;
                return Some(at - length..at);
            } else {
                at += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
        None
    })
}

/// How long the code is that begins here, or the backticks alone where none of their number closes it in the line.
fn code_span(text: &str) -> usize {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let line = &text[ticks..text.find('\n').unwrap_or(text.len()).max(ticks)];
    let mut at = 0;
    while let Some(start) = line[at..].find('`').map(|start| at + start) {
        let run = line[start..].len() - line[start..].trim_start_matches('`').len();
        if run == ticks {
            return ticks + start + run;
        }
        at = start + run;
    }
    ticks
}

/// No template tag goes on for longer; what does is text.
const LONGEST: usize = 2048;

/// How long the template tag is that begins here; it ends in the same paragraph.
fn tag_length(text: &str) -> Option<usize> {
    let close = if text.starts_with("{%") {
        "%}"
    } else if text.starts_with("{{") {
        "}}"
    } else {
        return None;
    };
    let near = &text.as_bytes()[..text.len().min(LONGEST)];
    let end = near.windows(2).position(|two| two == close.as_bytes())? + close.len();
    (!text[..end].contains("\n\n")).then_some(end)
}

/// The first word of an instruction.
fn name(tag: &str) -> &str {
    let words = tag.strip_prefix("{%").unwrap_or_default().trim_start_matches('-');
    words.split_whitespace().next().unwrap_or_default()
}

/// The one quoted text in a tag.
fn quoted(tag: &str) -> Option<&str> {
    let quote = tag.chars().find(|letter| ['"', '\''].contains(letter))?;
    let mut parts = tag.split(quote);
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(_), Some(text), Some(_), None) if !text.is_empty() && !text.contains(['\n', '`']) => Some(text),
        _ => None,
    }
}

/// Whether a tag stands at the beginning of a link target.
fn is_target(text: &str, tag: &Range<usize>) -> bool {
    TARGETS.iter().any(|before| text[..tag.start].ends_with(before))
}

/// The path that a tag in a link target means. A tag names pages from the top of the site; a value before a path is
/// the address of the site.
fn target(text: &str, tag: &Range<usize>) -> Option<String> {
    if !is_target(text, tag) {
        return None;
    }
    let whole = &text[tag.clone()];
    let Some(path) = quoted(whole) else {
        return (whole.starts_with("{{") && text[tag.end..].starts_with('/')).then(String::new);
    };
    let path = path.trim();
    let whole_address = path.starts_with(['/', '#', '.']) || path.contains("://");
    let path = if whole_address { path.to_owned() } else { format!("/{path}") };
    (path.len() <= whole.len() && !path.contains([' ', '(', ')'])).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::blanks::without_marks;

    #[test]
    fn a_quoted_path_becomes_the_target_at_the_same_length() {
        let text = "see [this]({% page \"/about-us/\" %}) now";
        let resolved = prepared(text);
        assert_eq!(resolved.len(), text.len());
        assert!(resolved.contains("[this](/about-us/"));
        assert!(prepared("[a]({% page \"about-us/\" %})").contains("](/about-us/"));
        assert!(prepared("[a]: {% page \"/x \" %}\n").starts_with("[a]: /x "));
        assert!(prepared("<a href=\"{% page '/x' %}\">").contains("=\"/x"));
        assert_eq!(prepared("[a]({{ site.url }}/x)").replace(' ', ""), "[a](/x)");
        assert_eq!(prepared("[a]({% open"), "[a]({% open");
    }

    #[test]
    fn comments_and_marks_of_raw_text_are_left_out() {
        let text = "a {% comment %}b\n{% page \"/x\" %}{% endcomment %} c {% raw %}{{ d }}{% endraw %}";
        let out = prepared(text);
        assert_eq!(out.len(), text.len());
        assert_eq!(without_marks(&out).split_whitespace().collect::<Vec<_>>(), ["a", "c", "{{", "d", "}}"]);
        assert_eq!(out.matches('\n').count(), 1);
        assert_eq!(without_marks(&without_instructions("x {% y %} {{ z }}")), "x      {{ z }}");
    }

    #[test]
    fn what_is_left_is_code() {
        assert_eq!(as_code("a {{ b }} c {% d %}\n"), "a `{{ b }}` c `{% d %}`\n");
        assert_eq!(as_code("in {% channel \"people\" %}"), "in `people`");
        assert_eq!(as_code("```\n{{ b }}\n```\n{{ c }}"), "```\n{{ b }}\n```\n`{{ c }}`");
        assert_eq!(as_code("`x {{ b }}` {{ c }}"), "`x {{ b }}` `{{ c }}`");
        assert_eq!(as_code("<a href=\"{{ b }}\">"), "<a href=\"{{ b }}\">");
        assert_eq!(as_code("open {{ only"), "open {{ only");
    }
}
