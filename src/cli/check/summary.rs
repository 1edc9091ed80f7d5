//! What people read below the findings.

use std::io::{self, Write};

use super::gather::Checked;
use crate::catalog::questions_in_pages;
use crate::cli::number;
use crate::model::Severity;
use crate::quality::Report;
use crate::web::urls::QUESTIONS;

/// What the wordings find, in two lines.
pub fn promises(out: &mut impl Write, checked: &Checked) -> io::Result<()> {
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

/// How many files there are, and what was found in them.
pub fn closing(out: &mut impl Write, checked: &Checked) -> io::Result<()> {
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
    let mendable = findings.iter().filter(|finding| finding.fix.is_some()).count();
    if mendable > 0 {
        writeln!(out, "`fieldlore check --fix` mends {mendable} of them")?;
    }
    writeln!(out, "{} checked: {}, {}", number(files, "file"), number(errors, "error"), number(warnings, "warning"))
}
