//! Votes and uses of one answer.

use crate::stats::{self, Belief, Label, Z_90};
use crate::store::Said;

/// Fewer votes than this share of the uses: few told us.
const FEW_TOLD: f64 = 0.25;

/// What is known of one answer.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Tally {
    pub worked: u32,
    pub partly: u32,
    pub did_not: u32,
    /// Votes on a wording that has changed too much since to count in full.
    pub earlier: u32,
    /// Votes that win/loss reviews hold.
    pub reviewed: u32,
    /// Occasions on which it was used.
    pub uses: u32,
    /// The values of the votes, each by its weight, together: for the order alone.
    pub sum: f64,
    /// The weights together.
    pub weight: f64,
}

impl Tally {
    /// How many voted.
    pub fn votes(&self) -> u32 {
        self.worked + self.partly + self.did_not
    }

    /// What the votes are worth together.
    pub fn value(&self) -> f64 {
        f64::from(self.worked) + Said::PARTLY * f64::from(self.partly)
    }

    /// What is said of it.
    pub fn label(&self) -> Label {
        Label::of(self.value(), self.votes())
    }

    /// Whether most of those who used it have said nothing.
    pub fn few_told(&self) -> bool {
        self.votes() > 0 && f64::from(self.votes()) < FEW_TOLD * f64::from(self.uses)
    }

    /// The label in words.
    pub fn words(&self) -> String {
        let words = self.label().words();
        if self.few_told() { format!("{words} (few told us)") } else { words.to_owned() }
    }

    /// Where the true share lies, nine times out of ten; nothing without a vote.
    pub fn interval(&self) -> Option<(f64, f64)> {
        stats::wilson(self.value(), f64::from(self.votes()), Z_90)
    }

    /// What is believed of it where the team's mean is so.
    pub fn belief(&self, mean: f64) -> Belief {
        Belief::after(self.sum, self.weight, mean)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_who_told_are_named() {
        let of = |worked, uses| Tally { worked, uses, ..Tally::default() }.words();
        assert_eq!([of(0, 9), of(5, 20)], ["new", "early signal"]);
        assert_eq!(of(5, 21), "early signal (few told us)");
    }
}
