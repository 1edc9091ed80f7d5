//! What the documents say is what the code does; `FIELDLORE_UPDATE_DOCS=1` writes the reference anew.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use fieldlore::model::diagnostic::RULES;
use fieldlore::model::fields::{ALIASES, COMMON};
use fieldlore::model::schema::{Field, Need, Shape, fields_of};
use fieldlore::model::{Kind, Severity};

use crate::cli::{fieldlore, text};

fn table(out: &mut String, fields: &[Field]) {
    out.push_str("| field | takes | needed | meaning |\n|---|---|---|---|\n");
    for field in fields {
        let need = match field.need {
            Need::Always => "yes",
            Need::ToPublish => "to publish",
            Need::Optional => "no",
        };
        let _ = writeln!(out, "| `{}` | {} | {need} | {} |", field.name, field.shape.described(), field.help);
    }
    for field in fields {
        let inner = match field.shape {
            Shape::Map(inner) | Shape::List(&Shape::Map(inner)) => inner,
            _ => continue,
        };
        let _ = write!(out, "\nIn `{}`:\n\n", field.name);
        table(out, inner);
    }
}

fn reference() -> String {
    let mut out = String::from(
        "# Reference\n\nWhat the front matter of each kind takes, and every code that `fieldlore check` reports. This page is made from the\ncode; `yes` is an error where it is missing, `to publish` a warning.\n\n## Fields of every kind\n\n",
    );
    table(&mut out, COMMON);
    let aliases: Vec<_> = ALIASES.iter().map(|(written, meant)| format!("`{written}` as `{meant}`")).collect();
    let _ = writeln!(out, "\nAlso read: {}.", aliases.join(", "));
    for kind in Kind::all().filter(|kind| *kind != Kind::Page) {
        let review =
            kind.default_review_days().map_or("never due".to_owned(), |days| format!("verified for {days} days"));
        let _ = write!(
            out,
            "\n## {} (`{kind}`)\n\nFolder `{}/`; {review} unless `review_in` says otherwise.\n\n",
            kind.one(),
            kind.folder()
        );
        table(&mut out, fields_of(kind));
    }
    out.push_str("\n## What check reports\n\n| code | severity | about |\n|---|---|---|\n");
    for rule in RULES {
        let severity = if rule.severity == Severity::Error { "error" } else { "warning" };
        let _ = writeln!(out, "| `{}` | {severity} | {} |", rule.code, rule.about);
    }
    out.push_str("\nIn plain pages, of which nothing is demanded, errors about fields, links and ids are warnings.\n");
    out
}

#[test]
fn the_reference_is_what_the_code_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference.md");
    if std::env::var_os("FIELDLORE_UPDATE_DOCS").is_some() {
        std::fs::write(&path, reference()).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == reference(),
        "docs/reference.md is out of date: run the tests once with FIELDLORE_UPDATE_DOCS=1"
    );
}

/// The calls of the program in the code blocks of a page: the command, and the options that it is given.
fn calls(page: &str) -> Vec<(String, Vec<String>)> {
    let blocks = page.split("\n```").skip(1).step_by(2);
    let lines = blocks.flat_map(|block| block.lines().skip(1));
    let joined = lines.collect::<Vec<_>>().join("\n").replace("\\\n", " ");
    let mut found = Vec::new();
    for line in joined.lines() {
        for (at, name) in line.match_indices("fieldlore ") {
            let begins = line[..at].chars().next_back().is_none_or(|before| " '\"".contains(before));
            let rest = line[at + name.len()..].split(['|', '#', ';', '>']).next().unwrap_or_default();
            let mut words = rest.split("&&").next().unwrap_or_default().split_whitespace();
            let command = words.next().filter(|word| begins && word.chars().all(|letter| letter.is_ascii_lowercase()));
            let options = words.filter(|word| word.starts_with("--"));
            let options = options.map(|word| word.split('=').next().unwrap_or_default().to_owned()).collect();
            found.extend(command.map(|command| (command.to_owned(), options)));
        }
    }
    found
}

#[test]
fn the_commands_that_are_shown_exist() {
    let mut helps: BTreeMap<String, String> = BTreeMap::new();
    for (page, least) in [("README.md", 10), ("docs/pull-requests.md", 12), ("docs/operations.md", 3)] {
        let written = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
        let calls = calls(&written);
        assert!(calls.len() >= least, "{page}: {calls:?}");
        for (command, options) in calls {
            let help = helps.entry(command.clone()).or_insert_with(|| {
                let output = fieldlore(&[&command, "--help"], Path::new("."));
                assert!(output.status.success(), "{page}: there is no `fieldlore {command}`");
                text(&output.stdout)
            });
            for option in options {
                let known = help
                    .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
                    .any(|word| word == option);
                assert!(known, "{page}: `fieldlore {command}` takes no {option}");
            }
        }
    }
}
