//! Which value of a facet is meant by what was typed.

use super::document::Facet;
use super::schema::{facet_of, facet_term};
use super::snapshot::Snapshot;
use super::tokenize;
use super::view::View;
use crate::model::Kind;

/// The value, as entries have it: of a term by its id, its label or another name of it; of a kind by all its names;
/// of an owner by name, id or what a forge calls them; otherwise one that some entry has.
pub(super) fn known(snapshot: &Snapshot, facet: Facet, typed: &str) -> tantivy::Result<Option<String>> {
    let Snapshot { view, settings, owned, .. } = snapshot;
    let key = tokenize::whole(typed);
    if key == tokenize::whole("") {
        return Ok(None);
    }
    if facet == Facet::Owner {
        return Ok(owned.value(&key).map(str::to_owned));
    }
    let kind = || (facet == Facet::Kind).then(|| kind_called(&key)).flatten();
    let named = settings.value(facet, typed).or_else(kind);
    match named {
        Some(value) => Ok(Some(value.to_owned())),
        None if is_of_an_entry(view, facet, typed)? => Ok(Some(typed.to_owned())),
        None => like_that_of_an_entry(view, facet, &key),
    }
}

fn kind_called(key: &str) -> Option<&'static str> {
    let is = |kind: &Kind| {
        [kind.name(), kind.folder(), kind.one(), kind.many()].map(tokenize::whole).contains(&key.to_owned())
    };
    Kind::all().find(is).map(Kind::name)
}

/// Whether an entry that is still there has this value.
fn is_of_an_entry(view: &View, facet: Facet, value: &str) -> tantivy::Result<bool> {
    for segment in &view.segments {
        if let Some(info) = segment.facets.terms().get(facet_term(facet, value))?
            && segment.has_entry_with(&segment.facets, &info)?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The value of such an entry that has the same words.
fn like_that_of_an_entry(view: &View, facet: Facet, key: &str) -> tantivy::Result<Option<String>> {
    for segment in &view.segments {
        let mut terms = segment.facets.terms().range().ge(facet_term(facet, "")).into_stream()?;
        while let Some((term, info)) = terms.next() {
            let Ok(term) = std::str::from_utf8(term) else { continue };
            let Some((_, value)) = facet_of(term).filter(|(of, _)| *of == facet) else { break };
            if tokenize::whole(value) == key && segment.has_entry_with(&segment.facets, info)? {
                return Ok(Some(value.to_owned()));
            }
        }
    }
    Ok(None)
}
