//! How an answer came, as whoever said it judges.

/// A grade, in the four steps of FSRS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grade {
    Again,
    Hard,
    Good,
    Easy,
}

impl Grade {
    /// All of them, the worst first.
    pub const ALL: [Grade; 4] = [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy];

    /// As it is kept, sent and counted by FSRS: 1 to 4.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// Reads what is kept or sent.
    pub fn from_number(number: i64) -> Option<Grade> {
        Grade::ALL.into_iter().find(|grade| i64::from(grade.number()) == number)
    }

    /// What stands on its button.
    pub fn label(self) -> &'static str {
        match self {
            Grade::Again => "Again",
            Grade::Hard => "Hard",
            Grade::Good => "Good",
            Grade::Easy => "Easy",
        }
    }

    /// When to give it.
    pub fn meaning(self) -> &'static str {
        match self {
            Grade::Again => "not yet",
            Grade::Hard => "with effort",
            Grade::Good => "it came",
            Grade::Easy => "at once",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_are_numbered_from_one_to_four() {
        assert_eq!(Grade::ALL.map(Grade::number), [1, 2, 3, 4]);
        assert_eq!(Grade::from_number(3), Some(Grade::Good));
        assert_eq!([0, 5, -1].map(Grade::from_number), [None; 3]);
    }
}
