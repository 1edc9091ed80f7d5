//! What XML wants beyond what HTML does.

use std::borrow::Cow;

/// How a document begins.
pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

/// A text without the characters that XML 1.0 does not allow, not even escaped.
pub fn allowed(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_allowed) { Cow::Borrowed(text) } else { text.chars().filter(|c| is_allowed(*c)).collect() }
}

fn is_allowed(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => true,
        '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_stand_in_xml_is_left() {
        assert_eq!(allowed("a\u{0}b\u{b}c\u{1b}[0m\td\u{fffe}é\u{10ffff}"), "abc[0m\tdé\u{10ffff}");
        assert!(matches!(allowed("größe & <b>"), Cow::Borrowed("größe & <b>")));
    }
}
