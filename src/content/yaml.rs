//! YAML into values that know their line and column.

use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use crate::model::diagnostic::Position;
use crate::model::value::{Key, Map, Node, Value};

/// More values than this in one file are refused, whether written out or through aliases.
const MOST_VALUES: usize = 20_000;

/// Why a text is no YAML that we read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    pub at: Position,
    pub message: String,
}

/// A document: its value, and the keys that stand twice.
#[derive(Debug, Default)]
pub struct Document {
    pub value: Option<Value>,
    pub duplicates: Vec<Key>,
}

/// Reads the first document of `text`, whose first line is `first_line` of the file.
pub fn parse(text: &str, first_line: u32) -> Result<Document, Unreadable> {
    let mut builder = Builder { first_line, ..Builder::default() };
    for next in Parser::new_from_str(text) {
        let (event, span) = next.map_err(|error| builder.scan_error(&error))?;
        if matches!(event, Event::DocumentEnd) {
            break;
        }
        builder.step(event, span)?;
    }
    Ok(Document { value: builder.root, duplicates: builder.duplicates })
}

#[derive(Default)]
struct Builder {
    first_line: u32,
    root: Option<Value>,
    open: Vec<Open>,
    anchors: HashMap<usize, Value>,
    duplicates: Vec<Key>,
    values: usize,
}

/// A list or mapping that is not closed yet.
struct Open {
    at: Position,
    anchor: usize,
    kind: Collection,
}

enum Collection {
    List(Vec<Value>),
    Map(Map, Option<Key>),
}

impl Builder {
    fn position(&self, span: &Span) -> Position {
        let line = (span.start.line() as u32).max(1) - 1 + self.first_line;
        Position::new(line, span.start.col() as u32 + 1)
    }

    fn scan_error(&self, error: &ScanError) -> Unreadable {
        let marker = error.marker();
        let line = (marker.line() as u32).max(1) - 1 + self.first_line;
        Unreadable { at: Position::new(line, marker.col() as u32 + 1), message: error.info().to_string() }
    }

    fn step(&mut self, event: Event, span: Span) -> Result<(), Unreadable> {
        let at = self.position(&span);
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let node = scalar(&text, style);
                self.finish(Value { at, node }, anchor)
            }
            Event::SequenceStart(_, anchor, _) => self.open(at, anchor, Collection::List(Vec::new())),
            Event::MappingStart(_, anchor, _) => self.open(at, anchor, Collection::Map(Map::default(), None)),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open { at, anchor, kind }) => {
                    let node = match kind {
                        Collection::List(items) => Node::List(items),
                        Collection::Map(map, _) => Node::Map(map),
                    };
                    self.finish(Value { at, node }, anchor)
                }
                None => Ok(()),
            },
            Event::Alias(id) => match self.anchors.get(&id).cloned() {
                Some(value) => {
                    self.values += size(&value);
                    self.finish(Value { at, ..value }, 0)
                }
                None => Err(Unreadable { at, message: "an alias to itself".to_owned() }),
            },
            _ => Ok(()),
        }
    }

    fn open(&mut self, at: Position, anchor: usize, kind: Collection) -> Result<(), Unreadable> {
        self.open.push(Open { at, anchor, kind });
        Ok(())
    }

    fn finish(&mut self, value: Value, anchor: usize) -> Result<(), Unreadable> {
        self.values += 1;
        if self.values > MOST_VALUES {
            return Err(Unreadable { at: value.at, message: format!("more than {MOST_VALUES} values") });
        }
        if anchor > 0 {
            self.anchors.insert(anchor, value.clone());
        }
        match self.open.last_mut().map(|open| &mut open.kind) {
            None => self.root = self.root.take().or(Some(value)),
            Some(Collection::List(items)) => items.push(value),
            Some(Collection::Map(_, pending @ None)) => *pending = Some(key(value)?),
            Some(Collection::Map(map, pending)) => {
                if let Some(key) = pending.take() {
                    if map.entries.iter().any(|(known, _)| known.name == key.name) {
                        self.duplicates.push(key);
                    } else {
                        map.entries.push((key, value));
                    }
                }
            }
        }
        Ok(())
    }
}

fn key(value: Value) -> Result<Key, Unreadable> {
    match value.node {
        Node::Scalar { text, .. } => Ok(Key { name: text, at: value.at }),
        _ => Err(Unreadable { at: value.at, message: "a field name must be a plain word".to_owned() }),
    }
}

fn scalar(text: &str, style: ScalarStyle) -> Node {
    let quoted = !matches!(style, ScalarStyle::Plain);
    if !quoted && matches!(text, "" | "~" | "null" | "Null" | "NULL") {
        return Node::Null;
    }
    Node::Scalar { text: text.to_owned(), quoted }
}

fn size(value: &Value) -> usize {
    match &value.node {
        Node::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        Node::Map(map) => 1 + map.entries.iter().map(|(_, value)| size(value)).sum::<usize>(),
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn map(text: &str) -> Map {
        match parse(text, 2).unwrap().value.unwrap().node {
            Node::Map(map) => map,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn scalars_keep_what_was_written() {
        let map = map("a: 1.10\nb: NO\nc: 2026-10-12\nd: \"true\"\ne: true\nf:\ng: >-\n  two\n  words\n");
        assert_eq!(map.text("a").as_deref(), Some("1.10"));
        assert_eq!(map.text("b").as_deref(), Some("NO"));
        assert_eq!(map.date("c"), Some(jiff::civil::date(2026, 10, 12)));
        assert_eq!((map.flag("d"), map.flag("e")), (None, Some(true)));
        assert_eq!(map.get("f"), None);
        assert_eq!(map.text("g").as_deref(), Some("two words"));
    }

    #[test]
    fn places_are_those_of_the_file() {
        let map = map("a: 1\nlist:\n  - x\n  - größe: y\n");
        assert_eq!(map.get("list").unwrap().items()[1].at, Position::new(5, 5));
        assert_eq!(map.key("list").unwrap().at, Position::new(3, 1));
    }

    #[test]
    fn a_colon_in_a_title_is_an_error_with_its_place() {
        let error = parse("title: Price: too high\n", 2).unwrap_err();
        assert_eq!(error.at.line, 2);
    }

    #[test]
    fn twice_the_same_key_keeps_the_first() {
        let document = parse("a: 1\nb: 2\na: 3\n", 2).unwrap();
        assert_eq!(document.duplicates[0].at, Position::new(4, 1));
    }

    #[test]
    fn an_expansion_bomb_is_refused() {
        let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for level in 1..9 {
            let before = level - 1;
            let refs = vec![format!("*a{before}"); 10].join(", ");
            text.push_str(&format!("a{level}: &a{level} [{refs}]\n"));
        }
        assert!(parse(&text, 2).unwrap_err().message.contains("more than"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(\\PC|[-:#\n \t\\[\\]{}&*!|>'\"%@`]){0,120}") {
            let _ = parse(&text, 2);
        }
    }
}
