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

/// The lines that end in spaces which mean nothing. Two at the end of a line of the body break it; in code, and in
/// blocks of text in front matter, every space counts.
fn trailing(text: &str) -> Vec<u32> {
    let body_line = split(text).body_line;
    let (mut fence, mut block): (Option<&str>, Option<usize>) = (None, None);
    let mut found = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let in_body = number >= body_line;
        let kept = if in_body { in_code(line.trim(), &mut fence) } else { in_block(line, &mut block) };
        let breaks = in_body && !line.trim().is_empty() && line.ends_with("  ");
        if !kept && !breaks && line.ends_with([' ', '\t']) {
            found.push(number);
        }
    }
    found
}

/// Whether a line stands in a fence, which only one as long ends.
fn in_code<'a>(bare: &'a str, fence: &mut Option<&'a str>) -> bool {
    let run = |mark: char| &bare[..bare.len() - bare.trim_start_matches(mark).len()];
    match *fence {
        Some(open) => {
            if bare.starts_with(open) && bare.trim_start_matches(&open[..1]).is_empty() {
                *fence = None;
            }
            true
        }
        None => {
            *fence = ['`', '~'].into_iter().map(run).find(|run| run.len() >= 3);
            false
        }
    }
}

/// Whether a line stands in a block of text in YAML (`|` or `>`), which one as little indented as its field ends.
fn in_block(line: &str, block: &mut Option<usize>) -> bool {
    let indent = line.len() - line.trim_start().len();
    if block.is_some_and(|field| line.trim().is_empty() || indent > field) {
        return true;
    }
    let last = line.split_whitespace().next_back().unwrap_or_default();
    let begins = last.starts_with(['|', '>']) && last[1..].bytes().all(|byte| b"+-123456789".contains(&byte));
    *block = begins.then_some(indent);
    false
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

    #[test]
    fn long_fences_and_blocks_of_text_stay() {
        assert_eq!(trailing("````md\n```\ncode \n```\ncode \n````\nlast "), [7]);
        assert_eq!(trailing("---\nnote: |\n  text \n\n  more \nother: x \n---\n"), [6]);
    }
}
