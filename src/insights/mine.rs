//! What the tool did for one person, and what that person gave: shown to nobody else.

use std::collections::BTreeSet;

use super::contribution::{Helped, makers};
use crate::catalog::Catalog;
use crate::model::person::Viewer;
use crate::store::{DAY, Error, Millis, MyUse, Store, Worked};

/// Days that are looked back on.
pub const DAYS: i64 = 90;

/// The rows of one person.
#[derive(Debug)]
pub struct Mine {
    pub used: MyUse,
    /// Distinct entries of which something was used.
    pub entries: usize,
    /// What worked: entry, anchor, how often.
    pub worked: Vec<(String, String, i64)>,
    /// Votes of everybody that say that an answer worked.
    pub votes: Vec<Worked>,
    pub now: Millis,
}

impl Mine {
    /// Reads what somebody used, and all votes that could be on an answer of theirs. What was done under a former id of an
    /// entry counts under the one that it has.
    pub async fn read(store: &Store, catalog: &Catalog, viewer: &Viewer, now: Millis) -> Result<Mine, Error> {
        let from = now - DAYS * DAY;
        let entries = store.used_by(&viewer.id, from).await?;
        let votes = store.worked(from).await?;
        Ok(Mine {
            used: store.my_use(&viewer.id, from).await?,
            entries: entries.iter().map(|entry| catalog.id_today(entry)).collect::<BTreeSet<_>>().len(),
            worked: together(catalog, store.worked_for(&viewer.id, from).await?),
            votes: votes.iter().map(|vote| vote.under(catalog.id_today(&vote.entry))).collect(),
            now,
        })
    }

    /// Whom somebody's answers helped.
    pub fn helped<'a>(&'a self, catalog: &Catalog, viewer: &Viewer) -> Helped<'a> {
        let mut helped = Helped::default();
        for vote in &self.votes {
            if makers(catalog, &vote.entry, &vote.answer).contains(&viewer.id.as_str()) {
                helped.add(&viewer.id, vote);
            }
        }
        helped
    }

    /// Whole days since a search last ended without an answer; none where none ever did.
    pub fn days_since_in_vain(&self) -> Option<i64> {
        self.used.last_in_vain.map(|at| (self.now - at).max(0) / DAY)
    }
}

/// How often each answer worked, those under former ids of an entry with the others; the last first.
fn together(catalog: &Catalog, rows: Vec<(String, String, i64)>) -> Vec<(String, String, i64)> {
    let mut all: Vec<(String, String, i64)> = Vec::new();
    for (entry, answer, count) in rows {
        let entry = catalog.id_today(&entry);
        match all.iter_mut().find(|known| (&known.0, &known.1) == (&entry, &answer)) {
            Some(known) => known.2 += count,
            None => all.push((entry, answer, count)),
        }
    }
    all
}
