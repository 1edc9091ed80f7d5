//! `taxonomy.yaml`, `people.yaml` and `forbidden.txt`: the files that all other files are read against.

use std::sync::Arc;

use super::forbidden::{FORBIDDEN, Forbidden};
use super::load::Loaded;
use super::yaml;
use crate::fs;
use crate::model::Kind;
use crate::model::diagnostic::{Diagnostic, Position, TAXONOMY_UNREADABLE, WRONG_TYPE};
use crate::model::person::{People, Person, Roles, Stewardship};
use crate::model::taxonomy::{Synonym, Taxonomy, Term, Vocabulary};
use crate::model::value::{Map, Node, Value};

/// Name of the file with the terms.
pub const TAXONOMY: &str = "taxonomy.yaml";
/// Name of the file with the people.
pub const PEOPLE: &str = "people.yaml";

/// Reads the three files where they changed; says whether they did. What cannot be read leaves the
/// last good version in place.
pub(super) fn refresh(next: &mut Loaded) -> bool {
    let read = |name: &str| fs::read_optional(&next.root.join(name)).map_err(|error| error.to_string());
    let texts = [read(TAXONOMY), read(PEOPLE), read(FORBIDDEN)];
    let hash = super::read::hash(format!("{texts:?}").as_bytes());
    if hash == next.vocabulary_hash {
        return false;
    }
    next.vocabulary_hash = hash;
    let [taxonomy, people, forbidden] = texts;
    let mut found = Vec::new();
    if let Some(taxonomy) = parsed(TAXONOMY, taxonomy, self::taxonomy, &mut found) {
        next.taxonomy = Arc::new(taxonomy);
    }
    if let Some(people) = parsed(PEOPLE, people, self::people, &mut found) {
        next.people = Arc::new(people);
    }
    let listed = |text: &str, _: &mut Vec<Diagnostic>| Some(Forbidden::read(text));
    if let Some(forbidden) = parsed(FORBIDDEN, forbidden, listed, &mut found) {
        next.forbidden = Arc::new(forbidden);
    }
    next.vocabulary = found;
    true
}

/// A vocabulary file as a value; the empty one where there is no file, `None` where it cannot be read.
fn parsed<T: Default>(
    name: &str,
    text: Result<Option<String>, String>,
    parse: fn(&str, &mut Vec<Diagnostic>) -> Option<T>,
    found: &mut Vec<Diagnostic>,
) -> Option<T> {
    match text {
        Ok(Some(text)) => parse(&text, found),
        Ok(None) => Some(T::default()),
        Err(message) => {
            let help = "Mend it; until then the last good version, or none, is used.";
            found.push(Diagnostic::new(&TAXONOMY_UNREADABLE, name, Position::START, message, help));
            None
        }
    }
}

/// Reads the terms; `None` where the file cannot be read as a whole.
pub fn taxonomy(text: &str, found: &mut Vec<Diagnostic>) -> Option<Taxonomy> {
    let map = top(TAXONOMY, text, found)?;
    let mut taxonomy = Taxonomy::of(map.text("vendor").unwrap_or_default());
    for vocabulary in Vocabulary::ALL {
        let items = map.get(vocabulary.name()).map(Value::items).unwrap_or_default();
        taxonomy.set(vocabulary, items.iter().filter_map(|item| term(item, found)).collect());
    }
    let synonyms = map.get("synonyms").map(Value::items).unwrap_or_default();
    taxonomy.synonyms = synonyms.iter().filter_map(|item| synonym(item, found)).collect();
    Some(taxonomy)
}

/// Reads the people; `None` where the file cannot be read as a whole.
pub fn people(text: &str, found: &mut Vec<Diagnostic>) -> Option<People> {
    let map = top(PEOPLE, text, found)?;
    let mut people = People::default();
    let Some(rows) = map.get("people").and_then(Value::map) else {
        let help = "Write `people:` and below it one id such as `lena.fors:` for each person.";
        found.push(Diagnostic::new(&WRONG_TYPE, PEOPLE, Position::START, "`people` is missing", help));
        return Some(people);
    };
    for (key, value) in &rows.entries {
        let empty = Map::default();
        let row = value.map().unwrap_or(&empty);
        people.add(Person {
            id: key.name.clone(),
            name: row.text("name").unwrap_or_else(|| People::default().name(&key.name)),
            mails: row.texts("mails"),
            handles: row.get("forge").map(handles).unwrap_or_default(),
            subject: row.text("subject"),
            team: row.text("team").unwrap_or_default(),
            roles: row.get("roles").map(roles).unwrap_or_default(),
            active: row.flag("active").unwrap_or(true),
        });
    }
    Some(people)
}

