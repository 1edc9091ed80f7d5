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
    let pages = catalog.pages().filter(|page| page.entry().common.status == Status::Published);
    let mut duties: Vec<_> = pages.filter_map(|page| duty(catalog, page, viewer, today)).collect();
    duties.sort_by_key(|duty| (duty.standing.due, duty.page.entry().path.clone()));
    duties
}

fn duty<'a>(catalog: &'a Catalog, page: Page<'a>, viewer: &Viewer, today: Date) -> Option<Duty<'a>> {
    let entry = page.entry();
    let owns = catalog.owns(viewer, entry);
    if !owns && !viewer.roles.is_steward_of(entry.kind) {
        return None;
    }
    let orphaned = !catalog.has_owner(entry);
    if !owns && !orphaned {
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
