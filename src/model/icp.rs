//! An ideal customer profile, agreed by sales and marketing.

use jiff::civil::Date;

use super::schema::{Field, Shape, always, optional, to_publish};
use super::taxonomy::Vocabulary;
use super::value::Map;

const AGREED: &[Field] = &[
    always("user", Shape::User, "Who agreed."),
    always("team", Shape::Text, "For which team."),
    always("date", Shape::Date, "When."),
];

const CRITERION: &[Field] = &[
    always("id", Shape::Text, "A short name."),
    always(
        "dimension",
        Shape::Choice(&["demographic", "structural", "environmental", "behavioural"]),
        "Its dimension.",
    ),
    always("weight", Shape::Choice(&["must", "strong", "helps", "warning", "disqualifier"]), "How much it counts."),
    always("statement", Shape::Text, "The criterion in a few words."),
    optional("check", Shape::Text, "How to find out."),
    optional("evidence", Shape::List(&Shape::Reference(None)), "The deals behind it."),
];

pub const FIELDS: &[Field] = &[
    to_publish("agreed_by", Shape::List(&Shape::Map(AGREED)), "Sales and marketing, each with a date."),
    always("criteria", Shape::List(&Shape::Map(CRITERION)), "What such a customer is like."),
    optional("trigger_events", Shape::List(&Shape::Text), "What makes them start to look."),
    optional("buying_group", Shape::List(&Shape::Term(Vocabulary::Personas)), "Who is usually involved."),
];

/// Who agreed, for which team, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    pub user: String,
    pub team: String,
    pub date: Option<Date>,
}

/// A criterion.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Criterion {
    pub id: String,
    pub dimension: Option<String>,
    pub weight: Option<String>,
    pub statement: String,
    pub check: Option<String>,
    pub evidence: Vec<String>,
}

/// An ideal customer profile.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Icp {
    pub agreed_by: Vec<Agreement>,
    pub criteria: Vec<Criterion>,
    pub trigger_events: Vec<String>,
    pub buying_group: Vec<String>,
}

impl Icp {
    /// Reads the kind's fields.
    pub fn read(map: &Map) -> Icp {
        Icp {
            agreed_by: map.maps("agreed_by").into_iter().filter_map(agreement).collect(),
            criteria: map.maps("criteria").into_iter().filter_map(criterion).collect(),
            trigger_events: map.texts("trigger_events"),
            buying_group: map.texts("buying_group"),
        }
    }
}

fn agreement(row: &Map) -> Option<Agreement> {
    Some(Agreement { user: row.text("user")?, team: row.text("team").unwrap_or_default(), date: row.date("date") })
}

fn criterion(row: &Map) -> Option<Criterion> {
    Some(Criterion {
        id: row.text("id").unwrap_or_default(),
        dimension: row.text("dimension"),
        weight: row.text("weight"),
        statement: row.text("statement")?,
        check: row.text("check"),
        evidence: row.texts("evidence"),
    })
}
