//! The reference in `docs/` is what the code says. `FIELDLORE_UPDATE_DOCS=1` writes it anew.

use std::fmt::Write;
use std::path::Path;

use fieldlore::model::diagnostic::RULES;
use fieldlore::model::fields::{ALIASES, COMMON};
use fieldlore::model::schema::{Field, Need, Shape, fields_of};
use fieldlore::model::{Kind, Severity};

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
