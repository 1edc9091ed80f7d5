//! Writes former names into `aliases`, in whatever way the front matter is written.

use super::edit::{Lines, ended};
use crate::content::scaffold::yaml;

/// Keys that are read as `aliases`.
const KEYS: [&str; 3] = ["aliases", "old_paths", "redirect_from"];

/// Adds names to the list, or the list to the front matter, or a front matter to the file. False where the list is
/// written in a way that is better changed by hand.
pub fn add(lines: &mut Lines, names: &[String]) -> bool {
    let bare: Vec<String> =
        lines.lines.iter().map(|line| ended(line).0.trim_start_matches('\u{feff}').to_owned()).collect();
    let end = lines.end();
    let blank = bare.iter().take_while(|line| line.trim().is_empty()).count();
    let fence = bare.get(blank).map(|line| line.trim_end().to_owned()).filter(|line| line == "---" || line == "+++");
    let Some(fence) = fence else { return begin(lines, names, end) };
    let is_close = |line: &String| line.trim_end() == fence || (fence == "---" && line.trim_end() == "...");
    let Some(close) = bare.iter().skip(blank + 1).position(is_close).map(|at| at + blank + 1) else { return false };
    let is_list = |line: &String| {
        KEYS.iter().any(|key| line.split([':', '=']).next().is_some_and(|name| name.trim_end() == *key))
    };
    match bare[blank + 1..close].iter().position(is_list).map(|at| at + blank + 1) {
        Some(at) => extend(lines, at, &bare, names, end),
        None if fence == "+++" => {
            let names: Vec<_> = names.iter().map(|name| crate::content::scaffold::quoted(name)).collect();
            // Before every table.
            lines.lines.insert(blank + 1, format!("aliases = [{}]{end}", names.join(", ")));
            true
        }
        None => {
            lines.lines.insert(close, format!("aliases: {}{end}", list(names)));
            true
        }
    }
}

fn list(names: &[String]) -> String {
    format!("[{}]", items(names))
}

fn items(names: &[String]) -> String {
    names.iter().map(|name| yaml(name)).collect::<Vec<_>>().join(", ")
}

/// A file without fields gets some.
fn begin(lines: &mut Lines, names: &[String], end: &str) -> bool {
    let mark = lines.lines.first().is_some_and(|line| line.starts_with('\u{feff}'));
    if let (true, Some(first)) = (mark, lines.lines.first_mut()) {
        *first = first.trim_start_matches('\u{feff}').to_owned();
    }
    let mark = if mark { "\u{feff}" } else { "" };
    lines.lines.insert(0, format!("{mark}---{end}aliases: {}{end}---{end}{end}", list(names)));
    true
}

/// A list on one line gets the names in front; one with a line for each, a line for each.
fn extend(lines: &mut Lines, at: usize, bare: &[String], names: &[String], end: &str) -> bool {
    let said = without_comment(&bare[at]);
    if let Some(open) = said.find('[') {
        let empty = lines.lines[at][open + 1..].trim_start().starts_with(']');
        lines.lines[at].insert_str(open + 1, &(items(names) + if empty { "" } else { ", " }));
        return true;
    }
    let first = bare.get(at + 1).filter(|line| line.trim_start().starts_with("- "));
    let is_block = said.trim_end().ends_with(':');
    match first.filter(|_| is_block) {
        Some(first) => {
            let indent = &first[..first.len() - first.trim_start().len()];
            for name in names.iter().rev() {
                lines.lines.insert(at + 1, format!("{indent}- {}{end}", yaml(name)));
            }
            true
        }
        None => false,
    }
}

/// A line of fields without the comment at its end.
fn without_comment(line: &str) -> &str {
    let (mut quote, mut before) = (None, ' ');
    for (at, letter) in line.char_indices() {
        match (quote, letter) {
            (None, '#') if before.is_whitespace() => return &line[..at],
            (None, '"' | '\'') if !before.is_alphanumeric() => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            _ => {}
        }
        before = letter;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(text: &str) -> Option<String> {
        let mut lines = Lines::of(text);
        add(&mut lines, &["objection/a".to_owned(), "objections/x/a".to_owned()]).then(|| lines.lines.concat())
    }

    #[test]
    fn names_come_into_every_kind_of_list() {
        for (before, after) in [
            ("---\ntitle: T\n---\nx\n", "---\ntitle: T\naliases: [objection/a, objections/x/a]\n---\nx\n"),
            ("---\r\na: b\r\n---", "---\r\na: b\r\naliases: [objection/a, objections/x/a]\r\n---"),
            ("---\naliases: [b]\n---\n", "---\naliases: [objection/a, objections/x/a, b]\n---\n"),
            ("---\naliases: []\n---\n", "---\naliases: [objection/a, objections/x/a]\n---\n"),
            (
                "---\nold_paths:\n  - b\nx: y\n---\n",
                "---\nold_paths:\n  - objection/a\n  - objections/x/a\n  - b\nx: y\n---\n",
            ),
            (
                "---\naliases: # [was] elsewhere\n  - b\n---\n",
                "---\naliases: # [was] elsewhere\n  - objection/a\n  - objections/x/a\n  - b\n---\n",
            ),
            (
                "---\naliases: ['b #1'] # old [names]\n---\n",
                "---\naliases: [objection/a, objections/x/a, 'b #1'] # old [names]\n---\n",
            ),
            ("+++\na = 1\n[t]\n+++\n", "+++\naliases = [\"objection/a\", \"objections/x/a\"]\na = 1\n[t]\n+++\n"),
            ("# Page\n", "---\naliases: [objection/a, objections/x/a]\n---\n\n# Page\n"),
        ] {
            assert_eq!(added(before).as_deref(), Some(after), "{before}");
        }
        for odd in
            ["---\naliases: b\n---\n", "---\naliases:\n---\n", "---\naliases: # [b]\n---\n", "---\nnever closed\n"]
        {
            assert_eq!(added(odd), None, "{odd}");
        }
    }
}
