//! What readers see of a text: its words, without the metadata of its front matter and without the spaces between.
//!
//! Who answers for an entry, when it was verified and what it is filed under are no words of it: a sweep over such fields
//! must not make everything look freshly written.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::model::fields::{ALIASES, COMMON, FOREIGN};

/// Common fields that readers read.
const READ: [&str; 3] = ["title", "summary", "description"];

/// What a text comes down to: equal where readers see no difference.
pub fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    for word in lines(text).iter().flat_map(|line| line.split_whitespace()) {
        word.hash(&mut hasher);
    }
    hasher.finish()
}

/// The lines that readers see, fields first; without signs that only programs read.
pub fn lines(text: &str) -> Vec<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let all: Vec<&str> = text.split(['\n', '\r']).map(str::trim_end).collect();
    let fence = all.first().copied().filter(|first| matches!(*first, "---" | "+++"));
    let end = fence.and_then(|fence| {
        let closes = |line: &&str| *line == fence || (fence == "---" && *line == "...");
        Some(1 + all.iter().skip(1).position(closes)?)
    });
    let (front, body) = match end {
        Some(end) => (&all[1..end], &all[end + 1..]),
        None => (&all[..0], &all[..]),
    };
    let read = fields(front).into_iter().chain(body.iter().map(|line| without_anchor(line)));
    read.filter(|line| !line.is_empty()).collect()
}

/// The fields of a front matter that are read, each with the lines that belong to it.
fn fields(front: &[&str]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut read = true;
    for line in front.iter().filter(|line| !line.trim_start().starts_with('#')) {
        let own = !line.starts_with([' ', '\t', '-']);
        match line.split_once([':', '=']).filter(|(key, _)| own && is_key(key.trim())) {
            Some((key, value)) => {
                read = !is_metadata(key.trim());
                if read {
                    lines.push(labelled(key.trim(), value));
                }
            }
            None if read => lines.push(unquoted(line.trim().trim_start_matches("- ")).to_owned()),
            None => {}
        }
    }
    lines
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_alphanumeric() || "_-.\"'".contains(letter))
}

fn is_metadata(key: &str) -> bool {
    let common = COMMON.iter().any(|field| field.name == key) || ALIASES.iter().any(|(written, _)| *written == key);
    (common || FOREIGN.contains(&key)) && !READ.contains(&key)
}

/// `quick_response: "We do."` is read as `Quick response: We do.`
fn labelled(key: &str, value: &str) -> String {
    let value = unquoted(value.trim());
    // A text that goes on below begins with a sign for that.
    let value = if value.starts_with(['|', '>']) && value.len() <= 2 { "" } else { value };
    let mut letters = key.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}: {value}", letters.as_str().replace('_', " ")).trim_end().to_owned()
}

fn unquoted(text: &str) -> &str {
    let inner = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    inner('"').or_else(|| inner('\'')).unwrap_or(text)
}

/// `## Answer: Yes {#yes}` is read without the anchor.
fn without_anchor(line: &str) -> String {
    let plain = match line.rfind("{#") {
        Some(at) if line.ends_with('}') => line[..at].trim_end(),
        _ => line,
    };
    plain.replace("**", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "---\ntitle: Price\nowner: lena\ntags: [a,\n  b]\nquick_response: >\n  It pays\n  back.\nvariants:\n- \"Too dear?\"\n---\n# Price {#p}\n\nIt **pays**.\n";

    #[test]
    fn readers_see_words_and_no_metadata() {
        assert_eq!(
            lines(TEXT),
            ["Title: Price", "Quick response:", "It pays", "back.", "Variants:", "Too dear?", "# Price", "It pays."]
        );
        assert_eq!(lines("# No front\n---\nx"), ["# No front", "---", "x"]);
        assert_eq!(lines("+++\ntitle = \"A\"\nweight = 3\n+++\nb"), ["Title: A", "b"]);
        // What is not closed is all text.
        assert_eq!(lines("---\nowner: x"), ["---", "owner: x"]);
        assert!(lines("").is_empty());
    }

    #[test]
    fn metadata_spaces_and_line_ends_make_no_difference() {
        let same = [
            TEXT.replace("owner: lena", "owner: jo\nlast_verified: 2026-11-01"),
            TEXT.replace('\n', "\r\n"),
            TEXT.replace("It pays\n  back.", "It   pays back."),
            TEXT.replace("{#p}", "{#price}"),
            TEXT.replace("tags: [a,\n  b]\n", "# nobody reads this\n"),
        ];
        assert!(same.iter().all(|text| digest(text) == digest(TEXT)));
        let other = [TEXT.replace("It pays", "It paid"), TEXT.replace("Price", "Cost"), TEXT.replace("dear", "much")];
        assert!(other.iter().all(|text| digest(text) != digest(TEXT)));
    }
}
