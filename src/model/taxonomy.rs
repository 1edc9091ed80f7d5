//! The one controlled vocabulary, as read from `taxonomy.yaml`.

use std::collections::HashMap;

/// The lists of terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Vocabulary {
    Stages,
    SalesRoles,
    BuyerRoles,
    Personas,
    Products,
    Competitors,
    Industries,
    Segments,
    ObjectionCategories,
    DecisionDrivers,
    ErrorTypes,
    ValueDrivers,
}

impl Vocabulary {
    /// All lists, in the order of the file.
    pub const ALL: [Vocabulary; 12] = [
        Vocabulary::Stages,
        Vocabulary::SalesRoles,
        Vocabulary::BuyerRoles,
        Vocabulary::Personas,
        Vocabulary::Products,
        Vocabulary::Competitors,
        Vocabulary::Industries,
        Vocabulary::Segments,
        Vocabulary::ObjectionCategories,
        Vocabulary::DecisionDrivers,
        Vocabulary::ErrorTypes,
        Vocabulary::ValueDrivers,
    ];

    /// The key in `taxonomy.yaml`.
    pub fn name(self) -> &'static str {
        match self {
            Vocabulary::Stages => "stages",
            Vocabulary::SalesRoles => "sales_roles",
            Vocabulary::BuyerRoles => "buyer_roles",
            Vocabulary::Personas => "personas",
            Vocabulary::Products => "products",
            Vocabulary::Competitors => "competitors",
            Vocabulary::Industries => "industries",
            Vocabulary::Segments => "segments",
            Vocabulary::ObjectionCategories => "objection_categories",
            Vocabulary::DecisionDrivers => "decision_drivers",
            Vocabulary::ErrorTypes => "error_types",
            Vocabulary::ValueDrivers => "value_drivers",
        }
    }
}

/// A term: an id that never changes, and what people see.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Term {
    pub id: String,
    pub label: String,
    /// Ids that it had before.
    pub was: Vec<String>,
    /// Values of the customer-relationship system that mean this term.
    pub crm: Vec<String>,
    /// What it is, in a line; empty where the file does not say.
    pub is: String,
    /// Of a stage: ends the pipeline.
    pub closed: bool,
}

/// Words that find each other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Synonym {
    /// Every wording in the group finds every other.
    Same(Vec<String>),
    /// One way only: the buyer's wordings find our term, a label or a word.
    To { from: Vec<String>, to: String },
}

/// All terms and synonyms. Without a `taxonomy.yaml` it is empty and every term is accepted as it comes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taxonomy {
    pub vendor: String,
    lists: HashMap<Vocabulary, Vec<Term>>,
    pub synonyms: Vec<Synonym>,
    /// Whether there is a file, so that unknown terms are errors.
    pub controlled: bool,
}

impl Taxonomy {
    /// The controlled vocabulary of a vendor, still without terms.
    pub fn of(vendor: String) -> Taxonomy {
        Taxonomy { vendor, controlled: true, ..Taxonomy::default() }
    }

    /// Puts in a whole list.
    pub fn set(&mut self, vocabulary: Vocabulary, terms: Vec<Term>) {
        self.lists.insert(vocabulary, terms);
    }

    /// The terms of a list in the order of the file.
    pub fn terms(&self, vocabulary: Vocabulary) -> &[Term] {
        self.lists.get(&vocabulary).map_or(&[], Vec::as_slice)
    }

    /// The term with this id.
    pub fn term(&self, vocabulary: Vocabulary, id: &str) -> Option<&Term> {
        self.terms(vocabulary).iter().find(|term| term.id == id)
    }

    /// The term that once had this id.
    pub fn renamed(&self, vocabulary: Vocabulary, id: &str) -> Option<&Term> {
        self.terms(vocabulary).iter().find(|term| term.was.iter().any(|was| was == id))
    }

    /// What people see for an id: its label, or the id in words.
    pub fn label(&self, vocabulary: Vocabulary, id: &str) -> String {
        match self.term(vocabulary, id).or_else(|| self.renamed(vocabulary, id)) {
            Some(term) => term.label.clone(),
            None => in_words(id),
        }
    }
}

/// An id in words: `early_stage-deal` becomes `Early stage deal`.
pub fn in_words(id: &str) -> String {
    let spaced = id.replace(['-', '_'], " ");
    let mut letters = spaced.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
