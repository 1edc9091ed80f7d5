//! A playbook of tough questions that are like one another, and what it costs to hold search to all of them.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::figure;

/// What a question is about, where, and what is said of both: each says the last in four ways.
const THINGS: [&str; 10] = [
    "route planning",
    "the mobile app",
    "spare parts",
    "the customer portal",
    "invoicing",
    "time sheets",
    "checklists",
    "the phone line",
    "reports",
    "maintenance plans",
];
const PLACES: [&str; 10] = [
    "at the depots",
    "for the night shift",
    "in the south",
    "at our largest account",
    "for subcontractors",
    "on the islands",
    "in the head office",
    "for trainees",
    "across the border",
    "in the new region",
];
const SAID: [[&str; 4]; 10] = [
    ["is too expensive", "costs more than we can spend", "is beyond our budget", "is cheaper elsewhere"],
    ["takes too long to learn", "needs weeks of training", "is hard to understand", "confuses everybody"],
    ["is something we have already", "is covered by our own system", "exists here since years", "is done by the ERP"],
    ["is a risk for our data", "worries our security people", "may leak what is confidential", "is not safe enough"],
    ["has to wait until next year", "is not urgent", "comes at a bad moment", "can be decided later"],
    ["needs a yes from the board", "is not mine to decide", "must go through purchasing", "requires three signatures"],
    ["breaks whenever we need it", "is not reliable", "was down twice last month", "fails under load"],
    ["was built for others", "does not fit how we work", "lacks what our trade needs", "ignores our processes"],
    ["locks us in", "cannot be left again", "makes us depend on you", "has no way out"],
    ["brings nothing that can be measured", "will never pay off", "has no return", "saves nobody any time"],
];

/// All questions, one after the other.
fn all() -> impl Iterator<Item = [String; 4]> {
    let things = || PLACES.iter().flat_map(|place| THINGS.iter().map(move |thing| (thing, place)));
    SAID.iter().flat_map(move |said| things().map(|(thing, place)| said.map(|said| format!("{thing} {place} {said}"))))
}

/// Every wording of every question.
pub fn wordings() -> impl Iterator<Item = String> {
    all().flatten()
}

/// Writes the first of them: each a question with three variants.
pub fn write(folder: &Path, count: usize) {
    for (number, [question, variants @ ..]) in all().take(count).enumerate() {
        let variants: String = variants.iter().map(|variant| format!("  - {variant}\n")).collect();
        let text = format!(
            "---\ntitle: \"{number}: {question}\"\nkind: objection\nquestion: {question}?\nquick_response: Let us look at \
             number {number} together.\nvariants:\n{variants}---\n\n## Answer: First {{#first}}\n\n**Respond** We have \
             solved this before.\n"
        );
        std::fs::write(folder.join(format!("question-{number}.md")), text).expect("a question can be written");
    }
}

/// `fieldlore check --search` over so many of them, the second time: from kept vectors.
pub fn check(count: usize) {
    let (content, data) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    write(content.path(), count);
    println!("fieldlore check --search of {count} tough questions with 3 variants each");
    for name in ["first, s", "from kept vectors, s"] {
        let started = Instant::now();
        let output = Command::new(env!("CARGO_BIN_EXE_fieldlore"))
            .arg("check")
            .arg(content.path())
            .args(["--search", "--data"])
            .arg(data.path())
            .output()
            .expect("the command runs");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains(" wordings of "), "{said}{}", String::from_utf8_lossy(&output.stderr));
        figure(name, started.elapsed().as_secs_f64());
    }
    println!();
}
