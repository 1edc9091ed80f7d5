//! Small changes to a file that leave every other byte as it is: a day, a line of a list, an answer.

use std::ops::Range;

use jiff::civil::Date;

use super::yaml;
use crate::model::value::Node;

/// Fields that say when somebody looked.
const VERIFIED: [&str; 3] = ["last_verified", "last_reviewed_on", "reviewed"];

/// The text with the day on which it was verified in its front matter; none where it has no front matter.
pub fn verified(text: &str, today: Date) -> Option<String> {
    let (mut lines, front) = front(text)?;
    let sign = if front.toml { " =" } else { ":" };
    let known = front.lines.clone().find(|at| is_field(lines[*at], &VERIFIED));
    let name = known.and_then(|at| lines[at].split([':', '=']).next()).unwrap_or(VERIFIED[0]).trim_end();
    let line = format!("{name}{sign} {today}{}", end_of_line(text));
    match known {
        Some(at) => lines[at] = &line,
        None => lines.insert(front.lines.end, &line),
    }
    Some(lines.concat())
}

/// The text with further items at the end of a list in its YAML front matter, or, of a file that is YAML as a whole, in
/// that. Items are YAML as it stands behind a hyphen. None where the list cannot be found or is written in a way that would
/// have to be guessed.
pub fn with_items(text: &str, whole: bool, field: &str, items: &[String]) -> Option<String> {
    let (mut lines, part) = if whole {
        (split(text), 0..split(text).len())
    } else {
        let (lines, front) = front(text)?;
        (lines, if front.toml { return None } else { front.lines })
    };
    let before = count(&lines[part.clone()].concat(), field)?;
    let end = end_of_line(text);
    // The last line of a file may lack its end.
    let last = part.end.checked_sub(1).map(|at| format!("{}{end}", lines[at].trim_end_matches(['\r', '\n'])));
    if let Some(last) = &last {
        lines[part.end - 1] = last;
    }
    let at = part.clone().find(|at| is_field(lines[*at], &[field]));
    let value = at.map(|at| without_comment(lines[at].split_once(':').map_or("", |(_, value)| value)));
    let mut added = String::new();
    let mut replaced = None;
    let place = match (at, value) {
        (None, _) => {
            added = format!("{field}:{end}{}", listed(items, "  ", end));
            part.end
        }
        (Some(at), Some("[]")) => {
            replaced = Some((at, format!("{field}:{end}{}", listed(items, "  ", end))));
            part.end
        }
        (Some(at), Some("")) => {
            let block = at + 1..at + 1 + lines[at + 1..part.end].iter().take_while(|line| is_within(line)).count();
            let filled = block.clone().rev().find(|at| !without_comment(lines[*at]).is_empty()).unwrap_or(at);
            let first = lines[block].iter().find(|line| line.trim_start().starts_with('-'));
            let indent = first.map_or("  ", |line| &line[..line.len() - line.trim_start().len()]);
            added = listed(items, indent, end);
            filled + 1
        }
        (Some(at), Some(value)) if value.starts_with('[') && value.ends_with(']') => {
            let inner = value[1..value.len() - 1].trim().trim_end_matches(',');
            let joined = std::iter::once(inner.to_owned()).chain(items.iter().cloned()).collect::<Vec<_>>().join(", ");
            replaced = Some((at, format!("{field}: [{joined}]{end}")));
            part.end
        }
        _ => return None,
    };
    if let Some((at, line)) = &replaced {
        lines[*at] = line;
    }
    lines.insert(place, &added);
    let length = part.len() + 1;
    let after = count(&lines[part.start..part.start + length].concat(), field)?;
    (after == before + items.len()).then(|| lines.concat())
}

/// The text with a section at its end.
pub fn with_section(text: &str, section: &str) -> String {
    let end = end_of_line(text);
    let section = section.trim_end().replace("\r\n", "\n").replace('\n', end);
    format!("{}{end}{end}{section}{end}", text.trim_end())
}

/// Where the front matter stands, its fences left out.
struct Front {
    lines: Range<usize>,
    toml: bool,
}

