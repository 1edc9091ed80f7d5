//! One seeded fault for each rule, each found once.

use std::collections::BTreeSet;

use fieldlore::model::diagnostic::RULES;

use super::{PEOPLE, TAXONOMY, brief, check, lesson, question};
use crate::cli::{fieldlore, text};
use crate::folder::{Folder, sample};
use crate::repository::{commit, git, init};

/// Rules that have their seeds elsewhere, or none that a test could sow.
const ELSEWHERE: [&str; 7] = [
    // Whoever runs the tests may read everything.
    "file-unreadable",
    "taxonomy-unreadable",
    // In `promises.rs`, with folders in which search finds what it should not.
    "search-promise",
    "near-duplicate",
    "hard-to-find",
    "query-unreadable",
    "query-unknown-id",
];

/// A repository with a playbook in `content` in which there is nothing to find.
pub fn clean() -> Folder {
    let folder = Folder::with("content/taxonomy.yaml", TAXONOMY);
    folder.write("content/people.yaml", PEOPLE);
    folder.write("content/forbidden.txt", "# Customers\nDunmere Cooling\n");
    folder.write("content/lessons/known.md", lesson("Known"));
    folder.write("content/lessons/former.md", lesson("Former") + "\nOf long ago.\nStill true.\n");
    folder.write("content/objections/dear.md", question("gravel lantern"));
    folder.write("content/handbook/page.md", "# Page  \nsays  \nDunmere, and cooling");
    let standard = lesson("Standard").replace("lesson: Ask.\ndirection: do\nerror_type: ineptitude\n", "");
    folder.write(
        "content/discovery/standard.md",
        standard.replace("---\n\n", "facts:\n  - {id: problem, label: Problem, question: What is it?}\n---\n\n"),
    );
    init(folder.path());
    commit(folder.path(), "2026-11-02");
    folder
}

/// A checklist with so many items.
fn checklist(items: usize) -> String {
    let items: String = (1..=items).map(|number| format!("- [ ] **Item {number}** why {{#i{number}}}\n")).collect();
    let fields = "pause_point: Now.\nmode: read_do\nrevised: 2026-11-02\nobjective: o\ntrialled_with: [lena.fors]\n";
    let text = lesson("List").replace("lesson: Ask.\ndirection: do\nerror_type: ineptitude\n", fields);
    text.replace("Text.\n", &format!("## Checklist\n\n{items}"))
}

/// A role play whose second behaviour has five levels.
fn role_play() -> String {
    let row = |id: &str, levels: &str| format!("  - {{id: {id}, behaviour: {id}, levels: [{levels}]}}\n");
    let rubric = row("asks", "a, b, c, d") + &row("waits", "a, b, c, d, e") + &row("agrees", "a, b, c, d");
    let fields = format!("persona: cfo\npass_mark: 9\nrubric:\n{rubric}");
    lesson("Play").replace("lesson: Ask.\ndirection: do\nerror_type: ineptitude\n", &fields)
}

/// A path with two steps of one id.
fn path() -> String {
    let step = |text: &str| format!("      - {{id: a, type: do, text: {text}, signed_off_by: self}}\n");
    let (one, other) = (step("x"), step("y"));
    let fields = format!("role: ae\nmilestones:\n  - id: m\n    by_day: 30\n    goal: g\n    items:\n{one}{other}");
    lesson("Path").replace("lesson: Ask.\ndirection: do\nerror_type: ineptitude\n", &fields)
}

