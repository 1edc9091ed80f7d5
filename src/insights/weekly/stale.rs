//! Entries that are used and not looked after, and entries that nobody uses.

use std::collections::HashSet;

use jiff::civil::Date;

use super::Counted;
use crate::catalog::Catalog;
use crate::insights::trust::standing;
use crate::model::Kind;
use crate::model::entry::{GRACE, Status, Trust};

/// People who used an entry are counted to so many.
const MOST_PEOPLE: i64 = 50;
/// Months overdue that count, at most.
const MOST_MONTHS: f64 = 4.0;

/// An entry in use that nobody has looked at for too long.
#[derive(Debug, Clone, PartialEq)]
pub struct Stale {
    pub entry: String,
    /// Who used it in 90 days.
    pub people: i64,
    pub uses: i64,
    /// When it is to be looked at again; none where it never was.
    pub due: Option<Date>,
    /// Days past due; 0 before that, and where no date is known.
    pub overdue: i32,
    pub owned: bool,
    /// People times months overdue: the order of the list.
    pub risk: f64,
}

/// Stale entries, those with the most risk first.
pub fn stale(catalog: &Catalog, uses: &[Counted], today: Date) -> Vec<Stale> {
    let mut stale: Vec<_> = uses.iter().filter_map(|used| of(catalog, used, today)).collect();
    stale.sort_by(|a, b| b.risk.total_cmp(&a.risk).then(b.people.cmp(&a.people)).then(a.entry.cmp(&b.entry)));
    stale
}

fn of(catalog: &Catalog, used: &Counted, today: Date) -> Option<Stale> {
    let entry = catalog.page(&used.entry)?.entry();
    entry.review_days()?;
    let known = standing(catalog, entry, today);
    let owned = catalog.has_owner(entry);
    let overdue = known.due.map_or(0, |due| (today - due).get_days()).max(0);
    if known.trust == Trust::Expired || (owned && overdue <= GRACE) {
        return None;
    }
    let people = used.people.min(MOST_PEOPLE);
    let risk = people as f64 * (f64::from(overdue) / 30.0).min(MOST_MONTHS);
    Some(Stale { entry: entry.id.to_string(), people, uses: used.count, due: known.due, overdue, owned, risk })
}

/// Published entries that nobody used in half a year, by id. Before anything was used, there is nothing to say.
pub fn silent<'a>(catalog: &'a Catalog, used: &[String], today: Date) -> Vec<&'a str> {
    if used.is_empty() {
        return Vec::new();
    }
    let used: HashSet<&str> =
        used.iter().filter_map(|entry| catalog.page(entry)).map(|page| page.entry().id.as_str()).collect();
    let is_silent = |kind: Kind, id: &str| kind.default_review_days().is_some() && !used.contains(id);
    let entries = catalog.pages().map(|page| page.entry());
    let entries = entries.filter(|entry| entry.common.status == Status::Published && !entry.is_faded(today));
    let silent = entries.filter(|entry| is_silent(entry.kind, entry.id.as_str()));
    silent.map(|entry| entry.id.as_str()).collect()
}
