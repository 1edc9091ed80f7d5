//! Findings as SARIF 2.1.0, the form that code scanning and editors read.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::place::Place;
use crate::model::Diagnostic;
use crate::model::diagnostic::{RULES, Rule};

/// What a path keeps as it is in an address.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The whole log: one run of one tool, with every rule and what it found.
pub fn log(place: &Place, findings: &[Diagnostic]) -> Value {
    let results: Vec<Value> = findings.iter().map(|finding| result(place, finding)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "fieldlore",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": RULES.iter().map(|each| rule(each)).collect::<Vec<_>>(),
            } },
            "automationDetails": { "id": "fieldlore/" },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "shortDescription": { "text": rule.about },
        "help": { "text": format!("{} Each finding says what to do; docs/reference.md lists all rules.", rule.about) },
        "defaultConfiguration": { "level": rule.severity.word() },
    })
}

fn result(place: &Place, finding: &Diagnostic) -> Value {
    let uri = utf8_percent_encode(&place.path(finding), KEPT).to_string();
    json!({
        "ruleId": finding.code,
        "ruleIndex": RULES.iter().position(|rule| rule.code == finding.code),
        "level": finding.severity.word(),
        "message": { "text": format!("{}. {}", finding.message, finding.help) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri, "uriBaseId": "%SRCROOT%" },
            "region": { "startLine": finding.line, "startColumn": finding.column },
        } }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::diagnostic::{BROKEN_LINK, Position};

    #[test]
    fn a_finding_names_its_rule_and_its_place() {
        let finding = Diagnostic::new(&BROKEN_LINK, "a b/ü#.md", Position::new(3, 7), "no file", "Mend it.");
        let log = log(&Place::at("content/"), &[finding]);
        let run = &log["runs"][0];
        let result = &run["results"][0];
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!((rule["id"].as_str(), result["ruleId"].as_str()), (Some("broken-link"), Some("broken-link")));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "content/a%20b/%C3%BC%23.md");
        assert_eq!(place["region"], json!({ "startLine": 3, "startColumn": 7 }));
        assert_eq!(result["message"]["text"], "no file. Mend it.");
    }
}
