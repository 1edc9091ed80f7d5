//! Splits a file into front matter and body.

use std::borrow::Cow;

/// The language between the fences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines.
    Toml,
}

/// A file in its two parts.
#[derive(Debug, PartialEq, Eq)]
pub struct Split<'a> {
    pub front: Option<(Syntax, &'a str)>,
    /// A fence was opened and never closed; then the body is the whole text.
    pub unclosed: bool,
    pub body: &'a str,
    /// The line of the opening fence, from 1.
    pub front_line: u32,
    /// The line of the file on which the body begins, from 1.
    pub body_line: u32,
}

/// Text with the byte-order mark gone and every line end as `\n`.
pub fn normalized(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}

/// Splits a normalized text. The fence must be the first line that is not blank; three dots also close YAML.
pub fn split(text: &str) -> Split<'_> {
    let none = Split { front: None, unclosed: false, body: text, front_line: 1, body_line: 1 };
    let blank: usize = text.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum();
    let front_line = text[..blank].matches('\n').count() as u32 + 1;
    let (first, rest) = text[blank..].split_once('\n').unwrap_or((&text[blank..], ""));
    let syntax = match first.trim_end() {
        "---" => Syntax::Yaml,
        "+++" => Syntax::Toml,
        _ => return none,
    };
    let mut offset = 0;
    for (number, line) in (front_line + 1..).zip(rest.split_inclusive('\n')) {
        let fence = line.trim_end();
        if fence == first.trim_end() || (syntax == Syntax::Yaml && fence == "...") {
            let body = &rest[offset + line.len()..];
            let front = Some((syntax, &rest[..offset]));
            return Split { front, unclosed: false, body, front_line, body_line: number + 1 };
        }
        offset += line.len();
    }
    Split { unclosed: looks_like_fields(rest), ..none }
}

/// Whether the first line is `key: value` or `key = value`, so that the fence above it was meant as one.
fn looks_like_fields(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    let name = line.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')).count();
    name > 0 && line[name..].trim_start().starts_with([':', '='])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn front_matter_ends_at_its_fence() {
        let found = split("---\ntitle: x\n---\nbody\n");
        assert_eq!(found.front, Some((Syntax::Yaml, "title: x\n")));
        assert_eq!((found.body, found.body_line), ("body\n", 4));
        assert_eq!(split("---\ntitle: x\n---").body, "");
        assert_eq!(split("+++\na = 1\n+++\nb").front, Some((Syntax::Toml, "a = 1\n")));
        assert_eq!(split("---\n---\n").front, Some((Syntax::Yaml, "")));
    }

    #[test]
    fn a_rule_is_no_fence_and_an_open_fence_is_told() {
        assert!(!split("---\n\nJust a rule above.\n").unclosed);
        assert!(split("---\ntitle: x\n\nbody\n").unclosed);
        assert_eq!(split("---\ntitle: x\n\nbody\n").front, None);
    }

    #[test]
    fn line_ends_and_marks_of_other_systems_are_read() {
        assert_eq!(normalized("\u{feff}a\r\nb\rc"), "a\nb\nc");
    }

    proptest! {
        #[test]
        fn any_text_splits_into_parts_of_itself(text in "(---|\\+\\+\\+)?(\\PC|\n){0,200}") {
            let text = normalized(&text);
            let found = split(&text);
            prop_assert!(text.ends_with(found.body));
            let before = text.len() - found.body.len();
            prop_assert_eq!(text[..before].matches('\n').count() as u32 + 1 >= found.body_line, true);
        }
    }
}
