//! `fieldlore check`: everything that is wrong in a content folder, for people, pipelines and forges.

mod gather;
mod github;
mod gitlab;
mod mending;
mod place;
mod sarif;
mod since;
mod summary;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::prepared::SearchArguments;
use super::{Error, findings};
use crate::clock::{self, Clock};
use crate::config;
use crate::model::Severity;
use gather::{Checked, Gathering};
use place::Place;

/// Find what is wrong in a content folder
///
/// Every finding says where it is, what is wrong and what to do. Warnings leave the exit status at 0; an error makes
/// it 1, so that a pull request can be gated on it. 2 means that the folder could not be read.
///
/// By itself it reads the files alone, which takes a moment: fields and terms, owners and review dates, links, anchors,
/// lengths, checklists, words that age, words of forbidden.txt, wordings that two tough questions claim, and files that
/// were renamed and left no alias.
///
/// With --search, every tough question is searched by its own question and variants, and must be among the first three
/// results; and two that ask nearly the same are named. Each wording is then taken out of its entry and searched once
/// more, which tells how likely the entry is found by whoever says it in other words.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fieldlore check\n  fieldlore check ../playbook --search\n  fieldlore check content --search --changed-since origin/main --format github\n  fieldlore check --fix\n  fieldlore check --format json | jq '.[].message'"
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
    /// Only what a pull request brings about: findings in files that differ from where REV and HEAD part, committed or
    /// not, and findings elsewhere that those files may have caused
    #[arg(long, value_name = "REV", allow_hyphen_values = true)]
    changed_since: Option<String>,
    /// Mend what needs no thought: spellings that can mean one thing only, spaces at line ends, aliases after a rename.
    /// Only the lines concerned change; what is left is printed
    #[arg(long)]
    fix: bool,
    /// Look at review dates as on this day, such as 2026-10-12 [default: today]
    #[arg(long, value_name = "DAY")]
    on: Option<Date>,
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
    /// Annotations of a workflow run on GitHub
    Github,
    /// A report for GitLab's code quality widget
    Gitlab,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
}

/// Checks a folder.
pub fn run(arguments: Arguments) -> Result<ExitCode, Error> {
    let mut given = arguments.searching.given(arguments.content.given());
    given.content = arguments.folder.or(given.content);
    let config = config::resolve(given)?;
    let gathering = Gathering {
        config: &config,
        today: arguments.on.unwrap_or_else(|| clock::System.today()),
        since: arguments.changed_since.as_deref(),
    };
    let mended = if arguments.fix { mending::mend(&gathering)? } else { Vec::new() };
    let checked = gathering.gather(arguments.search)?;
    let mut out = io::stdout().lock();
    if arguments.format == Format::Human {
        mending::report(&mut out, &mended)?;
    } else {
        mending::report(&mut io::stderr().lock(), &mended)?;
    }
    print(&mut out, arguments.format, &checked)?;
    let failed = checked.findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn print(out: &mut io::StdoutLock, format: Format, checked: &Checked) -> io::Result<()> {
    let (root, found) = (&checked.loaded.root, &checked.findings);
    match format {
        Format::Human => {
            findings::print(out, Some(root), found)?;
            summary::promises(out, checked)?;
            return summary::closing(out, checked);
        }
        Format::Json => json(out, found)?,
        Format::Github => github::print(out, &Place::of(root), found)?,
        Format::Gitlab => json(out, &gitlab::report(&Place::of(root), found))?,
        Format::Sarif => json(out, &sarif::log(&Place::of(root), found))?,
    }
    summary::promises(&mut io::stderr().lock(), checked)
}

fn json(out: &mut impl Write, value: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value).map_err(io::Error::from)?;
    writeln!(out)
}
