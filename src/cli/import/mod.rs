//! `fieldlore import`: what another system holds, brought into a content folder.

mod report;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::Error;
use super::progress::Line;
use crate::clock::{self, Clock};
use crate::content::import::{self, Form, Limits, Request};
use crate::model::Kind;

/// Bring in what another system holds: first a report, then with --write the files
///
/// Reads a folder of Markdown, a table of questions and answers (CSV), or the export of Guru (zip), Notion (zip, Markdown
/// and CSV) or Confluence (HTML, zip or folder), and says of every file, page, link and picture what becomes of it.
/// Nothing is written without --write, the source is never changed, and no file of the content folder is ever
/// overwritten: the same source can be imported again, and only what is new is written.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fieldlore import ../handbook --into content\n  fieldlore import Export-1a2b.zip --into content --split --write\n  fieldlore import questions.csv --into content --format json | jq .counts"
)]
pub struct Arguments {
    /// A folder, a zip or a CSV file; of an export in parts, any one of them
    #[arg(value_name = "SOURCE")]
    source: PathBuf,
    /// The content folder
    #[arg(long, value_name = "DIR", env = "FIELDLORE_CONTENT")]
    into: PathBuf,
    /// The system that it comes from, where it is not recognised
    #[arg(long, value_enum)]
    from: Option<From>,
    /// Write the files; without it nothing is written
    #[arg(long, conflicts_with = "dry_run")]
    write: bool,
    /// Only report, as without --write
    #[arg(long)]
    dry_run: bool,
    /// Make an entry of every question that a page answers, with a link in its place
    #[arg(long)]
    split: bool,
    /// The folder in the content folder for the pages [default: the name of the source]; `.` for none
    #[arg(long, value_name = "FOLDER")]
    under: Option<String>,
    /// What addresses of the source's own site begin with, such as /handbook or https://handbook.example; may be given
    /// several times
    #[arg(long = "site", value_name = "PREFIX")]
    sites: Vec<String>,
    /// The kind of pages in a folder of the source; may be given several times
    #[arg(long = "kind", value_name = "FOLDER=KIND", value_parser = kind)]
    kinds: Vec<(String, Kind)>,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// A system.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum From {
    Markdown,
    Csv,
    Guru,
    Notion,
    Confluence,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Counts, and what should be looked at
    Human,
    /// All of it: {found, counts, pages, entries, links, pictures, files, …}
    Json,
}

impl From {
    fn form(self) -> Form {
        match self {
            From::Markdown => Form::Markdown,
            From::Csv => Form::Csv,
            From::Guru => Form::Guru,
            From::Notion => Form::Notion,
            From::Confluence => Form::Confluence,
        }
    }
}

/// Reports, and writes where that is asked for.
pub fn run(arguments: Arguments) -> Result<ExitCode, Error> {
    let request = Request {
        source: &arguments.source,
        form: arguments.from.map(From::form),
        into: &arguments.into,
        under: arguments.under.as_deref(),
        sites: &arguments.sites,
        kinds: &arguments.kinds,
        split: arguments.split,
        today: clock::System.today(),
        limits: Limits::default(),
    };
    let line = Line::at_terminal();
    let planned = import::plan(&request, &line);
    let report = match arguments.write {
        true => planned.and_then(|plan| import::write(plan, &line)),
        false => planned.map(|plan| plan.report),
    };
    line.end();
    let report = report?;
    let mut out = io::stdout().lock();
    match arguments.format {
        Format::Human => report::print(&mut out, &report, &arguments.into)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &report).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// `sales/objections=objection`.
fn kind(text: &str) -> Result<(String, Kind), String> {
    let (folder, name) = text.split_once('=').ok_or("write it as FOLDER=KIND, such as sales/cards=battlecard")?;
    let kinds = || Kind::all().map(Kind::name).collect::<Vec<_>>().join(", ");
    let kind = Kind::from_name(name).ok_or_else(|| format!("`{name}` is no kind; kinds are {}", kinds()))?;
    Ok((folder.trim_matches('/').to_owned(), kind))
}
