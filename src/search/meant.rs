//! What a query is read as before its meaning is taken: as typed, with misspelled words repaired, with the last word
//! finished.
//!
//! A word of four letters or more that neither the entries nor the model know becomes the likeliest word at one change;
//! both readings are compared and the nearer one counts, so that a wrong repair of a name cannot hurt. A last word that
//! is not finished is finished by the word that most often stands there.

use super::analysis::{Word, Words};
use super::dictionary;
use super::meaning::Model;
use super::parts::Make;
use super::slips::{self, Slip};
use super::typed::Forms;
use super::view::View;

/// Shortest and longest word that is repaired, and shortest that it becomes.
const REPAIRED: usize = 4;
const LONGEST_REPAIRED: usize = 20;
const SHORTEST: usize = 3;
/// A word of the entries beside one that only the model knows.
const OF_ENTRIES: f32 = 8.0;
/// A word that is known without its ending only.
const ENDING: f32 = 1.0;
/// Words of the model, and how many of its pieces stand before the first of them.
const VOCABULARY: f32 = 30_000.0;
const PIECES: f32 = 995.0;
/// Two letters swapped are likelier than one wrong.
const SWAPPED: f32 = 0.5;
/// Hardly anybody mistakes the first letter.
const FIRST_LETTER: f32 = 2.0;
/// Most words that are repaired: nobody types more slips than that.
const MOST_REPAIRED: usize = 4;
/// How much a word that follows the one before it counts beside its frequency.
const FOLLOWS: u64 = 3;
/// Endings of words that are known without them.
const ENDINGS: [&str; 9] = ["s", "es", "ed", "d", "ing", "ly", "er", "ers", "able"];

/// The readings of a query. Of each reading, the vectors of its texts are averaged.
pub(super) struct Meant {
    pub readings: Vec<Vec<String>>,
    /// Whether the model can make something of it: most of its words are words.
    pub understood: bool,
    /// Whether the last word had to be finished.
    pub unfinished: bool,
    /// Whether some word had to be repaired: others that no entry has are words of the language.
    pub repaired: bool,
}

impl Meant {
    /// Reads a query; that the index cannot be read is the only error. Words are repaired and finished where it is known
    /// which words the model knows.
    pub fn of(view: &View, model: &Model, query: &str) -> tantivy::Result<Meant> {
        if model.language().is_none() {
            return Ok(Meant {
                readings: vec![vec![query.to_owned()]],
                understood: true,
                unfinished: false,
                repaired: true,
            });
        }
        let words = Words::of(query);
        let typed: Vec<Word> = words.typed().copied().collect();
        let mut reader = Reader { view, model, forms: Forms::new(&view.languages), patience: MOST_REPAIRED };
        let mut repairs = Vec::new();
        let mut finished = None;
        let (mut telling, mut known) = (0, 0);
        for (at, word) in typed.iter().enumerate().filter(|(_, word)| word.make == Make::Letters && !word.code) {
            let (lower, open) = (words.lower(word), word.end == query.len());
            let before = at.checked_sub(1).map(|at| words.lower(&typed[at]));
            let mut is_known = true;
            if open && let Some(whole) = reader.finish(before, lower)? {
                finished = Some((word.start, word.end, whole));
            } else if let Some(meant) = reader.repair(lower)? {
                repairs.push((word.start, word.end, meant));
            } else {
                is_known = reader.is_known(lower)?;
            }
            if lower.chars().count() >= SHORTEST {
                telling += 1;
                known += usize::from(is_known);
            }
        }
        let finished = finished.as_ref();
        let mut readings = vec![reading(query.to_owned(), finished)];
        if !repairs.is_empty() {
            readings.push(reading(replaced(query, &repairs), finished));
        }
        let understood = telling > 0 && known * 2 >= telling;
        Ok(Meant { readings, understood, unfinished: finished.is_some(), repaired: !repairs.is_empty() })
    }
}

/// A text as it stands, and with its last word finished. The word stands at the same distance from the end as where it
/// was typed.
fn reading(text: String, finished: Option<&(usize, usize, String)>) -> Vec<String> {
    let whole = finished.map(|(start, end, word)| {
        let mut whole = text.clone();
        whole.replace_range(text.len() - (end - start).., word);
        whole
    });
    std::iter::once(text).chain(whole).collect()
}

fn replaced(query: &str, replacements: &[(usize, usize, String)]) -> String {
    let mut text = String::with_capacity(query.len() + 8);
    let mut from = 0;
    for (start, end, word) in replacements {
        text.push_str(&query[from..*start]);
        text.push_str(word);
        from = *end;
    }
    text.push_str(&query[from..]);
    text
}

struct Reader<'a> {
    view: &'a View,
    model: &'a Model,
    forms: Forms<'a>,
    /// Unknown words that may still be repaired.
    patience: usize,
}

