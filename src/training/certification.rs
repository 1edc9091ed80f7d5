//! When somebody has passed a role play often enough: what certifies them.

use crate::store::Millis;

/// A role play of which somebody is certified, and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certified {
    pub play: String,
    pub at: Millis,
}

/// The certifications of a role play, the first first: a path that demands it twice takes one after the other.
pub fn certified<'a>(passed: &'a [Certified], play: &str) -> impl Iterator<Item = &'a Certified> {
    let play = play.to_owned();
    passed.iter().filter(move |one| one.play == play)
}
