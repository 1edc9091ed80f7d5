//! Task items of a checklist: `- [ ] **text** why {#anchor}`.

use super::anchors::{own, slug};
use crate::model::body::Item;

/// Reads a list item; `None` where it is no task. `line` is that of the item.
pub fn item(source: &str, line: u32) -> Option<Item> {
    let content = source.trim_start_matches(|letter: char| letter.is_ascii_digit() || "-*+.) \t".contains(letter));
    let content = ["[ ]", "[x]", "[X]"].iter().find_map(|mark| content.strip_prefix(mark))?;
    let content = content.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    let (content, anchor) = split_anchor(content.trim());
    let (text, why) = match content.strip_prefix("**").and_then(|rest| rest.split_once("**")) {
        Some((text, why)) => (text.trim().to_owned(), why.trim().to_owned()),
        None => (content.to_owned(), String::new()),
    };
    let explicit = anchor.is_some();
    let anchor = own(anchor.map_or_else(|| slug(&text), str::to_owned));
    Some(Item { text, why, anchor, explicit, line })
}

/// Splits `text {#anchor}`.
pub fn split_anchor(text: &str) -> (&str, Option<&str>) {
    let split = text.strip_suffix('}').and_then(|rest| rest.rsplit_once("{#"));
    match split {
        Some((before, anchor)) if !anchor.is_empty() && !anchor.contains(char::is_whitespace) => {
            (before.trim_end(), Some(anchor))
        }
        _ => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_has_text_why_and_anchor() {
        let read =
            item("- [ ] **The number is known.** Three losses:\n  first heard in the PDF. {#number}", 9).unwrap();
        assert_eq!(read.text, "The number is known.");
        assert_eq!(read.why, "Three losses: first heard in the PDF.");
        assert_eq!((read.anchor.as_str(), read.explicit, read.line), ("number", true, 9));
    }

    #[test]
    fn an_item_without_an_anchor_gets_one_and_a_plain_item_is_none() {
        assert_eq!(item("* [x] Ask them", 1).unwrap().anchor, "ask-them");
        assert_eq!(item("- [ ] Ask {#fl-results}", 1).unwrap().anchor, "x-fl-results");
        assert_eq!(item("- just a point", 1), None);
        assert_eq!(item("1. [ ] ", 1).unwrap().anchor, "section");
    }
}
