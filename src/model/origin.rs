//! Where an imported entry came from: `source: {type, ref, date}`.

use jiff::civil::Date;

use super::value::{Map, Value};

/// The system that something was exported from, and what it is called there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// `markdown`, `csv`, `guru`, `notion` or `confluence`; other tools write others.
    pub form: String,
    /// The same in every export of that system.
    pub reference: String,
    /// The day of the import.
    pub date: Option<Date>,
}

impl Origin {
    /// Reads the field `source`; one that other tools filled in their own way is none.
    pub fn read(map: &Map) -> Option<Origin> {
        let source = map.get("source").and_then(Value::map)?;
        Some(Origin { form: source.text("type")?, reference: source.text("ref")?, date: source.date("date") })
    }
}
