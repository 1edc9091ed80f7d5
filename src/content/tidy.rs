//! Spaces at the ends of lines and a last line without an end: nobody sees them, and every change trips over them.

use super::cores::on_all_cores;
use super::front_matter::{normalized, split};
use super::load::Loaded;
use crate::fs;
use crate::model::diagnostic::{Diagnostic, NO_FINAL_NEWLINE, Position, TRAILING_SPACE};
use crate::model::fix::Fix;
use crate::model::{Entry, Kind};

/// What is untidy in the files of entries. Plain pages are as their authors and tools leave them.
pub fn untidy(loaded: &Loaded) -> Vec<Diagnostic> {
    let entries: Vec<_> = loaded.entries().filter(|entry| entry.kind != Kind::Page && entry.declared).collect();
    let of_file = |entry: &&std::sync::Arc<Entry>| {
        let bytes = fs::read(&loaded.root.join(&entry.path)).ok()?;
        Some(untidy_lines(&entry.path, &normalized(std::str::from_utf8(&bytes).ok()?)))
    };
    on_all_cores(&entries, of_file).into_iter().flatten().flatten().collect()
}

fn untidy_lines(path: &str, text: &str) -> Vec<Diagnostic> {
    let lines = trailing(text);
    let spaces = lines.first().map(|first| {
        let message = match lines.len() {
            1 => "spaces at the end of the line".to_owned(),
            count => format!("spaces at the end of {count} lines, here first"),
        };
        Diagnostic::new(&TRAILING_SPACE, path, Position::new(*first, 1), message, "Take them out.")
            .mended_by(Some(Fix::Trim(lines.clone())))
    });
    let open = (!text.is_empty() && !text.ends_with('\n')).then(|| {
        let at = Position::new(text.lines().count() as u32, 1);
        Diagnostic::new(&NO_FINAL_NEWLINE, path, at, "the last line is not ended", "End it by a line break.")
            .mended_by(Some(Fix::EndLine))
    });
    spaces.into_iter().chain(open).collect()
}

/// The lines that end in spaces which mean nothing. Two at the end of a line of the body break it; in code every
/// space counts.
fn trailing(text: &str) -> Vec<u32> {
    let body_line = split(text).body_line;
    let mut fence: Option<&str> = None;
    let mut found = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let bare = line.trim();
        let mark = ["```", "~~~"].into_iter().find(|mark| number >= body_line && bare.starts_with(mark));
        let in_code = fence.is_some();
        if mark.is_some() && (fence.is_none() || fence == mark) {
            fence = mark.filter(|_| fence.is_none());
        }
        let breaks = number >= body_line && !bare.is_empty() && line.ends_with("  ");
        if !in_code && !breaks && line.ends_with([' ', '\t']) {
            found.push(number);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_that_mean_something_stay() {
        let text = "---\ntitle: A  \n---\nbreak  \nspace \n \n```\ncode \n```\n~~~\n``` \n~~~\nlast\t";
        assert_eq!(trailing(text), [2, 5, 6, 13]);
        let codes: Vec<_> = untidy_lines("a.md", text).iter().map(|finding| (finding.code, finding.line)).collect();
        assert_eq!(codes, [("trailing-space", 2), ("no-final-newline", 13)]);
        assert_eq!(untidy_lines("a.md", "tidy\n"), []);
    }
}
