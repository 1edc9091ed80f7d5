//! Changes single lines of a text. Line ends, marks and everything else stay as they are.

use super::aliases;
use crate::model::diagnostic::Diagnostic;
use crate::model::fix::Fix;

/// A text in its lines, each with its end.
pub(super) struct Lines {
    pub lines: Vec<String>,
}

impl Lines {
    /// Splits at every kind of line end, as the reader does.
    pub fn of(text: &str) -> Lines {
        let mut lines = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest
                .find(['\n', '\r'])
                .map_or(rest.len(), |at| at + if rest[at..].starts_with("\r\n") { 2 } else { 1 });
            let (line, after) = rest.split_at(end);
            lines.push(line.to_owned());
            rest = after;
        }
        Lines { lines }
    }

    /// How this text ends its lines.
    pub fn end(&self) -> &'static str {
        match self.lines.first().map_or("", |line| ended(line).1) {
            "\r\n" => "\r\n",
            "\r" => "\r",
            _ => "\n",
        }
    }
}

/// A line, and what ends it.
pub(super) fn ended(line: &str) -> (&str, &str) {
    let bare = line.trim_end_matches(['\n', '\r']);
    (bare, &line[bare.len()..])
}

/// The text with all that can be mended, and what was.
pub fn apply<'a>(text: &str, mut findings: Vec<&'a Diagnostic>) -> (String, Vec<&'a Diagnostic>) {
    let mut lines = Lines::of(text);
    // From the end, so that the places before stay right; lines that are put in come last.
    findings.sort_by_key(|finding| std::cmp::Reverse((!is_new_line(finding), finding.line, finding.column)));
    let done = findings.into_iter().filter(|finding| apply_one(&mut lines, finding)).collect();
    (lines.lines.concat(), done)
}

fn is_new_line(finding: &Diagnostic) -> bool {
    matches!(finding.fix, Some(Fix::Alias(_)))
}

fn apply_one(lines: &mut Lines, finding: &Diagnostic) -> bool {
    match &finding.fix {
        Some(Fix::Replace { old, new }) => replace(lines, finding, old, new),
        Some(Fix::Trim(numbers)) => numbers.iter().filter(|number| trim(lines, **number)).count() > 0,
        Some(Fix::EndLine) => end_last(lines),
        Some(Fix::Alias(names)) => aliases::add(lines, names),
        None => false,
    }
}

/// Only where the old text stands, whole, at the place that was told; in quotes, behind the first of them.
fn replace(lines: &mut Lines, finding: &Diagnostic, old: &str, new: &str) -> bool {
    let Some(line) = lines.lines.get_mut(finding.line.saturating_sub(1) as usize) else { return false };
    let mark = usize::from(finding.line == 1 && line.starts_with('\u{feff}'));
    let column = finding.column.saturating_sub(1) as usize + mark;
    let Some((mut start, _)) = line.char_indices().nth(column) else { return false };
    start += usize::from(line[start..].starts_with(['"', '\'']));
    let ends_word = |rest: &str| !rest.starts_with(|letter: char| letter.is_alphanumeric() || letter == '_');
    if !line[start..].strip_prefix(old).is_some_and(ends_word) {
        return false;
    }
    line.replace_range(start..start + old.len(), new);
    true
}

fn trim(lines: &mut Lines, number: u32) -> bool {
    let Some(line) = lines.lines.get_mut(number.saturating_sub(1) as usize) else { return false };
    let (bare, end) = ended(line);
    let trimmed = format!("{}{end}", bare.trim_end_matches([' ', '\t']));
    let differs = trimmed != *line;
    *line = trimmed;
    differs
}

fn end_last(lines: &mut Lines) -> bool {
    let end = lines.end();
    match lines.lines.last_mut().filter(|line| ended(line).1.is_empty()) {
        Some(line) => {
            line.push_str(end);
            true
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::diagnostic::{Position, UNKNOWN_FIELD};

    fn finding(line: u32, column: u32, fix: Fix) -> Diagnostic {
        Diagnostic::new(&UNKNOWN_FIELD, "a.md", Position::new(line, column), "m", "h").mended_by(Some(fix))
    }

    fn mended(text: &str, findings: &[Diagnostic]) -> String {
        apply(text, findings.iter().collect()).0
    }

    #[test]
    fn only_the_words_that_are_meant_change() {
        let text = "\u{feff}---\r\ntitel: A, titel\r\nx: \"größe\"\r\nlist: [one, one]\r\n";
        let findings = [
            finding(2, 1, Fix::replace("titel", "title")),
            finding(3, 4, Fix::replace("größe", "size")),
            finding(4, 8, Fix::replace("one", "three")),
            finding(4, 13, Fix::replace("one", "four")),
        ];
        assert_eq!(mended(text, &findings), "\u{feff}---\r\ntitle: A, titel\r\nx: \"size\"\r\nlist: [three, four]\r\n");
    }

    #[test]
    fn what_does_not_stand_there_any_more_is_left() {
        let text = "a: titels\n>-\n  folded\n";
        let wrong = [
            finding(1, 4, Fix::replace("titel", "title")),
            finding(9, 1, Fix::replace("a", "b")),
            finding(1, 99, Fix::replace("a", "b")),
            finding(2, 1, Fix::replace("folded", "b")),
        ];
        let (after, done) = apply(text, wrong.iter().collect());
        assert_eq!((after.as_str(), done.len()), (text, 0));
    }

    #[test]
    fn spaces_go_and_the_last_line_ends_as_the_others_do() {
        let findings = [finding(1, 1, Fix::Trim(vec![1, 3])), finding(4, 1, Fix::EndLine)];
        assert_eq!(mended("a \t\r\nb  \r\n \r\nend", &findings), "a\r\nb  \r\n\r\nend\r\n");
        assert_eq!(Lines::of("a\rb\r\nc\n\nd").lines, ["a\r", "b\r\n", "c\n", "\n", "d"]);
    }
}
