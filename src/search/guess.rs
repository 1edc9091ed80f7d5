//! The language of a query, where entries have several.

use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

use super::language::Language;
use super::parts::Make;
use super::typed::{Forms, Typed};
use super::view::View;

/// The language that most words of a query speak for: those that only entries in one language have; where these say
/// nothing, those that say nothing in one language only (`the`, `wir`). `None` where it is unclear. `known` are the bits
/// of names and terms: they are said in any language.
pub(super) fn language(
    view: &View,
    typed: &[Typed],
    known: u64,
    forms: &mut Forms<'_>,
) -> tantivy::Result<Option<Language>> {
    if view.in_use.len() < 2 {
        return Ok(None);
    }
    let (mut by_words, mut by_stop_words) = (Votes::default(), Votes::default());
    for word in typed.iter().filter(|word| word.make == Make::Letters && word.bit & known == 0) {
        let small: Vec<Language> =
            view.in_use.iter().copied().filter(|language| forms.is_stop_word_in(*language, &word.lower)).collect();
        match small.as_slice() {
            [] => by_words.add(only_language(view, &word.folded)?),
            [language] => by_stop_words.add(Some(*language)),
            _ => {}
        }
    }
    Ok(by_words.winner().or_else(|| by_stop_words.winner()))
}

/// The language of all entries that have a word, as it is written; `None` where there are several or none.
fn only_language(view: &View, word: &str) -> tantivy::Result<Option<Language>> {
    let mut only = None;
    for segment in &view.segments {
        let Some(info) = segment.words.terms().get(word)? else { continue };
        let mut entries = segment.words.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
        while entries.doc() != TERMINATED {
            let entry = entries.doc();
            let language =
                segment.languages.iter().find(|(_, entries)| entries.has(entry)).map(|(language, _)| *language);
            if !segment.reader.is_deleted(entry) {
                match (only, language) {
                    (Some(known), Some(other)) if known != other => return Ok(None),
                    _ => only = only.or(language),
                }
            }
            entries.advance();
        }
    }
    Ok(only)
}

#[derive(Default)]
struct Votes(Vec<(Language, usize)>);

impl Votes {
    fn add(&mut self, language: Option<Language>) {
        let Some(language) = language else { return };
        match self.0.iter_mut().find(|(known, _)| *known == language) {
            Some((_, votes)) => *votes += 1,
            None => self.0.push((language, 1)),
        }
    }

    /// The language with more votes than every other.
    fn winner(&self) -> Option<Language> {
        let (first, most) = self.0.iter().max_by_key(|(_, votes)| *votes)?;
        let alone = self.0.iter().filter(|(_, votes)| votes == most).count() == 1;
        alone.then_some(*first)
    }
}
