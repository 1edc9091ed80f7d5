//! A discovery standard: what should be known of a deal, and what counts as known.

use super::schema::{Field, Shape, always, optional};
use super::taxonomy::Vocabulary;
use super::value::Map;

const FACT: &[Field] = &[
    always("id", Shape::Text, "A short name that deals refer to."),
    always("label", Shape::Text, "What people see."),
    optional("question", Shape::Text, "A question that finds it out."),
    optional("why", Shape::Text, "What happens without it."),
    optional("evidence", Shape::Text, "What counts as known."),
    optional("critical", Shape::Flag, "Whether deals die of it."),
    optional("needed_by", Shape::Term(Vocabulary::Stages), "The stage by whose end it should be known."),
    optional("valid_for", Shape::Duration, "How long it stays true."),
    optional("unknowable_ok", Shape::Flag, "Whether it may honestly be out of reach."),
    optional("framework", Shape::Anything, "What MEDDPICC, SPICED or Gap Selling call it."),
];

const APPLIES_TO: &[Field] = &[
    optional("segments", Shape::List(&Shape::Term(Vocabulary::Segments)), "Segments."),
    optional("products", Shape::List(&Shape::Term(Vocabulary::Products)), "Products."),
];

pub const FIELDS: &[Field] = &[
    optional("applies_to", Shape::Map(APPLIES_TO), "Which deals it is for."),
    always("facts", Shape::List(&Shape::Map(FACT)), "8 to 15 facts."),
];

/// A fact of the standard.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fact {
    pub id: String,
    pub label: String,
    pub question: Option<String>,
    pub why: Option<String>,
    pub evidence: Option<String>,
    pub critical: bool,
    pub needed_by: Option<String>,
    /// Days.
    pub valid_for: Option<u32>,
    pub unknowable_ok: bool,
}

/// A discovery standard.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Discovery {
    pub segments: Vec<String>,
    pub products: Vec<String>,
    pub facts: Vec<Fact>,
}

impl Discovery {
    /// Reads the kind's fields.
    pub fn read(map: &Map) -> Discovery {
        let scope = map.get("applies_to").and_then(|value| value.map());
        Discovery {
            segments: scope.map(|scope| scope.texts("segments")).unwrap_or_default(),
            products: scope.map(|scope| scope.texts("products")).unwrap_or_default(),
            facts: map.maps("facts").into_iter().filter_map(fact).collect(),
        }
    }
}

fn fact(row: &Map) -> Option<Fact> {
    let id = row.text("id")?;
    Some(Fact {
        label: row.text("label").unwrap_or_else(|| super::taxonomy::in_words(&id)),
        id,
        question: row.text("question"),
        why: row.text("why"),
        evidence: row.text("evidence"),
        critical: row.flag("critical").unwrap_or(false),
        needed_by: row.text("needed_by"),
        valid_for: row.days("valid_for"),
        unknowable_ok: row.flag("unknowable_ok").unwrap_or(false),
    })
}
