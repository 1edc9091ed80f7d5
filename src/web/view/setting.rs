//! What views need besides their own value: the catalog of the request, the day, and what has happened.

use jiff::civil::Date;

use crate::catalog::{Catalog, Page, vocabulary};
use crate::model::Kind;
use crate::model::discovery::Fact;
use crate::model::entry::Detail;
use crate::model::person::Viewer;
use crate::model::taxonomy::{Vocabulary, in_words};
use crate::search::Facet;
use crate::web::view::seen::Seen;

/// The catalog of one request, the day on which it is answered, and what the one who asks sees of outcomes.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    pub catalog: &'a Catalog,
    pub today: Date,
    pub seen: Seen<'a>,
}

/// Where a reference of a field leads.
#[derive(Debug)]
pub enum Reference<'a> {
    /// To a page, and to an anchor on it.
    Page(Page<'a>, Option<String>),
    /// To an entry that is not shown.
    Hidden,
    /// To nothing.
    Missing,
}

impl<'a> Setting<'a> {
    /// What people see for a term.
    pub fn label(&self, vocabulary: Vocabulary, id: &str) -> String {
        self.catalog.loaded().taxonomy.label(vocabulary, id)
    }

    /// What people see for several terms.
    pub fn labels(&self, vocabulary: Vocabulary, ids: &[String]) -> Vec<String> {
        ids.iter().map(|id| self.label(vocabulary, id)).collect()
    }

    /// The name of a person.
    pub fn person(&self, id: &str) -> String {
        self.catalog.loaded().people.name(id)
    }

    /// What people see for a value of a facet.
    pub fn facet_value(&self, facet: Facet, value: &str) -> String {
        match (facet, vocabulary(facet)) {
            (_, Some(vocabulary)) => self.label(vocabulary, value),
            (Facet::Kind, None) => Kind::from_name(value).map_or(value, |kind| kind.many()).to_owned(),
            (Facet::Owner, None) => self.owner_called(value),
            (_, None) => value.to_owned(),
        }
    }

    /// What people see for somebody who answers for entries.
    fn owner_called(&self, value: &str) -> String {
        let known = self.catalog.search.owned().all().iter().find(|owns| owns.value == value);
        known.map_or_else(|| value.to_owned(), |owns| owns.label.clone())
    }

    /// The page of an id, where whoever asks may read it; what is not for everybody stands on no page that others get too.
    pub fn page(&self, id: &str) -> Option<Page<'a>> {
        match self.seen.viewer {
            Some(viewer) => self.catalog.page_for(viewer, id),
            None => self.catalog.page(id),
        }
    }

    /// Follows `kind/slug` or `kind/slug#anchor`, to what is for everybody.
    pub fn follow(&self, reference: &str) -> Reference<'a> {
        self.followed(reference, |id| self.catalog.page(id))
    }

    /// The same, to what somebody may read: for what only they see.
    pub fn follow_for(&self, viewer: &Viewer, reference: &str) -> Reference<'a> {
        self.followed(reference, |id| self.catalog.page_for(viewer, id))
    }

    fn followed(&self, reference: &str, page: impl Fn(&str) -> Option<Page<'a>>) -> Reference<'a> {
        let (id, anchor) = reference.split_once('#').map_or((reference, None), |(id, anchor)| (id, Some(anchor)));
        match page(id) {
            Some(page) => Reference::Page(page, anchor.map(str::to_owned)),
            None if self.catalog.loaded().directory.by_id(id).is_some() => Reference::Hidden,
            None => Reference::Missing,
        }
    }

    /// A fact of a discovery standard, and the page of the standard that asks for it.
    pub fn wanted(&self, id: &str) -> Option<(Page<'a>, &'a Fact)> {
        let standards = self.catalog.of_kind(Kind::Discovery).filter_map(|page| match &page.entry().detail {
            Detail::Discovery(standard) => Some((page, standard)),
            _ => None,
        });
        let mut facts = standards.flat_map(|(page, standard)| standard.facts.iter().map(move |fact| (page, fact)));
        facts.find(|(_, fact)| fact.id == id)
    }

    /// What people see for a fact of a discovery standard.
    pub fn fact(&self, id: &str) -> String {
        self.wanted(id).map_or_else(|| in_words(id), |(_, fact)| fact.label.clone())
    }
}
