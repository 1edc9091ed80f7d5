//! Anchors of headings: the author's own, or made from the text; always unique in a body.

use std::collections::HashMap;

/// Gives each heading of one body its anchor, in order.
#[derive(Debug, Default)]
pub struct Anchors {
    used: HashMap<String, usize>,
}

impl Anchors {
    /// The anchor of the next heading: `explicit` as it is, else the slug of the text, numbered where it came before.
    pub fn next(&mut self, explicit: Option<&str>, text: &str) -> String {
        self.next_with_repeat(explicit, text).0
    }

    /// The same, and whether it had to be numbered.
    pub fn next_with_repeat(&mut self, explicit: Option<&str>, text: &str) -> (String, bool) {
        let base = explicit.map_or_else(|| slug(text), str::to_owned);
        let base = own(base);
        let seen = self.used.entry(base.clone()).or_default();
        *seen += 1;
        if *seen == 1 { (base, false) } else { (format!("{base}-{}", *seen - 1), true) }
    }
}

/// An anchor that is no id of the product's own pages, which begin with `fl-`.
pub fn own(anchor: String) -> String {
    if anchor.starts_with("fl-") { format!("x-{anchor}") } else { anchor }
}

/// A slug as the large forges make it: lower case, spaces to hyphens, punctuation dropped.
pub fn slug(text: &str) -> String {
    let slug: String = text
        .trim()
        .chars()
        .filter_map(|letter| match letter {
            ' ' | '-' => Some('-'),
            letter if letter.is_alphanumeric() || letter == '_' => Some(letter),
            _ => None,
        })
        .flat_map(char::to_lowercase)
        .collect();
    if slug.is_empty() { "section".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_those_of_the_forges() {
        assert_eq!(slug("What's new? (2026)"), "whats-new-2026");
        assert_eq!(slug("Über uns"), "über-uns");
        assert_eq!(slug("!?"), "section");
    }

    #[test]
    fn repeated_headings_are_numbered() {
        let mut anchors = Anchors::default();
        assert_eq!(anchors.next(None, "Why"), "why");
        assert_eq!(anchors.next(None, "Why"), "why-1");
        assert_eq!(anchors.next(Some("own"), "Why"), "own");
    }
}
