//! TOML front matter into the same values as YAML.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::yaml::{Document, Unreadable};
use crate::model::diagnostic::Position;
use crate::model::value::{Key, Map, Node, Value};

/// Reads a table whose first line is `first_line` of the file.
pub fn parse(text: &str, first_line: u32) -> Result<Document, Unreadable> {
    let place = |span: Range<usize>| position(text, span.start, first_line);
    let table = DeTable::parse(text).map_err(|error| Unreadable {
        at: error.span().map_or(Position::new(first_line, 1), place),
        message: error.message().lines().next().unwrap_or("not valid TOML").to_owned(),
    })?;
    let at = Position::new(first_line, 1);
    let node = Node::Map(map(table.get_ref(), &place));
    Ok(Document { value: Some(Value { at, node }), duplicates: Vec::new() })
}

fn position(text: &str, offset: usize, first_line: u32) -> Position {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() as u32;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u32;
    Position::new(first_line + line, column + 1)
}

fn map(table: &DeTable, place: &dyn Fn(Range<usize>) -> Position) -> Map {
    let mut rows: Vec<_> = table.iter().collect();
    rows.sort_by_key(|(key, _)| key.span().start);
    let entries = rows.into_iter().map(|(key, item)| {
        let name = key.get_ref().to_string();
        (Key { name, at: place(key.span()) }, value(item, place))
    });
    Map { entries: entries.collect() }
}

fn value(item: &Spanned<DeValue>, place: &dyn Fn(Range<usize>) -> Position) -> Value {
    let plain = |text: String| Node::Scalar { text, quoted: false };
    let node = match item.get_ref() {
        DeValue::String(text) => Node::Scalar { text: text.to_string(), quoted: true },
        DeValue::Integer(number) => plain(number.to_string()),
        DeValue::Float(number) => plain(number.to_string()),
        DeValue::Boolean(flag) => plain(flag.to_string()),
        DeValue::Datetime(time) => plain(time.to_string()),
        DeValue::Array(items) => Node::List(items.iter().map(|item| value(item, place)).collect()),
        DeValue::Table(table) => Node::Map(map(table, place)),
    };
    Value { at: place(item.span()), node }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn toml_gives_the_same_values() {
        let text = "title = \"A: b\"\nlast_verified = 2026-10-12\ntags = [\"x\", \"y\"]\nvolatile = true\n";
        let Node::Map(map) = parse(text, 2).unwrap().value.unwrap().node else { panic!() };
        assert_eq!(map.text("title").as_deref(), Some("A: b"));
        assert_eq!(map.date("last_verified"), Some(jiff::civil::date(2026, 10, 12)));
        assert_eq!(map.texts("tags"), ["x", "y"]);
        assert_eq!(map.flag("volatile"), Some(true));
        assert_eq!(map.key("tags").unwrap().at, Position::new(4, 1));
    }

    #[test]
    fn an_error_has_its_place() {
        assert_eq!(parse("a = 1\nb = = 2\n", 2).unwrap_err().at.line, 3);
    }
}
