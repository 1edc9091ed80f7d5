//! `fieldlore check`: everything that is wrong in a content folder, for people or as JSON.

use std::collections::HashMap;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::Error;
use crate::catalog::questions_in_pages;
use crate::config;
use crate::content::{self, Loaded};
use crate::fs;
use crate::model::{Diagnostic, Severity};
use crate::web::urls::QUESTIONS;

/// Find what is wrong in a content folder
///
/// Every finding says where it is, what is wrong and what to do. Warnings leave the exit status at 0; an error makes
/// it 1, so that a pull request can be gated on it. 2 means that the folder could not be read.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fieldlore check\n  fieldlore check ../playbook\n  fieldlore check --format json | jq '.[].message'"
)]
pub struct Arguments {
    /// The content folder
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    #[command(flatten)]
    content: super::ContentArguments,
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

/// Checks a folder.
pub fn run(arguments: Arguments) -> Result<ExitCode, Error> {
    let mut given = arguments.content.given();
    given.content = arguments.folder.or(given.content);
    let config = config::resolve(given)?;
    let loaded = content::load(&config.content.folder)?;
    let findings = loaded.diagnostics();
    let mut out = io::stdout().lock();
    match arguments.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &findings).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        Format::Human => human(&mut out, &loaded, &findings)?,
    }
    let failed = findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn human(out: &mut impl Write, loaded: &Loaded, findings: &[Diagnostic]) -> io::Result<()> {
    let colours = Colours { on: io::stdout().is_terminal() };
    let mut sources = Sources { loaded, lines: HashMap::new() };
    for finding in findings {
        excerpt(out, &colours, &mut sources, finding)?;
    }
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

fn number(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn excerpt(out: &mut impl Write, colours: &Colours, sources: &mut Sources, finding: &Diagnostic) -> io::Result<()> {
    let Diagnostic { path, line, column, code, message, help, .. } = finding;
    let severity = colours.severity(finding.severity);
    writeln!(out, "{severity}[{code}]: {}", colours.bold(message))?;
    writeln!(out, "  --> {path}:{line}:{column}")?;
    if let Some(text) = sources.line(path, *line) {
        let width = line.to_string().len();
        let mark = " ".repeat(display_width(&text, *column));
        writeln!(out, "{:width$} |", "")?;
        writeln!(out, "{line} | {text}")?;
        writeln!(out, "{:width$} | {mark}{}", "", colours.mark("^"))?;
    }
    writeln!(out, "  = help: {help}\n")
}

/// Characters before a column in the excerpt, which is cut to what fits a terminal.
fn display_width(text: &str, column: u32) -> usize {
    (column.saturating_sub(1) as usize).min(text.chars().count())
}

/// Lines of the files that findings point into, each file read once.
struct Sources<'a> {
    loaded: &'a Loaded,
    lines: HashMap<String, Vec<String>>,
}

impl Sources<'_> {
    fn line(&mut self, path: &str, line: u32) -> Option<String> {
        let root = &self.loaded.root;
        let lines = self.lines.entry(path.to_owned()).or_insert_with(|| {
            let bytes = fs::read(&root.join(path)).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n").replace('\r', "\n");
            text.trim_start_matches('\u{feff}').lines().map(printable).collect()
        });
        lines.get(line.saturating_sub(1) as usize).filter(|line| !line.trim().is_empty()).cloned()
    }
}

/// A line as a terminal may show it: control characters replaced, long ends cut.
fn printable(line: &str) -> String {
    let clean: String = line
        .chars()
        .map(|letter| {
            if letter == '\t' {
                ' '
            } else if letter.is_control() {
                '·'
            } else {
                letter
            }
        })
        .collect();
    crate::model::value::clipped(&clean, 160)
}

struct Colours {
    on: bool,
}

impl Colours {
    fn paint(&self, code: &str, text: &str) -> String {
        if self.on { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn severity(&self, severity: Severity) -> String {
        self.paint(if severity == Severity::Error { "1;31" } else { "1;33" }, severity.word())
    }

    fn bold(&self, text: &str) -> String {
        self.paint("1", text)
    }

    fn mark(&self, text: &str) -> String {
        self.paint("1;36", text)
    }
}