/// Sows the faults; what is to be found, as `code path:line`.
fn sow(folder: &Folder) -> Vec<&'static str> {
    let write = |path: &str, text: String| folder.write(&format!("content/{path}"), text);
    let field = |line: &str| lesson("Lesson").replace("---\n\n", &format!("{line}\n---\n\n"));
    let body = |text: &str| lesson("Lesson").replace("Text.\n", text);
    let without = |line: &str| lesson("Lesson").replace(line, "");

    write("lessons/large.md", lesson("Large") + &"word and word\n".repeat(400_000));
    folder.write("content/lessons/bytes.md", [lesson("Bytes").as_bytes(), b"\nCaf\xe9\n"].concat());
    std::os::unix::fs::symlink("../../elsewhere.md", folder.at("content/lessons/out.md")).unwrap();
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";
    write("lessons/pointer.md", pointer.to_owned());
    write("lessons/conflict.md", body("<<<<<<< ours\nA\n=======\nB\n>>>>>>> theirs\n"));
    write("lessons/colon.md", lesson("Price: high"));
    write("lessons/unclosed.md", "---\ntitle: Open\n\nText.\n".to_owned());
    write("lessons/twice.md", field("title: Again"));
    write("lessons/bare.md", "# No fields\n".to_owned());
    write("lesson/near.md", "# Near\n".to_owned());
    write("handbook/kind.md", "---\ntitle: Kind\nkind: objektion\n---\nx\n".to_owned());
    write("lessons/type.md", field("tags: {a: b}"));
    write("lessons/value.md", field("status: finished"));
    write("lessons/term.md", field("stages: [discovr]"));
    write("lessons/renamed-term.md", field("stages: [evaluate]"));
    let stage = "stage: discover\npurpose: p\nbuyer_outcomes: [x]\nfacts_expected: [prblem]\n";
    write("stages/discover.md", lesson("S").replace("lesson: Ask.\ndirection: do\nerror_type: ineptitude\n", stage));
    write("lessons/closed.md", field("# visibility: restricted"));
    write("lessons/missing.md", without("lesson: Ask.\n"));
    write("lessons/to-publish.md", without("summary: s\n"));
    write("lessons/field.md", field("tagz: [x]"));
    write("lessons/owner.md", lesson("Lesson").replace("lena.fors", "lena.for"));
    write("lessons/sub/known.md", lesson("Twin"));
    write("lessons/anchors.md", body("## One {#same}\n\nx\n\n## Two {#same}\n\nx\n"));
    write("lessons/reference.md", field("related: [lesson/nowhere]"));
    write("lessons/anchor.md", body("[Known](known.md#nowhere)\n"));
    write("lessons/link.md", body("[Gone](gone.md)\n"));
    write("lessons/long.md", lesson("Long").replace("summary: s", &format!("summary: {}s", "s ".repeat(90))));
    write("objections/no-question.md", question("velvet willow").replace("Compared to what?", "It is not."));
    write("checklists/many.md", checklist(10));
    write("checklists/few.md", checklist(4));
    write("role-plays/rubric.md", role_play());
    write("paths/steps.md", path());
    write("objections/no-answer.md", question("pebble quarry").replace("## Answer: One {#one}", "## One"));
    write("objections/double.md", question("saddle thimble").replace("[More", "[\"gravel LANTERN\", More"));
    write("objections/ages.md", question("meadow orchard") + "\nThe list price is € 40.\n");
    write("lessons/customer.md", body("At DUNMERE cooling it took a week.\n"));
    write("lessons/spaces.md", body("One \nbreak  \ntwo\t\n"));
    write("lessons/no-end.md", lesson("End").trim_end().to_owned());
    write("lessons/never.md", without("last_verified: 2026-11-02\n"));
    write("lessons/due.md", lesson("Due").replace("2026-11-02", "2025-11-02"));
    write("lessons/ahead.md", lesson("Ahead").replace("2026-11-02", "2026-12-02"));
    git(folder.path(), "2026-11-23", &["mv", "content/lessons/former.md", "content/lessons/latter.md"]);
    vec![
        "file-too-large lessons/large.md:1",
        "not-utf8 lessons/bytes.md:13",
        "link-outside lessons/out.md:1",
        "lfs-pointer lessons/pointer.md:1",
        "conflict-markers lessons/conflict.md:11",
        "front-matter-unreadable lessons/colon.md:2",
        "front-matter-unclosed lessons/unclosed.md:1",
        "duplicate-key lessons/twice.md:9",
        "no-front-matter lessons/bare.md:1",
        "near-folder lesson/near.md:1",
        "unknown-kind handbook/kind.md:3",
        "wrong-type lessons/type.md:9",
        "unknown-value lessons/value.md:9",
        "unknown-term lessons/term.md:9",
        "renamed-term lessons/renamed-term.md:9",
        "unknown-fact stages/discover.md:9",
        "visibility-unclear lessons/closed.md:9",
        "missing-field lessons/missing.md:1",
        "missing-to-publish lessons/to-publish.md:1",
        "unknown-field lessons/field.md:9",
        "no-owner lessons/owner.md:4",
        "duplicate-id lessons/sub/known.md:1",
        "duplicate-anchor lessons/anchors.md:15",
        "broken-reference lessons/reference.md:9",
        "broken-anchor lessons/anchor.md:11",
        "broken-link lessons/link.md:11",
        "too-long lessons/long.md:3",
        "no-question objections/no-question.md:9",
        "too-many-items checklists/many.md:24",
        "too-few-items checklists/few.md:12",
        "no-answer objections/no-answer.md:12",
        "rubric role-plays/rubric.md:9",
        "duplicate-step paths/steps.md:13",
        "duplicate-wording objections/double.md:7",
        "volatile-words objections/ages.md:17",
        "forbidden-word lessons/customer.md:11",
        "trailing-space lessons/spaces.md:11",
        "no-final-newline lessons/no-end.md:11",
        "never-verified lessons/never.md:1",
        "review-due lessons/due.md:5",
        "date-ahead lessons/ahead.md:5",
        "renamed-file lessons/latter.md:1",
    ]
}

