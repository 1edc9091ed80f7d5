//! `fieldlore convert`: a question that a page answers, made an entry of its own.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;

use super::Error;
use crate::config;
use crate::content::convert::Converted;
use crate::content::{self, Loaded, convert, import};
use crate::fs;

/// Make an entry of a question that a plain page answers
///
/// Writes the entry as a new file and leaves a link in its place on the page; commit both together. Without an anchor it
/// lists what the page asks. The entry is as unverified as the page was. Where it was stopped in between, run it again.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fieldlore convert handbook/faq.md\n  fieldlore convert handbook/faq.md#is-it-safe\n  fieldlore convert handbook/faq.md#deals --question 'Who may sign?'"
)]
pub struct Arguments {
    /// The path of the page in the content folder, with the anchor of the question
    #[arg(value_name = "PAGE#ANCHOR")]
    page: String,
    /// The question, where several stand at one anchor
    #[arg(long, value_name = "WORDS")]
    question: Option<String>,
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
    let (path, anchor) = arguments.page.split_once('#').unwrap_or((&arguments.page, ""));
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
    let converted = convert::go_on(&loaded, path, anchor, arguments.question.as_deref())?;
    if arguments.dry_run {
        for (path, text) in converted.files() {
            writeln!(out, "--- {path}\n{text}")?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    write(&loaded, &converted)?;
    for (path, _) in converted.files() {
        writeln!(out, "Wrote {path}")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the entry first, so that the answer is never nowhere, and neither of them outside the folder.
fn write(loaded: &Loaded, converted: &Converted) -> Result<(), Error> {
    let Converted { entry, page, .. } = converted;
    import::stays_inside(&loaded.root, &entry.path)?;
    import::stays_inside(&loaded.root, &page.path)?;
    let new = loaded.root.join(&entry.path);
    fs::create_folder(new.parent().unwrap_or(&loaded.root))?;
    let bytes = entry.text.as_bytes();
    // A conversion that was stopped left the very same file.
    if !fs::create(&new, bytes)? && fs::read(&new)? != bytes {
        return Err(Error::Exists(new));
    }
    Ok(fs::write(&loaded.root.join(&page.path), page.text.as_bytes())?)
}
