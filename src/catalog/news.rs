//! What is new: every entry with the moment at which it came or last changed.

use std::cmp::Reverse;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::document::is_faded;
use super::{Catalog, Page};
use crate::content::File;
use crate::history::{History, Standing};

/// What is changed so soon after it was added still counts as new.
const STILL_NEW: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What happened to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    New,
    Changed,
}

/// An entry that came or changed.
#[derive(Debug, Clone, Copy)]
pub struct News<'a> {
    pub page: Page<'a>,
    pub change: Change,
    pub at: Timestamp,
}

impl News<'_> {
    /// The day, in UTC.
    pub fn day(&self) -> Date {
        self.at.to_zoned(TimeZone::UTC).date()
    }
}

/// The same by path, as the catalog keeps it.
#[derive(Debug)]
pub(super) struct Dated {
    path: String,
    change: Change,
    at: Timestamp,
}

impl Dated {
    pub fn on<'a>(&self, catalog: &'a Catalog) -> Option<News<'a>> {
        Some(News { page: catalog.page_at(&self.path)?, change: self.change, at: self.at })
    }
}

/// Everything that can be dated, newest first.
pub(super) fn gather(catalog: &Catalog) -> Vec<Dated> {
    let today = catalog.built_on();
    let current = catalog.pages().filter(|page| !is_faded(page.entry(), today));
    let dated = current.filter_map(|page| {
        let (change, at) = date(&catalog.history, page.path, page.file)?;
        Some(Dated { path: page.path.to_owned(), change, at })
    });
    let mut dated: Vec<_> = dated.collect();
    dated.sort_by(|a, b| (Reverse(a.at), &a.path).cmp(&(Reverse(b.at), &b.path)));
    dated
}

/// Git's word where it knows the file, else the time at which it was saved. Nothing for what is older than a shallow
/// clone, and while git has not answered yet.
fn date(history: &History, path: &str, file: &File) -> Option<(Change, Timestamp)> {
    match (&history.standing, history.dates(path)) {
        (Standing::Unasked, _) => None,
        (Standing::Unknown(_), _) => Some((Change::Changed, file.saved_at())),
        (Standing::Whole | Standing::Shallow, None) => Some((Change::New, file.saved_at())),
        (Standing::Whole | Standing::Shallow, Some(dates)) => {
            let changed = dates.changed?;
            let new = dates.added.is_some_and(|added| changed.duration_since(added) < STILL_NEW);
            Some((if new { Change::New } else { Change::Changed }, changed))
        }
    }
}
