//! Avoidable errors in plain words: of ignorance, where we did not know; of ineptitude, where we knew and did not act.

use maud::{Markup, html};

use crate::model::taxonomy::Vocabulary;
use crate::model::win_loss::Error;
use crate::web::view::html::heading;
use crate::web::view::{Setting, links, words};

/// How many are shown at a glance.
const FEW: usize = 2;

/// An error type: its family (`Ignorance`), who (`person`), and what it is.
struct Type {
    family: String,
    what: String,
}

/// Reads the label of an error type: `Ineptitude (person): had the signal, missed its meaning`.
fn read(setting: &Setting, id: &str) -> Type {
    let label = setting.label(Vocabulary::ErrorTypes, id);
    match label.split_once(": ") {
        Some((family, what)) => Type { family: family.to_owned(), what: what.to_owned() },
        None => Type { family: String::new(), what: label },
    }
}

/// What a family of errors means.
fn meaning(family: &str) -> Option<&'static str> {
    let family = family.to_lowercase();
    if family.starts_with("ignorance") {
        Some("we did not know, and could have found out")
    } else if family.starts_with("ineptitude") && family.contains("organisation") {
        Some("the team had not shared it, or had not agreed how to do it")
    } else if family.starts_with("ineptitude") {
        Some("somebody knew enough, and did not act on it")
    } else {
        None
    }
}

/// An error type in one line: what it is, of which family.
pub fn in_a_line(setting: &Setting, id: &str) -> Markup {
    let Type { family, what } = read(setting, id);
    html! {
        @if family.is_empty() { (what) } @else { (family) ": " (what) }
        @if let Some(meaning) = meaning(&family) { span.by { "That is: " (meaning) "." } }
    }
}

/// Errors by family, each family explained.
pub fn grouped(setting: &Setting, level: u8, errors: &[Error]) -> Markup {
    let typed: Vec<_> = errors.iter().map(|error| (read(setting, &error.error_type), error)).collect();
    let mut families: Vec<&str> = Vec::new();
    for (of, _) in &typed {
        if !families.contains(&of.family.as_str()) {
            families.push(&of.family);
        }
    }
    html! {
        @for family in families {
            div.family {
                @if !family.is_empty() {
                    (heading(level, "family-name", None, html! {
                        (family) @if let Some(meaning) = meaning(family) { span.meaning { ": " (meaning) } }
                    }))
                }
                ul.errors {
                    @for (of, error) in typed.iter().filter(|(of, _)| of.family == family) {
                        li { (one(setting, of, error)) }
                    }
                }
            }
        }
    }
}

/// The first errors, each in one line.
pub fn brief(setting: &Setting, errors: &[Error]) -> Markup {
    let left = errors.len().saturating_sub(FEW);
    html! {
        ul.points {
            @for error in errors.iter().take(FEW) {
                li dir="auto" {
                    @match &error.what { Some(what) => (what), None => (setting.label(Vocabulary::ErrorTypes, &error.error_type)) }
                }
            }
        }
        @if left > 0 { p.quiet { "and " (words::count(left, "other", "others")) } }
    }
}

fn one(setting: &Setting, of: &Type, error: &Error) -> Markup {
    let avoidable = match error.avoidable.as_deref() {
        Some("clearly") => Some("clearly avoidable"),
        Some("partly") => Some("partly avoidable"),
        Some("hardly") => Some("hardly avoidable"),
        _ => None,
    };
    html! {
        p.error dir="auto" { (error.what.as_deref().unwrap_or(&of.what)) }
        p.by {
            @if error.what.is_some() { span dir="auto" { (of.what) } }
            @if let Some(avoidable) = avoidable { span { (avoidable) } }
            @if let Some(fact) = &error.fact { span { "about: " (links::fact(setting, fact)) } }
        }
    }
}
