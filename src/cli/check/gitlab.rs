//! Findings as GitLab's code quality report, which its merge requests show in every edition.

use std::collections::HashMap;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::place::Place;
use crate::model::{Diagnostic, Severity};

/// One finding.
#[derive(Debug, Serialize)]
pub struct Issue {
    description: String,
    check_name: &'static str,
    /// The same for the same finding, wherever its line moved to.
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Debug, Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Debug, Serialize)]
struct Lines {
    begin: u32,
}

/// The report.
pub fn report(place: &Place, findings: &[Diagnostic]) -> Vec<Issue> {
    let mut seen: HashMap<(&str, &str, &str), usize> = HashMap::new();
    let mut found = Vec::with_capacity(findings.len());
    for finding in findings {
        let Diagnostic { path, code, message, .. } = finding;
        let times = seen.entry((path, code, message)).or_default();
        *times += 1;
        found.push(Issue {
            description: format!("{message}. {}", finding.help),
            check_name: code,
            fingerprint: fingerprint(&[path, code, message, &times.to_string()]),
            severity: if finding.severity == Severity::Error { "major" } else { "minor" },
            location: Location { path: place.path(finding), lines: Lines { begin: finding.line } },
        });
    }
    found
}

fn fingerprint(parts: &[&str]) -> String {
    let hash = Sha256::digest(parts.join("\0").as_bytes());
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::diagnostic::{BROKEN_LINK, Position};

    #[test]
    fn each_finding_has_a_print_of_its_own_that_stays_where_lines_move() {
        let finding = |line| Diagnostic::new(&BROKEN_LINK, "a.md", Position::new(line, 1), "no file", "Mend it.");
        let [first, second] = &report(&Place::at("content/"), &[finding(3), finding(5)])[..] else { panic!() };
        assert_eq!(
            (first.location.path.as_str(), first.location.lines.begin, first.severity),
            ("content/a.md", 3, "major")
        );
        assert_eq!(first.description, "no file. Mend it.");
        assert_ne!(first.fingerprint, second.fingerprint);
        assert_eq!(first.fingerprint, report(&Place::at(""), &[finding(9)])[0].fingerprint);
    }
}
