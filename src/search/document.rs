//! What is put into the index: one document per entry, made of plain text.

/// Everything searchable of one entry. Texts are plain: no Markdown, no HTML.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// The entry's id, unique in the index.
    pub id: String,
    /// Changes whenever anything below changes; compared at start to re-index only what differs.
    pub fingerprint: u64,
    /// Primary language subtag of the entry (`en`, `de`); empty where unknown.
    pub language: String,
    pub title: String,
    /// The customer's question, of a tough question.
    pub question: String,
    /// Other wordings of it.
    pub variants: Vec<String>,
    /// The glance layer: quick response, what to ask, lesson sentence, purpose, pause point.
    pub glance: String,
    pub summary: String,
    /// Labels of the taxonomy terms that the entry carries, and its tags.
    pub labels: Vec<String>,
    /// Text before the first heading, then one section per heading.
    pub sections: Vec<Section>,
    /// Values to filter and count by.
    pub facets: Vec<(Facet, String)>,
    /// Archived or expired: ranks below everything else that matches as well.
    pub faded: bool,
}

/// A part of the body under one heading. `title` and `anchor` are empty for the text before the first heading.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Section {
    pub title: String,
    pub anchor: String,
    pub text: String,
}

/// What results can be filtered and counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Facet {
    Kind,
    Stage,
    Persona,
    Product,
    Competitor,
    Industry,
    Tag,
    /// Who answers for it: known beside the index, see [`super::Owned`], and counted nowhere.
    Owner,
}

impl Facet {
    /// All facets, in the order in which they are shown.
    pub const ALL: [Facet; 8] = [
        Facet::Kind,
        Facet::Stage,
        Facet::Persona,
        Facet::Product,
        Facet::Competitor,
        Facet::Industry,
        Facet::Tag,
        Facet::Owner,
    ];

    /// The name in URLs and JSON: `kind`, `stage`, …
    pub fn name(self) -> &'static str {
        match self {
            Facet::Kind => "kind",
            Facet::Stage => "stage",
            Facet::Persona => "persona",
            Facet::Product => "product",
            Facet::Competitor => "competitor",
            Facet::Industry => "industry",
            Facet::Tag => "tag",
            Facet::Owner => "owner",
        }
    }

    /// The facet with this name, or with this as the name of several, in any case.
    pub(super) fn called(name: &str) -> Option<Facet> {
        let is = |known: &str| known.eq_ignore_ascii_case(name);
        Facet::ALL.into_iter().find(|facet| is(facet.name()) || is(facet.plural()))
    }

    fn plural(self) -> &'static str {
        match self {
            Facet::Kind => "kinds",
            Facet::Stage => "stages",
            Facet::Persona => "personas",
            Facet::Product => "products",
            Facet::Competitor => "competitors",
            Facet::Industry => "industries",
            Facet::Tag => "tags",
            Facet::Owner => "owners",
        }
    }
}
