//! What an entry is compared by.

use super::super::rank::nearest;
use super::cache::Cache;
use super::model::Model;
use super::vectors::{Asked, Rows, Vector, dot, unit};

/// The texts of an entry that its meaning is taken from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    /// Title, question and variants: all say the same.
    pub wordings: Vec<String>,
    /// What else it is about.
    pub passages: Vec<Passage>,
}

impl Texts {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.wordings.iter().map(String::as_str).chain(self.passages.iter().map(|passage| passage.text.as_str()))
    }
}

/// A text that says something else than the title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Place of the section among those of the document; none for the glance text.
    pub section: Option<u32>,
    pub text: String,
}

/// Wordings of an entry that are compared with those of its neighbours.
const MOST_WORDINGS: usize = 8;
/// A passage says less of what an entry is about than its wordings do.
const PASSAGE: f32 = 0.9;

/// The vectors of an entry: of its wordings first, then of its passages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EntryVectors {
    rows: Rows,
    wordings: usize,
    /// Length of the weighted mean of the wordings: the more they differ, the shorter.
    spread: f32,
    /// Sections of the passages.
    sections: Vec<Option<u32>>,
    /// How many of the wordings, the last, are learned, and how far those count.
    learned: (usize, f32),
}

/// How near an entry is to a question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::search) struct Near {
    /// From -1 to 1.
    pub closeness: f32,
    /// The nearest of its texts.
    pub text: NearText,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::search) enum NearText {
    /// The wording of this number.
    Wording(usize),
    /// The glance text, or this section.
    Passage(Option<u32>),
}

impl EntryVectors {
    /// The vectors of some texts, out of the cache or made now. A text that the model cannot read is left out.
    pub fn of(texts: &Texts, model: &Model, cache: &mut Cache) -> EntryVectors {
        let mut made = EntryVectors::default();
        for text in &texts.wordings {
            if let Some(vector) = vector(text, model, cache) {
                made.rows.push(&vector);
                made.wordings += 1;
            }
        }
        made.spread = made.spread();
        for passage in &texts.passages {
            if let Some(vector) = vector(&passage.text, model, cache) {
                made.rows.push(&vector);
                made.sections.push(passage.section);
            }
        }
        made
    }

    /// The same with every vector changed alike.
    pub(super) fn map(&self, change: impl Fn(&Vector) -> Vector) -> EntryVectors {
        let mut made =
            EntryVectors { wordings: self.wordings, sections: self.sections.clone(), ..EntryVectors::default() };
        let all = self.wordings + self.sections.len();
        (0..all).filter_map(|at| self.rows.row(at)).for_each(|row| made.rows.push(&change(&row)));
        made.spread = made.spread();
        made
    }

    /// The same with learned wordings, which count so far.
    pub(super) fn and(&self, wordings: impl Iterator<Item = Vector>, counts: f32) -> EntryVectors {
        let mut made = EntryVectors { sections: self.sections.clone(), ..EntryVectors::default() };
        let (own, passages) = (0..self.wordings, self.wordings..self.wordings + self.sections.len());
        for row in own.filter_map(|at| self.rows.row(at)).chain(wordings) {
            made.rows.push(&row);
            made.wordings += 1;
        }
        passages.filter_map(|at| self.rows.row(at)).for_each(|row| made.rows.push(&row));
        made.learned = (made.wordings - self.wordings, counts);
        made.spread = made.spread();
        made
    }

    /// Length of the weighted mean of the wordings.
    fn spread(&self) -> f32 {
        let middle = self.middle();
        dot(&middle, &middle).sqrt() / self.counted()
    }

    /// What all wordings count together; never 0.
    fn counted(&self) -> f32 {
        let (learned, counts) = self.learned;
        let counted = (self.wordings - learned) as f32 + learned as f32 * counts;
        if counted > 0.0 { counted } else { 1.0 }
    }

    /// How far the wording at a place counts: those that are written down whole.
    fn counts(&self, at: usize) -> f32 {
        let (learned, counts) = self.learned;
        if at + learned < self.wordings { 1.0 } else { counts }
    }

    /// How many wordings there are.
    pub(super) fn count(&self) -> usize {
        self.wordings
    }

    /// The vector of the wording at a place.
    pub(super) fn wording(&self, place: usize) -> Option<Vec<f32>> {
        self.rows.row(place).filter(|_| place < self.wordings).map(|row| row.exact())
    }

    /// The same without the wordings at some places.
    pub(super) fn without(&self, places: &[usize]) -> EntryVectors {
        let mut made = EntryVectors { sections: self.sections.clone(), ..EntryVectors::default() };
        let all = self.wordings + self.sections.len();
        for (at, row) in (0..all).filter_map(|at| Some((at, self.rows.row(at)?))) {
            if !(at < self.wordings && places.contains(&at)) {
                made.rows.push(&row);
                made.wordings += usize::from(at < self.wordings);
            }
        }
        made.spread = made.spread();
        made
    }

