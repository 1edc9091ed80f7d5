//! Which shelf an entry stands on, and where on it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::document::{facets, is_faded};
use super::shelves::{Paths, Shelf, Term};
use super::{Catalog, Owner, Page, is_served};
use crate::content::Loaded;
use crate::model::Kind;
use crate::model::entry::{Detail, Entry, Status};
use crate::model::taxonomy::{Taxonomy, Vocabulary};
use crate::search::Facet;

/// Outcomes of reviews, in the order in which they are shown.
const OUTCOMES: [&str; 4] = ["won", "lost_competitor", "lost_no_decision", "qualified_out"];
/// What a lesson asks for.
const DIRECTIONS: [&str; 2] = ["do", "avoid"];

/// A shelf by its place among others: known keys first, in their order; those without a key last.
type Place = (usize, String);

/// The entries of every kind but plain pages, on their shelves.
pub(super) fn by_kind(catalog: &Catalog, pages: &[Page]) -> BTreeMap<Kind, Vec<Shelf>> {
    let (taxonomy, today) = (&*catalog.loaded.taxonomy, catalog.built_on());
    let mut kinds: BTreeMap<Kind, BTreeMap<Place, Vec<Page>>> = BTreeMap::new();
    for page in pages.iter().filter(|page| page.entry().kind != Kind::Page) {
        let (key, known) = key(page.entry(), taxonomy);
        let place = place(key.unwrap_or_default(), &known);
        kinds.entry(page.entry().kind).or_default().entry(place).or_default().push(*page);
    }
    let shelf = |((_, key), pages)| Shelf { key, paths: sorted(pages, taxonomy, today) };
    kinds.into_iter().map(|(kind, shelves)| (kind, shelves.into_iter().map(shelf).collect())).collect()
}

/// Whether every changed entry stands where it stood: the same terms, and nothing of that by which shelves are sorted.
pub(super) fn stand_alike(before: &Loaded, next: &Loaded, changed: &BTreeSet<String>, today: Date) -> bool {
    let place = |loaded: &Loaded, path: &str| {
        let entry = &loaded.files.get(path)?.entry;
        let key = key(entry, &loaded.taxonomy).0.map(str::to_owned);
        let stands = (is_served(entry), entry.kind, key, facets(entry), day(entry), is_faded(entry, today));
        Some((stands, owner(entry).map(str::to_owned)))
    };
    let same_terms = Arc::ptr_eq(&before.taxonomy, &next.taxonomy);
    same_terms && changed.iter().all(|path| place(before, path) == place(next, path))
}

/// The key of an entry's shelf, and the keys that such entries can have, in order.
fn key<'a>(entry: &'a Entry, taxonomy: &'a Taxonomy) -> (Option<&'a str>, Vec<&'a str>) {
    match &entry.detail {
        Detail::Objection(objection) => (objection.category.as_deref(), ids(taxonomy, Vocabulary::ObjectionCategories)),
        Detail::Lesson(lesson) => (Some(DIRECTIONS[usize::from(lesson.avoid)]), DIRECTIONS.to_vec()),
        Detail::WinLoss(review) => (review.outcome.as_deref(), OUTCOMES.to_vec()),
        Detail::Checklist(_) => {
            let stages = ids(taxonomy, Vocabulary::Stages);
            let first = stages.iter().copied().find(|stage| entry.common.stages.iter().any(|own| own == stage));
            (first.or(entry.common.stages.first().map(String::as_str)), stages)
        }
        _ => (None, Vec::new()),
    }
}

fn ids(taxonomy: &Taxonomy, vocabulary: Vocabulary) -> Vec<&str> {
    taxonomy.terms(vocabulary).iter().map(|term| term.id.as_str()).collect()
}

fn place(key: &str, known: &[&str]) -> Place {
    let last = if key.is_empty() { usize::MAX } else { known.len() };
    (known.iter().position(|other| *other == key).unwrap_or(last), key.to_owned())
}

/// What is still offered before what is not; then in the order of the pipeline or of taxonomy.yaml, the last closed
/// or verified first.
fn sorted(mut pages: Vec<Page>, taxonomy: &Taxonomy, today: Date) -> Paths {
    pages.sort_by_cached_key(|page| {
        let entry = page.entry();
        (is_faded(entry, today), rank(entry, taxonomy), Reverse(day(entry)), page.path)
    });
    pages.into_iter().map(|page| page.shared_path()).collect()
}

