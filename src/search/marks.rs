//! Finding the words of a query again in a text that is shown.

use std::collections::HashMap;

use super::analysis::Words;
use super::language::{Language, Stemmers};
use super::parts::Make;
use super::plan::{Look, Plan, RowWord};

/// Most units that are told apart; a query has fewer.
const MOST_UNITS: usize = 128;
/// What to mark.
#[derive(Default)]
pub(super) struct Marks {
    stems: HashMap<String, u128>,
    /// How the words may begin, to pass over others quickly.
    starts: Starts,
    rows: Vec<(u128, Vec<RowWord>)>,
    beginnings: Vec<(String, u128)>,
    /// What each unit says of an entry.
    weights: Vec<f32>,
    stemmers: Stemmers,
    words: Words,
}

/// A set of the first two bytes of words. A word and its stem share that much.
struct Starts(Box<[u64; 1024]>);

impl Default for Starts {
    fn default() -> Starts {
        Starts(Box::new([0; 1024]))
    }
}

impl Starts {
    fn insert(&mut self, word: &str) {
        match word.as_bytes() {
            [] => {}
            [first] => (0..=u8::MAX).for_each(|second| self.set(*first, second)),
            [first, second, ..] => self.set(*first, *second),
        }
    }

    fn set(&mut self, first: u8, second: u8) {
        self.0[usize::from(first) * 4 + usize::from(second) / 64] |= 1 << (second % 64);
    }

    /// Whether a word may be among those wanted, whatever its case.
    fn may_have(&self, word: &str) -> bool {
        let byte = |at: usize| word.as_bytes().get(at).map_or(0, u8::to_ascii_lowercase);
        let (first, second) = (byte(0), byte(1));
        self.0[usize::from(first) * 4 + usize::from(second) / 64] & (1 << (second % 64)) != 0
    }
}

/// A match in a text, in bytes, with the units that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub start: usize,
    pub end: usize,
    pub units: u128,
}

impl Marks {
    /// Marks nothing.
    pub fn none() -> Marks {
        Marks::default()
    }

    /// Marks what a plan looks for; `weight` says how much a unit says of an entry.
    pub fn new(plan: &Plan, weight: impl Fn(usize) -> f32) -> Marks {
        let mut marks = Marks::default();
        let finding = plan.units.iter().take(MOST_UNITS).enumerate().filter(|(_, unit)| unit.finds);
        for (number, unit) in finding {
            marks.weights.resize(number + 1, 0.0);
            marks.weights[number] = weight(number);
            for way in &unit.ways {
                marks.look(&way.look, 1 << number);
            }
        }
        for (beginning, unit) in plan.beginnings.iter().filter(|(_, unit)| *unit < MOST_UNITS) {
            marks.starts.insert(beginning);
            marks.beginnings.push((beginning.clone(), 1 << unit));
        }
        marks
    }

    /// Marks where the words of a row stand as they should.
    pub fn of_row(row: &[RowWord]) -> Marks {
        let mut marks = Marks::default();
        marks.row(row, 1);
        marks
    }

    fn look(&mut self, look: &Look, unit: u128) {
        match look {
            Look::Word(stems) => stems.iter().for_each(|stem| self.stem(stem, unit)),
            Look::Row(row) => self.row(row, unit),
            Look::ShortWord(_) | Look::Label(_) | Look::Gram(_) => {}
        }
    }

    fn row(&mut self, row: &[RowWord], unit: u128) {
        row.iter().flat_map(|word| &word.stems).for_each(|stem| self.stem(stem, 0));
        self.rows.push((unit, row.to_vec()));
    }

    fn stem(&mut self, stem: &str, unit: u128) {
        *self.stems.entry(stem.to_owned()).or_default() |= unit;
        self.starts.insert(stem);
    }

    /// What it says of an entry to hold these units.
    pub fn weight(&self, units: u128) -> f32 {
        let held = |number: &usize| units & (1 << number) != 0;
        (0..self.weights.len()).filter(held).map(|number| self.weights[number]).sum()
    }

    /// All matches in a text, in order and without overlaps.
    pub fn find(&mut self, text: &str, language: Language) -> Vec<Mark> {
        if self.stems.is_empty() {
            return Vec::new();
        }
        let mut words = std::mem::take(&mut self.words);
        words.fill_where(text, |word| self.starts.may_have(word));
        let mut found = Vec::new();
        // Of the parts alone: the stem of each that may matter, for rows.
        let mut stems: Vec<(usize, String)> = Vec::new();
        for (at, word) in words.list.iter().enumerate() {
            let folded = words.folded(word);
            if !self.starts.may_have(folded) {
                continue;
            }
            let stem = match word.make {
                Make::Letters => self.stemmers.get(language).stem(words.lower(word)).to_owned(),
                Make::Digits | Make::Pair => folded.to_owned(),
            };
            let units = self.units(folded, &stem);
            if units != 0 {
                found.push(Mark { start: word.start, end: word.end, units });
            }
            if word.parts == 1 && !self.rows.is_empty() {
                stems.push((at, stem));
            }
        }
        self.find_rows(&words, &stems, &mut found);
        self.words = words;
        without_overlaps(found)
    }

    fn units(&self, folded: &str, stem: &str) -> u128 {
        let by_stem = self.stems.get(stem).copied().unwrap_or_default();
        let by_form = self.stems.get(folded).copied().unwrap_or_default();
        let begun = self.beginnings.iter().filter(|(beginning, _)| folded.starts_with(beginning));
        begun.fold(by_stem | by_form, |units, (_, unit)| units | unit)
    }

    fn find_rows(&self, words: &Words, stems: &[(usize, String)], found: &mut Vec<Mark>) {
        for (unit, row) in &self.rows {
            for window in stems.windows(row.len()) {
                let first = &words.list[window[0].0];
                let last = &words.list[window[window.len() - 1].0];
                let adjacent = (last.position - first.position) as usize == row.len() - 1;
                if adjacent && window.iter().zip(row).all(|((_, stem), word)| word.stems.contains(stem)) {
                    found.push(Mark { start: first.start, end: last.end, units: *unit });
                }
            }
        }
    }
}

/// Joins matches that overlap or that begin at the same place.
fn without_overlaps(mut found: Vec<Mark>) -> Vec<Mark> {
    found.sort_unstable_by_key(|mark| (mark.start, mark.end));
    let mut kept: Vec<Mark> = Vec::with_capacity(found.len());
    for mark in found {
        match kept.last_mut() {
            Some(last) if mark.start < last.end => {
                last.end = last.end.max(mark.end);
                last.units |= mark.units;
            }
            _ => kept.push(mark),
        }
    }
    kept
}
