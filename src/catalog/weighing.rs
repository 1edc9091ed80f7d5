//! What search knows of entries besides their words: how far each can be relied on, and what happened with it.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use super::{Catalog, is_served};
use crate::content::Loaded;
use crate::model::Entry;
use crate::search::{AllEvidence, Evidence};

/// How answers worked, and how many people use them.
#[derive(Debug, Clone, PartialEq)]
pub struct Worked {
    /// The mean of all votes: what an entry without any is taken for.
    pub mean: f32,
    /// By the id of the entry: the mean of its best answer, and distinct people in 90 days.
    pub by_id: HashMap<String, (f32, u32)>,
}

impl Default for Worked {
    /// What leaves the ranking as it is.
    fn default() -> Worked {
        Worked { mean: 0.5, by_id: HashMap::new() }
    }
}

impl Catalog {
    /// The same entries, with another state of how they worked.
    pub fn weighed(&self, worked: Arc<Worked>) -> Catalog {
        let evidence = Arc::new(all(&self.loaded, &worked, self.built_on()));
        Catalog {
            search: self.search.clone().with_evidence(evidence),
            worked,
            revision: self.revision + 1,
            ..self.clone()
        }
    }
}

/// What is known of all entries on a day.
pub(super) fn all(loaded: &Loaded, worked: &Worked, today: Date) -> AllEvidence {
    let served = loaded.entries().filter(|entry| is_served(entry));
    AllEvidence::default().with(served.map(|entry| (entry.id.as_str(), Some(of(entry, worked, today)))))
}

/// The same where some files changed and the day is the same.
pub(super) fn renewed(
    known: &AllEvidence,
    before: &Loaded,
    loaded: &Loaded,
    changed: &BTreeSet<String>,
    worked: &Worked,
    today: Date,
) -> AllEvidence {
    let at = |loaded: &'_ Loaded, path: &String| loaded.files.get(path).map(|file| file.entry.clone());
    let gone: Vec<_> = changed.iter().filter_map(|path| at(before, path)).collect();
    let here: Vec<_> = changed.iter().filter_map(|path| at(loaded, path)).filter(|entry| is_served(entry)).collect();
    let forgotten = gone.iter().map(|entry| (entry.id.as_str(), None));
    known.with(forgotten.chain(here.iter().map(|entry| (entry.id.as_str(), Some(of(entry, worked, today))))))
}

fn of(entry: &Entry, worked: &Worked, today: Date) -> Evidence {
    let (outcome, uses) = worked.by_id.get(entry.id.as_str()).copied().unwrap_or((worked.mean, 0));
    Evidence { trust: entry.trust(today), outcome, uses }
}
