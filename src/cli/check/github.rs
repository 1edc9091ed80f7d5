//! Findings as GitHub's workflow commands: one line each, shown beside the lines of a pull request.

use std::io::{self, Write};

use super::place::Place;
use crate::model::{Diagnostic, Severity};

/// Prints a command for each finding.
pub fn print(out: &mut impl Write, place: &Place, findings: &[Diagnostic]) -> io::Result<()> {
    findings.iter().try_for_each(|finding| writeln!(out, "{}", command(place, finding)))
}

fn command(place: &Place, finding: &Diagnostic) -> String {
    let Diagnostic { line, column, code, message, help, .. } = finding;
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let file = property(&place.path(finding));
    let text = data(&format!("{message}\n{help}"));
    format!("::{level} file={file},line={line},col={column},title={}::{text}", property(code))
}

/// What stands behind the second pair of colons: the sign of escapes, and line ends.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value between commas: what would end it, too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::diagnostic::{BROKEN_LINK, Position, TOO_LONG};

    #[test]
    fn what_would_end_a_value_is_escaped() {
        let finding =
            Diagnostic::new(&BROKEN_LINK, "a, b: 5%.md", Position::new(3, 7), "no `x`: 5%, gone", "Mend\r\nit.");
        let printed = command(&Place::at("content/"), &finding);
        let expected =
            "::error file=content/a%2C b%3A 5%25.md,line=3,col=7,title=broken-link::no `x`: 5%25, gone%0AMend%0D%0Ait.";
        assert_eq!(printed, expected);
        let mut out = Vec::new();
        let warning = Diagnostic::new(&TOO_LONG, "b.md", Position::START, "m\n::error::not ours", "h");
        print(&mut out, &Place::at(""), &[finding, warning]).unwrap();
        let lines: Vec<&str> = std::str::from_utf8(&out).unwrap().lines().collect();
        assert!(lines.len() == 2 && lines[1].starts_with("::warning file=b.md,line=1,col=1,"), "{lines:?}");
    }
}
