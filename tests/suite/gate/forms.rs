//! Findings as forges and editors read them.

use serde_json::Value;

use super::{PEOPLE, TAXONOMY, lesson};
use crate::cli::{fieldlore, text};
use crate::folder::Folder;
use crate::repository::init;

/// A folder deep in a repository with an error and a warning in a file of an odd name.
fn odd() -> Folder {
    let folder = Folder::with("our, kb/content/taxonomy.yaml", TAXONOMY);
    folder.write("our, kb/content/people.yaml", PEOPLE);
    folder.write(
        "our, kb/content/lessons/50% größe.md",
        lesson("A").replace("---\n\n", "tagz: [x]\nstages: [none]\n---\n\n"),
    );
    init(folder.path());
    folder
}

fn printed(folder: &Folder, form: &str) -> String {
    let output = fieldlore(&["check", "our, kb/content", "--on", super::DAY, "--format", form], folder.path());
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    text(&output.stdout)
}

#[test]
fn annotations_are_escaped_and_name_the_file_from_the_top() {
    let printed = printed(&odd(), "github");
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines.len(), 2, "{printed}");
    let place = "file=our%2C kb/content/lessons/50%25 größe.md,line=9,col=1,title=unknown-field::";
    assert!(lines[0].starts_with(&format!("::warning {place}")), "{printed}");
    assert!(lines[0].contains("%0ADid you mean `tags`?"), "{printed}");
    assert!(lines[1].starts_with("::error ") && lines[1].contains("line=10,col=10,title=unknown-term::"), "{printed}");
}

#[test]
fn sarif_has_rules_results_and_places() {
    let log: Value = serde_json::from_str(&printed(&odd(), "sarif")).unwrap();
    assert_eq!((log["version"].as_str(), log["runs"].as_array().map(Vec::len)), (Some("2.1.0"), Some(1)));
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for rule in rules {
        assert!(
            rule["id"].is_string() && rule["shortDescription"]["text"].is_string() && rule["help"]["text"].is_string()
        );
        assert!(["error", "warning"].contains(&rule["defaultConfiguration"]["level"].as_str().unwrap()));
    }
    let results = run["results"].as_array().unwrap();
    let levels: Vec<_> = results.iter().map(|result| result["level"].as_str().unwrap()).collect();
    assert_eq!(levels, ["warning", "error"]);
    for result in results {
        assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "our%2C%20kb/content/lessons/50%25%20gr%C3%B6%C3%9Fe.md");
        assert!(place["region"]["startLine"].as_u64() > Some(8) && place["region"]["startColumn"].as_u64() >= Some(1));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
    }
}

#[test]
fn code_quality_names_each_finding_once() {
    let issues: Vec<Value> = serde_json::from_str(&printed(&odd(), "gitlab")).unwrap();
    assert_eq!(issues.len(), 2);
    assert_eq!(issues[0]["location"]["path"], "our, kb/content/lessons/50% größe.md");
    assert_eq!((issues[0]["severity"].as_str(), issues[1]["severity"].as_str()), (Some("minor"), Some("major")));
    assert_ne!(issues[0]["fingerprint"], issues[1]["fingerprint"]);
}

#[test]
fn outside_a_repository_paths_begin_at_the_folder() {
    let folder = Folder::with("content/lessons/a.md", "# No fields\n");
    folder.write("content/taxonomy.yaml", TAXONOMY);
    let output = fieldlore(&["check", "content", "--format", "github"], folder.path());
    assert!(text(&output.stdout).starts_with("::warning file=lessons/a.md,line=1,"), "{}", text(&output.stdout));
}
