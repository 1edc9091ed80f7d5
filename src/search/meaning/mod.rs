//! Meaning: how near what was said is to what entries are about, whatever the words.
//!
//! A sentence model turns texts into vectors. An entry has one for its title, question and each variant (its
//! *wordings*), and one for its glance text or, of a plain page, for each heading with its first sentence (its
//! *passages*). [`Meaning`] holds them all and is immutable; [`Cache`] keeps them on disk.
//!
//! | file | what it is |
//! |---|---|
//! | `model`, `turns` | the sentence model, and who may use it when |
//! | `vectors`, `cache` | vectors in eight bits, in memory and on disk |
//! | `entry`, `metric`, `ridge` | what an entry is compared by, in which measure, alone and among its neighbours |
//! | `alike` | entries that are about the same as another |

mod alike;
mod cache;
mod entry;
mod metric;
mod model;
mod ridge;
mod turns;
mod vectors;

use std::sync::Arc;

pub use cache::{Cache, Key};
pub use entry::{EntryVectors, Passage, Texts};
pub use model::{Error, Model};

pub(super) use entry::{Near, NearText};
pub(super) use vectors::{Asked, dot as cosine, unit};

use metric::Metric;
use vectors::Vector;

use super::ids::Ids;
use super::rank;

/// What is known of the meaning of entries at one moment. Never changes; a change makes another one that shares what
/// stays.
#[derive(Clone)]
pub struct Meaning {
    model: Arc<Model>,
    ids: Arc<Ids>,
    /// By the number of the entry.
    entries: Vec<Option<Arc<EntryVectors>>>,
    /// The measure that their vectors are in; `None` for that of the model.
    metric: Option<Arc<Metric>>,
    threshold: f32,
}

impl std::fmt::Debug for Meaning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Meaning").field("entries", &self.len()).finish_non_exhaustive()
    }
}

impl Meaning {
    /// Nothing known yet.
    pub fn new(model: Arc<Model>) -> Meaning {
        Meaning {
            model,
            ids: Arc::default(),
            entries: Vec::new(),
            metric: None,
            threshold: rank::threshold(Vec::new()),
        }
    }

    /// The same with some entries known anew, or forgotten.
    pub fn with(&self, changes: impl IntoIterator<Item = (String, Option<EntryVectors>)>) -> Meaning {
        let measured = |entry: EntryVectors| match &self.metric {
            Some(metric) => entry.map(|vector| metric.applied(vector)),
            None => entry,
        };
        self.replaced(changes.into_iter().map(|(id, entry)| (id, entry.map(measured).map(Arc::new))))
    }

    /// The same in the measure that its entries call for now, those that teach it.
    pub(super) fn measured(&self, teaches: impl Fn(usize) -> bool) -> Meaning {
        let exact = |entry: &Arc<EntryVectors>| match &self.metric {
            Some(metric) => entry.map(|vector| Vector::of(&metric.undo(&vector.exact()))),
            None => EntryVectors::clone(entry),
        };
        let entries: Vec<Option<EntryVectors>> = self.entries.iter().map(|entry| entry.as_ref().map(exact)).collect();
        let teachers =
            entries.iter().enumerate().filter(|(number, _)| teaches(*number)).filter_map(|(_, entry)| entry.as_ref());
        let wordings: Vec<Vec<Vec<f32>>> =
            teachers.map(|entry| entry.wordings().map(|(_, row)| row).collect()).collect();
        let metric = Metric::of(&wordings).map(Arc::new);
        let applied = |entry: EntryVectors| match &metric {
            Some(metric) => entry.map(|vector| metric.applied(vector)),
            None => entry,
        };
        let entries = entries.into_iter().map(|entry| entry.map(applied).map(Arc::new)).collect();
        Meaning { entries, metric, ..self.clone() }
    }

    fn replaced(&self, changes: impl IntoIterator<Item = (String, Option<Arc<EntryVectors>>)>) -> Meaning {
        let mut next = self.clone();
        for (id, vectors) in changes {
            let number = self.ids.number(&id) as usize;
            if next.entries.len() <= number {
                next.entries.resize(number + 1, None);
            }
            next.entries[number] = vectors;
        }
        next
    }

    /// How many entries are known.
    pub fn len(&self) -> usize {
        self.entries.iter().flatten().count()
    }

    /// Whether no entry is known.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The model that all vectors are of.
    pub fn model(&self) -> &Arc<Model> {
        &self.model
    }

