//! Checks front matter against the schema, and notes every reference and fact that it names.

use super::slips;
use super::vocabulary::TAXONOMY;
use crate::model::diagnostic::{Diagnostic, Position, Rule};
use crate::model::diagnostic::{
    MISSING_FIELD, MISSING_TO_PUBLISH, RENAMED_TERM, UNKNOWN_FIELD, UNKNOWN_TERM, UNKNOWN_VALUE, WRONG_TYPE,
};
use crate::model::entry::Reference;
use crate::model::fields::{COMMON, FOREIGN};
use crate::model::fix::Fix;
use crate::model::id::Kind;
use crate::model::nearest::{nearest, only};
use crate::model::schema::{Field, Need, Shape, fields_of};
use crate::model::taxonomy::{Taxonomy, Term, Vocabulary};
use crate::model::value::{Map, Node, Value};

/// What checking found.
#[derive(Debug, Default)]
pub struct Findings {
    pub diagnostics: Vec<Diagnostic>,
    pub references: Vec<Reference>,
    pub facts: Vec<(String, Position)>,
}

/// Checks the fields of one file. `has_title` tells that a heading serves as the title.
pub fn check(path: &str, kind: Kind, map: &Map, taxonomy: &Taxonomy, has_title: bool) -> Findings {
    let mut checker = Checker { path, taxonomy, found: Findings::default() };
    let own = fields_of(kind);
    for (key, value) in &map.entries {
        match own.iter().chain(COMMON).find(|field| field.name == key.name) {
            Some(_) if value.node == Node::Null => {}
            Some(field) => checker.value(&field.shape, field, value),
            None => checker.unknown(&key.name, key.at, kind, map),
        }
    }
    if kind != Kind::Page {
        let demanded = own.iter().chain(COMMON).filter(|field| field.name != "owner");
        for field in demanded.filter(|field| !(field.name == "title" && has_title)) {
            checker.demand(field, map, Position::START, "the front matter");
        }
    }
    checker.found
}

struct Checker<'a> {
    path: &'a str,
    taxonomy: &'a Taxonomy,
    found: Findings,
}

