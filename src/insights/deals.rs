//! The deal that somebody names with a vote: one that they named before, one that is an entry, or just a name.

use jiff::civil::Date;

use super::own::Own;
use crate::catalog::{Catalog, Page};
use crate::model::Kind;
use crate::model::entry::Detail;
use crate::model::person::Viewer;

/// The deal that a person means: the id where it is an entry, else what they call it. Nothing where they name an entry that is
/// no deal that they may read.
pub fn meant(catalog: &Catalog, viewer: &Viewer, own: &Own, name: &str) -> Option<String> {
    if own.has_named(name) {
        return Some(name.to_owned());
    }
    if let Some(page) = catalog.page_for(viewer, name).filter(is_deal) {
        return Some(page.entry().id.to_string());
    }
    if name.strip_prefix(Kind::Opportunity.name()).is_some_and(|rest| rest.starts_with('/')) {
        return None;
    }
    let mut called = deals(catalog, viewer).filter(|page| called(page).to_lowercase() == name.to_lowercase());
    match (called.next(), called.next()) {
        (Some(page), None) => Some(page.entry().id.to_string()),
        _ => Some(name.to_owned()),
    }
}

/// The deals that are somebody's and are still going on: they own them, or are in their team.
pub fn going_on<'a>(catalog: &'a Catalog, viewer: &'a Viewer, today: Date) -> impl Iterator<Item = Page<'a>> {
    let takes_part = |page: &Page| {
        let entry = page.entry();
        entry.common.owner.as_ref() == Some(&viewer.id) || entry.team().contains(&viewer.id)
    };
    deals(catalog, viewer).filter(takes_part).filter(move |page| !page.entry().is_faded(today))
}

/// What a deal is called: its customer.
pub fn called<'a>(page: &Page<'a>) -> &'a str {
    match &page.entry().detail {
        Detail::Opportunity(deal) if !deal.account.is_empty() => &deal.account,
        _ => &page.entry().title,
    }
}

/// The deals that somebody may read.
fn deals<'a>(catalog: &'a Catalog, viewer: &'a Viewer) -> impl Iterator<Item = Page<'a>> {
    catalog.of_kind(Kind::Opportunity).chain(catalog.closed_for(viewer).filter(is_deal))
}

fn is_deal(page: &Page) -> bool {
    page.entry().kind == Kind::Opportunity
}
