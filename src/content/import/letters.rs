//! Letters of files that are not UTF-8: older spreadsheets and editors write Windows-1252.

use std::borrow::Cow;

use crate::content::read::{decoded, is_utf16};

/// What the bytes 0x80 to 0x9F mean in Windows-1252; those without a meaning stay unreadable.
const HIGH: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}', '\u{fffd}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

/// The text of a file, and what is to be told of it where it is neither UTF-8 nor marked as UTF-16.
pub fn text(bytes: &[u8]) -> (Cow<'_, str>, Option<String>) {
    if is_utf16(bytes) || std::str::from_utf8(bytes).is_ok() {
        return (decoded(bytes), None);
    }
    // Letters that are whole in UTF-8 say that the file is meant to be that, and is damaged.
    if bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii()) {
        let count = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
        let told = format!("is damaged: {count} of its letters cannot be read and are \u{fffd} here; mend them.");
        return (decoded(bytes), Some(told));
    }
    let letter = |byte: &u8| match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(*byte),
    };
    let told = "is not UTF-8 and was read as Windows-1252; where its letters are wrong here, save it as UTF-8 and \
                import that.";
    (Cow::Owned(bytes.iter().map(letter).collect()), Some(told.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_in_the_letters_that_it_was_written_in() {
        let (read, told) = text(b"Gro\xdfe K\xfcrze \x80 5 \x96 6");
        assert_eq!(read, "Große Kürze € 5 – 6");
        assert!(told.is_some_and(|told| told.contains("Windows-1252")));
        assert_eq!(text("Größe".as_bytes()), (Cow::Borrowed("Größe"), None));
        assert_eq!(text(b"\xff\xfea\0"), (Cow::Borrowed("a"), None));
        let (read, told) = text(b"Gr\xc3\xb6\xdfe");
        assert_eq!(read, "Grö\u{fffd}e");
        assert!(told.is_some_and(|told| told.starts_with("is damaged: 1 ")));
    }
}