/// `{github: lena-f, forgejo: lena.fors}`, or a handle alone where it is the same everywhere.
fn handles(value: &Value) -> Vec<String> {
    let values = value.items().iter().flat_map(|item| match item.map() {
        Some(map) => map.entries.iter().flat_map(|(_, value)| value.items()).collect(),
        None => vec![item],
    });
    values.filter_map(Value::text).map(|handle| handle.trim_start_matches('@').to_owned()).collect()
}

/// `[member, manager, {steward: [objection]}]`; a bare `steward` looks after every kind.
fn roles(value: &Value) -> Roles {
    let role = |item: &Value| match item.map() {
        Some(map) => {
            let kinds = map.texts("steward").iter().filter_map(|name| Kind::from_name(name)).collect();
            Roles { steward: Stewardship::Of(kinds), manager: false }
        }
        None => match item.text() {
            Some("steward") => Roles { steward: Stewardship::All, manager: false },
            Some("manager") => Roles { manager: true, ..Roles::default() },
            _ => Roles::default(),
        },
    };
    value.items().iter().map(role).fold(Roles::default(), Roles::and)
}

fn top(path: &str, text: &str, found: &mut Vec<Diagnostic>) -> Option<Map> {
    let text = super::front_matter::normalized(text);
    match yaml::parse(&text, 1) {
        Ok(document) => match document.value.map(|value| value.node) {
            Some(Node::Map(map)) => Some(map),
            None | Some(Node::Null) => Some(Map::default()),
            Some(_) => {
                let message = format!("{path} must hold fields as `name: value`");
                found.push(Diagnostic::new(
                    &TAXONOMY_UNREADABLE,
                    path,
                    Position::START,
                    message,
                    "See the documentation for an example.",
                ));
                None
            }
        },
        Err(error) => {
            let message = format!("{path} cannot be read: {}", error.message);
            let help = "Mend the line; until then the last good version, or none, is used.";
            found.push(Diagnostic::new(&TAXONOMY_UNREADABLE, path, error.at, message, help));
            None
        }
    }
}

fn term(item: &Value, found: &mut Vec<Diagnostic>) -> Option<Term> {
    let term = item.map().and_then(|row| {
        let id = row.text("id")?;
        Some(Term {
            label: row.text("label").unwrap_or_else(|| crate::model::taxonomy::in_words(&id)),
            id,
            was: row.texts("was"),
            crm: row.texts("crm"),
            is: row.text("is").unwrap_or_default(),
            closed: row.text("kind").as_deref() == Some("closed"),
        })
    });
    if term.is_none() {
        let message = format!("a term is {}, where a mapping with `id` and `label` belongs", item.described());
        found.push(Diagnostic::new(
            &WRONG_TYPE,
            TAXONOMY,
            item.at,
            message,
            "Write `{id: short-name, label: What people see}`.",
        ));
    }
    term
}

fn synonym(item: &Value, found: &mut Vec<Diagnostic>) -> Option<Synonym> {
    let synonym = item.map().and_then(|row| match (row.texts("same"), row.texts("from"), row.text("to")) {
        (same, _, _) if same.len() > 1 => Some(Synonym::Same(same)),
        (_, from, Some(to)) if !from.is_empty() => Some(Synonym::To { from, to }),
        _ => None,
    });
    if synonym.is_none() {
        let message = "a synonym has neither `same` with two wordings nor `from` and `to`";
        let help = "Write `{same: [a, b]}`, or `{from: [a, b], to: term}`.";
        found.push(Diagnostic::new(&WRONG_TYPE, TAXONOMY, item.at, message, help));
    }
    synonym
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_synonyms_and_people_are_read() {
        let text = "vendor: V\nstages:\n  - {id: won, label: Won, kind: closed}\n  - nonsense\nsynonyms:\n  - {same: [a, b]}\n  - {from: [x], to: y}\n";
        let mut found = Vec::new();
        let taxonomy = taxonomy(text, &mut found).unwrap();
        assert!(taxonomy.term(Vocabulary::Stages, "won").unwrap().closed);
        assert_eq!(taxonomy.synonyms.len(), 2);
        assert_eq!((found.len(), found[0].line), (1, 4));
        let people = people("people:\n  lena.fors:\n    name: Lena Fors\n  x.y:\n", &mut found).unwrap();
        assert_eq!(people.name("lena.fors"), "Lena Fors");
        assert_eq!(people.name("x.y"), "X Y");
    }
}
