//! A checklist for one pause point. Its items are in the body.

use jiff::civil::Date;

use super::schema::{Field, Shape, always, optional, to_publish};
use super::taxonomy::Vocabulary;
use super::value::Map;

/// More items than this are an error: after a minute people begin to take shortcuts.
pub const MOST_ITEMS: usize = 9;
/// Fewer items than this are hardly worth a pause.
pub const FEWEST_ITEMS: usize = 5;
/// Longest that the items may take to read aloud, in seconds.
pub const MOST_SECONDS: usize = 90;

pub const FIELDS: &[Field] = &[
    always("pause_point", Shape::Text, "The exact moment at which people stop and run it."),
    always("mode", Shape::Choice(&["do_confirm", "read_do"]), "Do from memory and confirm, or read and do in order."),
    to_publish("objective", Shape::Text, "What goes wrong without it."),
    optional("time_limit_seconds", Shape::Int, "At most 90."),
    optional("run_by", Shape::List(&Shape::Term(Vocabulary::SalesRoles)), "Who runs it."),
    always("revised", Shape::Date, "The day of the last revision, shown on the list."),
    to_publish("trialled_with", Shape::List(&Shape::User), "Who tried it on a real deal; not the author."),
];

/// A checklist.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Checklist {
    pub pause_point: Option<String>,
    /// READ-DO rather than DO-CONFIRM.
    pub read_do: bool,
    pub objective: Option<String>,
    pub time_limit_seconds: Option<i64>,
    pub run_by: Vec<String>,
    pub revised: Option<Date>,
    pub trialled_with: Vec<String>,
}

impl Checklist {
    /// Reads the kind's fields.
    pub fn read(map: &Map) -> Checklist {
        Checklist {
            pause_point: map.text("pause_point"),
            read_do: map.text("mode").as_deref() == Some("read_do"),
            objective: map.text("objective"),
            time_limit_seconds: map.int("time_limit_seconds"),
            run_by: map.texts("run_by"),
            revised: map.date("revised"),
            trialled_with: map.texts("trialled_with"),
        }
    }
}
