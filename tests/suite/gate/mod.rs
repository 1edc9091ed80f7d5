//! The gate of a pull request: every rule, as every forge reads it.

mod beginning;
mod forms;
mod mending;
mod seeds;
mod since;

use std::path::Path;

use serde_json::Value;

use crate::cli::{fieldlore, text};

/// A day on which the entries of these tests are neither due nor ahead.
const DAY: &str = "2026-11-23";

/// What `check` finds in the folder `content`, with more arguments.
fn check(folder: &Path, more: &[&str]) -> Vec<Value> {
    let output = fieldlore(&[&["check", "content", "--on", DAY, "--format", "json"], more].concat(), folder);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", text(&output.stderr)))
}

/// The same, as `code path:line`.
fn brief(found: &[Value]) -> Vec<String> {
    let word = |finding: &Value, name: &str| finding[name].as_str().unwrap().to_owned();
    found.iter().map(|each| format!("{} {}:{}", word(each, "code"), word(each, "path"), each["line"])).collect()
}

/// A lesson with nothing to find in it; its last line of fields is line 8.
fn lesson(title: &str) -> String {
    format!(
        "---\ntitle: {title}\nsummary: s\nowner: lena.fors\nlast_verified: 2026-11-02\nlesson: Ask.\ndirection: do\nerror_type: ineptitude\n---\n\nText.\n"
    )
}

/// A tough question with nothing to find in it; its question is on line 6.
fn question(words: &str) -> String {
    format!(
        "---\ntitle: {words}\nsummary: s\nowner: lena.fors\nlast_verified: 2026-11-02\nquestion: {words}?\nvariants: [More {words}]\ncategory: price\nquick_response: Compared to what?\nclarify: [Since when?]\n---\n\n## Answer: One {{#one}}\n\n**Respond** This.\n"
    )
}

const TAXONOMY: &str = "vendor: V\nstages:\n  - {id: discover, label: Discover}\n  - {id: validate, label: Validate, was: [evaluate]}\nobjection_categories:\n  - {id: price, label: Price}\nerror_types:\n  - {id: ineptitude, label: Ineptitude}\npersonas:\n  - {id: cfo, label: CFO}\nsales_roles:\n  - {id: ae, label: AE}\n";
const PEOPLE: &str = "people:\n  lena.fors:\n    name: Lena Fors\n    mails: [lena@tarnfield.example]\n";
