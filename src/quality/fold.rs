//! What would be found if a wording had never been written down.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::places::find;
use super::wordings::Wording;
use crate::catalog::{self, Catalog};
use crate::search::{self, Document, Index, Settings};

/// Parts that the wordings are dealt out to. Each part costs an index without it; few parts take much away at once.
const FOLDS: usize = 5;

/// What an index is made with, besides the entries.
#[derive(Debug, Clone, Copy)]
pub struct Making<'a> {
    /// The language of entries that name none.
    pub language: &'a str,
    pub today: Date,
}

/// The place of each wording's entry, from 1, in a search for the wording with the wording taken out of the entry;
/// `None` where it is not among the first ten.
///
/// The wordings of one entry follow each other, so that dealing them out in turn takes no more than one of five from an
/// entry at once.
pub fn without_themselves(
    catalog: &Catalog,
    wordings: &[Wording],
    making: Making,
) -> Result<Vec<Option<usize>>, search::Error> {
    let settings = Settings::new(&catalog.loaded().taxonomy, making.language);
    let mut places = vec![None; wordings.len()];
    for fold in 0..FOLDS.min(wordings.len()) {
        let held_out: Vec<&Wording> = wordings.iter().skip(fold).step_by(FOLDS).collect();
        let mut index = Index::in_memory(settings.clone())?;
        let known = catalog.search.meaning();
        let snapshot = index.apply(documents(catalog, &held_out, making.today), &[])?;
        let snapshot = snapshot.with_meaning(known.map(|known| Arc::new(known.without(places_of(&held_out)))));
        let numbers = (fold..).step_by(FOLDS);
        numbers
            .zip(find(&snapshot, known.map(Arc::as_ref), &held_out))
            .for_each(|(number, found)| places[number] = found.place);
    }
    Ok(places)
}

/// Where the wordings that are held out stand among those of their entries.
fn places_of<'a>(held_out: &[&Wording<'a>]) -> HashMap<&'a str, Vec<usize>> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for wording in held_out {
        places.entry(wording.entry.id.as_str()).or_default().extend(wording.place);
    }
    places
}

/// All documents, without the wordings that are held out.
fn documents<'a>(
    catalog: &'a Catalog,
    held_out: &'a [&Wording],
    today: Date,
) -> impl Iterator<Item = Document> + use<'a> {
    let mut by_path: HashMap<&str, HashSet<&str>> = HashMap::new();
    for wording in held_out {
        by_path.entry(&wording.entry.path).or_default().insert(&wording.bare);
    }
    catalog.pages().map(move |page| {
        let entry = page.entry();
        let mut document = catalog::document(entry, &catalog.loaded().taxonomy, 0, today);
        if let Some(held_out) = by_path.get(entry.path.as_str()) {
            take_out(&mut document, held_out);
        }
        document
    })
}

/// Takes wordings out of a document, wherever they stand as a whole. The next variant becomes the question.
fn take_out(document: &mut Document, held_out: &HashSet<&str>) {
    let is_held_out = |text: &str| held_out.contains(search::bare(text).as_str());
    document.variants.retain(|variant| !is_held_out(variant));
    if is_held_out(&document.title) {
        document.title.clear();
    }
    if is_held_out(&document.question) {
        document.question = if document.variants.is_empty() { String::new() } else { document.variants.remove(0) };
    }
}
