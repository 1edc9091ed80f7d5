//! A measured result, with what may be said of it outside.

use jiff::civil::Date;

use super::schema::{Field, Shape, always, optional};
use super::taxonomy::Vocabulary;
use super::value::Map;

const METRIC: &[Field] = &[
    always("name", Shape::Text, "What was measured."),
    optional("before", Shape::Measure, "Before."),
    optional("after", Shape::Measure, "After."),
    optional("measured_on", Shape::Date, "When."),
    optional("method", Shape::Text, "How."),
];

pub const FIELDS: &[Field] = &[
    always("customer", Shape::Text, "The customer, or `anonymous`."),
    always("problem", Shape::Text, "Before."),
    always("solution", Shape::Text, "What they use."),
    always("result", Shape::Text, "After, with a number."),
    optional("metric", Shape::Map(METRIC), "The number, and how it was measured."),
    optional("value_drivers", Shape::List(&Shape::Term(Vocabulary::ValueDrivers)), "What it proves."),
    always("use_permission", Shape::Choice(Permission::NAMES), "What may be said outside."),
    optional("permission_expires", Shape::Date, "When the permission ends."),
    optional("approver", Shape::User, "Whom to ask."),
];

/// What may be said of a customer outside. What is not said is internal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Permission {
    Public,
    NamedWithApproval,
    AnonymousOnly,
    #[default]
    Internal,
}

impl Permission {
    const NAMES: &[&str] = &["public", "named_with_approval", "anonymous_only", "internal"];

    /// What people see.
    pub fn label(self) -> &'static str {
        match self {
            Permission::Public => "May be named in public",
            Permission::NamedWithApproval => "Name after asking",
            Permission::AnonymousOnly => "Without the name only",
            Permission::Internal => "Internal, not for customers",
        }
    }
}

/// A measured number.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Metric {
    pub name: String,
    pub before: Option<String>,
    pub after: Option<String>,
    pub measured_on: Option<Date>,
    pub method: Option<String>,
}

/// A proof point.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProofPoint {
    pub customer: String,
    pub problem: String,
    pub solution: String,
    pub result: String,
    pub metric: Option<Metric>,
    pub value_drivers: Vec<String>,
    pub permission: Permission,
    pub permission_expires: Option<Date>,
    pub approver: Option<String>,
}

impl ProofPoint {
    /// Reads the kind's fields.
    pub fn read(map: &Map) -> ProofPoint {
        ProofPoint {
            customer: map.text("customer").unwrap_or_default(),
            problem: map.text("problem").unwrap_or_default(),
            solution: map.text("solution").unwrap_or_default(),
            result: map.text("result").unwrap_or_default(),
            metric: map.get("metric").and_then(|value| value.map()).and_then(metric),
            value_drivers: map.texts("value_drivers"),
            permission: match map.text("use_permission").as_deref() {
                Some("public") => Permission::Public,
                Some("named_with_approval") => Permission::NamedWithApproval,
                Some("anonymous_only") => Permission::AnonymousOnly,
                _ => Permission::Internal,
            },
            permission_expires: map.date("permission_expires"),
            approver: map.text("approver"),
        }
    }

    /// What may be said on a day: a permission that has ended counts as internal.
    pub fn permission_on(&self, today: Date) -> Permission {
        match self.permission_expires {
            Some(end) if end < today => Permission::Internal,
            _ => self.permission,
        }
    }
}

fn metric(row: &Map) -> Option<Metric> {
    Some(Metric {
        name: row.text("name")?,
        before: row.text("before"),
        after: row.text("after"),
        measured_on: row.date("measured_on"),
        method: row.text("method"),
    })
}