fn split(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn front(text: &str) -> Option<(Vec<&str>, Front)> {
    let lines = split(text);
    let open = lines.iter().position(|line| !line.trim_start_matches('\u{feff}').trim().is_empty())?;
    let fence = match lines[open].trim_start_matches('\u{feff}').trim_end() {
        fence @ ("---" | "+++") => fence,
        _ => return None,
    };
    let length = lines[open + 1..].iter().position(|line| [fence, "..."].contains(&line.trim_end()))?;
    let (toml, within) = (fence == "+++", open + 1..open + 1 + length);
    Some((lines, Front { lines: within, toml }))
}

fn is_field(line: &str, names: &[&str]) -> bool {
    let name = line.split([':', '=']).next().unwrap_or_default().trim_end();
    line.contains([':', '=']) && names.contains(&name)
}

/// Whether a line belongs to the field above it.
fn is_within(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with([' ', '\t', '-', '#'])
}

/// The value of a line without the comment behind it. A sign that may be part of a text is not taken for one.
fn without_comment(value: &str) -> &str {
    let value = value.trim();
    if value.starts_with('#') {
        return "";
    }
    match value.rfind(" #") {
        Some(at) if !value[at..].contains(['"', '\'', ']']) => value[..at].trim_end(),
        _ => value,
    }
}

fn listed(items: &[String], indent: &str, end: &str) -> String {
    items.iter().map(|item| format!("{indent}- {item}{end}")).collect()
}

fn end_of_line(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// How many items a list has; none where the text cannot be read or the field is no list.
fn count(yaml: &str, field: &str) -> Option<usize> {
    let document = yaml::parse(yaml, 1).ok()?;
    let Some(value) = document.value else { return Some(0) };
    let Node::Map(map) = value.node else { return None };
    match map.get(field).map(|value| &value.node) {
        None | Some(Node::Null) => Some(0),
        Some(Node::List(items)) => Some(items.len()),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = jiff::civil::date(2026, 11, 23);

    #[test]
    fn only_the_day_changes() {
        let of = |text: &str| verified(text, TODAY);
        let dated = "---\ntitle: A\nlast_verified: 2026-01-02 # by Lena\n---\nlast_verified: no\n";
        assert_eq!(of(dated).unwrap(), "---\ntitle: A\nlast_verified: 2026-11-23\n---\nlast_verified: no\n");
        assert_eq!(
            of("---\r\ntitle: A\r\n---\r\nx").unwrap(),
            "---\r\ntitle: A\r\nlast_verified: 2026-11-23\r\n---\r\nx"
        );
        assert_eq!(of("+++\nreviewed = 2026-01-02\n+++\n").unwrap(), "+++\nreviewed = 2026-11-23\n+++\n");
        assert_eq!([of("# A page\n"), of(""), of("---\ntitle: A\n")], [None, None, None]);
    }

    #[test]
    fn a_list_takes_items_however_it_is_written() {
        let of = |text: &str| with_items(text, false, "variants", &["\"b: c\"".to_owned()]);
        assert_eq!(of("---\ntitle: A\n---\nx\n").unwrap(), "---\ntitle: A\nvariants:\n  - \"b: c\"\n---\nx\n");
        assert_eq!(
            of("---\nvariants: # as heard\n- a\n\n# more\ntags: [x]\n---\n").unwrap(),
            "---\nvariants: # as heard\n- a\n- \"b: c\"\n\n# more\ntags: [x]\n---\n"
        );
        assert_eq!(of("---\nvariants: [a]\n---\n").unwrap(), "---\nvariants: [a, \"b: c\"]\n---\n");
        assert_eq!(of("---\nvariants: []\n---\n").unwrap(), "---\nvariants:\n  - \"b: c\"\n---\n");
        assert_eq!(
            of("---\r\nvariants:\r\n    - a\r\n---\r\n").unwrap(),
            "---\r\nvariants:\r\n    - a\r\n    - \"b: c\"\r\n---\r\n"
        );
        for odd in ["+++\nvariants = [1]\n+++\n", "---\nvariants: a\n---\n", "---\nvariants: [a,\n b]\n---\n", "x"] {
            assert_eq!(of(odd), None, "{odd}");
        }
        let taxonomy = with_items(
            "stages: []\nsynonyms:\n  - {from: [a], to: b}",
            true,
            "synonyms",
            &["{from: [c], to: d}".to_owned()],
        );
        assert_eq!(taxonomy.unwrap(), "stages: []\nsynonyms:\n  - {from: [a], to: b}\n  - {from: [c], to: d}\n");
        assert_eq!(with_items("", true, "synonyms", &["x".to_owned()]).unwrap(), "synonyms:\n  - x\n");
    }

    #[test]
    fn a_section_stands_at_the_end() {
        assert_eq!(with_section("a\r\n\r\n", "## B\n\nc\n"), "a\r\n\r\n## B\r\n\r\nc\r\n");
    }
}
