//! What a field of the front matter takes: the table that reading, checking and help texts share.

use super::id::Kind;
use super::taxonomy::Vocabulary;

/// One field.
#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub shape: Shape,
    pub need: Need,
    /// What it means, in one line; shown when it is missing or wrong.
    pub help: &'static str,
}

/// Whether an entry can do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Missing is an error in a kind that has its own folder.
    Always,
    /// Missing is a warning.
    ToPublish,
    /// Missing is fine.
    Optional,
}

/// The values that a field takes.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    Text,
    Date,
    /// `90d`, `6 months`.
    Duration,
    /// The id of a person.
    User,
    Flag,
    Int,
    /// A number, whole or not, or a text: before and after of a metric.
    Measure,
    Choice(&'static [&'static str]),
    Term(Vocabulary),
    /// `kind/slug`, with `#anchor` if need be; of one kind, or of any.
    Reference(Option<Kind>),
    /// The id of a fact of a discovery standard.
    Fact,
    List(&'static Shape),
    Map(&'static [Field]),
    /// A mapping that is not looked into.
    Anything,
}

impl Shape {
    /// What the shape takes, in words: "a day such as 2026-10-12".
    pub fn described(&self) -> String {
        match self {
            Shape::Text => "a text".to_owned(),
            Shape::Date => "a day such as 2026-10-12".to_owned(),
            Shape::Duration => "a length of time such as 90d or 6 months".to_owned(),
            Shape::User => "the id of one person, such as lena.fors".to_owned(),
            Shape::Flag => "true or false".to_owned(),
            Shape::Int => "a whole number".to_owned(),
            Shape::Measure => "a number or a text".to_owned(),
            Shape::Choice(values) => format!("one of {}", values.join(", ")),
            Shape::Term(vocabulary) => format!("a term of `{}` in taxonomy.yaml", vocabulary.name()),
            Shape::Reference(Some(kind)) => format!("a reference such as {kind}/file-name"),
            Shape::Reference(None) => "a reference such as objection/file-name".to_owned(),
            Shape::Fact => "the id of a fact of the discovery standard".to_owned(),
            Shape::List(inner) => format!("a list, each item {}", inner.described()),
            Shape::Map(fields) => {
                let names: Vec<_> = fields.iter().map(|field| field.name).collect();
                format!("a mapping of {}", names.join(", "))
            }
            Shape::Anything => "a mapping".to_owned(),
        }
    }
}

/// A field that must be there.
pub const fn always(name: &'static str, shape: Shape, help: &'static str) -> Field {
    Field { name, shape, need: Need::Always, help }
}

/// A field that a published entry should have.
pub const fn to_publish(name: &'static str, shape: Shape, help: &'static str) -> Field {
    Field { name, shape, need: Need::ToPublish, help }
}

/// A field that may be there.
pub const fn optional(name: &'static str, shape: Shape, help: &'static str) -> Field {
    Field { name, shape, need: Need::Optional, help }
}

/// The fields of a kind beyond the common ones.
pub fn fields_of(kind: Kind) -> &'static [Field] {
    use super::*;
    match kind {
        Kind::Objection => objection::FIELDS,
        Kind::Battlecard => battlecard::FIELDS,
        Kind::Lesson => lesson::FIELDS,
        Kind::Stage => stage::FIELDS,
        Kind::Checklist => checklist::FIELDS,
        Kind::Discovery => discovery::FIELDS,
        Kind::Icp => icp::FIELDS,
        Kind::WinLoss => win_loss::FIELDS,
        Kind::ProofPoint => proof_point::FIELDS,
        Kind::OnboardingPath => onboarding_path::FIELDS,
        Kind::RolePlay => role_play::FIELDS,
        Kind::Opportunity => opportunity::FIELDS,
        Kind::Page => &[],
    }
}
