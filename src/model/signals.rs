//! What readers and votes say of entries, beside what their files say: flags, answers that lose, confirmations.

use std::collections::HashMap;

use jiff::civil::Date;

/// A reader says that something is wrong, and nobody has closed it yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    pub id: i64,
    /// The anchor of the answer that it is about; none for the whole entry.
    pub answer: Option<String>,
    pub reason: String,
    pub on: Date,
}

/// An answer that loses more than it wins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Losing {
    pub answer: String,
    /// The day of the last vote on it: whoever verifies after that has seen it.
    pub on: Date,
}

/// Somebody said that an entry is still right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmed {
    pub on: Date,
    /// Of the file as it was then: it holds for no other text.
    pub hash: u64,
}

/// What is said of one entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signal {
    /// The oldest first.
    pub flags: Vec<Flag>,
    pub losing: Vec<Losing>,
    /// The last time that its owner or a steward said that it is right.
    pub verified: Option<Confirmed>,
    /// The last time that another reader did.
    pub confirmed: Option<Confirmed>,
}

/// What is said of all entries, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signals {
    by_entry: HashMap<String, Signal>,
}

impl Signals {
    /// What is said of an entry.
    pub fn of(&self, entry: &str) -> Option<&Signal> {
        self.by_entry.get(entry)
    }

    /// The entries that readers say are wrong, by id.
    pub fn flagged(&self) -> impl Iterator<Item = &str> {
        self.by_entry.iter().filter(|(_, signal)| !signal.flags.is_empty()).map(|(id, _)| id.as_str())
    }

    /// The same, to be filled in.
    pub fn of_mut(&mut self, entry: &str) -> &mut Signal {
        self.by_entry.entry(entry.to_owned()).or_default()
    }
}
