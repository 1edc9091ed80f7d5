//! What somebody is asked to look at again: what they answer for, and what nobody answers for of the kinds they look after.
//! What no steward of its kind would see is shown to the others, last.

use jiff::civil::Date;

use super::trust::{Standing, standing};
use crate::catalog::{Catalog, Page};
use crate::model::Kind;
use crate::model::entry::{Status, Trust, later};
use crate::model::person::{Person, Stewardship, Viewer};

/// So many days before it is due, an entry is in the list of who answers for it.
const AHEAD: i64 = 7;

/// An entry that is due or nearly so.
#[derive(Debug)]
pub struct Duty<'a> {
    pub page: Page<'a>,
    pub standing: Standing,
    /// Nobody who is here answers for it.
    pub orphaned: bool,
    /// Nor does anybody look after its kind: a steward of others stands in.
    pub stood_in: bool,
}

/// What a person is asked to look at: their own and what is of the kinds they look after, then what they stand in for. What
/// is due first comes first.
pub fn of<'a>(catalog: &'a Catalog, viewer: &Viewer, today: Date) -> Vec<Duty<'a>> {
    let mut pages: Vec<_> = theirs(catalog, viewer).collect();
    pages.sort_by(|one, other| one.entry().path.cmp(&other.entry().path));
    pages.dedup_by(|one, other| one.entry().path == other.entry().path);
    let mut duties: Vec<_> = pages.into_iter().filter_map(|page| duty(catalog, page, viewer, today)).collect();
    duties.sort_by_key(|duty| (duty.stood_in, duty.standing.due));
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
    let kinds = kinds
        .filter(|(owner, kind, _)| **owner == viewer.id || (sees(catalog, viewer, *kind) && !is_here(catalog, owner)));
    let owned = kinds.flat_map(|(.., paths)| paths).filter_map(|path| catalog.page_at(path));
    owned.chain(catalog.signals().flagged().filter_map(|id| catalog.page_for(viewer, id)))
}

fn duty<'a>(catalog: &'a Catalog, page: Page<'a>, viewer: &Viewer, today: Date) -> Option<Duty<'a>> {
    let entry = page.entry();
    let owns = catalog.owns(viewer, entry);
    let orphaned = !catalog.has_owner(entry);
    let cares = owns || (orphaned && sees(catalog, viewer, entry.kind));
    if !cares || entry.common.status != Status::Published {
        return None;
    }
    let standing = standing(catalog, entry, today);
    let due = match standing.trust {
        Trust::ReviewDue(_) | Trust::Unverified => true,
        Trust::Verified(_) => standing.due.is_some_and(|due| due <= later(today, AHEAD)),
        Trust::Expired | Trust::Timeless => false,
    };
    let stood_in = !owns && !viewer.roles.is_steward_of(entry.kind);
    due.then_some(Duty { page, standing, orphaned, stood_in })
}

/// Whether what is asked about a kind is asked of somebody: of its stewards, and where none is here, of those of other kinds.
pub fn sees(catalog: &Catalog, viewer: &Viewer, kind: Kind) -> bool {
    match &viewer.roles.steward {
        Stewardship::None => false,
        Stewardship::All => true,
        Stewardship::Of(kinds) => kinds.contains(&kind) || of_kind(catalog, kind).next().is_none(),
    }
}

/// Who looks after a kind and is here, by name.
pub fn stewards(catalog: &Catalog, kind: Kind) -> Vec<String> {
    of_kind(catalog, kind).map(|person| person.name.clone()).collect()
}

fn of_kind(catalog: &Catalog, kind: Kind) -> impl Iterator<Item = &Person> {
    catalog.loaded().people.all().filter(move |person| person.active && person.roles.is_steward_of(kind))
}
