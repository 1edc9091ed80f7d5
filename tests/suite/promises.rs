//! `fieldlore check --search`: an entry is found by its own wordings.

use serde_json::Value;

use crate::cli::{fieldlore, text};
use crate::folder::{Folder, sample};

/// A tough question with a wording on line 5 and variants from line 7 on.
fn objection(extra: &str, question: &str, variants: &[&str]) -> String {
    let variants: String = variants.iter().map(|variant| format!("  - \"{variant}\"\n")).collect();
    format!("---\ntitle: Title\ncategory: price\n{extra}\nquestion: \"{question}\"\nvariants:\n{variants}---\nText.\n")
}

/// What search alone finds wrong, as `severity code path:line:column`, and the whole findings.
fn findings(folder: &Folder) -> (Vec<String>, Vec<Value>) {
    let output = fieldlore(&["check", ".", "--search", "--format", "json"], folder.path());
    let all: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let codes = ["search-promise", "duplicate-wording", "hard-to-find", "query-unreadable", "query-unknown-id"];
    let ours: Vec<Value> =
        all.into_iter().filter(|finding| codes.contains(&finding["code"].as_str().unwrap())).collect();
    let of = |finding: &Value, name: &str| finding[name].as_str().unwrap().to_owned();
    let brief = |finding: &Value| {
        let (severity, code, path) = (of(finding, "severity"), of(finding, "code"), of(finding, "path"));
        format!("{severity} {code} {path}:{}:{}", finding["line"], finding["column"])
    };
    (ours.iter().map(brief).collect(), ours)
}

/// Four entries that are about nothing but these words, so that they come before one that has them among others.
fn crowd(folder: &Folder, words: &str) {
    for name in ["a", "b", "c", "d"] {
        let variants = [format!("{words} {name}{name}{name}"), format!("{words}, {words} {name}q{name}")];
        let variants: Vec<&str> = variants.iter().map(String::as_str).collect();
        folder.write(&format!("objections/{name}.md"), objection("", &format!("{words} z{name}z"), &variants));
    }
}

#[test]
fn the_sample_playbook_keeps_its_promises() {
    let output = fieldlore(&["check", "--search", sample().to_str().unwrap()], std::path::Path::new("."));
    let shown = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{shown}");
    assert!(!shown.contains("near-duplicate"), "{shown}");
    let kept = shown.lines().find(|line| line.contains("find theirs among the first three")).unwrap();
    let numbers: Vec<&str> = kept.split_whitespace().filter(|word| word.parse::<usize>().is_ok()).collect();
    assert_eq!(numbers.first(), numbers.last(), "{kept}");
    assert!(shown.contains("taken out and searched: ") && shown.contains(" 0 errors, "), "{shown}");
}

#[test]
fn a_wording_that_finds_others_first_is_an_error_at_its_line() {
    let folder = Folder::new();
    crowd(&folder, "tandem bicycle");
    let long = "gravel lantern meadow orchard pebble quarry ribbon saddle thimble umbrella velvet willow".repeat(6);
    folder.write("objections/own.md", objection("", "What about lanterns?", &["bicycle tandem, or so", &long]));
    let (brief, all) = findings(&folder);
    assert!(brief.contains(&"error search-promise objections/own.md:7:5".to_owned()), "{brief:?}");
    let finding = all.iter().find(|finding| finding["path"] == "objections/own.md").unwrap();
    let (message, help) = (finding["message"].as_str().unwrap(), finding["help"].as_str().unwrap());
    assert!(message.contains("\"bicycle tandem, or so\" finds `objection/"), "{message}");
    assert!(help.contains("add a variant in other words"), "{help}");
    let shown = fieldlore(&["check", ".", "--search"], folder.path());
    assert_eq!(shown.status.code(), Some(1));
    assert!(text(&shown.stdout).contains("7 |   - \"bicycle tandem, or so\""), "{}", text(&shown.stdout));
    // Without being asked to, check does not search.
    assert!(!text(&fieldlore(&["check", "."], folder.path()).stdout).contains("search-promise"));
}

#[test]
fn two_entries_cannot_claim_one_wording() {
    let folder = Folder::with("objections/a.md", objection("", "Is it dear?", &["Too   expensive, they say!"]));
    folder.write("objections/b.md", objection("", "Has it a roof?", &["A tent", "too expensive they SAY", "a tent?"]));
    let (brief, all) = findings(&folder);
    let doubles: Vec<_> = brief.iter().filter(|finding| finding.contains("duplicate")).collect();
    assert_eq!(doubles, ["error duplicate-wording objections/b.md:8:5"], "twice in one entry is once");
    let finding = all.iter().find(|finding| finding["code"] == "duplicate-wording").unwrap();
    let message = finding["message"].as_str().unwrap();
    assert!(message.ends_with("is claimed by `objection/a` too (objections/a.md:7)"), "{message}");
    assert!(finding["help"].as_str().unwrap().contains("One of the two should keep it"));
}

