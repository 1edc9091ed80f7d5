//! A live deal as a file: the form in which it is exported and imported.

use jiff::civil::Date;

use super::id::Kind;
use super::schema::{Field, Shape, always, optional};
use super::taxonomy::Vocabulary;
use super::value::Map;

const EVIDENCE: &[Field] = &[
    optional("type", Shape::Text, "How it was learned."),
    optional("who", Shape::Text, "Who said or showed it."),
    optional("date", Shape::Date, "When."),
    optional("ref", Shape::Text, "Where it is written down."),
];

const FACT: &[Field] = &[
    always("fact", Shape::Fact, "The fact of the standard."),
    always("state", Shape::Choice(STATES), "What we know of it."),
    optional("value", Shape::Text, "What we think it is."),
    optional("evidence", Shape::Map(EVIDENCE), "Who said so, when and how."),
    optional("as_of", Shape::Date, "When it was so."),
    optional("basis", Shape::Text, "What the assumption rests on."),
    optional("if_wrong", Shape::Choice(&["high", "medium", "low"]), "What it costs if it is wrong."),
    optional("test", Shape::Text, "How to find out."),
    optional("question", Shape::Text, "What to ask."),
    optional("reason", Shape::Text, "Why it cannot be known."),
    optional("hedge", Shape::Text, "How to live with the gap."),
    optional("owner", Shape::User, "Who finds out."),
    optional("due", Shape::Date, "By when."),
];

const STATES: &[&str] = &["known", "assumed", "unknown", "unknowable", "not_applicable"];

const STAKEHOLDER: &[Field] = &[
    always("name", Shape::Text, "A job rather than a name."),
    optional("persona", Shape::Term(Vocabulary::Personas), "The job."),
    optional("role", Shape::Term(Vocabulary::BuyerRoles), "The part in the decision."),
    optional("stance", Shape::Choice(&["supporter", "neutral", "opponent", "unknown"]), "Where they stand."),
    optional("tested", Shape::Flag, "Whether they have done something that cost effort."),
    optional("last_contact", Shape::Date, "When we last spoke."),
];

const ACTION: &[Field] = &[
    always("id", Shape::Text, "A short name."),
    always("what", Shape::Text, "What is to be done."),
    optional("who", Shape::User, "By whom."),
    optional("due", Shape::Date, "By when."),
    optional("done", Shape::Flag, "Whether it is done."),
];

const REVIEW: &[Field] = &[
    always("date", Shape::Date, "When."),
    optional("type", Shape::Choice(&["scheduled", "async", "pre_mortem", "second_opinion"]), "What kind of review."),
    optional("present", Shape::List(&Shape::User), "Who took part."),
    optional("decision", Shape::Choice(&["pursue", "change", "pause", "qualify_out"]), "What was decided."),
    optional("gaps", Shape::List(&Shape::Fact), "Facts that were missing."),
    optional("notes", Shape::Text, "Notes."),
];

pub const FIELDS: &[Field] = &[
    always("account", Shape::Text, "The customer, or a code name."),
    optional("crm_id", Shape::Text, "The key in the customer-relationship system."),
    always("team", Shape::List(&Shape::User), "Everybody who takes part in reviews."),
    always("stage", Shape::Term(Vocabulary::Stages), "Copied from the customer-relationship system."),
    optional("segment", Shape::Term(Vocabulary::Segments), "One segment."),
    optional("industry", Shape::Term(Vocabulary::Industries), "One industry."),
    optional("value_band", Shape::Text, "A band."),
    optional("expected_close", Shape::Date, "The expected day of the decision."),
    optional("new_customer", Shape::Flag, "Whether it is the first sale to them."),
    optional("unfamiliar_purchase", Shape::Flag, "Whether they have never bought such a thing."),
    always("standard", Shape::Reference(Some(Kind::Discovery)), "The discovery standard that applies."),
    optional("review_every", Shape::Duration, "How often it is reviewed."),
    optional("next_review", Shape::Date, "The next review."),
    optional("situation", Shape::Text, "What is going on, in their words."),
    optional("strategy", Shape::Text, "How we mean to win, or to find out that we cannot."),
    optional("tactics", Shape::Text, "The next moves."),
    always("facts", Shape::List(&Shape::Map(FACT)), "What is known, assumed, unknown or unknowable."),
    optional("stakeholders", Shape::List(&Shape::Map(STAKEHOLDER)), "The buying group."),
    optional("actions", Shape::List(&Shape::Map(ACTION)), "What is to be done."),
    optional("reviews", Shape::List(&Shape::Map(REVIEW)), "Reviews so far."),
];

/// What is known of a fact.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FactState {
    pub fact: String,
    pub state: String,
    pub value: Option<String>,
    pub owner: Option<String>,
    pub due: Option<Date>,
}

/// A live deal, as far as this file form is read today.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Opportunity {
    pub account: String,
    pub crm_id: Option<String>,
    pub team: Vec<String>,
    pub stage: Option<String>,
    pub segment: Option<String>,
    pub industry: Option<String>,
    pub standard: Option<String>,
    pub next_review: Option<Date>,
    pub situation: Option<String>,
    pub strategy: Option<String>,
    pub tactics: Option<String>,
    pub facts: Vec<FactState>,
}

impl Opportunity {
    /// Reads the kind's fields.
    pub fn read(map: &Map) -> Opportunity {
        Opportunity {
            account: map.text("account").unwrap_or_default(),
            crm_id: map.text("crm_id"),
            team: map.texts("team"),
            stage: map.text("stage"),
            segment: map.text("segment"),
            industry: map.text("industry"),
            standard: map.text("standard"),
            next_review: map.date("next_review"),
            situation: map.text("situation"),
            strategy: map.text("strategy"),
            tactics: map.text("tactics"),
            facts: map.maps("facts").into_iter().filter_map(fact).collect(),
        }
    }
}

fn fact(row: &Map) -> Option<FactState> {
    Some(FactState {
        fact: row.text("fact")?,
        state: row.text("state").unwrap_or_else(|| "unknown".to_owned()),
        value: row.text("value"),
        owner: row.text("owner"),
        due: row.date("due"),
    })
}
