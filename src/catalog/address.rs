//! The address of an entry: its id as a path, every part percent-encoded.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::model::EntryId;

/// What must not stand bare in a path. Slashes do: they part the folders of a plain page.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'\'')
    .add(b'&')
    .add(b'+')
    .add(b';');

/// `/objection/erp-already-has-scheduling`.
pub fn address(id: &EntryId) -> String {
    format!("/{}", utf8_percent_encode(id.as_str(), PATH))
}

/// The address of an answer, heading or item of an entry.
pub fn answer_address(id: &EntryId, anchor: &str) -> String {
    format!("{}#{}", address(id), utf8_percent_encode(anchor, PATH))
}

/// The address of another file of the content folder, such as a picture.
pub fn file_address(path: &str) -> String {
    format!("/files/{}", utf8_percent_encode(path, PATH))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    #[test]
    fn any_name_makes_an_address() {
        let id = EntryId::new(Kind::Page, "a b/größe #1?%2e'[x]");
        assert_eq!(address(&id), "/page/a%20b/gr%C3%B6%C3%9Fe%20%231%3F%252e%27%5Bx%5D");
    }
}
