//! What the tool did for one person, and what that person gave: shown to nobody else.

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
    /// What worked: entry, anchor, how often.
    pub worked: Vec<(String, String, i64)>,
    /// Votes of everybody that say that an answer worked.
    pub votes: Vec<Worked>,
    pub now: Millis,
}

impl Mine {
    /// Reads what somebody used, and all votes that could be on an answer of theirs.
    pub async fn read(store: &Store, viewer: &Viewer, now: Millis) -> Result<Mine, Error> {
        let from = now - DAYS * DAY;
        Ok(Mine {
            used: store.my_use(&viewer.id, from).await?,
            worked: store.worked_for(&viewer.id, from).await?,
            votes: store.worked(from).await?,
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
