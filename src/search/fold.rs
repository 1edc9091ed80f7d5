//! One form for letters that people take for the same: case, width, accents, ligatures.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Appends the word in lower case and compatibility form, accents kept: what stemmers expect.
pub(super) fn lower_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
    } else {
        out.extend(word.nfkc().flat_map(char::to_lowercase).filter(|&c| !ignorable(c)).nfc());
    }
}

/// Appends what is left of a lower-case word without accents: `straße` gives `strasse`, `café` gives `cafe`.
pub(super) fn plain_into(lower: &str, out: &mut String) {
    if lower.is_ascii() {
        out.push_str(lower);
    } else {
        out.extend(lower.nfd().filter(|&c| !accent(c)).flat_map(spelled).nfc());
    }
}

/// The word in the one form in which words are compared.
pub(super) fn fold(word: &str) -> String {
    let (mut lower, mut plain) = (String::new(), String::new());
    lower_into(word, &mut lower);
    plain_into(&lower, &mut plain);
    plain
}

/// Marks inside words that do not change which word it is: joiners, soft hyphens, variation selectors.
pub(super) fn ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{640}')
}

/// Whether the character continues the one before it: a mark, a joiner, a selector.
pub(super) fn continues(c: char) -> bool {
    !c.is_ascii() && (ignorable(c) || is_combining_mark(c))
}

/// Accents of Latin, Greek, Cyrillic, Hebrew and Arabic. The vowel signs of other scripts are letters, not accents.
fn accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Letters that are no base letter with an accent, as they are spelled without them.
fn spelled(c: char) -> impl Iterator<Item = char> {
    let plain = match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ł' => "l",
        'ı' => "i",
        'ħ' => "h",
        'ŋ' => "n",
        'ς' => "σ",
        _ => "",
    };
    plain.chars().chain(plain.is_empty().then_some(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_the_same() {
        for (word, folded) in [
            ("Straße", "strasse"),
            ("STRASSE", "strasse"),
            ("Ørsted", "orsted"),
            ("ﬁrst", "first"),
            ("cafe\u{301}", "cafe"),
            ("CAFÉ", "cafe"),
            ("İstanbul", "istanbul"),
            ("Æther", "aether"),
            ("ＩＳＯ", "iso"),
            ("Łódź", "lodz"),
            ("ΛΌΓΟΣ", "λογοσ"),
            ("ガ", "ガ"),
            ("한국", "한국"),
            ("co\u{ad}operate", "cooperate"),
        ] {
            assert_eq!(fold(word), folded, "{word}");
        }
    }
}
