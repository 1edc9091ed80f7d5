//! Pieces of a text taken out so that everything else stays at its offset and on its line.

use std::borrow::Cow;

/// Begins what was taken out, so that the blanks after it are no indented code. No text has this character.
const MARK: char = '\u{fdd0}';

/// As many bytes as `piece`, without its words.
pub fn blank(piece: &str) -> String {
    let spaces: String = piece.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    match spaces.strip_prefix("   ") {
        Some(rest) => format!("{MARK}{rest}"),
        None => spaces,
    }
}

/// The text without the marks of what was taken out.
pub fn without_marks(text: &str) -> Cow<'_, str> {
    if text.contains(MARK) { Cow::Owned(text.replace(MARK, "")) } else { Cow::Borrowed(text) }
}

/// The text without what was taken out, of which one blank is left.
pub fn closed_up(text: &str) -> Cow<'_, str> {
    let mut pieces = text.split(MARK);
    let first = pieces.next().unwrap_or_default();
    if first.len() == text.len() {
        return Cow::Borrowed(text);
    }
    let rest = pieces.map(str::trim_start);
    Cow::Owned(rest.fold(first.trim_end().to_owned(), |text, piece| text.trim_end().to_owned() + " " + piece))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_as_long_as_what_they_stand_for() {
        for piece in ["{% x %}", "{{\n}}", "ab", "größe"] {
            assert_eq!(blank(piece).len(), piece.len());
        }
        assert_eq!(without_marks(&blank("{% x %}\n")), "    \n");
        assert_eq!(closed_up(&format!("a {} b", blank("{% x %}"))), "a b");
    }
}
