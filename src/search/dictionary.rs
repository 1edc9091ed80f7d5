//! The words that the index knows: completing what is being typed, correcting what is misspelled.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};

use tantivy::Term;
use tantivy::query::FuzzyTermQuery;

use super::analysis::Words;
use super::parts::Make;
use super::plan::RowWord;
use super::rank::Part;
use super::row;
use super::view::View;

/// Beginnings up to this many letters have their completions kept.
const SHORT: usize = 2;
/// Most words read to complete a beginning, in each segment.
const MOST_READ: usize = 50_000;
/// Most words that a beginning is completed to.
pub(super) const MOST_COMPLETIONS: usize = 24;
/// Most kept beginnings.
const MOST_KEPT: usize = 2_000;
/// Most words that one misspelled word is replaced by.
const CORRECTIONS: usize = 3;
/// Letters of a word from which on it may be corrected, corrected while it is typed, and corrected twice.
const CORRECTED: usize = 4;
const CORRECTED_OPEN: usize = 5;
const CORRECTED_TWICE: usize = 6;

/// Whether any entry has the word, as it is written or in any of these stems.
pub(super) fn knows(view: &View, word: &str, stems: &[String]) -> tantivy::Result<bool> {
    for segment in &view.segments {
        let parts = Part::WORDS.into_iter().map(|part| &segment.parts[part as usize]);
        let in_parts = parts.flat_map(|part| stems.iter().map(move |stem| (part, stem.as_str())));
        for (index, term) in std::iter::once((&segment.words, word)).chain(in_parts) {
            if let Some(info) = index.terms().get(term)?
                && segment.has_entry_with(index, &info)?
            {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// About how many entries have the word as it is written; 0 where none has.
pub(super) fn frequency(view: &View, word: &str) -> tantivy::Result<u64> {
    let mut entries = 0;
    for segment in &view.segments {
        if let Some(info) = segment.words.terms().get(word)?
            && segment.has_entry_with(&segment.words, &info)?
        {
            entries += u64::from(info.doc_freq);
        }
    }
    Ok(entries)
}

/// How many entries have one word directly after another in their questions.
pub(super) fn follows(view: &View, before: &[String], word: &[String]) -> tantivy::Result<u64> {
    let row = [before, word].map(|stems| RowWord { stems: stems.to_vec(), stop: false });
    let mut entries = 0;
    for segment in &view.segments {
        row::each(&segment.parts[Part::Questions as usize], &row, false, |_, _| entries += 1)?;
    }
    Ok(entries)
}

/// The commonest words that begin with `prefix`, itself not among them, commonest first.
pub(super) fn completions(view: &View, prefix: &str, most: usize) -> tantivy::Result<Vec<String>> {
    Ok(most_completions(view, prefix)?.iter().take(most).cloned().collect())
}

fn most_completions(view: &View, prefix: &str) -> tantivy::Result<Arc<[String]>> {
    let short = prefix.chars().count() <= SHORT;
    let kept = || view.completions.lock().unwrap_or_else(PoisonError::into_inner);
    if short && let Some(known) = kept().get(prefix) {
        return Ok(Arc::clone(known));
    }
    let mut counted: HashMap<Vec<u8>, u64> = HashMap::new();
    for segment in &view.segments {
        let mut terms = segment.words.terms().range().gt(prefix).into_stream()?;
        let mut read = 0;
        while let Some((term, info)) = terms.next() {
            if !term.starts_with(prefix.as_bytes()) || read == MOST_READ {
                break;
            }
            read += 1;
            match counted.get_mut(term) {
                Some(count) => *count += u64::from(info.doc_freq),
                None => drop(counted.insert(term.to_vec(), u64::from(info.doc_freq))),
            }
        }
    }
    let found: Arc<[String]> = commonest(counted, MOST_COMPLETIONS).into();
    if short {
        let mut kept = kept();
        if kept.len() < MOST_KEPT {
            kept.insert(prefix.to_owned(), Arc::clone(&found));
        }
    }
    Ok(found)
}

fn commonest(counted: HashMap<Vec<u8>, u64>, most: usize) -> Vec<String> {
    let mut words: Vec<(u64, Vec<u8>)> = counted.into_iter().map(|(word, count)| (count, word)).collect();
    words.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    words.truncate(most);
    words.into_iter().filter_map(|(_, word)| String::from_utf8(word).ok()).collect()
}

/// Whether any word of an entry that is still there begins with `prefix`.
pub(super) fn begins_a_word(view: &View, prefix: &str) -> tantivy::Result<bool> {
    for segment in &view.segments {
        let mut terms = segment.words.terms().range().ge(prefix).into_stream()?;
        while let Some((_, info)) = terms.next().filter(|(term, _)| term.starts_with(prefix.as_bytes())) {
            if segment.has_entry_with(&segment.words, info)? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The known words nearest to one that is unknown: one letter more, less, other or swapped; in words of six letters
/// and more two such changes. Of a word that is still being typed also those that begin with something that near.
/// Those with the same first letter come first, then the commonest; none for words that are too short to tell.
pub(super) fn nearest(view: &View, word: &str, is_open: bool) -> tantivy::Result<Vec<String>> {
    let letters = word.chars().count();
    let term = || Term::from_field_text(view.fields.words, word);
    let tries = [
        (letters >= CORRECTED, FuzzyTermQuery::new(term(), 1, true)),
        (letters >= CORRECTED_OPEN && is_open, FuzzyTermQuery::new_prefix(term(), 1, true)),
        (letters >= CORRECTED_TWICE, FuzzyTermQuery::new(term(), 2, true)),
    ];
    for (allowed, query) in tries {
        if allowed {
            let found = matching(view, word, &query)?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
    }
    Ok(Vec::new())
}

fn matching(view: &View, word: &str, query: &FuzzyTermQuery) -> tantivy::Result<Vec<String>> {
    let mut counted: HashMap<Vec<u8>, u64> = HashMap::new();
    for segment in &view.segments {
        let mut terms = segment.words.terms().search(query.automaton()?).into_stream()?;
        while let Some((term, info)) = terms.next() {
            if segment.has_entry_with(&segment.words, info)? {
                *counted.entry(term.to_vec()).or_default() += u64::from(info.doc_freq);
            }
        }
    }
    counted.retain(|term, _| std::str::from_utf8(term).is_ok_and(is_plain_word));
    let mut found = commonest(counted, usize::MAX);
    let first = word.chars().next();
    found.sort_by_key(|known| known.chars().next() != first);
    found.truncate(CORRECTIONS);
    Ok(found)
}

/// Whether this is a word of letters: nobody misspells towards a product code.
fn is_plain_word(term: &str) -> bool {
    matches!(Words::of(term).list.as_slice(), [word] if word.make == Make::Letters)
}
