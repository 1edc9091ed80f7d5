//! What Git LFS leaves in place of a file that it has not fetched: three lines which say where the file is.

use crate::model::diagnostic::{Diagnostic, LFS_POINTER, Position};

/// No pointer is larger.
pub const MOST_BYTES: u64 = 1024;
/// How every one begins, by the names that the format has had.
const SIGNS: [&[u8]; 2] = [b"version https://git-lfs.github.com/spec/", b"version https://hawser.github.com/spec/"];

/// Whether these bytes are such a pointer.
pub fn is_pointer(bytes: &[u8]) -> bool {
    let names_one = || bytes.split(|byte| *byte == b'\n').any(|line| line.starts_with(b"oid sha256:"));
    bytes.len() as u64 <= MOST_BYTES && SIGNS.iter().any(|sign| bytes.starts_with(sign)) && names_one()
}

/// The finding about such a file, or about what shows it.
pub fn finding(path: &str, at: Position, what: &str) -> Diagnostic {
    let message = format!("{what} was not fetched: a Git LFS pointer is in its place");
    let help = "Run `git lfs pull` in the checkout that is served, and set it up there by `git lfs install`; or keep the file \
                in git itself by `git lfs untrack`.";
    Diagnostic::new(&LFS_POINTER, path, at, message, help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_about_pointers_is_none() {
        let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
        assert!(is_pointer(pointer.as_bytes()));
        assert!(!is_pointer(format!("# LFS\n\n{pointer}").as_bytes()));
        assert!(!is_pointer(format!("{pointer}{}", "x".repeat(1024)).as_bytes()));
        assert!(!is_pointer(b"version https://git-lfs.github.com/spec/v1\n") && !is_pointer(b""));
    }
}
