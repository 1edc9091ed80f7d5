//! `fieldlore check`: everything that is wrong in a content folder, for people or as JSON.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::prepared::{SearchArguments, prepared};
use super::{Error, findings, number};
use crate::catalog::questions_in_pages;
use crate::clock::{self, Clock};
use crate::config::{self, Config};
use crate::content::{self, Loaded};
use crate::fs;
use crate::model::{Diagnostic, Severity};
use crate::quality::{self, Making, QUERIES, Report};
use crate::web::urls::QUESTIONS;

/// Find what is wrong in a content folder
///
/// Every finding says where it is, what is wrong and what to do. Warnings leave the exit status at 0; an error makes
/// it 1, so that a pull request can be gated on it. 2 means that the folder could not be read.
///
/// With --search, every tough question is searched by its own question and variants, and must be among the first three
/// results; no two may claim one wording, and two that ask nearly the same are named. Each wording is then taken out of
/// its entry and searched once more, which tells how likely the entry is found by whoever says it in other words.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fieldlore check\n  fieldlore check ../playbook --search\n  fieldlore check --format json | jq '.[].message'"
)]
pub struct Arguments {
    /// The content folder
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    #[command(flatten)]
    content: super::ContentArguments,
    /// Also search every wording of every tough question, and look through queries.jsonl
    #[arg(long)]
    search: bool,
    #[command(flatten)]
    searching: SearchArguments,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the line that is meant, for people
    Human,
    /// An array of {path, line, column, severity, code, message, help}
    Json,
}

/// What was looked at, and what was found.
struct Checked {
    loaded: Loaded,
    findings: Vec<Diagnostic>,
    /// Where search was asked for.
    promises: Option<Report>,
}

/// Checks a folder.
pub fn run(arguments: Arguments) -> Result<ExitCode, Error> {
    let mut given = arguments.searching.given(arguments.content.given());
    given.content = arguments.folder.or(given.content);
    let config = config::resolve(given)?;
    let checked = match arguments.search {
        true => with_search(&config)?,
        false => without_search(&config)?,
    };
    let mut out = io::stdout().lock();
    match arguments.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &checked.findings).map_err(io::Error::from)?;
            writeln!(out)?;
            promises(&mut io::stderr().lock(), &checked)?;
        }
        Format::Human => {
            findings::print(&mut out, &checked.loaded.root, &checked.findings)?;
            promises(&mut out, &checked)?;
            closing(&mut out, &checked)?;
        }
    }
    let failed = checked.findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn without_search(config: &Config) -> Result<Checked, Error> {
    let loaded = content::load(&config.content.folder)?;
    Ok(Checked { findings: loaded.diagnostics(), loaded, promises: None })
}

fn with_search(config: &Config) -> Result<Checked, Error> {
    let catalog = prepared(config)?;
    let making = Making { language: &config.content.language, today: clock::System.today() };
    let mut promises = quality::report(&catalog, making)?;
    let mut findings = catalog.loaded().diagnostics();
    findings.append(&mut promises.findings);
    if let Some(text) = fs::read_optional(&config.content.folder.join(QUERIES))? {
        findings.append(&mut quality::read(&catalog, QUERIES, &text).findings);
    }
    findings.sort_by(|a, b| (&a.path, a.line, a.column, a.code).cmp(&(&b.path, b.line, b.column, b.code)));
    Ok(Checked { loaded: catalog.loaded().clone(), findings, promises: Some(promises) })
}

/// What the wordings find, in two lines.
fn promises(out: &mut impl Write, checked: &Checked) -> io::Result<()> {
    let Some(report) = &checked.promises else { return Ok(()) };
    let (Some(first), Some(three)) = (report.accuracy, report.recall3) else {
        return writeln!(out, "No tough question has a wording that search could be held to.");
    };
    let Report { wordings, entries, kept, .. } = report;
    let (wordings, entries) = (number(*wordings, "wording"), number(*entries, "tough question"));
    writeln!(out, "{wordings} of {entries}: {kept} find theirs among the first three")?;
    writeln!(
        out,
        "taken out and searched: {:.0}% find theirs first, {:.0}% among the first three ({:.0} to {:.0}%)",
        first.value * 100.0,
        three.value * 100.0,
        three.low * 100.0,
        three.high * 100.0
    )
}

fn closing(out: &mut impl Write, checked: &Checked) -> io::Result<()> {
    let Checked { loaded, findings, .. } = checked;
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let questions: usize = questions_in_pages(loaded).iter().map(|page| page.questions.len()).sum();
    if questions > 0 {
        let verb = if questions == 1 { "looks" } else { "look" };
        let headings = number(questions, "heading");
        writeln!(
            out,
            "{headings} in plain pages {verb} like tough questions: `fieldlore serve` lists them at {QUESTIONS}"
        )?;
    }
    let files = loaded.files.len();
    if files == 0 {
        writeln!(out, "There is no Markdown in {}. `fieldlore init` starts a folder.\n", loaded.root.display())?;
    }
    writeln!(out, "{} checked: {}, {}", number(files, "file"), number(errors, "error"), number(warnings, "warning"))
}
