//! Findings as people read them: what, where, the line that is meant, and what to do.

use std::collections::HashMap;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use crate::fs;
use crate::model::{Diagnostic, Severity};

/// Prints findings, in colour where people look on. Their paths begin at a folder and stay in it; without one they are
/// those of files that whoever asks has named.
pub fn print(out: &mut (impl Write + IsTerminal), folder: Option<&Path>, findings: &[Diagnostic]) -> io::Result<()> {
    let colours = Colours { on: out.is_terminal() };
    let mut sources = Sources { folder, lines: HashMap::new() };
    findings.iter().try_for_each(|finding| excerpt(out, &colours, &mut sources, finding))
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
    folder: Option<&'a Path>,
    lines: HashMap<String, Vec<String>>,
}

impl Sources<'_> {
    fn line(&mut self, path: &str, line: u32) -> Option<String> {
        let lines = self.lines.entry(path.to_owned()).or_insert_with(|| {
            let file = self.folder.map_or_else(|| Some(PathBuf::from(path)), |folder| inside(folder, path));
            let bytes = file.and_then(|file| fs::read(&file).ok()).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n").replace('\r', "\n");
            text.trim_start_matches('\u{feff}').lines().map(printable).collect()
        });
        lines.get(line.saturating_sub(1) as usize).filter(|line| !line.trim().is_empty()).cloned()
    }
}

/// The file of a path in a folder: of what a link brings in from elsewhere nothing is shown.
fn inside(folder: &Path, path: &str) -> Option<PathBuf> {
    let root = fs::canonical(folder).ok()?;
    fs::real_inside(&root, &root.join(path)).filter(|real| fs::is_file(real))
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
