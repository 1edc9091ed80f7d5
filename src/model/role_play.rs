//! A role play with its rubric.

use super::id::Kind;
use super::schema::{Field, Shape, always, optional};
use super::taxonomy::Vocabulary;
use super::value::Map;

/// How many behaviours a rubric has: what can be seen while it is played.
pub const BEHAVIOURS: std::ops::RangeInclusive<usize> = 3..=6;
/// Levels of a behaviour.
pub const LEVELS: usize = 4;

const BEHAVIOUR: &[Field] = &[
    always("id", Shape::Text, "A short name."),
    always("behaviour", Shape::Text, "What can be seen."),
    always("levels", Shape::List(&Shape::Text), "Four levels, the lowest first."),
];

pub const FIELDS: &[Field] = &[
    always("persona", Shape::Term(Vocabulary::Personas), "Who is played."),
    optional("objections", Shape::List(&Shape::Reference(Some(Kind::Objection))), "What comes up."),
    optional("minutes", Shape::Int, "How long it takes."),
    always("rubric", Shape::List(&Shape::Map(BEHAVIOUR)), "3 to 6 behaviours that can be seen."),
    always("pass_mark", Shape::Int, "Points needed."),
    optional("passes_needed", Shape::Int, "How often; 2 by default."),
    optional("min_days_between_passes", Shape::Int, "7 by default."),
];

/// A behaviour with its four levels.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Behaviour {
    pub id: String,
    pub behaviour: String,
    pub levels: Vec<String>,
}

/// A role play.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RolePlay {
    pub persona: Option<String>,
    pub objections: Vec<String>,
    pub minutes: Option<i64>,
    pub rubric: Vec<Behaviour>,
    pub pass_mark: Option<i64>,
    pub passes_needed: i64,
    pub min_days_between_passes: i64,
}

impl RolePlay {
    /// Reads the kind's fields.
    pub fn read(map: &Map) -> RolePlay {
        RolePlay {
            persona: map.text("persona"),
            objections: map.texts("objections"),
            minutes: map.int("minutes"),
            rubric: map.maps("rubric").into_iter().filter_map(behaviour).collect(),
            pass_mark: map.int("pass_mark"),
            passes_needed: map.int("passes_needed").unwrap_or(2),
            min_days_between_passes: map.int("min_days_between_passes").unwrap_or(7),
        }
    }
}

fn behaviour(row: &Map) -> Option<Behaviour> {
    Some(Behaviour {
        id: row.text("id").unwrap_or_default(),
        behaviour: row.text("behaviour")?,
        levels: row.texts("levels"),
    })
}
