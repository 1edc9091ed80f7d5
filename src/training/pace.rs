//! How far somebody is, measured by what is due so far.

use std::fmt;

/// What is due so far and what is done, in steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    pub due: usize,
    pub done: usize,
}

impl fmt::Display for Pace {
    /// `3 ahead`, `2 behind`, `on pace`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.done.checked_sub(self.due), self.due.saturating_sub(self.done)) {
            (Some(0), _) => f.write_str("on pace"),
            (Some(ahead), _) => write!(f, "{ahead} ahead"),
            (None, behind) => write!(f, "{behind} behind"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pace_is_in_words() {
        let told = |due, done| Pace { due, done }.to_string();
        assert_eq!([told(4, 7), told(4, 2), told(4, 4), told(0, 0)], ["3 ahead", "2 behind", "on pace", "on pace"]);
    }
}
