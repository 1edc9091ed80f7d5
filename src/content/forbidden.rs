//! `forbidden.txt`: words that no entry may say which everybody may read, such as the names of customers.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::Entry;
use crate::model::diagnostic::{Diagnostic, FORBIDDEN_WORD, Position};

/// Name of the file, in the content folder: a word or some words in a row on each line; `#` at its
/// start or behind a blank begins a remark.
pub const FORBIDDEN: &str = "forbidden.txt";

/// The list, by the first word of each line, folded.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Forbidden {
    phrases: HashMap<String, Vec<Phrase>>,
}

#[derive(Debug, PartialEq, Eq)]
struct Phrase {
    /// As the list has it.
    written: String,
    words: Vec<String>,
}

impl Forbidden {
    /// Reads the list.
    pub fn read(text: &str) -> Forbidden {
        let mut phrases: HashMap<String, Vec<Phrase>> = HashMap::new();
        for line in text.trim_start_matches('\u{feff}').lines() {
            let written = without_remark(line).trim();
            let words: Vec<String> = words(written).map(|(_, word)| word).collect();
            if let Some(first) = words.first() {
                phrases.entry(first.clone()).or_default().push(Phrase { written: written.to_owned(), words });
            }
        }
        Forbidden { phrases }
    }

    /// One finding for each word of the list that stands in the text of an entry's file, where it first does.
    pub fn check(&self, entry: &Entry, text: &str) -> Vec<Diagnostic> {
        if self.phrases.is_empty() || entry.common.restricted {
            return Vec::new();
        }
        self.find(text).into_iter().map(|(phrase, at, times)| finding(&entry.path, phrase, at, times)).collect()
    }

    /// Each phrase that stands in a text: where first, and how often.
    fn find(&self, text: &str) -> Vec<(&str, Position, usize)> {
        let said: Vec<(Position, String)> = words(text).collect();
        let mut found: Vec<(&str, Position, usize)> = Vec::new();
        for (start, (at, word)) in said.iter().enumerate() {
            let rest = said[start..].iter().map(|(_, word)| word);
            let stands = |phrase: &&Phrase| rest.clone().take(phrase.words.len()).eq(&phrase.words);
            for phrase in self.phrases.get(word).into_iter().flatten().filter(stands) {
                match found.iter_mut().find(|(known, ..)| *known == phrase.written) {
                    Some((_, _, times)) => *times += 1,
                    None => found.push((&phrase.written, *at, 1)),
                }
            }
        }
        found
    }
}

/// A line without its remark. A `#` inside a word, as in `C# Systems`, is part of it.
fn without_remark(line: &str) -> &str {
    let begins = |at: &usize| line[..*at].chars().next_back().is_none_or(char::is_whitespace);
    let remark = line.match_indices('#').map(|(at, _)| at).find(begins);
    &line[..remark.unwrap_or(line.len())]
}

fn finding(path: &str, phrase: &str, at: Position, times: usize) -> Diagnostic {
    let often = if times > 1 { format!(", {times} times") } else { String::new() };
    let message = format!("`{phrase}` stands here{often}; {FORBIDDEN} says that it must not");
    let help = "Say what kind of company it is, or close the entry by `visibility: restricted`.";
    Diagnostic::new(&FORBIDDEN_WORD, path, at, message, help).because_of([FORBIDDEN])
}

/// The words of a text in one form, without case and accents, each with its place.
fn words(text: &str) -> impl Iterator<Item = (Position, String)> {
    (1..).zip(text.lines()).flat_map(|(line, text)| {
        let mut column = 0;
        let mut letters = text.chars().peekable();
        std::iter::from_fn(move || {
            while letters.next_if(|letter| !is_of_word(*letter)).is_some() {
                column += 1;
            }
            let start = column + 1;
            let mut word = String::new();
            while let Some(letter) = letters.next_if(|letter| is_of_word(*letter)) {
                column += 1;
                fold_into(letter, &mut word);
            }
            (column >= start).then(|| (Position::new(line, start), word))
        })
    })
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter)
}

fn fold_into(letter: char, word: &mut String) {
    match letter {
        'ß' => word.push_str("ss"),
        letter if letter.is_ascii() => word.push(letter.to_ascii_lowercase()),
        letter => word.extend(letter.nfkd().filter(|part| !is_combining_mark(*part)).flat_map(char::to_lowercase)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(list: &str, text: &str) -> Vec<(String, u32, u32, usize)> {
        let list = Forbidden::read(list);
        let found = list.find(text).into_iter();
        found.map(|(phrase, at, times)| (phrase.to_owned(), at.line, at.column, times)).collect()
    }

    #[test]
    fn whole_words_are_found_in_any_case_and_with_any_accents() {
        let list = "# customers\nDunmere   # asked us not to\nMüller & Söhne\nHallin Water\n\n";
        let one = |phrase: &str, line, column| vec![(phrase.to_owned(), line, column, 1)];
        assert_eq!(found(list, "x\nat DUNMERE's depot"), one("Dunmere", 2, 4));
        assert_eq!(found(list, "«Mu\u{308}ller, So\u{308}hne»"), one("Müller & Söhne", 1, 2));
        assert_eq!(found(list, "hallin\nwater"), one("Hallin Water", 1, 1));
        assert_eq!(found(list, "Dunmere, dunmere"), [("Dunmere".to_owned(), 1, 1, 2)]);
        assert_eq!(found(list, "Dunmeres, Hallin or Water, dun mere"), []);
        assert_eq!(found("", "anything"), []);
    }

    #[test]
    fn a_remark_begins_behind_a_blank() {
        assert_eq!(found("C# Systems # theirs", "We sold C# systems"), [("C# Systems".to_owned(), 1, 9, 1)]);
        assert_eq!(found("C# Systems", "C is a letter"), []);
    }
}
