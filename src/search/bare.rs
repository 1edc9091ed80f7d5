//! Two wordings that no search could tell apart.

use super::analysis::Words;

/// The words of a wording in the one form in which they are compared: without case, accents, punctuation and white space.
pub fn bare(wording: &str) -> String {
    let words = Words::of(wording);
    words.typed().map(|word| words.folded(word)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_search_takes_for_the_same_is_the_same() {
        assert_eq!(bare("  Too expensive,\u{a0}they say! "), bare("too EXPENSIVE they say"));
        assert_eq!(bare("Is ISO-27001 there?"), bare("is iso27001 there"));
        assert_eq!(bare("Größe zählt"), bare("grosse zahlt"));
        assert_ne!(bare("too expensive"), bare("expensive too"));
        assert_eq!(bare("?! 🙄"), "");
    }
}
