//! `fieldlore eval`: how good search is over queries whose answers are known.

mod table;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use serde::Serialize;

use super::prepared::{SearchArguments, prepared};
use super::{Error, findings};
use crate::catalog::Catalog;
use crate::clock::{self, Clock};
use crate::config;
use crate::fs;
use crate::insights;
use crate::model::Diagnostic;
use crate::quality::{self, Asked, Figures, Floor, Missed, QUERIES};
use crate::store::Phrasing;

/// Measure how well a content folder is searched
///
/// The queries stand in a file, one a line: {"query": "what somebody says", "relevant": ["objection/file-name"]}. An
/// empty list means that nothing fits, and that search should say so. With --at-least the exit status is 1 where search
/// is worse than that, so that a pull request can be gated on it. 2 means that nothing could be measured.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fieldlore eval\n  fieldlore eval --each | grep lost\n  fieldlore eval --at-least accuracy=.85,recall3=.95\n  fieldlore eval new-queries.jsonl --content ../playbook --json | jq .accuracy.value"
)]
pub struct Arguments {
    /// The file with the queries [default: queries.jsonl in the content folder]
    #[arg(value_name = "QUERIES")]
    queries: Option<PathBuf>,
    #[command(flatten)]
    content: super::ContentArguments,
    #[command(flatten)]
    searching: SearchArguments,
    /// Print JSON: the figures, the floors that were missed, and what is wrong with the file
    #[arg(long)]
    json: bool,
    /// Print each query too: where its first relevant entry stands, what comes first, and how relevant that is (with
    /// --json one object a line, the figures in the last)
    #[arg(long)]
    each: bool,
    /// How many results to look at for each query, 10 to 1000; figures are always of the first ten
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(10..=1000))]
    limit: u16,
    /// Another content folder: the wordings that it has of the same entries are learned first, each as if two people had
    /// searched so and used the entry
    #[arg(long, value_name = "DIR")]
    replay: Option<PathBuf>,
    /// What must be reached, such as accuracy=.85,recall3=.95; there are accuracy, recall3, recall10, mrr, ndcg, auroc
    #[arg(long, value_name = "FIGURE=SHARE", value_delimiter = ',')]
    at_least: Vec<Floor>,
}

/// Everything that is known of a measurement.
#[derive(Debug, Serialize)]
struct Measured {
    /// The file with the queries.
    file: String,
    #[serde(flatten)]
    figures: Figures,
    /// What was to be reached and was not.
    missed: Vec<Missed>,
    /// Lines that are no queries, and ids that no entry has.
    findings: Vec<Diagnostic>,
}

/// Asks every query and counts.
pub fn run(arguments: Arguments) -> Result<ExitCode, Error> {
    let config = config::resolve(arguments.searching.given(arguments.content.given()))?;
    let path = arguments.queries.unwrap_or_else(|| config.content.folder.join(QUERIES));
    let text = fs::read_optional(&path)?.ok_or_else(|| Error::NoQueries(path.clone()))?;
    let catalog = match &arguments.replay {
        Some(folder) => replayed(prepared(&config)?.as_ref(), folder)?,
        None => prepared(&config)?,
    };
    let file = path.display().to_string();
    let read = quality::read(&catalog, &file, &text);
    let asked = quality::ask(&catalog, &read.queries, arguments.limit.into());
    let figures = Figures::of(catalog.search.len(), &asked);
    let missed = quality::missed(&figures, &arguments.at_least);
    let measured = Measured { file, figures, missed, findings: read.findings };
    let each = if arguments.each { &asked[..] } else { &[] };
    if arguments.json {
        json(each, &measured)?
    } else {
        human(each, &measured)?
    }
    Ok(if measured.missed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The catalog after two people have used each entry by each wording that another folder has of it.
fn replayed(catalog: &Catalog, folder: &Path) -> Result<Arc<Catalog>, Error> {
    let now = clock::System.now().as_millisecond();
    let used = |(entry, text): (String, String)| {
        ["one", "other"].map(|person| Phrasing {
            entry: entry.clone(),
            text: text.clone(),
            person: Some(person.to_owned()),
            said_no: false,
            at: now,
        })
    };
    let phrasings: Vec<Phrasing> = quality::replay(catalog, folder)?.into_iter().flat_map(used).collect();
    let learned = catalog.search.learn(insights::learned(catalog, &phrasings, now))?;
    Ok(Arc::new(catalog.taught(Arc::new(learned))))
}

/// An object, or with each query an object a line.
fn json(each: &[Asked], measured: &Measured) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for asked in each {
        serde_json::to_writer(&mut out, asked)?;
        writeln!(out)?;
    }
    if each.is_empty() {
        serde_json::to_writer_pretty(&mut out, measured)?;
    } else {
        serde_json::to_writer(&mut out, measured)?;
    }
    writeln!(out)
}

/// What is wrong goes where it does not get into the figures.
fn human(each: &[Asked], measured: &Measured) -> io::Result<()> {
    findings::print(&mut io::stderr().lock(), None, &measured.findings)?;
    let mut out = io::stdout().lock();
    if !each.is_empty() {
        table::each(&mut out, each)?;
    }
    table::figures(&mut out, &measured.file, &measured.figures)?;
    for Missed { figure, least, value } in &measured.missed {
        let value = value.map_or("could not be counted".to_owned(), |value| format!("is {value:.3}"));
        writeln!(out, "{figure} {value}, and must be {least:.3} at least")?;
    }
    Ok(())
}
