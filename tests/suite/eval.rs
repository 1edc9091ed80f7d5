//! `fieldlore eval`: queries in, figures out.

use std::process::Output;

use serde_json::Value;

use crate::cli::{fieldlore, text};
use crate::folder::Folder;

const LIFT: &str =
    "---\ntitle: The lift is stuck\nquestion: What if the lift is stuck at night?\n---\nSomebody comes.\n";
const PRICE: &str = "---\ntitle: Too expensive\nquestion: Why is it so expensive?\n---\nIt saves more.\n";

/// Two tough questions and these lines of queries.
fn with(queries: &str) -> Folder {
    let folder = Folder::with("content/objections/lift.md", LIFT);
    folder.write("content/objections/price.md", PRICE);
    folder.write("content/queries.jsonl", queries);
    folder
}

fn eval(folder: &Folder, arguments: &[&str]) -> Output {
    fieldlore(&[&["eval"], arguments].concat(), folder.path())
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", text(&output.stdout)))
}

/// One found first, one not at all, one that nothing fits.
const THREE: &str = r#"{"query": "stuck lift", "relevant": ["objection/lift"]}
{"query": "costs an arm", "relevant": ["objection/price"]}
{"query": "zebra", "relevant": []}
"#;

#[test]
fn figures_are_counted_over_what_something_fits() {
    let folder = with(THREE);
    let found = json(&eval(&folder, &["--json"]));
    assert_eq!((found["queries"].as_u64(), found["entries"].as_u64()), (Some(3), Some(2)), "{found}");
    assert_eq!((found["fitting"].as_u64(), found["unfitting"].as_u64()), (Some(2), Some(1)));
    for figure in ["accuracy", "recall3", "recall10"] {
        assert_eq!(found[figure]["value"], 0.5, "{figure}");
        assert!(found[figure]["low"].as_f64() < Some(0.5) && found[figure]["high"].as_f64() > Some(0.5), "{figure}");
    }
    assert_eq!((found["mrr"].as_f64(), found["ndcg"].as_f64()), (Some(0.5), Some(0.5)));
    // One is found and beats what fits nothing, one finds nothing either and ties with it: (1 + 1/2) / 2.
    assert_eq!(found["auroc"], 0.75);
    assert_eq!((found["confident_fitting"].as_u64(), found["confident_unfitting"].as_u64()), (Some(1), Some(0)));
    assert!(found["p50_us"].as_u64() <= found["p99_us"].as_u64());
    assert_eq!((&found["missed"], &found["findings"]), (&serde_json::json!([]), &serde_json::json!([])));
}

#[test]
fn people_read_a_table() {
    let output = eval(&with(THREE), &["--lexical"]);
    let shown = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        shown.starts_with("3 queries of ") && shown.contains("2 that an entry fits, 1 that nothing fits; 2 entries")
    );
    let row = shown.lines().find(|line| line.contains("accuracy@1")).unwrap();
    assert!(row.contains("0.500  0.095 to 0.905"), "{row}");
    assert!(shown.contains("0 of 1 that nothing fits, wrongly") && shown.contains("get narrower"), "{shown}");
}

#[test]
fn each_query_is_told_for_people_and_programs() {
    let folder = with(THREE);
    let shown = text(&eval(&folder, &["--each"]).stdout);
    let places: Vec<_> = shown.lines().skip(1).take(3).map(|line| line.split_whitespace().next().unwrap()).collect();
    assert_eq!(places, ["1", "lost", "none"], "{shown}");
    let lines = text(&eval(&folder, &["--each", "--json", "--limit", "50"]).stdout);
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 4, "the last has the figures");
    assert_eq!((&lines[0]["place"], &lines[0]["first"]), (&1.into(), &"objection/lift".into()));
    assert!(lines[0]["certainty"].as_f64() > Some(0.0) && lines[0]["confident"] == true);
    assert_eq!((&lines[1]["place"], &lines[1]["line"]), (&Value::Null, &2.into()));
    assert_eq!((&lines[2]["first"], lines[2]["certainty"].as_f64()), (&Value::Null, Some(0.0)));
    assert_eq!(lines[3]["queries"], 3);
}

#[test]
fn a_bad_line_costs_only_itself() {
    let lines = "\u{feff}{\"query\": \"stuck lift\", \"relevant\": [\"objection/lift\"]}\r\n\nnot json\n\
        {\"query\": \"x\"}\n{\"query\": \" \", \"relevant\": []}\n{\"query\": \"so dear\", \"relevant\": [\"objection/prise\"]}\n";
    let folder = with(lines);
    let output = eval(&folder, &[]);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(0));
    for words in [
        "error[query-unreadable]: this line is no query: expected ident",
        "content/queries.jsonl:3:",
        "3 | not json",
        "missing field `relevant`",
        "content/queries.jsonl:4:",
        "nothing is asked",
        "= help: Write it as {\"query\": ",
        "warning[query-unknown-id]: there is no entry `objection/prise` to be found",
        "content/queries.jsonl:6:36",
        "Did you mean `objection/price`?",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let found = json(&eval(&folder, &["--json"]));
    assert_eq!((found["queries"].as_u64(), found["accuracy"]["value"].as_f64()), (Some(2), Some(0.5)), "{found}");
    assert_eq!(found["findings"].as_array().map(Vec::len), Some(4));
}

#[test]
fn a_former_id_is_the_entry_that_has_it_now() {
    let folder = with("{\"query\": \"stuck\", \"relevant\": [\"objection/elevator\", \"objection/lift\"]}\n");
    folder.write("content/objections/lift.md", LIFT.replace("title:", "aliases: [objection/elevator]\ntitle:"));
    let found = json(&eval(&folder, &["--json"]));
    assert_eq!((found["ndcg"].as_f64(), found["findings"].as_array().map(Vec::len)), (Some(1.0), Some(0)), "{found}");
}

#[test]
fn without_queries_there_is_nothing_to_count() {
    let folder = with("\n");
    let output = eval(&folder, &[]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("nothing to count"), "{}", text(&output.stdout));
    assert_eq!(json(&eval(&folder, &["--json"]))["accuracy"], Value::Null);
    let gated = eval(&folder, &["--at-least", "accuracy=0"]);
    assert_eq!(gated.status.code(), Some(1));
    assert!(text(&gated.stdout).contains("accuracy could not be counted, and must be 0.000 at least"));
    let absent = eval(&folder, &["elsewhere.jsonl"]);
    assert_eq!(absent.status.code(), Some(2));
    assert!(text(&absent.stderr).contains("there are no queries at elsewhere.jsonl; write what somebody might say"));
}

#[test]
fn a_pull_request_can_be_gated() {
    let folder = with(THREE);
    assert_eq!(
        eval(&folder, &["--at-least", "accuracy=.5,recall3=.5", "--at-least", "mrr=0.5"]).status.code(),
        Some(0)
    );
    let missed = eval(&folder, &["--at-least", "accuracy=.5,recall3=.95"]);
    assert_eq!(missed.status.code(), Some(1));
    assert!(text(&missed.stdout).contains("recall3 is 0.500, and must be 0.950 at least"), "{}", text(&missed.stdout));
    let found = json(&eval(&folder, &["--json", "--at-least", "recall3=.95"]));
    assert_eq!(found["missed"], serde_json::json!([{ "figure": "recall3", "least": 0.95, "value": 0.5 }]));
    for (wrong, words) in [("precision=.5", "there are accuracy, recall3"), ("mrr", "write it as mrr=.85")] {
        let output = eval(&folder, &["--at-least", wrong]);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains(words), "{}", text(&output.stderr));
    }
}
