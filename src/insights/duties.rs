//! What somebody is asked to look at again: what they answer for, and what nobody answers for of the kinds they look after.

use jiff::civil::Date;

use super::trust::{Standing, standing};
use crate::catalog::{Catalog, Page};
use crate::model::Kind;
use crate::model::entry::{Status, Trust, later};
use crate::model::person::Viewer;

/// So many days before it is due, an entry is in the list of who answers for it.
const AHEAD: i64 = 7;

/// An entry that is due or nearly so.
#[derive(Debug)]
pub struct Duty<'a> {
    pub page: Page<'a>,
    pub standing: Standing,
    /// Nobody who is here answers for it.
    pub orphaned: bool,
}

/// What a person is asked to look at, what is due first coming first.
pub fn of<'a>(catalog: &'a Catalog, viewer: &Viewer, today: Date) -> Vec<Duty<'a>> {
    let mut pages: Vec<_> = theirs(catalog, viewer).collect();
    pages.sort_by(|one, other| one.entry().path.cmp(&other.entry().path));
    pages.dedup_by(|one, other| one.entry().path == other.entry().path);
    let mut duties: Vec<_> = pages.into_iter().filter_map(|page| duty(catalog, page, viewer, today)).collect();
    duties.sort_by_key(|duty| duty.standing.due);
    duties
}

/// Whether somebody is here who may answer for an entry; nobody has no name.
fn is_here(catalog: &Catalog, id: &str) -> bool {
    let people = &catalog.loaded().people;
    !id.is_empty() && (people.is_empty() || people.get(id).is_some_and(|person| person.active))
}

/// What may be theirs to look at: what they own, what nobody who is here owns of the kinds that they look after, and what
/// readers say is wrong. No other entry is looked at.
fn theirs<'a>(catalog: &'a Catalog, viewer: &Viewer) -> impl Iterator<Item = Page<'a>> {
    let shelves = catalog.shelves().owners.iter();
    let kinds = shelves.flat_map(|(owner, kinds)| kinds.iter().map(move |(kind, paths)| (owner, *kind, paths)));
    let kinds = kinds.filter(|(owner, kind, _)| {
        **owner == viewer.id || (viewer.roles.is_steward_of(*kind) && !is_here(catalog, owner))
    });
    let owned = kinds.flat_map(|(.., paths)| paths).filter_map(|path| catalog.page_at(path));
    owned.chain(catalog.signals().flagged().filter_map(|id| catalog.page_for(viewer, id)))
}

fn duty<'a>(catalog: &'a Catalog, page: Page<'a>, viewer: &Viewer, today: Date) -> Option<Duty<'a>> {
    let entry = page.entry();
    let owns = catalog.owns(viewer, entry);
    let orphaned = !catalog.has_owner(entry);
    let cares = owns || (orphaned && viewer.roles.is_steward_of(entry.kind));
    if !cares || entry.common.status != Status::Published {
        return None;
    }
    let standing = standing(catalog, entry, today);
    let due = match standing.trust {
        Trust::ReviewDue(_) | Trust::Unverified => true,
        Trust::Verified(_) => standing.due.is_some_and(|due| due <= later(today, AHEAD)),
        Trust::Expired | Trust::Timeless => false,
    };
    due.then_some(Duty { page, standing, orphaned })
}

/// Who looks after a kind and is here, by name.
pub fn stewards(catalog: &Catalog, kind: Kind) -> Vec<String> {
    let people = catalog.loaded().people.all().filter(|person| person.active && person.roles.is_steward_of(kind));
    people.map(|person| person.name.clone()).collect()
}
