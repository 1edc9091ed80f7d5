//! `fieldlore search`: one question to a content folder, from the command line.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;

use super::Error;
use super::prepared::{SearchArguments, prepared};
use crate::config;
use crate::model::Kind;
use crate::search::{Facet, Understood};
use crate::web::api::{self, Found};
use crate::web::query::SearchQuery;

/// Search a content folder from the command line
///
/// Type what the customer said. "Words in quotes" stand together, -word leaves entries out, kind:lesson filters; all else
/// is words, so that no query is wrong.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fieldlore search \"the ERP does that already\"\n  fieldlore search too expensive --kind objection --limit 3\n  fieldlore search '\"pay twice\" -discount kind:objection'\n  fieldlore search works council --json"
)]
pub struct Arguments {
    /// What the customer said
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    content: super::ContentArguments,
    #[command(flatten)]
    searching: SearchArguments,
    /// Only entries of this kind, such as objection or lesson
    #[arg(long)]
    kind: Option<String>,
    /// How many results, 1 to 50
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=50))]
    limit: u16,
    /// Print JSON, the same as GET /api/v1/search
    #[arg(long)]
    json: bool,
}

/// Searches once.
pub fn run(arguments: Arguments) -> Result<ExitCode, Error> {
    let config = config::resolve(arguments.searching.given(arguments.content.given()))?;
    let catalog = prepared(&config)?;
    let kind = arguments.kind.map(|name| Kind::from_name(&name).map_or(name.clone(), |kind| kind.name().to_owned()));
    let query = SearchQuery {
        text: arguments.query.join(" "),
        filters: kind.into_iter().map(|kind| (Facet::Kind, kind)).collect(),
        limit: arguments.limit.into(),
        without_counts: !arguments.json,
        explain: false,
    };
    let found = api::found(&catalog, &query, &|| false);
    let mut out = io::stdout().lock();
    if arguments.json {
        serde_json::to_writer_pretty(&mut out, &found).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        human(&mut out, &found)?;
    }
    Ok(if found.results.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn human(out: &mut impl Write, found: &Found) -> io::Result<()> {
    if let Some(suggestion) = &found.suggestion {
        writeln!(out, "No entry has these words; showing results for: {suggestion}\n")?;
    }
    reading(out, &found.understood)?;
    for (number, result) in (1..).zip(&found.results) {
        writeln!(out, "{number}. {} ({})", result.title, result.id)?;
        if let Some(section) = &result.section {
            writeln!(out, "   in: {}", section.title)?;
        }
        writeln!(out, "   {}\n", result.quick_response.as_deref().unwrap_or(&result.snippet))?;
    }
    match found.total {
        0 if found.understood.left_out > 0 => writeln!(out, "Nothing else found. Try without what is left out."),
        0 => writeln!(out, "Nothing found. Try fewer or other words."),
        1 => writeln!(out, "1 entry"),
        total => writeln!(out, "{} of {total} entries", found.results.len()),
    }
}

/// A line for each thing that the query says beside its words.
fn reading(out: &mut impl Write, understood: &Understood) -> io::Result<()> {
    let mut lines = Vec::new();
    for phrase in understood.phrases.iter().filter(|phrase| !phrase.found) {
        lines.push(format!("No entry has \"{}\" word for word; looking for its words", phrase.words));
    }
    if !understood.filters.is_empty() {
        let each = understood.filters.iter().map(|filter| format!("{} {}", filter.facet.name(), filter.value));
        lines.push(format!("Only: {}", each.collect::<Vec<_>>().join(", ")));
    }
    if understood.listed {
        let labels: Vec<&str> = understood.terms.iter().map(|term| term.label.as_str()).collect();
        lines.push(format!("Everything for: {}", labels.join(" + ")));
    }
    if understood.left_out > 0 {
        let (entries, words) = (understood.left_out, understood.without.join("\" or \""));
        lines.push(format!("Left out: {entries} with \"{words}\""));
    }
    for line in &lines {
        writeln!(out, "{line}")?;
    }
    if lines.is_empty() { Ok(()) } else { writeln!(out) }
}
