//! The report of an import for people: counts that add up, then what should be looked at.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use crate::cli::number;
use crate::content::import::{Counts, FileOutcome, LinkOutcome, PageOutcome, PageRow, PictureOutcome, Report};
use crate::model::Kind;

/// Rows of a list; the JSON has all.
const SHOWN: usize = 12;

/// What each outcome is called, in the order of the report.
const FILES: [(&str, &str); 10] = [
    ("page", "pages"),
    ("table", "tables of questions"),
    ("picture", "pictures that come along"),
    ("settings", "read for what they say of pages"),
    ("opened", "archives, opened"),
    ("skipped", "pages that are not imported"),
    ("not_used", "pictures that no page shows which is written"),
    ("left_out", "of kinds that are not imported"),
    ("system", "left behind by a system"),
    ("refused", "refused"),
];
const PAGES: [(&str, &str); 4] = [
    ("new", "new"),
    ("unchanged", "imported before, the same"),
    ("differs", "imported before, different by now and left as they are"),
    ("held", "left in their page, which was imported before"),
];
const LINKS: [(&str, &str); 7] = [
    ("kept", "to imported pages, as they stand"),
    ("rewritten", "to imported pages, rewritten"),
    ("no_such_part", "to a part that the page does not have"),
    ("not_in_source", "to pages that are not in the source"),
    ("left_out", "to files that are not imported"),
    ("private", "to documents that only some can open"),
    ("web", "to elsewhere"),
];
const PICTURES: [(&str, &str); 7] = [
    ("copied", "come along"),
    ("held", "are new, and left with their page, which was imported before"),
    ("missing", "are not in the source"),
    ("too_large", "are too large"),
    ("left_out", "are of a kind that is not shown"),
    ("web", "lie elsewhere"),
    ("inline", "are written into the page, which is not shown"),
];

/// Prints the report.
pub fn print(out: &mut impl Write, report: &Report, into: &Path) -> io::Result<()> {
    let Report { source, form, found, counts, .. } = report;
    writeln!(out, "{source} ({form}) into {}\n", into.display())?;
    for note in &report.notes {
        writeln!(out, "note: {note}")?;
    }
    if !report.notes.is_empty() {
        writeln!(out)?;
    }
    block(out, "files", found.files, &counts.files, &FILES)?;
    block(out, "pages", found.pages, &counts.pages, &PAGES)?;
    block(out, "entries", found.entries, &counts.entries, &PAGES)?;
    block(out, "links", found.links, &counts.links, &LINKS)?;
    block(out, "pictures", found.pictures, &counts.pictures, &PICTURES)?;
    kinds(out, report)?;
    look_at(out, report)?;
    closing(out, report, into)
}

fn block(out: &mut impl Write, what: &str, sum: usize, counts: &Counts, names: &[(&str, &str)]) -> io::Result<()> {
    if sum == 0 {
        return Ok(());
    }
    writeln!(out, "{sum:>7} {what}")?;
    for (name, words) in names {
        if let Some(count) = counts.get(*name) {
            writeln!(out, "  {count:>7} {words}")?;
        }
    }
    writeln!(out)
}

fn kinds(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let named = |counts: &Counts| {
        let words = counts.iter().map(|(name, count)| {
            let kind = Kind::from_name(name);
            format!("{} {count}", kind.map_or(name.as_str(), |kind| kind.one()).to_lowercase())
        });
        words.collect::<Vec<_>>().join(", ")
    };
    if !report.counts.kinds.is_empty() {
        writeln!(out, "By kind: {}", named(&report.counts.kinds))?;
    }
    if !report.counts.hints.is_empty() {
        writeln!(out, "Pages that read like another kind: {}", named(&report.counts.hints))?;
    }
    if report.unowned > 0 {
        writeln!(out, "Without an owner: {}", report.unowned)?;
    }
    writeln!(out)
}

/// Everything that somebody may want to mend, by what is the matter.
fn look_at(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let files = |outcome| {
        let rows = report.files.iter().filter(move |row| row.outcome == outcome);
        rows.map(|row| format!("{}: {}", row.path, row.why)).collect::<Vec<_>>()
    };
    let links = |outcome| {
        let rows = report.links.iter().filter(move |row| row.outcome == outcome);
        rows.map(|row| format!("{} → {}", row.page, row.target)).collect::<Vec<_>>()
    };
    let pictures = |outcome| {
        let rows = report.pictures.iter().filter(move |row| row.outcome == outcome);
        rows.map(|row| format!("{} → {}", row.page, row.target)).collect::<Vec<_>>()
    };
    list(out, "Refused", files(FileOutcome::Refused))?;
    list(out, "Not imported", files(FileOutcome::Skipped))?;
    list(out, "Different by now and left as they are", differing(report))?;
    list(out, "Said of pages", told(report))?;
    list(out, "Links to documents that only some can open", links(LinkOutcome::Private))?;
    list(out, "Links to pages that are not in the source", links(LinkOutcome::NotInSource))?;
    list(out, "Links to parts that are not there", links(LinkOutcome::NoSuchPart))?;
    list(out, "Links to files that are not imported", links(LinkOutcome::LeftOut))?;
    list(out, "Pictures that are not in the source", pictures(PictureOutcome::Missing))?;
    list(out, "Pictures that are too large", pictures(PictureOutcome::TooLarge))?;
    let doubles = report.doubles.iter().map(|it| format!("{} and {}: {}", it.one, it.other, it.why));
    list(out, "Pages that say the same", doubles.collect())
}

fn differing(report: &Report) -> Vec<String> {
    let rows = report.pages.iter().chain(&report.entries).filter(|row| row.outcome == PageOutcome::Differs);
    rows.map(|row| format!("{} → {}: {}", row.from, row.to, row.title)).collect()
}

fn told(report: &Report) -> Vec<String> {
    let rows = report.pages.iter().chain(&report.entries);
    rows.flat_map(|row: &PageRow| row.told.iter().map(|told| format!("{}: {told}", row.from))).collect()
}

/// Rows that are the same are one row with its number.
fn list(out: &mut impl Write, title: &str, rows: Vec<String>) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    rows.iter().for_each(|row| *counted.entry(row).or_default() += 1);
    writeln!(out, "{title} ({})", rows.len())?;
    for (row, times) in counted.iter().take(SHOWN) {
        let times = if *times > 1 { format!(" ({times} times)") } else { String::new() };
        writeln!(out, "  {}{times}", printable(row))?;
    }
    match counted.len().saturating_sub(SHOWN) {
        0 => writeln!(out),
        more => writeln!(out, "  … and {more} more; --format json has all\n"),
    }
}

/// A row as a terminal may show it.
fn printable(row: &str) -> String {
    let clean: String = row.chars().map(|letter| if letter.is_control() { '·' } else { letter }).collect();
    crate::model::value::clipped(&clean, 200)
}

fn closing(out: &mut impl Write, report: &Report, into: &Path) -> io::Result<()> {
    let news = number(report.news(), "file");
    let same = |row: &PageRow| row.outcome == PageOutcome::Unchanged;
    match (report.written, report.news()) {
        (_, 0) if report.pages.iter().chain(&report.entries).all(same) => {
            writeln!(out, "Everything was imported before; nothing is to be written.")
        }
        (_, 0) => writeln!(out, "Nothing is new, so nothing is to be written."),
        (true, _) => writeln!(out, "{news} written to {}. Next: fieldlore check {}", into.display(), into.display()),
        (false, _) => writeln!(out, "Nothing was written. --write writes {news}."),
    }
}
