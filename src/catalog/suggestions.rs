//! What could follow what is typed: wordings of entries, and the values of a facet whose name is typed.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::arrange::vocabulary;
use super::document::is_faded;
use super::{Catalog, Page, is_served};
use crate::content::Loaded;
use crate::model::{Entry, Kind};
use crate::search::{Completions, Facet, goes_on};

/// Values of a facet among which is looked; the first are the most used.
const LOOKED_AT: usize = 500;

/// A wording that goes on as typed, and the entry that has it.
#[derive(Debug, Clone)]
pub struct Suggestion<'a> {
    /// What the field would hold.
    pub text: String,
    /// The wording alone.
    pub wording: &'a str,
    pub page: Page<'a>,
}

/// A filter that goes on as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrowing {
    /// What the field would hold.
    pub text: String,
    pub facet: Facet,
    pub value: String,
    /// What people see for the value.
    pub label: String,
    /// How many entries have it.
    pub count: usize,
}

/// The wordings of everything that is still offered, ready to be searched.
#[derive(Debug, Default)]
pub(super) struct Wordings {
    completions: Completions,
    /// The entries, by path, each with the number of its first wording.
    entries: Vec<(Arc<str>, u32)>,
}

impl Wordings {
    pub fn of(catalog: &Catalog) -> Wordings {
        let offered: Vec<_> = catalog.pages().filter(|page| !is_faded(page.entry(), catalog.built_on())).collect();
        let mut first = 0;
        let numbered = offered.iter().map(|page| {
            let begin = first;
            first += wordings(page.entry()).len() as u32;
            (page.shared_path(), begin)
        });
        let entries = numbered.collect();
        let all = offered
            .iter()
            .map(|page| page.entry())
            .flat_map(|entry| wordings(entry).into_iter().map(|wording| (wording, entry.kind == Kind::Objection)));
        Wordings { completions: Completions::of(all), entries }
    }

    /// The entry that has a wording, and which of its wordings that is.
    fn owner(&self, number: usize) -> Option<(&str, usize)> {
        let place = self.entries.partition_point(|(_, first)| *first as usize <= number).checked_sub(1)?;
        let (path, first) = &self.entries[place];
        Some((path, number - *first as usize))
    }
}

/// How an entry is called and asked for, each wording once.
fn wordings(entry: &Entry) -> Vec<&str> {
    let asked = entry.objection().into_iter().flat_map(|objection| {
        std::iter::once(&objection.question).chain(&objection.variants).map(|wording| unquoted(wording))
    });
    let mut wordings = vec![entry.title.trim()];
    for wording in asked.filter(|wording| !wording.is_empty()) {
        if !wordings.contains(&wording) {
            wordings.push(wording);
        }
    }
    wordings
}

fn unquoted(text: &str) -> &str {
    text.trim().trim_matches(['"', '“', '”', '„', '«', '»']).trim()
}

/// Whether every changed file has the same wordings, and offers them as before.
pub(super) fn stand_alike(before: &Loaded, next: &Loaded, changed: &BTreeSet<String>, today: Date) -> bool {
    let said = |loaded: &Loaded, path: &str| {
        let entry = &loaded.files.get(path)?.entry;
        let words: Vec<String> = wordings(entry).into_iter().map(str::to_owned).collect();
        (is_served(entry) && !is_faded(entry, today)).then_some((entry.kind, words))
    };
    changed.iter().all(|path| said(before, path) == said(next, path))
}

/// At most so many wordings that go on as typed, each of another entry: those that begin so first, tough questions before
/// the rest. Filters that are typed before are left as they are.
pub fn suggest<'a>(catalog: &'a Catalog, typed: &str, most: usize) -> Vec<Suggestion<'a>> {
    let (filters, typed) = without_filters(typed);
    let known = catalog.wordings();
    let mut named = HashSet::new();
    let found = known.completions.find(typed).into_iter().filter_map(|number| {
        let (path, which) = known.owner(number)?;
        let page = catalog.page_at(path).filter(|_| named.insert(path))?;
        let wording = *wordings(page.entry()).get(which)?;
        Some(Suggestion { text: format!("{filters}{wording}"), wording, page })
    });
    found.take(most).collect()
}

/// At most so many values of the facet whose name is the last thing typed, as `stage:di`.
pub fn narrowing(catalog: &Catalog, typed: &str, most: usize) -> Vec<Narrowing> {
    let before = typed.trim_end_matches(|letter: char| !letter.is_whitespace());
    let Some((facet, begun)) = filter(&typed[before.len()..]) else { return Vec::new() };
    let fits = |value: &str, label: &str| {
        begun.is_empty() || (value != begun && (goes_on(value, begun) || goes_on(label, begun)))
    };
    let values = values(catalog, facet).into_iter().filter(|(value, label, _)| fits(value, label));
    let narrowing = values.map(|(value, label, count)| {
        let quoted = if value.contains(char::is_whitespace) { format!("\"{value}\"") } else { value.clone() };
        Narrowing { text: format!("{before}{}:{quoted} ", facet.name()), facet, value, label, count }
    });
    narrowing.take(most).collect()
}

/// The values of a facet that some entry has, with what people see for them and how many have them.
fn values(catalog: &Catalog, facet: Facet) -> Vec<(String, String, usize)> {
    if facet == Facet::Kind {
        let kinds = catalog.counts().iter();
        return kinds.map(|(kind, count)| (kind.name().to_owned(), kind.many().to_owned(), *count)).collect();
    }
    if facet == Facet::Owner {
        let owners = catalog.search.owned().all().iter().take(LOOKED_AT);
        return owners.map(|owns| (owns.value.clone(), owns.label.clone(), owns.entries.len())).collect();
    }
    let terms = catalog.shelves().terms(facet).iter().take(LOOKED_AT);
    let label = |value: &str| {
        vocabulary(facet).map_or_else(|| value.to_owned(), |list| catalog.loaded.taxonomy.label(list, value))
    };
    terms.map(|term| (term.value.clone(), label(&term.value), term.total)).collect()
}

/// A facet by its name, and what stands behind its colon.
fn filter(word: &str) -> Option<(Facet, &str)> {
    let (name, value) = word.split_once(':')?;
    let facet = Facet::ALL.into_iter().find(|facet| facet.name().eq_ignore_ascii_case(name))?;
    Some((facet, value.trim_start_matches('"')))
}

/// What is typed, parted behind the filters at its beginning.
fn without_filters(typed: &str) -> (&str, &str) {
    let mut end = 0;
    for word in typed.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        if !bare.is_empty() && filter(bare).is_none_or(|(_, value)| value.is_empty()) {
            break;
        }
        end += word.len();
    }
    typed.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_at_the_beginning_are_kept() {
        assert_eq!(without_filters("stage:discover kind:page erp al"), ("stage:discover kind:page ", "erp al"));
        assert_eq!(without_filters("the stage:discover"), ("", "the stage:discover"));
        assert_eq!(without_filters("stage: x"), ("", "stage: x"));
        assert_eq!(without_filters("36: erp"), ("", "36: erp"));
        assert_eq!(without_filters(""), ("", ""));
    }

    #[test]
    fn a_facet_is_known_by_its_name_alone() {
        assert_eq!(filter("Stage:di"), Some((Facet::Stage, "di")));
        assert_eq!(filter("tag:\"tw"), Some((Facet::Tag, "tw")));
        assert_eq!([filter("sta"), filter("stages:x"), filter("http://x")], [None; 3]);
    }
}
