//! `fieldlore convert`: a question that a page answers, made an entry of its own.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::Error;
use crate::config;
use crate::content::{self, convert};
use crate::fs;

/// Make an entry of a question that a plain page answers
///
/// Writes the entry as a new file and leaves a link in its place on the page; commit both together. Without an anchor it
/// lists what the page asks. The entry is as unverified as the page was.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fieldlore convert handbook/faq.md\n  fieldlore convert handbook/faq.md#is-it-safe"
)]
pub struct Arguments {
    /// The path of the page in the content folder, with the anchor of the question
    #[arg(value_name = "PAGE#ANCHOR")]
    question: String,
    #[command(flatten)]
    content: super::ContentArguments,
    /// Print both files and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// Writes both files, or lists the questions.
pub fn run(arguments: Arguments) -> Result<ExitCode, Error> {
    let config = config::resolve(arguments.content.given())?;
    let loaded = content::load(&config.content.folder)?;
    let (path, anchor) = arguments.question.split_once('#').unwrap_or((&arguments.question, ""));
    let mut out = io::stdout().lock();
    if anchor.is_empty() {
        let page = loaded.files.get(path).ok_or_else(|| convert::Refused::NoPage(path.to_owned()))?;
        let asked = convert::questions(&page.entry);
        if asked.is_empty() {
            return Err(convert::Refused::NothingAsked(path.to_owned()).into());
        }
        for each in asked {
            writeln!(out, "{path}#{}  {}", each.anchor, each.words)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let converted = convert::convert(&loaded, path, anchor, None)?;
    for (path, text) in converted.files() {
        if arguments.dry_run {
            writeln!(out, "--- {path}\n{text}")?;
            continue;
        }
        let full: PathBuf = loaded.root.join(&path);
        fs::create_folder(full.parent().unwrap_or(&loaded.root))?;
        fs::write(&full, text.as_bytes())?;
        writeln!(out, "Wrote {path}")?;
    }
    Ok(ExitCode::SUCCESS)
}
