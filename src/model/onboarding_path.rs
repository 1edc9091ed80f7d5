//! An onboarding path: what to know, do and be able to say, in the order of need.

use super::schema::{Field, Shape, always, optional};
use super::taxonomy::Vocabulary;
use super::value::Map;

const ITEM: &[Field] = &[
    always("id", Shape::Text, "A short name that progress refers to."),
    always("type", Shape::Choice(&["read", "practise", "shadow", "do", "certify"]), "What one does."),
    optional("ref", Shape::Reference(None), "The entry that it is about."),
    optional("text", Shape::Text, "What to do, where no entry says it."),
    optional("signed_off_by", Shape::Choice(&["self", "buddy", "manager"]), "Who says that it is done."),
];

const MILESTONE: &[Field] = &[
    always("id", Shape::Text, "A short name."),
    always("by_day", Shape::Int, "By which day after the start."),
    optional("goal", Shape::Text, "What one can do then."),
    always("items", Shape::List(&Shape::Map(ITEM)), "The steps."),
];

pub const FIELDS: &[Field] = &[
    always("role", Shape::Term(Vocabulary::SalesRoles), "For whom."),
    always("milestones", Shape::List(&Shape::Map(MILESTONE)), "The milestones, in order."),
];

/// A step.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Step {
    pub id: String,
    pub activity: Option<String>,
    pub reference: Option<String>,
    pub text: Option<String>,
    pub signed_off_by: Option<String>,
}

/// A milestone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Milestone {
    pub id: String,
    pub by_day: Option<i64>,
    pub goal: Option<String>,
    pub items: Vec<Step>,
}

/// An onboarding path.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OnboardingPath {
    pub role: Option<String>,
    pub milestones: Vec<Milestone>,
}

impl OnboardingPath {
    /// Reads the kind's fields.
    pub fn read(map: &Map) -> OnboardingPath {
        OnboardingPath {
            role: map.text("role"),
            milestones: map.maps("milestones").into_iter().map(milestone).collect(),
        }
    }
}

fn milestone(row: &Map) -> Milestone {
    Milestone {
        id: row.text("id").unwrap_or_default(),
        by_day: row.int("by_day"),
        goal: row.text("goal"),
        items: row.maps("items").into_iter().map(step).collect(),
    }
}

fn step(row: &Map) -> Step {
    Step {
        id: row.text("id").unwrap_or_default(),
        activity: row.text("type"),
        reference: row.text("ref"),
        text: row.text("text"),
        signed_off_by: row.text("signed_off_by"),
    }
}