#[test]
fn every_seeded_fault_is_found_once_in_every_form() {
    let folder = clean();
    assert_eq!(brief(&check(folder.path(), &[])), [""; 0]);
    let mut seeds = sow(&folder);
    seeds.sort_unstable();
    let found = check(folder.path(), &[]);
    let mut brief = brief(&found);
    brief.sort_unstable();
    assert_eq!(brief, seeds);

    let codes: BTreeSet<&str> = seeds.iter().filter_map(|seed| seed.split(' ').next()).chain(ELSEWHERE).collect();
    let rules: BTreeSet<&str> = RULES.iter().map(|rule| rule.code).collect();
    assert_eq!(codes, rules, "every rule has a seed");

    let github = fieldlore(&["check", "content", "--on", super::DAY, "--format", "github"], folder.path());
    assert_eq!(github.status.code(), Some(1));
    let printed = text(&github.stdout);
    assert_eq!(printed.lines().count(), seeds.len());
    for seed in &seeds {
        let (code, place) = seed.split_once(' ').unwrap();
        let (path, line) = place.split_once(':').unwrap();
        let begins = |each: &&str| each.contains(&format!(" file=content/{path},line={line},"));
        let ours: Vec<_> =
            printed.lines().filter(begins).filter(|each| each.contains(&format!("title={code}::"))).collect();
        assert_eq!(ours.len(), 1, "{seed}");
    }
}

#[test]
fn a_vocabulary_that_cannot_be_read_is_found_once() {
    for name in ["taxonomy.yaml", "people.yaml"] {
        let folder = clean();
        folder.write(&format!("content/{name}"), "- a list\n");
        assert_eq!(brief(&check(folder.path(), &[])), [format!("taxonomy-unreadable {name}:1")]);
    }
}

#[test]
fn the_sample_playbook_passes_its_own_gate() {
    let output =
        fieldlore(&["check", sample().to_str().unwrap(), "--on", super::DAY, "--format", "json"], sample().as_path());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let found: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    // Some of its entries are past their day on purpose: that is what it shows.
    assert!(found.iter().all(|finding| finding["code"] == "review-due"), "{found:?}");
    assert!(found.len() < 10, "{found:?}");
}