impl Reader<'_> {
    /// The whole word that an unfinished last one will be: a common one, and one that follows the word before it.
    fn finish(&mut self, before: Option<&str>, begun: &str) -> tantivy::Result<Option<String>> {
        if self.is_word(begun)? {
            return Ok(None);
        }
        let before = before.map(|before| self.forms.stems(before, before, Make::Letters));
        let mut best = None;
        for word in dictionary::completions(self.view, begun, dictionary::MOST_COMPLETIONS)?.iter() {
            let follows = match &before {
                Some(before) => {
                    let stems = self.forms.stems(word, word, Make::Letters);
                    dictionary::follows(self.view, before, &stems)?
                }
                None => 0,
            };
            let weight = dictionary::frequency(self.view, word)? + FOLLOWS * follows;
            // None has a word that was deleted with its entry.
            if weight > 0 && best.as_ref().is_none_or(|(most, _)| weight > *most) {
                best = Some((weight, word.clone()));
            }
        }
        Ok(best.map(|(_, word)| word))
    }

    /// The word that was meant by one that nobody knows.
    fn repair(&mut self, word: &str) -> tantivy::Result<Option<String>> {
        let repairable = (REPAIRED..=LONGEST_REPAIRED).contains(&word.len()) && word.is_ascii();
        if self.patience == 0 || !repairable || self.is_known(word)? {
            return Ok(None);
        }
        self.patience -= 1;
        let mut best: Option<(f32, String)> = None;
        for Slip { word: near, swapped } in slips::one_change(word) {
            let Some(weight) = self.likelihood(&near)? else { continue };
            let first = if near.chars().next() == word.chars().next() { 0.0 } else { FIRST_LETTER };
            let weight = weight + if swapped { SWAPPED } else { 0.0 } - first;
            if best.as_ref().is_none_or(|(most, known)| weight > *most || (weight == *most && near < *known)) {
                best = Some((weight, near));
            }
        }
        Ok(best.map(|(_, word)| word))
    }

    /// How likely a word is, on a logarithmic scale, with or without its ending; `None` where nobody knows it.
    fn likelihood(&self, word: &str) -> tantivy::Result<Option<f32>> {
        if let Some(likelihood) = self.likelihood_of_whole(word)? {
            return Ok(Some(likelihood));
        }
        for stem in stems(word) {
            if let Some(likelihood) = self.likelihood_of_whole(stem)? {
                return Ok(Some(likelihood - ENDING));
            }
        }
        Ok(None)
    }

    fn likelihood_of_whole(&self, word: &str) -> tantivy::Result<Option<f32>> {
        let entries = dictionary::frequency(self.view, word)?;
        let rank = self.model.rank(word);
        if entries == 0 && rank.is_none() {
            return Ok(None);
        }
        let of_entries = if entries > 0 { OF_ENTRIES + (entries as f32).ln_1p() } else { 0.0 };
        let of_model = rank.map_or(0.0, |rank| (VOCABULARY / (rank as f32 - PIECES).max(10.0)).ln());
        Ok(Some(of_entries + of_model))
    }

    /// Whether a word is known, with or without its ending.
    fn is_known(&self, word: &str) -> tantivy::Result<bool> {
        Ok(self.is_word(word)? || self.is_inflected(word)?)
    }

    fn is_word(&self, word: &str) -> tantivy::Result<bool> {
        Ok(is_known(self.model, word) || dictionary::frequency(self.view, word)? > 0)
    }

    /// Whether a word is known without its ending.
    fn is_inflected(&self, word: &str) -> tantivy::Result<bool> {
        for stem in stems(word) {
            if self.is_word(stem)? || self.model.rank(&format!("{stem}e")).is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// What a word may be without its ending.
fn stems(word: &str) -> impl Iterator<Item = &str> {
    let endings = ENDINGS.iter().filter(|_| !word.ends_with("ss"));
    endings.filter_map(|ending| word.strip_suffix(ending)).filter(|stem| stem.len() >= REPAIRED)
}

/// Whether the model knows a word, `don't` and `dont` among them.
fn is_known(model: &Model, word: &str) -> bool {
    let mut halves = word.split(['\'', '’']);
    match (halves.next(), halves.next(), halves.next()) {
        (Some(word), None, _) => model.rank(word).is_some() || is_contraction(word),
        (Some(before), Some("s" | "d" | "ll" | "re" | "ve" | "m" | "t"), None) => {
            model.rank(before).is_some() || is_contraction(&word.replace(['\'', '’'], ""))
        }
        _ => false,
    }
}

/// Contractions as people type them, without the apostrophe.
fn is_contraction(word: &str) -> bool {
    matches!(
        word,
        "dont"
            | "cant"
            | "wont"
            | "didnt"
            | "doesnt"
            | "isnt"
            | "arent"
            | "wasnt"
            | "couldnt"
            | "wouldnt"
            | "shouldnt"
            | "havent"
            | "hasnt"
            | "hadnt"
            | "thats"
            | "whats"
            | "theres"
            | "youre"
            | "youve"
            | "youll"
            | "youd"
            | "weve"
            | "theyre"
            | "lets"
    )
}
