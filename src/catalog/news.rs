//! What is new: every entry with the moment at which it came or last changed.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::document::is_faded;
use super::{Catalog, Page, is_served};
use crate::content::{File, Loaded};
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
#[derive(Debug, Clone)]
pub(super) struct Dated {
    path: Arc<str>,
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
    let (loaded, today) = (&catalog.loaded, catalog.built_on());
    let mut dated: Vec<_> =
        loaded.files.keys().filter_map(|path| dated(loaded, &catalog.history, path, today)).collect();
    dated.sort_by(|a, b| order(a).cmp(&order(b)));
    dated
}

/// The same after a change of some files, on the same day.
pub(super) fn renewed(
    known: &[Dated],
    loaded: &Loaded,
    history: &History,
    changed: &BTreeSet<String>,
    today: Date,
) -> Vec<Dated> {
    let mut dates: Vec<_> = known.iter().filter(|dated| !changed.contains(&*dated.path)).cloned().collect();
    for fresh in changed.iter().filter_map(|path| dated(loaded, history, path, today)) {
        let place = dates.partition_point(|known| order(known) < order(&fresh));
        dates.insert(place, fresh);
    }
    dates
}

fn order(dated: &Dated) -> (Reverse<Timestamp>, &str) {
    (Reverse(dated.at), &dated.path)
}

/// A file that is shown and still offered, where its date is known.
fn dated(loaded: &Loaded, history: &History, path: &str, today: Date) -> Option<Dated> {
    let file = loaded.files.get(path)?;
    let told = is_served(&file.entry) && !is_faded(&file.entry, today);
    let (change, at) = date(history, path, file).filter(|_| told)?;
    Some(Dated { path: loaded.directory.shared(path), change, at })
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
