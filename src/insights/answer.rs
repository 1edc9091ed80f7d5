//! The answer that a reference such as `objection/x#anchor` means.

use super::wording::wording;
use crate::catalog::{Catalog, Page};
use crate::model::EntryId;
use crate::model::entry::Detail;
use crate::model::person::Viewer;
use crate::store::Wording;

/// An entry, and one of its answers as it is worded now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The id of today.
    pub entry: String,
    /// Ids that it had.
    pub former: Vec<String>,
    /// Anchor and wording; none where the entry itself is meant.
    pub answer: Option<(String, Wording)>,
}

/// Finds it for somebody; former ids lead to the entry of today. Nothing where there is no such entry or answer, or none that
/// they may read.
pub fn find(catalog: &Catalog, viewer: &Viewer, reference: &str) -> Option<Answered> {
    let (id, anchor) = reference.split_once('#').map_or((reference, None), |(id, anchor)| (id, Some(anchor)));
    let page = catalog.page_for(viewer, id)?;
    let answer = match anchor {
        Some(anchor) => {
            let answer = page.entry().body.answers.iter().find(|answer| answer.anchor == anchor)?;
            Some((answer.anchor.clone(), wording(answer)))
        }
        None => None,
    };
    Some(Answered { entry: page.entry().id.to_string(), former: former_ids(catalog, &page), answer })
}

/// The ids that an entry had before, as far as no other has them now.
pub fn former_ids(catalog: &Catalog, page: &Page) -> Vec<String> {
    let id = &page.entry().id;
    let aliases = page.entry().common.aliases.iter().map(|alias| alias.trim_matches('/'));
    let names = aliases.flat_map(|alias| [alias.to_owned(), EntryId::new(id.kind(), alias).to_string()]);
    let is_ours =
        |name: &String| name != id.as_str() && catalog.counted_page(name).is_some_and(|found| found.entry().id == *id);
    names.filter(is_ours).collect()
}

/// The stage of a deal that is an entry which somebody may read.
pub fn stage(catalog: &Catalog, viewer: &Viewer, deal: &str) -> Option<String> {
    match &catalog.page_for(viewer, deal)?.entry().detail {
        Detail::Opportunity(deal) => deal.stage.clone(),
        _ => None,
    }
}
