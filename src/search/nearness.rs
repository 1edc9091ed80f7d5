//! How near entries are in meaning to one query.

use std::sync::Arc;
use std::time::Duration;

use tantivy::DocId;

use super::ids::NOBODY;
use super::language::Language;
use super::learned::Placed;
use super::meaning::{Asked, Meaning, Near, unit};
use super::meant::Meant;
use super::view::{Segment, View};

/// How long a query waits while all cores read others; then its words alone answer.
const PATIENCE: Duration = Duration::from_millis(50);

/// How far a repaired reading is ahead of the one as typed: it has words where that has what nobody knows. A wrong repair
/// of a name, which lands nowhere near, is still passed over.
const AHEAD: f32 = 0.06;

/// The nearness of all entries to a query.
pub(super) struct Nearness<'a> {
    meaning: &'a Meaning,
    learned: Option<&'a Placed>,
    /// Whether the model can make something of the query.
    pub understood: bool,
    /// Whether another spelling may be meant: see [`Meant::repaired`].
    pub repaired: bool,
    /// Whether its last word had to be finished.
    pub unfinished: bool,
    /// The vector of the query.
    asked: Asked,
    /// By the number of the entry.
    near: Arc<[Option<Near>]>,
}

/// The same for the entries of one segment.
pub(super) struct InSegment {
    near: Arc<[Option<Near>]>,
    numbers: Arc<[u32]>,
}

impl<'a> Nearness<'a> {
    /// Reads the query as it was typed and as it was probably meant, and compares every entry with the reading that comes
    /// nearest to any. `None` where there was no time to.
    pub fn of(
        view: &View,
        meaning: &'a Meaning,
        learned: Option<&'a Placed>,
        query: &str,
        abandoned: &dyn Fn() -> bool,
    ) -> tantivy::Result<Option<Nearness<'a>>> {
        let model = meaning.model();
        let mut nearest: Option<Nearness<'_>> = None;
        let meant = Meant::of(view, model, query)?;
        for (number, texts) in (0u8..).zip(meant.readings) {
            let vectors: Option<Vec<_>> = texts.iter().map(|text| model.ask(text, PATIENCE, abandoned)).collect();
            let Some(vectors) = vectors else { return Ok(None) };
            let Meant { understood, unfinished, repaired, .. } = meant;
            let reading =
                Nearness { understood, unfinished, repaired, ..Nearness::to(meaning, learned, &middle(&vectors)) };
            if nearest.as_ref().is_none_or(|nearest| reading.top() + AHEAD * f32::from(number) > nearest.top()) {
                nearest = Some(reading);
            }
        }
        Ok(nearest)
    }

    /// The nearness of all entries to a text whose vector is known.
    pub fn to(meaning: &'a Meaning, learned: Option<&'a Placed>, vector: &[f32]) -> Nearness<'a> {
        let asked = meaning.asked(vector);
        let mut near = meaning.near(&asked);
        for (number, twin) in learned.iter().flat_map(|learned| learned.twins()) {
            if let Some(Some(own)) = near.get_mut(*number as usize) {
                // What is shown of it is what is written down.
                own.closeness = twin.near(&asked).closeness;
            }
        }
        Nearness { meaning, learned, asked, near: near.into(), understood: true, unfinished: false, repaired: true }
    }

    /// How near the nearest entry is.
    fn top(&self) -> f32 {
        self.near.iter().flatten().map(|near| near.closeness).fold(f32::MIN, f32::max)
    }

    /// The shares of some near entries, what was learned included: see [`Meaning::shares`].
    pub fn shares(&self, numbers: &[u32]) -> Vec<f32> {
        let twin = |number: u32| self.learned.and_then(|learned| learned.twins().get(&number));
        self.meaning.shares(numbers, &self.asked, twin)
    }

    /// Whether the model understands a language.
    pub fn speaks(&self, language: Language) -> bool {
        self.meaning.model().language().is_none_or(|spoken| spoken == language.code())
    }

    /// How alike two entries are: the cosine of the middles of their wordings.
    pub fn likeness(&self, one: u32, other: u32) -> f32 {
        self.meaning.likeness(one, other)
    }

    /// How much nearer the middle of an entry's wordings is to the query than its second nearest wording.
    pub fn agreement(&self, number: u32) -> f32 {
        self.meaning.agreement(number, &self.asked)
    }

    /// The certainty from which on an answer needs no caveat.
    pub fn threshold(&self) -> f32 {
        self.meaning.threshold()
    }

    pub fn in_segment(&self, segment: &Segment) -> tantivy::Result<InSegment> {
        Ok(InSegment { near: self.near.clone(), numbers: self.meaning.ids().of_segment(segment)? })
    }
}

/// The direction in the middle of some vectors of length one.
fn middle(vectors: &[Arc<[f32]>]) -> Vec<f32> {
    let mut sum = vec![0.0; vectors.first().map_or(0, |vector| vector.len())];
    for vector in vectors {
        sum.iter_mut().zip(vector.iter()).for_each(|(sum, number)| *sum += number);
    }
    unit(sum)
}

impl InSegment {
    /// The number of an entry.
    pub fn number(&self, entry: DocId) -> u32 {
        self.numbers.get(entry as usize).copied().unwrap_or(NOBODY)
    }

    /// How near an entry is; `None` where that is not known.
    pub fn of(&self, entry: DocId) -> Option<Near> {
        let number = *self.numbers.get(entry as usize)?;
        if number == NOBODY { None } else { self.near.get(number as usize).copied().flatten() }
    }
}
