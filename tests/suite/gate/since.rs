//! What a pull request brings about, and nothing else.

use super::seeds::clean;
use super::{TAXONOMY, brief, check, lesson, question};
use crate::cli::{fieldlore, text};
use crate::folder::Folder;
use crate::repository::{commit, git, init};

/// A repository whose main branch has faults of its own, and a branch beside it.
fn branched() -> Folder {
    let folder = clean();
    folder.write("content/lessons/old-fault.md", lesson("Old").replace("summary: s\n", ""));
    folder.write(
        "content/lessons/links.md",
        lesson("Links").replace("Text.\n", "[Known](known.md) and [F](former.md#parts)\n"),
    );
    folder.write(
        "content/lessons/former.md",
        lesson("Former").replace("Text.\n", "## Parts\n\nOf long ago.\n\nStill true.\n"),
    );
    folder.write("content/lessons/refers.md", lesson("R").replace("---\n\n", "related: [lesson/known]\n---\n\n"));
    commit(folder.path(), "2026-11-03");
    git(folder.path(), "2026-11-04", &["checkout", "--quiet", "-b", "change"]);
    // What goes on in main meanwhile is not the branch's.
    git(folder.path(), "2026-11-04", &["checkout", "--quiet", "main"]);
    folder.write("content/lessons/later.md", lesson("Later").replace("owner: lena.fors\n", ""));
    commit(folder.path(), "2026-11-05");
    git(folder.path(), "2026-11-05", &["checkout", "--quiet", "change"]);
    folder
}

fn since(folder: &Folder) -> Vec<String> {
    brief(&check(folder.path(), &["--changed-since", "main"]))
}

#[test]
fn only_what_the_branch_touches_is_told() {
    let folder = branched();
    assert_eq!(since(&folder), [""; 0]);
    folder.write("content/lessons/mine.md", lesson("Mine").replace("owner: lena.fors\n", ""));
    commit(folder.path(), "2026-11-06");
    folder.write("content/lessons/uncommitted.md", lesson("Mine too").replace("summary: s\n", ""));
    folder.write("content/.gitignore", "ignored.md\n");
    folder.write("content/lessons/ignored.md", lesson("Ignored").replace("summary: s\n", ""));
    assert_eq!(since(&folder), ["no-owner lessons/mine.md:1", "missing-to-publish lessons/uncommitted.md:1"]);
    assert!(check(folder.path(), &[]).len() > 2, "all of it has more");
}

#[test]
fn what_a_change_breaks_elsewhere_is_told_too() {
    let folder = branched();
    folder.remove("content/lessons/known.md");
    folder.write(
        "content/lessons/former.md",
        lesson("Former").replace("Text.\n", "## Pieces\n\nOf long ago.\n\nStill true.\n"),
    );
    assert_eq!(
        since(&folder),
        [
            "broken-link lessons/links.md:11",
            "broken-anchor lessons/links.md:11",
            "broken-reference lessons/refers.md:9"
        ]
    );
    commit(folder.path(), "2026-11-06");
    assert_eq!(since(&folder).len(), 3);
}

#[test]
fn a_new_double_and_a_changed_vocabulary_are_told_where_they_show() {
    let folder = branched();
    folder
        .write("content/objections/a-double.md", question("saddle thimble").replace("[More", "[gravel lantern, More"));
    assert_eq!(since(&folder), ["duplicate-wording objections/dear.md:6"], "the later of the two is told");
    folder.write("content/people.yaml", "people:\n  tom.hale: {name: Tom Hale}\n");
    let found = since(&folder);
    assert!(found.contains(&"no-owner lessons/known.md:4".to_owned()), "{found:?}");
    assert!(!found.contains(&"missing-to-publish lessons/old-fault.md:1".to_owned()), "{found:?}");
}