    /// The vectors of its first wordings, each with how far it counts.
    pub(super) fn wordings(&self) -> impl Iterator<Item = (f32, Vec<f32>)> {
        let first = 0..self.wordings.min(MOST_WORDINGS);
        first.filter_map(|at| Some((self.counts(at), self.rows.row(at)?.exact())))
    }

    /// The cosine of the middles of the wordings.
    pub(super) fn likeness(&self, other: &EntryVectors) -> f32 {
        let (one, other) = (self.middle(), other.middle());
        dot(&one, &other) / (dot(&one, &one) * dot(&other, &other)).sqrt().max(f32::EPSILON)
    }

    /// Where the middle of its wordings lies, as a vector of length one; `None` where it has none.
    pub(super) fn direction(&self) -> Option<Vec<f32>> {
        (self.wordings > 0).then(|| unit(self.middle()))
    }

    /// The cosine of a text to the middle of its wordings.
    pub(super) fn near_middle(&self, asked: &Asked) -> f32 {
        self.at_middle(self.sum(self.rows.cosines(asked).take(self.wordings)))
    }

    fn middle(&self) -> Vec<f32> {
        let mut sum = Vec::new();
        for (at, row) in (0..self.wordings).filter_map(|at| Some((at, self.rows.row(at)?.exact()))) {
            sum.resize(row.len(), 0.0);
            sum.iter_mut().zip(row).for_each(|(sum, number)| *sum += self.counts(at) * number);
        }
        sum
    }

    /// How much nearer the middle of the wordings is to a question than the second nearest wording.
    pub(super) fn agreement(&self, asked: &Asked) -> f32 {
        let mut cosines: Vec<f32> = self.rows.cosines(asked).take(self.wordings).collect();
        let middle = self.at_middle(self.sum(cosines.iter().copied()));
        cosines.sort_by(|a, b| b.total_cmp(a));
        cosines.get(1).or(cosines.first()).map_or(0.0, |second| middle - second)
    }

    /// The weighted sum of the cosines to the wordings, in their order.
    fn sum(&self, cosines: impl Iterator<Item = f32>) -> f32 {
        cosines.enumerate().map(|(at, cosine)| self.counts(at) * cosine).sum()
    }

    /// The cosine to the middle of the wordings, by the weighted sum of the cosines to each.
    fn at_middle(&self, sum: f32) -> f32 {
        sum / self.counted() / self.spread.max(f32::EPSILON)
    }

    /// How near the entry is: half by its nearest wording, half by the middle of all wordings; or by a passage, if that
    /// is nearer. What is said of it is of what is written down.
    pub(in crate::search) fn near(&self, asked: &Asked) -> Near {
        let (mut sum, mut own, mut learned) = (0.0, (f32::MIN, 0), f32::MIN);
        let mut cosines = self.rows.cosines(asked);
        for (at, cosine) in cosines.by_ref().take(self.wordings).enumerate() {
            sum += self.counts(at) * cosine;
            if at + self.learned.0 >= self.wordings {
                learned = learned.max(cosine);
            } else if cosine > own.0 {
                own = (cosine, at);
            }
        }
        let nearer = |best: (f32, _), one: (f32, _)| if one.0 > best.0 { one } else { best };
        let passage = cosines.zip(self.sections.iter().copied()).fold((f32::MIN, None), nearer);
        let best = self.best(own.0, learned);
        let closeness = if self.wordings == 0 { f32::MIN } else { (best + self.at_middle(sum)) / 2.0 };
        if passage.0 * PASSAGE > closeness {
            return Near { closeness: passage.0 * PASSAGE, text: NearText::Passage(passage.1) };
        }
        Near { closeness: closeness.max(-1.0), text: NearText::Wording(own.1) }
    }

    /// The cosine of the nearest wording, by that of the nearest which is written down and of the nearest learned one.
    fn best(&self, own: f32, learned: f32) -> f32 {
        if learned <= own {
            return own;
        }
        let own = own.max(-1.0);
        own + nearest(self.learned.1) * (learned - own)
    }
}

fn vector(text: &str, model: &Model, cache: &mut Cache) -> Option<Vector> {
    let key = Cache::key(text);
    if let Some(known) = cache.get(&key) {
        return Some(known.clone());
    }
    let made = Vector::of(&model.embed(text)?);
    cache.put(&key, &made);
    Some(made)
}

#[cfg(test)]
mod tests {
    use super::EntryVectors;

    #[test]
    fn a_learned_wording_that_is_the_nearest_counts_whole_and_fades() {
        let best = |counts, own, learned| {
            let best = EntryVectors { learned: (1, counts), ..EntryVectors::default() }.best(own, learned);
            (best * 100.0).round() / 100.0
        };
        assert_eq!(best(0.5, 0.6, 0.9), 0.9, "as far as it counts at first");
        assert_eq!(best(0.25, 0.6, 0.8), 0.7, "half of that");
        assert_eq!(best(0.0, 0.6, 0.9), 0.6, "forgotten");
        assert_eq!(best(0.5, 0.6, 0.5), 0.6, "what is written down is nearer");
        assert_eq!(best(0.5, f32::MIN, 0.4), 0.4, "nothing is written down that can be compared");
    }
}
