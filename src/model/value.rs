//! A front-matter value with its place in the file, before anybody has said what it should be.
//!
//! Scalars keep the text that the author wrote, so `1.10`, `NO` and `2026-10-12` are lost to nobody's
//! type guessing: the schema decides what a text means.

use jiff::civil::Date;

use super::diagnostic::Position;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    pub at: Position,
    pub node: Node,
}

/// The four shapes a value can have.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Nothing after the colon, `~` or `null`.
    Null,
    /// A text as written; `quoted` where the author put it in quotes or a block.
    Scalar {
        text: String,
        quoted: bool,
    },
    List(Vec<Value>),
    Map(Map),
}

/// A mapping in the order of the file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Map {
    pub entries: Vec<(Key, Value)>,
}

/// A key and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    pub name: String,
    pub at: Position,
}

impl Value {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.node {
            Node::Scalar { text, .. } => Some(text.trim()),
            _ => None,
        }
    }

    /// The items of a list; a single scalar counts as a list of one; nothing else has items.
    pub fn items(&self) -> &[Value] {
        match &self.node {
            Node::List(items) => items,
            Node::Scalar { .. } | Node::Map(_) => std::slice::from_ref(self),
            Node::Null => &[],
        }
    }

    /// The mapping, where it is one.
    pub fn map(&self) -> Option<&Map> {
        match &self.node {
            Node::Map(map) => Some(map),
            _ => None,
        }
    }

    /// `true` or `false` written without quotes.
    pub fn flag(&self) -> Option<bool> {
        match &self.node {
            Node::Scalar { text, quoted: false } => match text.to_ascii_lowercase().as_str() {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// A whole number.
    pub fn int(&self) -> Option<i64> {
        self.text()?.parse().ok()
    }

    /// A day as `2026-10-12`; a time of day behind it is ignored.
    pub fn date(&self) -> Option<Date> {
        let text = self.text()?;
        let day = text.get(..10)?;
        let rest = &text[10..];
        let timed = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
        (timed && day.as_bytes()[4] == b'-').then(|| day.parse().ok())?
    }

    /// A length of time in days: `90d`, `6 months`, `2w`, `1 year`.
    pub fn days(&self) -> Option<u32> {
        days(self.text()?)
    }

    /// What the value is, in words for a message.
    pub fn described(&self) -> String {
        match &self.node {
            Node::Null => "nothing".to_owned(),
            Node::Scalar { text, .. } => format!("`{}`", clipped(text, 40)),
            Node::List(items) => format!("a list of {}", items.len()),
            Node::Map(_) => "a mapping".to_owned(),
        }
    }
}

/// Reads a length of time as days; months count 30 and years 365.
pub fn days(text: &str) -> Option<u32> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number: u32 = text[..digits].parse().ok()?;
    let unit = match text[digits..].trim().to_ascii_lowercase().as_str() {
        "d" | "day" | "days" => 1,
        "w" | "week" | "weeks" => 7,
        "m" | "month" | "months" => 30,
        "y" | "year" | "years" => 365,
        _ => return None,
    };
    number.checked_mul(unit)
}

/// The first `limit` characters, with an ellipsis where something was cut.
pub fn clipped(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

impl Map {
    /// The value under a key; `null` counts as absent.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.entries
            .iter()
            .find(|(key, _)| key.name == name)
            .map(|(_, value)| value)
            .filter(|value| value.node != Node::Null)
    }

    /// The key as it stands in the file.
    pub fn key(&self, name: &str) -> Option<&Key> {
        self.entries.iter().map(|(key, _)| key).find(|key| key.name == name)
    }

    /// A text that is not empty.
    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name)?.text().filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// All texts of a list, or the one text.
    pub fn texts(&self, name: &str) -> Vec<String> {
        self.get(name)
            .map(|value| value.items().iter().filter_map(Value::text).map(str::to_owned).collect())
            .unwrap_or_default()
    }

    /// All mappings of a list.
    pub fn maps(&self, name: &str) -> Vec<&Map> {
        self.get(name).map(|value| value.items().iter().filter_map(Value::map).collect()).unwrap_or_default()
    }

    /// A day.
    pub fn date(&self, name: &str) -> Option<Date> {
        self.get(name)?.date()
    }

    /// A flag.
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.get(name)?.flag()
    }

    /// A whole number.
    pub fn int(&self, name: &str) -> Option<i64> {
        self.get(name)?.int()
    }

    /// A length of time in days.
    pub fn days(&self, name: &str) -> Option<u32> {
        self.get(name)?.days()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scalar(text: &str) -> Value {
        Value { at: Position::START, node: Node::Scalar { text: text.to_owned(), quoted: false } }
    }

    #[test]
    fn durations_are_days() {
        assert_eq!(days("90d"), Some(90));
        assert_eq!(days("6 months"), Some(180));
        assert_eq!(days("1 year"), Some(365));
        assert_eq!(days("soon"), None);
        assert_eq!(days("9999999999d"), None);
    }

    #[test]
    fn dates_are_iso_days_and_nothing_else() {
        assert_eq!(scalar("2026-10-12").date(), Some(jiff::civil::date(2026, 10, 12)));
        assert_eq!(scalar("2026-10-12T08:00:00Z").date(), Some(jiff::civil::date(2026, 10, 12)));
        assert_eq!(scalar("03/04/26").date(), None);
        assert_eq!(scalar("2026-02-30").date(), None);
        assert_eq!(scalar("2026-1é-30x").date(), None);
    }

    #[test]
    fn clipping_never_cuts_a_character() {
        assert_eq!(clipped("größer", 3), "grö…");
        assert_eq!(clipped("kurz", 9), "kurz");
    }
}
