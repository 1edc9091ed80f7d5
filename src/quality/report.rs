//! What `check --search` finds out.

use std::collections::BTreeSet;

use super::fold::{Making, without_themselves};
use super::lost::lost;
use super::near::near_duplicates;
use super::places::find;
use super::promises::{SEEN, broken, is_kept};
use super::share::Share;
use super::wordings::{Wording, wordings};
use crate::catalog::Catalog;
use crate::model::Diagnostic;
use crate::search;

/// What the wordings of all entries find.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    pub findings: Vec<Diagnostic>,
    /// Entries that have wordings.
    pub entries: usize,
    pub wordings: usize,
    /// Wordings that find their entry among the first three.
    pub kept: usize,
    /// Wordings that find their entry first although they were taken out of it.
    pub accuracy: Option<Share>,
    /// The same among the first three.
    pub recall3: Option<Share>,
}

/// Searches every wording as it stands, and once more without itself.
pub fn report(catalog: &Catalog, making: Making) -> Result<Report, search::Error> {
    let wordings = wordings(catalog.pages().map(|page| page.entry()), making.today);
    let meaning = catalog.search.meaning().map(std::sync::Arc::as_ref);
    let found = find(&catalog.search, meaning, &wordings.iter().collect::<Vec<_>>());
    let without = without_themselves(catalog, &wordings, making)?;
    let near = near_duplicates(meaning, &wordings);
    let findings = [broken(&wordings, &found), near, lost(&wordings, &without)];
    let paths: BTreeSet<_> = wordings.iter().map(|wording: &Wording| &wording.entry.path).collect();
    Ok(Report {
        findings: findings.concat(),
        entries: paths.len(),
        wordings: wordings.len(),
        kept: found.iter().filter(|found| is_kept(found)).count(),
        accuracy: Share::among_first(1, &without),
        recall3: Share::among_first(SEEN, &without),
    })
}