#[test]
fn two_entries_that_ask_nearly_the_same_are_named() {
    let folder = Folder::new();
    let entry = |name: &str, wordings: [&str; 3]| {
        let [title, question, variant] = wordings;
        let text = format!("---\ntitle: {title}\nquestion: {question}\nvariants: [{variant}]\n---\n\nText.\n");
        folder.write(&format!("objections/{name}.md"), text);
    };
    entry("costly", ["It is too expensive", "You are too expensive for us", "The price is too high"]);
    entry("dear", ["Too expensive for us", "Your price is too high for us", "It costs too much"]);
    entry("hacked", ["Security", "Have you ever been hacked?", "What if somebody steals our data?"]);
    let output = fieldlore(&["check", ".", "--search", "--format", "json", "--model", "bundled"], folder.path());
    let all: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let near: Vec<_> = all.iter().filter(|finding| finding["code"] == "near-duplicate").collect();
    let [finding] = near[..] else { panic!("{all:?}") };
    let place = (finding["path"].as_str(), finding["line"].as_u64(), finding["severity"].as_str());
    assert_eq!(place, (Some("objections/dear.md"), Some(3), Some("warning")));
    let message = finding["message"].as_str().unwrap();
    assert!(message.contains("nearly the same as `objection/costly` (objections/costly.md:3): 0."), "{message}");
    assert!(finding["help"].as_str().unwrap().contains("make them one entry"));
    // By words alone nobody can tell.
    let output = fieldlore(&["check", ".", "--search", "--lexical"], folder.path());
    assert!(!text(&output.stdout).contains("near-duplicate"));
}

#[test]
fn what_nobody_is_offered_promises_nothing() {
    let folder = Folder::with("objections/new.md", objection("", "Is it dear?", &["Too expensive"]));
    for (name, extra) in
        [("old", "status: archived"), ("past", "expires: 2020-01-01"), ("shut", "visibility: restricted")]
    {
        folder.write(&format!("objections/{name}.md"), objection(extra, "Is it dear?", &["Too expensive", "?!"]));
    }
    let (brief, _) = findings(&folder);
    assert!(!brief.iter().any(|finding| finding.starts_with("error")), "{brief:?}");
    // A draft is told what it would break, without breaking anything yet.
    folder.write("objections/next.md", objection("status: draft", "Has it a roof?", &["too expensive!", "?!"]));
    let (brief, _) = findings(&folder);
    assert!(brief.contains(&"warning duplicate-wording objections/next.md:7:5".to_owned()), "{brief:?}");
    assert!(brief.contains(&"warning search-promise objections/next.md:8:5".to_owned()), "{brief:?}");
    assert!(!brief.iter().any(|finding| finding.starts_with("error")), "{brief:?}");
}

#[test]
fn entries_that_only_their_own_words_find_are_told_once() {
    let folder = Folder::new();
    crowd(&folder, "tandem bicycle");
    let scattered = ["gravel lantern", "meadow orchard", "pebble quarry"];
    folder.write("objections/own.md", objection("", "velvet willow", &scattered));
    let (brief, all) = findings(&folder);
    assert_eq!(brief, ["warning hard-to-find objections/own.md:5:11"]);
    let message = all[0]["message"].as_str().unwrap();
    assert_eq!(message, "4 of its 4 wordings find it only because they stand here");
}

#[test]
fn each_wording_is_taken_out_and_searched() {
    let folder = Folder::with("objections/a.md", objection("", "tandem bicycle", &["bicycle tandem"]));
    folder.write("objections/b.md", objection("", "gravel lantern", &["lantern gravel"]));
    // What stands in the title too is taken out of it as well.
    let alone = objection("", "Velvet willow?", &[]).replace("Title", "velvet willow");
    folder.write("objections/c.md", alone);
    let (brief, all) = findings(&folder);
    assert_eq!(brief, ["warning hard-to-find objections/c.md:5:11"]);
    assert_eq!(all[0]["message"], "its only wording finds it only because it stands here");
    let output = fieldlore(&["check", ".", "--search", "--lexical", "--format", "json"], folder.path());
    let figures = text(&output.stderr);
    assert!(figures.contains("5 wordings of 3 tough questions: 5 find theirs among the first three"), "{figures}");
    assert!(figures.contains("80% find theirs first, 80% among the first three (38 to 96%)"), "{figures}");
}

#[test]
fn queries_are_looked_through() {
    let folder = Folder::with("objections/a.md", objection("", "Is it dear?", &["Is it dear to you?"]));
    folder.write("queries.jsonl", "{\"query\": \"x\", \"relevant\": [\"objection/b\"]}\noops\n");
    let (brief, _) = findings(&folder);
    assert!(brief.contains(&"warning query-unknown-id queries.jsonl:1:30".to_owned()), "{brief:?}");
    assert!(brief.iter().any(|finding| finding.starts_with("error query-unreadable queries.jsonl:2:")), "{brief:?}");
}

#[test]
fn a_folder_without_tough_questions_has_nothing_to_keep() {
    let folder = Folder::with("a.md", "# A page\n\nText.\n");
    let output = fieldlore(&["check", ".", "--search"], folder.path());
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("No tough question has a wording"), "{}", text(&output.stdout));
}
