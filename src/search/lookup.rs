//! Looking up in the index what a plan looks for.

use std::collections::HashMap;
use std::rc::Rc;

use tantivy::postings::TermInfo;

use super::plan::{Look, RowWord, Way};
use super::rank::Part;
use super::view::View;

/// What is known of a term in the whole index.
pub(super) struct Found {
    /// Entries that have it: in that part where most have it.
    pub entries: u64,
    pub places: Vec<Place>,
}

pub(super) struct Place {
    pub segment: usize,
    pub part: Part,
    pub info: TermInfo,
}

/// What a way is found by.
pub(super) enum Seek {
    Terms(Vec<Rc<Found>>),
    Row(Vec<RowWord>),
}

/// Looks each term up once.
pub(super) struct Lookup<'a> {
    view: &'a View,
    /// Terms that were looked up, by the parts they were looked for in.
    known: HashMap<(&'static [Part], String), Rc<Found>>,
}

const LABELS: [Part; 1] = [Part::Labels];
const GRAMS: [Part; 1] = [Part::Grams];

impl<'a> Lookup<'a> {
    pub fn new(view: &'a View) -> Lookup<'a> {
        Lookup { view, known: HashMap::new() }
    }

    /// The terms of a way and how many entries have it at most.
    pub fn seek(&mut self, way: &Way) -> tantivy::Result<(Seek, u64)> {
        match &way.look {
            Look::Word(stems) => self.terms(&Part::WORDS, stems),
            Look::ShortWord(stems) => self.terms(&Part::SHORT, stems),
            Look::Label(label) => self.terms(&LABELS, std::slice::from_ref(label)),
            Look::Gram(gram) => self.terms(&GRAMS, std::slice::from_ref(gram)),
            Look::Row(row) => {
                let all_stop = row.iter().all(|word| word.stop);
                let mut fewest = u64::MAX;
                for word in row.iter().filter(|word| all_stop || !word.stop) {
                    fewest = fewest.min(self.terms(&Part::WORDS, &word.stems)?.1);
                }
                Ok((Seek::Row(row.clone()), if row.is_empty() { 0 } else { fewest }))
            }
        }
    }

    fn terms(&mut self, parts: &'static [Part], stems: &[String]) -> tantivy::Result<(Seek, u64)> {
        let found = stems.iter().map(|stem| self.term(parts, stem)).collect::<tantivy::Result<Vec<_>>>()?;
        let entries = found.iter().map(|found| found.entries).sum();
        Ok((Seek::Terms(found), entries))
    }

    fn term(&mut self, parts: &'static [Part], stem: &str) -> tantivy::Result<Rc<Found>> {
        let key = (parts, stem.to_owned());
        if let Some(found) = self.known.get(&key) {
            return Ok(Rc::clone(found));
        }
        let mut by_part = [0; Part::COUNT];
        let mut places = Vec::new();
        for (segment, opened) in self.view.segments.iter().enumerate() {
            for part in parts {
                if let Some(info) = opened.parts[*part as usize].terms().get(stem)? {
                    by_part[*part as usize] += u64::from(info.doc_freq);
                    places.push(Place { segment, part: *part, info });
                }
            }
        }
        let entries = by_part.into_iter().max().unwrap_or_default();
        let found = Rc::new(Found { entries, places });
        self.known.insert(key, Rc::clone(&found));
        Ok(found)
    }
}