impl Checker<'_> {
    fn report(&mut self, rule: &Rule, at: Position, message: String, help: String) {
        self.mendable(rule, at, message, help, None);
    }

    fn mendable(&mut self, rule: &Rule, at: Position, message: String, help: String, fix: Option<Fix>) {
        self.found.diagnostics.push(Diagnostic::new(rule, self.path, at, message, help).mended_by(fix));
    }

    /// A finding that a change of taxonomy.yaml may bring about.
    fn of_terms(&mut self, rule: &Rule, at: Position, message: String, help: String, fix: Option<Fix>) {
        let finding = Diagnostic::new(rule, self.path, at, message, help).mended_by(fix);
        self.found.diagnostics.push(finding.because_of([TAXONOMY]));
    }

    fn demand(&mut self, field: &Field, map: &Map, at: Position, place: &str) {
        let rule = match field.need {
            Need::Always => &MISSING_FIELD,
            Need::ToPublish => &MISSING_TO_PUBLISH,
            Need::Optional => return,
        };
        let empty = |value: &Value| match &value.node {
            Node::Scalar { text, .. } => text.trim().is_empty(),
            _ => false,
        };
        if map.get(field.name).is_none_or(empty) {
            let message = format!("`{}` is missing", field.name);
            self.report(rule, at, message, format!("Add `{}:` to {place}. {}", field.name, field.help));
        }
    }

    fn unknown(&mut self, name: &str, at: Position, kind: Kind, map: &Map) {
        if FOREIGN.contains(&name) {
            return;
        }
        let known = fields_of(kind).iter().chain(COMMON).map(|field| field.name);
        let near = nearest(name, known);
        // A handbook's pages are read by other tools too, and those have fields of their own.
        if kind == Kind::Page && near.is_none() {
            return;
        }
        let help = match near {
            Some(near) => format!("Did you mean `{near}`? Unknown fields are kept and ignored."),
            None => "It is kept and ignored; take it out if nothing else reads it.".to_owned(),
        };
        // Where the right one stands beside it, somebody has to say which of the two is meant.
        let only = only(name, fields_of(kind).iter().chain(COMMON).map(|field| field.name));
        let fix = only.filter(|field| map.key(field).is_none()).map(|field| Fix::replace(name, field));
        self.mendable(&UNKNOWN_FIELD, at, format!("`{name}` is no field of a {kind}"), help, fix);
    }

    fn value(&mut self, shape: &Shape, field: &Field, value: &Value) {
        match shape {
            Shape::List(inner) => self.list(inner, field, value),
            Shape::Map(fields) => match value.map() {
                Some(map) => self.rows(fields, field, map, value.at),
                None => self.wrong(shape, field, value),
            },
            Shape::Choice(values) => self.choice(values, field, value),
            Shape::Term(vocabulary) => self.term(*vocabulary, field, value),
            Shape::Reference(kind) => self.reference(*kind, field, value),
            Shape::Fact => match value.text() {
                Some(fact) => self.found.facts.push((fact.to_owned(), value.at)),
                None => self.wrong(shape, field, value),
            },
            Shape::Anything => {}
            _ if fits(shape, value) => {}
            _ => self.wrong(shape, field, value),
        }
    }

    fn wrong(&mut self, shape: &Shape, field: &Field, value: &Value) {
        let message = format!("`{}` is {}, where {} belongs", field.name, value.described(), shape.described());
        let help = match (shape, &value.node) {
            (Shape::List(_), Node::Scalar { text, .. }) => {
                format!("Write `[{}]`, or one item per line behind `- `.", text.trim())
            }
            (Shape::Text, Node::Map(_)) => "Put the text in double quotes: it holds a colon.".to_owned(),
            (Shape::Flag, Node::Scalar { .. }) => "Write `true` or `false` without quotes.".to_owned(),
            (Shape::Date, _) => "Write the day as year-month-day, such as 2026-10-12.".to_owned(),
            _ => format!("Write {} there. {}", shape.described(), field.help),
        };
        self.mendable(&WRONG_TYPE, value.at, message, help, slips::respelled(shape, value));
    }

    fn list(&mut self, inner: &'static Shape, field: &Field, value: &Value) {
        match &value.node {
            Node::List(items) => {
                for item in items.iter().filter(|item| item.node != Node::Null) {
                    self.value(inner, field, item);
                }
            }
            _ => self.wrong(&Shape::List(inner), field, value),
        }
    }

    fn rows(&mut self, fields: &'static [Field], parent: &Field, map: &Map, at: Position) {
        for (key, value) in &map.entries {
            match fields.iter().find(|field| field.name == key.name) {
                Some(_) if value.node == Node::Null => {}
                Some(field) => self.value(&field.shape, field, value),
                None => {
                    let near = nearest(&key.name, fields.iter().map(|field| field.name));
                    if let Some(near) = near {
                        let message = format!("`{}` is no field of `{}`", key.name, parent.name);
                        let only = only(&key.name, fields.iter().map(|field| field.name));
                        let fix =
                            only.filter(|field| map.key(field).is_none()).map(|field| Fix::replace(&key.name, field));
                        self.mendable(&UNKNOWN_FIELD, key.at, message, format!("Did you mean `{near}`?"), fix);
                    }
                }
            }
        }
        for field in fields {
            self.demand(field, map, at, &format!("this item of `{}`", parent.name));
        }
    }

    fn choice(&mut self, values: &'static [&'static str], field: &Field, value: &Value) {
        let Some(text) = value.text() else { return self.wrong(&Shape::Choice(values), field, value) };
        if !values.contains(&text) {
            let plain = text.to_lowercase().replace(['-', ' '], "_");
            let near =
                values.iter().find(|value| **value == plain).copied().or_else(|| nearest(text, values.iter().copied()));
            let help = match near {
                Some(near) => format!("Did you mean `{near}`? It takes {}.", values.join(", ")),
                None => format!("It takes {}.", values.join(", ")),
            };
            let only =
                values.iter().find(|value| **value == plain).copied().or_else(|| only(text, values.iter().copied()));
            let fix = only.map(|value| Fix::replace(text, value));
            self.mendable(&UNKNOWN_VALUE, value.at, format!("`{}` does not take `{text}`", field.name), help, fix);
        }
    }

    fn term(&mut self, vocabulary: Vocabulary, field: &Field, value: &Value) {
        let Some(text) = value.text() else { return self.wrong(&Shape::Term(vocabulary), field, value) };
        if !self.taxonomy.controlled || self.taxonomy.term(vocabulary, text).is_some() {
            return;
        }
        let list = vocabulary.name();
        if let Some(term) = self.taxonomy.renamed(vocabulary, text) {
            let message = format!("`{text}` of `{list}` is now called `{}`", term.id);
            let fix = Some(Fix::replace(text, &term.id));
            return self.of_terms(&RENAMED_TERM, value.at, message, format!("Write `{}`.", term.id), fix);
        }
        let terms = self.taxonomy.terms(vocabulary);
        let by_label = terms.iter().find(|term| term.label.eq_ignore_ascii_case(text)).map(|term| term.id.as_str());
        let help = match by_label.or_else(|| nearest(text, terms.iter().map(|term| term.id.as_str()))) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => format!("{} or add this one to `{list}` in taxonomy.yaml.", offered(terms)),
        };
        let only = by_label.or_else(|| only(text, terms.iter().map(|term| term.id.as_str())));
        let fix = only.map(|term| Fix::replace(text, term));
        self.of_terms(&UNKNOWN_TERM, value.at, format!("`{text}` is no term of `{list}`"), help, fix);
    }

    fn reference(&mut self, kind: Option<Kind>, field: &Field, value: &Value) {
        match value.text() {
            Some(target) if !target.is_empty() => {
                let field = field.name.to_owned();
                self.found.references.push(Reference { target: target.to_owned(), kind, field, at: value.at });
            }
            _ => self.wrong(&Shape::Reference(kind), field, value),
        }
    }
}

/// The terms that could be meant, where they are few enough to be read.
fn offered(terms: &[Term]) -> String {
    const MOST: usize = 12;
    let ids: Vec<_> = terms.iter().map(|term| format!("`{}`", term.id)).collect();
    match ids.len() {
        0 => "There are no terms yet; leave it out,".to_owned(),
        1..=MOST => format!("Use {},", ids.join(", ")),
        _ => "Use a term of the list,".to_owned(),
    }
}

/// Whether a plain value is of a plain shape.
fn fits(shape: &Shape, value: &Value) -> bool {
    match shape {
        Shape::Text | Shape::Measure => value.text().is_some(),
        Shape::User => value.text().is_some_and(|text| !text.is_empty() && !text.contains(char::is_whitespace)),
        Shape::Date => value.date().is_some(),
        Shape::Duration => value.days().is_some(),
        Shape::Flag => value.flag().is_some(),
        Shape::Int => value.int().is_some(),
        _ => true,
    }
}
