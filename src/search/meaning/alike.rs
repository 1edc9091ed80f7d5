//! Entries that are about the same as another, by the middles of their wordings.

use super::vectors::{Asked, Vector, dot};
use super::{EntryVectors, Meaning};

impl Meaning {
    /// The entries nearest to one, at most so many, with the cosine of the middles of their wordings, nearest first.
    /// Every entry is looked at: as much work as one search.
    pub fn nearest(&self, id: &str, most: usize) -> Vec<(String, f32)> {
        let Some(asked) = self.entry_of(id).and_then(|entry| entry.direction()) else { return Vec::new() };
        let (own, asked) = (self.ids.known(id), Asked::of(&asked));
        let others = (0..).zip(&self.entries).filter(|(number, _)| Some(*number) != own);
        let known = others.filter_map(|(number, entry)| Some((entry.as_ref()?.near_middle(&asked), number)));
        let mut near: Vec<(f32, u32)> = known.collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        near.truncate(most);
        near.into_iter().filter_map(|(cosine, number)| Some((self.ids.id(number)?.to_string(), cosine))).collect()
    }

    /// Which of some entries are so near to each other in the measure of the model, as pairs of their places, the nearest
    /// pair first.
    pub fn alike(&self, ids: &[&str], bar: f32) -> Vec<(usize, usize, f32)> {
        let undo = |entry: &EntryVectors| match &self.metric {
            Some(metric) => entry.map(|vector| Vector::of(&metric.undo(&vector.exact()))).direction(),
            None => entry.direction(),
        };
        let direction = |id: &&str| self.entry_of(id).and_then(|entry| undo(entry));
        let directions: Vec<Option<Vec<f32>>> = ids.iter().map(direction).collect();
        let mut pairs = Vec::new();
        for (place, one) in directions.iter().enumerate() {
            let Some(one) = one else { continue };
            for (before, other) in directions[..place].iter().enumerate() {
                let Some(other) = other else { continue };
                let cosine = dot(one, other);
                if cosine >= bar {
                    pairs.push((before, place, cosine));
                }
            }
        }
        pairs.sort_by(|a, b| b.2.total_cmp(&a.2));
        pairs
    }
}
