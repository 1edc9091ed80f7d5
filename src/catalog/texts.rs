//! The texts of an entry that its meaning is taken from.

use super::glance;
use crate::markdown;
use crate::model::Kind;
use crate::model::entry::Entry;
use crate::search::{self, Passage, Texts};

/// Sections of a page that are read: a page with more of them is about everything.
const MOST_SECTIONS: usize = 40;
/// Characters of a first sentence that are read.
const LONGEST_SENTENCE: usize = 300;

/// Title, question and variants; the glance text, or of a plain page its headings with their first sentences.
pub fn texts(entry: &Entry) -> Texts {
    let objection = entry.objection();
    let question = objection.map_or("", |objection| objection.question.as_str());
    let variants = objection.map_or(&[][..], |objection| &objection.variants);
    let wordings = search::wordings(&entry.title, question, variants);
    let passages = if entry.kind == Kind::Page { sections(entry) } else { glance_text(entry) };
    Texts { wordings, passages }
}

fn glance_text(entry: &Entry) -> Vec<Passage> {
    let text = glance(entry);
    if text.is_empty() { Vec::new() } else { vec![Passage { section: None, text: text.to_owned() }] }
}

fn sections(entry: &Entry) -> Vec<Passage> {
    let sections = markdown::sections(&entry.body.text);
    let passages = (0..).zip(&sections).map(|(number, section)| {
        let text = format!("{} {}", section.title, first_sentence(&section.text));
        Passage { section: (!section.title.is_empty()).then_some(number), text: text.trim().to_owned() }
    });
    passages.filter(|passage| !passage.text.is_empty()).take(MOST_SECTIONS).collect()
}

fn first_sentence(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.match_indices(['.', '?', '!', '\n']).map(|(at, mark)| at + mark.len());
    let ends_here =
        |end: &usize| text[*end..].chars().next().is_none_or(char::is_whitespace) || text[..*end].ends_with('\n');
    let end = end.into_iter().find(ends_here).unwrap_or(text.len());
    text[..text.floor_char_boundary(end.min(LONGEST_SENTENCE))].trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_sentence_ends_where_sentences_end() {
        assert_eq!(first_sentence(" Version 2.5 came. And more."), "Version 2.5 came.");
        assert_eq!(first_sentence("A line\nanother"), "A line");
        assert_eq!(first_sentence(""), "");
        assert!(first_sentence(&"ü".repeat(500)).len() <= LONGEST_SENTENCE);
    }
}