    pub(super) fn ids(&self) -> &Ids {
        &self.ids
    }

    /// The shares of some near entries, by their numbers, in a question: see [`ridge`]. Some may have other vectors in the
    /// place of their own.
    pub(super) fn shares<'a>(
        &'a self,
        numbers: &[u32],
        asked: &Asked,
        instead: impl Fn(u32) -> Option<&'a EntryVectors>,
    ) -> Vec<f32> {
        let vectors = |number: u32| instead(number).or(self.entry(number).map(Arc::as_ref));
        let rows = numbers.iter().enumerate().filter_map(|(at, number)| Some((at, vectors(*number)?)));
        let rows: Vec<_> =
            rows.flat_map(|(at, vectors)| vectors.wordings().map(move |(counts, row)| (at, counts, row))).collect();
        ridge::shares(&rows, &asked.exact(), numbers.len())
    }

    /// The same with another threshold.
    pub(super) fn with_threshold(&self, threshold: f32) -> Meaning {
        Meaning { threshold, ..self.clone() }
    }

    /// The same with some wordings of entries left out, each by the place it has among the wordings of its entry.
    pub fn without<'t>(&self, left_out: impl IntoIterator<Item = (&'t str, Vec<usize>)>) -> Meaning {
        let changes = left_out.into_iter().filter_map(|(id, places)| {
            let entry = self.entry_of(id)?;
            Some((id.to_owned(), Some(Arc::new(entry.without(&places)))))
        });
        self.replaced(changes.collect::<Vec<_>>())
    }

    /// Spares reading a wording once more: its vector is that of the entry's wording at a place.
    pub fn remember(&self, text: &str, id: &str, place: usize) {
        if let Some(vector) = self.wording(id, place) {
            self.model.remember(text, vector.into());
        }
    }

    /// The number of an entry, and its vectors with learned wordings, which count so far; their vectors are as the model
    /// reads them.
    pub(super) fn with_wordings(&self, id: &str, wordings: &[Arc<[f32]>], counts: f32) -> Option<(u32, EntryVectors)> {
        let number = self.ids.known(id).filter(|_| !wordings.is_empty())?;
        let measured = |vector: &Arc<[f32]>| match &self.metric {
            Some(metric) => Vector::of(&metric.apply(vector)),
            None => Vector::of(vector),
        };
        Some((number, self.entry(number)?.and(wordings.iter().map(measured), counts)))
    }

    /// How many wordings an entry has, by its number.
    pub(super) fn wordings(&self, number: u32) -> usize {
        self.entry(number).map_or(0, |entry| entry.count())
    }

    /// The vector of the wording of an entry at a place.
    pub(super) fn wording(&self, id: &str, place: usize) -> Option<Vec<f32>> {
        let measured = self.entry_of(id)?.wording(place)?;
        Some(self.metric.as_ref().map_or_else(|| measured.clone(), |metric| metric.undo(&measured)))
    }

    /// A question, in the measure of the entries.
    pub(super) fn asked(&self, vector: &[f32]) -> Asked {
        self.metric.as_ref().map_or_else(|| Asked::of(vector), |metric| Asked::of(&metric.apply(vector)))
    }

    /// How alike two entries are, by their numbers: the cosine of the middles of their wordings.
    pub(super) fn likeness(&self, one: u32, other: u32) -> f32 {
        match (self.entry(one), self.entry(other)) {
            (Some(one), Some(other)) => one.likeness(other),
            _ => 0.0,
        }
    }

    /// How much nearer the middle of an entry's wordings is to a question than its second nearest wording.
    pub(super) fn agreement(&self, number: u32, asked: &Asked) -> f32 {
        self.entry(number).map_or(0.0, |entry| entry.agreement(asked))
    }

    /// The certainty from which on an answer needs no caveat.
    pub fn threshold(&self) -> f32 {
        self.threshold
    }

    fn entry_of(&self, id: &str) -> Option<&Arc<EntryVectors>> {
        self.entry(self.ids.known(id)?)
    }

    fn entry(&self, number: u32) -> Option<&Arc<EntryVectors>> {
        self.entries.get(number as usize).and_then(Option::as_ref)
    }

    /// How near each entry is to a question, by number; [`None`] for those that are not known.
    pub(super) fn near(&self, asked: &Asked) -> Vec<Option<Near>> {
        self.entries.iter().map(|entry| entry.as_ref().map(|entry| entry.near(asked))).collect()
    }
}