#[test]
fn promises_of_what_is_gone_and_of_changed_synonyms_are_told() {
    let folder = branched();
    let line = |id: &str| format!("{{\"query\": \"gravel lantern\", \"relevant\": [\"{id}\"]}}\n");
    folder.write("content/objections/gone.md", question("saddle thimble"));
    folder.write("content/queries.jsonl", line("objection/long-gone") + &line("objection/gone"));
    // Found by others first, in a file that nobody touches.
    let crowd = |name: &str| question(&format!("tandem bicycle, tandem bicycle q{name}"));
    for name in ["one", "two", "three", "four"] {
        folder.write(&format!("content/objections/{name}.md"), crowd(name));
    }
    let own = question("umbrella").replace("[More umbrella]", "[\"bicycle tandem, or so\"]");
    folder.write("content/objections/umbrella.md", own);
    commit(folder.path(), "2026-11-06");
    let searched = || {
        let found = check(folder.path(), &["--changed-since", "HEAD", "--search"]);
        let promised = |each: &String| each.starts_with("search-promise") || each.starts_with("query-");
        brief(&found).into_iter().filter(promised).collect::<Vec<_>>()
    };
    assert_eq!(searched(), [""; 0]);
    folder.remove("content/objections/gone.md");
    assert_eq!(searched(), ["query-unknown-id queries.jsonl:2"]);
    folder.write("content/taxonomy.yaml", format!("{TAXONOMY}synonyms:\n  - [bicycle, lantern]\n"));
    let found = searched();
    let promise = "search-promise objections/umbrella.md:7";
    assert!(
        found.iter().any(|each| each == promise) && !found.iter().any(|each| each.ends_with("jsonl:1")),
        "{found:?}"
    );
}

#[test]
fn a_revision_is_never_an_option_and_an_unknown_one_is_said() {
    let folder = branched();
    let ran = folder.at("ran");
    let upload = format!("--upload-pack=touch {}", ran.display());
    for (revision, words) in [
        ("nowhere", "git knows no revision `nowhere` here; fetch it first"),
        ("--output=content/x.md", "git knows no revision `--output=content/x.md`"),
        ("-h", "git knows no revision `-h`"),
        (upload.as_str(), "git knows no revision"),
        ("main\nHEAD", "git knows no revision"),
    ] {
        let output = fieldlore(&["check", "content", "--changed-since", revision], folder.path());
        assert_eq!(output.status.code(), Some(2), "{revision}");
        assert!(text(&output.stderr).contains(words), "{revision}: {}", text(&output.stderr));
    }
    assert!(!ran.exists() && !folder.at("content/x.md").exists());
    let alone = Folder::with("content/a.md", "# A\n");
    let output = fieldlore(&["check", "content", "--changed-since", "main"], alone.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("in no git repository"), "{}", text(&output.stderr));
    assert_eq!(fieldlore(&["check", "content"], alone.path()).status.code(), Some(0), "it is not needed without");
}

#[test]
fn a_clone_that_does_not_reach_back_says_what_to_fetch() {
    let origin = branched();
    origin.write("content/lessons/mine.md", lesson("Mine"));
    commit(origin.path(), "2026-11-06");
    let clone = Folder::new();
    let from = format!("file://{}", origin.path().display());
    let arguments = ["clone", "--quiet", "--depth", "1", "--no-single-branch", "--branch", "change", &from, "kb"];
    git(clone.path(), "2026-11-23", &arguments);
    let output = fieldlore(&["check", "content", "--changed-since", "origin/main"], &clone.at("kb"));
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(said.contains("shallow") && said.contains("fetch-depth: 0") && said.contains("--unshallow"), "{said}");
}

#[test]
fn branches_without_a_common_commit_say_so() {
    let folder = clean();
    git(folder.path(), "2026-11-06", &["checkout", "--quiet", "--orphan", "other"]);
    commit(folder.path(), "2026-11-06");
    let output = fieldlore(&["check", "content", "--changed-since", "main"], folder.path());
    assert!(text(&output.stderr).contains("have no commit in common"), "{}", text(&output.stderr));
    let empty = Folder::with("content/a.md", "# A\n");
    init(empty.path());
    assert_eq!(fieldlore(&["check", "content"], empty.path()).status.code(), Some(0));
}
