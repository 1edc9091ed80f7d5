//! A stage guideline: what a stage is for, and what tells that it is over. It never blocks anything.

use super::id::Kind;
use super::schema::{Field, Shape, always, optional, to_publish};
use super::taxonomy::Vocabulary;
use super::value::Map;

const TEXTS: Shape = Shape::List(&Shape::Text);

const HABIT: &[Field] = &[
    always("habit", Shape::Text, "What they do."),
    optional("from", Shape::User, "Whose habit it is."),
    optional("evidence", Shape::List(&Shape::Reference(None)), "The deals behind it."),
];

pub const FIELDS: &[Field] = &[
    always("stage", Shape::Term(Vocabulary::Stages), "The stage that this page is about."),
    optional("enforcement", Shape::Choice(&["guideline"]), "Always a guideline."),
    to_publish("purpose", Shape::Text, "What the stage is for, for both sides."),
    to_publish("buyer_outcomes", TEXTS, "One to three things that the customer has done when it is over."),
    optional("facts_expected", Shape::List(&Shape::Fact), "Facts that are usually known by the end."),
    optional("warning_signs", TEXTS, "Signs that were seen in lost deals."),
    optional("qualify_out_if", TEXTS, "Honest reasons to stop."),
    optional("typical_days", Shape::Int, "Median days in won deals."),
    optional("checklists", Shape::List(&Shape::Reference(Some(Kind::Checklist))), "Pause points inside the stage."),
    optional("winning_habits", Shape::List(&Shape::Map(HABIT)), "Habits of colleagues who win."),
];

/// A habit of a colleague, with the deals behind it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Habit {
    pub habit: String,
    pub from: Option<String>,
    pub evidence: Vec<String>,
}

/// A stage guideline.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stage {
    pub stage: Option<String>,
    pub purpose: Option<String>,
    pub buyer_outcomes: Vec<String>,
    pub facts_expected: Vec<String>,
    pub warning_signs: Vec<String>,
    pub qualify_out_if: Vec<String>,
    pub typical_days: Option<i64>,
    pub checklists: Vec<String>,
    pub winning_habits: Vec<Habit>,
}

impl Stage {
    /// Reads the kind's fields.
    pub fn read(map: &Map) -> Stage {
        Stage {
            stage: map.text("stage"),
            purpose: map.text("purpose"),
            buyer_outcomes: map.texts("buyer_outcomes"),
            facts_expected: map.texts("facts_expected"),
            warning_signs: map.texts("warning_signs"),
            qualify_out_if: map.texts("qualify_out_if"),
            typical_days: map.int("typical_days"),
            checklists: map.texts("checklists"),
            winning_habits: map.maps("winning_habits").into_iter().filter_map(habit).collect(),
        }
    }
}

fn habit(row: &Map) -> Option<Habit> {
    Some(Habit { habit: row.text("habit")?, from: row.text("from"), evidence: row.texts("evidence") })
}
