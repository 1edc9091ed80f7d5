//! MDX read as Markdown: components, imports and comments are taken out, what stands between components stays.
//!
//! Whatever is taken out is replaced by blanks, so that every offset and line stays what it was.

use super::blanks::blank;

/// No tag of a component and no comment goes on for longer; what does is text.
const LONGEST: usize = 4096;

/// The text without what only a program can draw.
pub fn without_components(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fenced = false;
    let mut rest = text;
    while !rest.is_empty() {
        let line = &rest[..rest.find('\n').map_or(rest.len(), |end| end + 1)];
        let is_fence = ["```", "~~~"].iter().any(|mark| line.trim_start().starts_with(mark));
        fenced ^= is_fence;
        let done = if is_fence || fenced {
            out.push_str(line);
            line.len()
        } else if is_statement(line) {
            let length = rest.find("\n\n").map_or(rest.len(), |end| end + 1);
            out.push_str(&blank(&rest[..length]));
            length
        } else {
            markup(rest, line.len(), &mut out)
        };
        rest = &rest[done..];
    }
    out
}

/// Whether a line begins what brings components in or gives values out.
fn is_statement(line: &str) -> bool {
    let export = line.strip_prefix("export ").unwrap_or_default();
    (line.starts_with("import ") && line.contains(['\'', '"']))
        || ["const ", "default ", "function ", "let ", "{"].iter().any(|word| export.starts_with(word))
}

/// One line, and what a component or comment that begins in it goes on to; gives how much that is.
fn markup(text: &str, line: usize, out: &mut String) -> usize {
    let mut at = 0;
    while at < line {
        let rest = &text[at..];
        let letter = rest.chars().next().unwrap_or(' ');
        let taken = match letter {
            '{' => comment(rest),
            '<' => component(rest),
            _ => None,
        };
        match taken {
            Some(length) => out.push_str(&blank(&rest[..length])),
            None => out.push(letter),
        }
        at += taken.unwrap_or(letter.len_utf8());
    }
    at
}

fn comment(text: &str) -> Option<usize> {
    let near = &text.as_bytes()[..text.len().min(LONGEST)];
    let end = text.starts_with("{/*").then(|| near.windows(3).position(|three| three == b"*/}"))?;
    end.map(|end| end + 3)
}

/// How long the tag of a component is that begins here: a name in capitals, to a `>` outside braces and quotes.
fn component(text: &str) -> Option<usize> {
    let name = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    if !name.starts_with(|letter: char| letter.is_ascii_uppercase()) {
        return None;
    }
    let (mut depth, mut quote) = (0_usize, None);
    for (at, letter) in text.char_indices().skip(1).take(LONGEST) {
        match (quote, letter) {
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            (None, '{') => depth += 1,
            (None, '}') => depth = depth.saturating_sub(1),
            (None, '>') if depth == 0 => return Some(at + 1),
            (None, '<') if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::blanks::without_marks;

    #[test]
    fn what_a_program_draws_is_taken_out_in_place() {
        let text = "import A from 'a'\nimport B from 'b'\n\n# Größe\n\n<Tab label={{a: '>'}}\n  x>in *side*</Tab> {/* no */}<b>y</b>\n\n```\n<Tab>\n```\n";
        let out = without_components(text);
        assert_eq!(out.len(), text.len());
        assert_eq!(out.matches('\n').count(), text.matches('\n').count());
        assert_eq!(
            without_marks(&out).split_whitespace().collect::<Vec<_>>(),
            ["#", "Größe", "in", "*side*", "<b>y</b>", "```", "<Tab>", "```"]
        );
        assert_eq!(without_components("a < B and <Open"), "a < B and <Open");
    }
}
