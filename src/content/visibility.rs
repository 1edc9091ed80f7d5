//! Who may see an entry, read so that a slip closes it and never opens it.

use crate::model::diagnostic::{Diagnostic, Position, VISIBILITY_UNCLEAR};
use crate::model::nearest::nearest;
use crate::model::value::Map;

/// Lines of a file without readable front matter that are looked at.
const HEAD_LINES: usize = 60;
/// The field.
const FIELD: &str = "visibility";

/// Whether the entry is for few: everything but a clean `visibility: team`, or no word of it, closes it.
///
/// `head` is the raw text in which the field would stand.
pub fn is_restricted(path: &str, head: &str, first_line: u32, map: &Map, found: &mut Vec<Diagnostic>) -> bool {
    let named: Vec<_> = (first_line..).zip(head.lines()).filter(|(_, line)| names_field(line)).collect();
    let Some((line, _)) = named.first() else { return false };
    let value = map.get(FIELD).and_then(|value| value.text());
    let says_restricted = named.iter().any(|(_, line)| line.to_lowercase().contains("restrict"));
    let clean = named.len() == 1 && matches!(value, Some("team" | "restricted"));
    if clean && value == Some("team") && !says_restricted {
        return false;
    }
    if !clean {
        let message = "who may see this entry cannot be read with certainty, so it is kept closed";
        let help = "Write one line `visibility: restricted` or `visibility: team` in the front matter.";
        found.push(Diagnostic::new(&VISIBILITY_UNCLEAR, path, Position::new(*line, 1), message, help));
    }
    true
}

/// What a file without readable front matter begins with, as far as it may have been meant as such.
pub fn head(text: &str) -> &str {
    let start = text.trim_start();
    if !start.starts_with("---") && !start.starts_with("+++") {
        return "";
    }
    let end = text.split_inclusive('\n').take(HEAD_LINES).map(str::len).sum();
    &text[..end]
}

/// Whether a line begins with the field, or with something that was meant as it.
fn names_field(line: &str) -> bool {
    let mut parts = line.split(['{', ',']).map(first_word);
    parts.any(|word| word == FIELD || (word.chars().count() > 5 && nearest(&word, [FIELD]).is_some()))
}

fn first_word(text: &str) -> String {
    let text = text.trim_start_matches(|letter: char| !letter.is_alphabetic());
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clean_word_opens() {
        for line in [
            "visibility restricted",
            "Visibility: x",
            "  visiblity: y",
            "{visibility: restricted}",
            "- visibility",
            "title: a, visibility: b",
        ] {
            assert!(names_field(line), "{line}");
        }
        for line in ["title: Low visibility of deals", "summary: visible", "# Visible", ""] {
            assert!(!names_field(line), "{line}");
        }
    }
}
