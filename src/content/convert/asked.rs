//! What a page asks and answers: which of it can be made entries, and what stays in its place.

use std::ops::Range;

use crate::content::scaffold::quote::markdown as escaped;
use crate::markdown::{self, Asked};
use crate::model::{Entry, Kind};

/// Questions of which none holds another, and that are answered by more than a link to the entry that answers them.
pub fn apart(body: &str, asked: Vec<Asked>) -> Vec<Asked> {
    let answered = |each: &&Asked| {
        let answer = body[each.answer.clone()].trim();
        !answer.is_empty() && !is_converted(answer)
    };
    let holds = |each: &Asked, other: &Asked| {
        each != other && each.answer.start <= other.answer.start && other.answer.end <= each.answer.end
    };
    let mut apart: Vec<Asked> =
        asked.iter().filter(answered).filter(|each| !asked.iter().any(|other| holds(each, other))).cloned().collect();
    apart.dedup_by(|next, before| next.answer.start < before.answer.end);
    apart
}

/// Whether an answer is what a conversion leaves: one link to a tough question and nothing else.
fn is_converted(answer: &str) -> bool {
    let inner =
        answer.strip_prefix('[').and_then(|rest| rest.strip_suffix(')')).and_then(|rest| rest.rsplit_once("]("));
    inner.is_some_and(|(words, address)| {
        let folder = format!("{}/", Kind::Objection.folder());
        let path = address.trim_start_matches("../").trim_start_matches("./").trim_start_matches('/');
        !words.contains("](") && path.starts_with(&folder) && path.ends_with(".md")
    })
}

/// Words by which the path of a page says that it is about selling.
const SELLING: [&str; 7] = ["customer", "prospect", "buyer", "sales", "objection", "deal", "competit"];

/// Whether a page is about selling, as its path says. Where some are, what others answer is asked by colleagues.
pub fn sells(path: &str) -> bool {
    let path = path.to_lowercase();
    SELLING.iter().any(|word| path.contains(word))
}

/// What a page is called where it is asked whether it collects questions: its title and its file.
pub fn page_name(path: &str, title: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    format!("{title} {}", file.split('.').next().unwrap_or(file))
}

/// The body with a link in the place of each answer.
pub fn without(body: &str, answers: &[(Range<usize>, String, String)]) -> String {
    let mut out = String::with_capacity(body.len());
    let mut at = 0;
    for (answer, words, address) in answers {
        out.push_str(&body[at..answer.start]);
        let link = format!("[{}]({address})", escaped(words));
        // Below a heading it is a paragraph; behind `A:` it goes on in the line.
        let own_line = out.is_empty() || out.ends_with('\n');
        out.push_str(&if own_line { format!("\n{link}\n") } else { format!("{link}\n") });
        out.push_str(if body[answer.clone()].ends_with("\n\n") || own_line { "\n" } else { "" });
        at = answer.end;
    }
    out.push_str(&body[at..]);
    if out.ends_with("\n\n") {
        out.truncate(out.trim_end_matches('\n').len() + 1);
    }
    out
}

/// The questions of a plain page that can be made entries.
pub fn questions(entry: &Entry) -> Vec<Asked> {
    let asked = markdown::questions(&entry.body, &page_name(&entry.path, &entry.title));
    apart(&entry.body.text, asked)
}

/// An answer with the definitions of references that it names.
pub fn whole_answer(body: &str, answer: &Range<usize>) -> String {
    let text = &body[answer.clone()];
    match markdown::used_definitions(body, text) {
        definitions if definitions.is_empty() => text.to_owned(),
        definitions => format!("{}\n\n{definitions}\n", text.trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_an_entry_is_no_answer_to_convert() {
        assert!(is_converted("[Is it (very) safe?](../objections/is-it-safe.md)"));
        assert!(!is_converted("[Safe](safe.md)") && !is_converted("See [it](../objections/safe.md)"));
        assert!(!is_converted("[a](b.md) and [c](../objections/d.md)"));
    }
}