fn rank(entry: &Entry, taxonomy: &Taxonomy) -> usize {
    let of = |vocabulary, id: Option<&String>| {
        let position = |id: &String| taxonomy.terms(vocabulary).iter().position(|term| term.id == *id);
        id.and_then(position).unwrap_or(usize::MAX)
    };
    match &entry.detail {
        Detail::Stage(stage) => of(Vocabulary::Stages, stage.stage.as_ref()),
        Detail::Battlecard(card) => of(Vocabulary::Competitors, card.competitor.as_ref()),
        _ => 0,
    }
}

fn day(entry: &Entry) -> Option<Date> {
    match &entry.detail {
        Detail::WinLoss(review) => review.closed_on,
        _ => entry.common.last_verified,
    }
}

/// Whom the file of an entry names that is looked at again now and then.
fn owner(entry: &Entry) -> Option<&str> {
    let returns = entry.common.status == Status::Published && entry.review_days().is_some();
    returns.then_some(entry.common.owner.as_deref().unwrap_or_default())
}

/// Entries by who answers for them: whom their files name, or the lists of the repository.
pub(super) fn by_owner(catalog: &Catalog, pages: &[Page]) -> BTreeMap<String, BTreeMap<Kind, Paths>> {
    let mut owners: BTreeMap<String, BTreeMap<Kind, Paths>> = BTreeMap::new();
    for page in pages {
        if owner(page.entry()).is_some() {
            let owner = match catalog.named_owner(page.entry()) {
                Some(Owner::Named(id)) => id,
                Some(Owner::Listed(person)) => &person.id,
                Some(Owner::Handle(_) | Owner::Probably(_)) | None => "",
            };
            let kinds = owners.entry(owner.to_owned()).or_default();
            kinds.entry(page.entry().kind).or_default().push(page.shared_path());
        }
    }
    owners
}

/// Every term of every facet that some entry has.
pub(super) fn by_term(catalog: &Catalog, pages: &[Page]) -> BTreeMap<Facet, Vec<Term>> {
    let taxonomy = &*catalog.loaded.taxonomy;
    let mut found: BTreeMap<Facet, BTreeMap<String, Vec<Page>>> = BTreeMap::new();
    for page in pages {
        for (facet, value) in facets(page.entry()).into_iter().filter(|(facet, _)| *facet != Facet::Kind) {
            found.entry(facet).or_default().entry(value).or_default().push(*page);
        }
    }
    let terms = found.into_iter().map(|(facet, values)| {
        let known = vocabulary(facet).map(|vocabulary| ids(taxonomy, vocabulary)).unwrap_or_default();
        let mut terms: Vec<_> = values.into_iter().map(|(value, pages)| term(catalog, facet, value, pages)).collect();
        terms.sort_by_cached_key(|term| {
            let often = if facet == Facet::Tag { term.total } else { 0 };
            (Reverse(often), place(&term.value, &known))
        });
        (facet, terms)
    });
    terms.collect()
}

fn term(catalog: &Catalog, facet: Facet, value: String, pages: Vec<Page>) -> Term {
    let (taxonomy, today) = (&*catalog.loaded.taxonomy, catalog.built_on());
    let total = pages.len();
    let about = pages.iter().find(|page| is_about(page.entry(), facet, &value)).map(|page| page.path);
    let mut kinds: BTreeMap<Kind, Vec<Page>> = BTreeMap::new();
    for page in pages.into_iter().filter(|page| Some(page.path) != about) {
        kinds.entry(page.entry().kind).or_default().push(page);
    }
    let kinds = kinds.into_iter().map(|(kind, pages)| (kind, sorted(pages, taxonomy, today))).collect();
    Term { value, total, about: about.map(Arc::from), kinds }
}

/// Whether an entry is the page of a term rather than one that concerns it.
fn is_about(entry: &Entry, facet: Facet, value: &str) -> bool {
    let own = match (&entry.detail, facet) {
        (Detail::Stage(stage), Facet::Stage) => stage.stage.as_deref(),
        (Detail::Battlecard(card), Facet::Competitor) => card.competitor.as_deref(),
        _ => None,
    };
    own == Some(value)
}

/// The list of taxonomy.yaml that a facet's values are from.
pub fn vocabulary(facet: Facet) -> Option<Vocabulary> {
    match facet {
        Facet::Kind | Facet::Tag | Facet::Owner => None,
        Facet::Stage => Some(Vocabulary::Stages),
        Facet::Persona => Some(Vocabulary::Personas),
        Facet::Product => Some(Vocabulary::Products),
        Facet::Competitor => Some(Vocabulary::Competitors),
        Facet::Industry => Some(Vocabulary::Industries),
    }
}
