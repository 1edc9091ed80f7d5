//! What search has learned from use: wordings that led several people to an entry and that nobody has written down yet.
//!
//! Each counts in part. By its words an entry stands between where it would stand without its learned wordings and where it
//! would stand if they were written down; by its meaning, they weigh less in the middle of its wordings and in the
//! regression. The index on disk knows nothing of it.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::DocAddress;

use super::document::Document;
use super::index::Index;
use super::meaning::{EntryVectors, Meaning};
use super::plan::Plan;
use super::score::{Held, Scoring};
use super::snapshot::Snapshot;
use super::view::View;

/// A wording that search has learned.
#[derive(Debug, Clone, PartialEq)]
pub struct LearnedWording {
    /// The id of the entry that it led to.
    pub entry: String,
    pub text: String,
    /// What it counts beside one that is written down, from 0 to 1.
    pub weight: f32,
}

/// Everything that was learned at one moment.
pub struct Learned {
    wordings: Vec<LearnedWording>,
    entries: Vec<LearnedEntry>,
    /// The wordings alone, each entry under its number.
    view: Arc<View>,
    /// Whether their meaning is known.
    meant: bool,
}

struct LearnedEntry {
    id: String,
    weight: f32,
    vectors: Vec<Arc<[f32]>>,
}

impl std::fmt::Debug for Learned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Learned").field("wordings", &self.wordings.len()).finish_non_exhaustive()
    }
}

impl Snapshot {
    /// Reads what was learned, to be taken over by [`Snapshot::with_learned`].
    pub fn learn(&self, wordings: Vec<LearnedWording>) -> Result<Learned, super::Error> {
        let model = self.meaning.as_ref().map(|meaning| meaning.model());
        let mut by_entry: Vec<(&str, Vec<&LearnedWording>)> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for wording in &wordings {
            let place = *places.entry(&wording.entry).or_insert_with(|| {
                by_entry.push((&wording.entry, Vec::new()));
                by_entry.len() - 1
            });
            by_entry[place].1.push(wording);
        }
        let mut index = Index::in_memory((*self.settings).clone())?;
        let documents = by_entry.iter().enumerate().map(|(number, (_, wordings))| Document {
            id: number.to_string(),
            variants: wordings.iter().map(|wording| wording.text.clone()).collect(),
            ..Document::default()
        });
        let view = index.apply(documents, &[])?.view;
        let entries = by_entry.iter().map(|(id, wordings)| LearnedEntry {
            id: (*id).to_owned(),
            weight: wordings.iter().map(|wording| wording.weight).sum::<f32>() / wordings.len() as f32,
            vectors: wordings.iter().filter_map(|wording| model?.compared(&wording.text)).collect(),
        });
        Ok(Learned { entries: entries.collect(), view, meant: model.is_some(), wordings })
    }

    /// The same entries, with what was learned.
    pub fn with_learned(mut self, learned: Option<Arc<Learned>>) -> Snapshot {
        self.learned = learned.map(|learned| Arc::new(Placed::of(learned, &self)));
        self
    }

    /// What was learned.
    pub fn learned(&self) -> Option<&Arc<Learned>> {
        self.learned.as_ref().map(|placed| &placed.learned)
    }
}

impl Learned {
    /// The wordings, as they were learned.
    pub fn wordings(&self) -> &[LearnedWording] {
        &self.wordings
    }

    /// Whether these very wordings were read as a snapshot reads them now.
    pub fn is(&self, wordings: &[LearnedWording], snapshot: &Snapshot) -> bool {
        self.wordings == wordings && self.meant == snapshot.meaning.is_some()
    }
}

/// What was learned, beside the entries that it belongs to.
pub(super) struct Placed {
    learned: Arc<Learned>,
    /// Where the entry of each number stands; `None` where it is not served.
    places: Vec<Option<DocAddress>>,
    /// Entries with their learned wordings among their own, by the number that they have in meaning.
    twins: HashMap<u32, EntryVectors>,
}

/// What the words of a query find in learned wordings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heard {
    pub words: f32,
    pub held: Held,
    pub weight: f32,
}

impl Placed {
    fn of(learned: Arc<Learned>, snapshot: &Snapshot) -> Placed {
        let place = |entry: &LearnedEntry| {
            let segments = 0..snapshot.view.segments.len();
            let mut places = segments.filter_map(|segment| {
                let entry = snapshot.view.place_of(segment, &entry.id).ok().flatten()?;
                let alive = !snapshot.view.segments[segment].reader.is_deleted(entry);
                alive.then(|| DocAddress::new(segment as u32, entry))
            });
            places.next()
        };
        let places = learned.entries.iter().map(place).collect();
        let twin =
            |meaning: &Meaning, entry: &LearnedEntry| meaning.with_wordings(&entry.id, &entry.vectors, entry.weight);
        let meaning = snapshot.meaning.as_deref();
        let twins = learned.entries.iter().filter_map(|entry| twin(meaning?, entry)).collect();
        Placed { learned, places, twins }
    }

    /// What the words of a plan find in learned wordings, by the entry that they belong to.
    pub fn heard(&self, whole: &View, plan: &Plan) -> tantivy::Result<HashMap<DocAddress, Heard>> {
        let view = &self.learned.view;
        let scoring = Scoring::as_in(view, whole, plan)?;
        let mut heard = HashMap::new();
        let mut board = view.board();
        for segment in 0..view.segments.len() {
            let mut scored = Vec::new();
            scoring.score(segment, &mut board, |entry, words, held| scored.push((entry, words, held)))?;
            for (entry, words, held) in scored {
                let number: usize = view.id(DocAddress::new(segment as u32, entry))?.parse().unwrap_or(usize::MAX);
                let place = self.places.get(number).copied().flatten();
                let weight = self.learned.entries.get(number).map_or(0.0, |entry| entry.weight);
                heard.extend(place.map(|place| (place, Heard { words, held, weight })));
            }
        }
        view.put_back(board);
        Ok(heard)
    }

    /// Entries with their learned wordings, by number.
    pub fn twins(&self) -> &HashMap<u32, EntryVectors> {
        &self.twins
    }
}

impl Heard {
    /// The words of an entry together with those that it is heard by: part of the way to what they would be if they were
    /// written down, and never less than without.
    pub fn with(&self, words: f32, held: Held) -> (f32, Held) {
        let held = Held { anywhere: held.anywhere | self.held.anywhere, short: held.short | self.held.short };
        (words + self.weight * (self.words - words).max(0.0), held)
    }
}
