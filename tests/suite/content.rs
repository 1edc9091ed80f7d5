//! Files in, entries and findings out.

use std::collections::BTreeSet;

use fieldlore::content::{self, Loaded};
use fieldlore::model::{Entry, Kind, Severity};

use crate::folder::{Folder, brief, sample, shared};

fn entry<'a>(loaded: &'a Loaded, path: &str) -> &'a Entry {
    &loaded.files.get(path).unwrap_or_else(|| panic!("{path} is lost")).entry
}

fn help_of(folder: &Folder, code: &str) -> String {
    let findings = folder.load().diagnostics();
    findings
        .iter()
        .find(|finding| finding.code == code)
        .unwrap_or_else(|| panic!("no {code} in {findings:?}"))
        .help
        .to_string()
}

const TAXONOMY: &str = "vendor: V\nstages:\n  - {id: discover, label: Discover}\n  - {id: validate, label: Validate, was: [evaluate]}\nobjection_categories:\n  - {id: price, label: Price}\ncompetitors:\n  - {id: corvane, label: Corvane Suite}\n";

const QUESTION: &str = "---\nkind: objection\ntitle: Too expensive\nsummary: s\nowner: a.b\nquestion: \"Why so dear?\"\ncategory: price\nquick_response: \"Compared to what?\"\nclarify: [\"Since when?\"]\n---\n\n## Answer: One {#one}\n\n**Respond** This.\n";

#[test]
fn the_sample_playbook_is_clean_and_whole() {
    let loaded = content::load(&sample()).unwrap();
    let findings: Vec<_> =
        loaded.diagnostics().iter().map(|finding| format!("{} {}", brief(finding), finding.message)).collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
    for kind in Kind::all() {
        assert!(loaded.entries().any(|entry| entry.kind == kind), "no {kind}");
    }
    let questions: Vec<_> = loaded.entries().filter_map(|entry| entry.objection()).collect();
    let categories: BTreeSet<_> = questions.iter().filter_map(|question| question.category.as_deref()).collect();
    assert!(questions.len() >= 15 && categories.len() == 10, "{} questions, {categories:?}", questions.len());
}

#[test]
fn the_examples_are_read_without_an_error() {
    let Some(examples) = shared("examples") else { return };
    let loaded = content::load(&examples).unwrap();
    let errors: Vec<_> =
        loaded.diagnostics().into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    // The examples refer to one another and to nothing else but what the team is still to write.
    assert!(errors.iter().all(|finding| finding.code == "broken-reference"), "{errors:?}");
}

#[test]
fn a_tough_question_is_read_whole() {
    let folder = Folder::with("objections/dear.md", QUESTION);
    let loaded = folder.load();
    let entry = entry(&loaded, "objections/dear.md");
    assert_eq!(entry.id.as_str(), "objection/dear");
    let question = entry.objection().unwrap();
    assert_eq!(question.quick_response.as_deref(), Some("Compared to what?"));
    assert_eq!(entry.body.answers[0].anchor, "one");
    assert_eq!(loaded.diagnostics(), []);
}

#[test]
fn an_unquoted_colon_costs_its_line_and_not_the_page() {
    let text = QUESTION.replace("title: Too expensive", "title: Price: too high");
    let folder = Folder::with("objections/dear.md", text);
    let loaded = folder.load();
    let entry = entry(&loaded, "objections/dear.md");
    assert_eq!(entry.kind, Kind::Objection);
    assert_eq!(entry.objection().unwrap().quick_response.as_deref(), Some("Compared to what?"));
    assert_eq!(loaded.diagnostics()[0].code, "front-matter-unreadable");
    assert_eq!(loaded.diagnostics()[0].line, 3);
    assert!(help_of(&folder, "front-matter-unreadable").contains("double quotes"));
}

#[test]
fn line_ends_marks_and_fences_of_other_systems_are_read() {
    let folder = Folder::new();
    folder.write("objections/crlf.md", QUESTION.replace('\n', "\r\n"));
    folder.write("objections/cr.md", QUESTION.replace('\n', "\r"));
    folder.write("objections/bom.md", format!("\u{feff}{QUESTION}"));
    folder.write("objections/end.md", "---\ntitle: Only this\nkind: objection\n---");
    let loaded = folder.load();
    for name in ["crlf", "cr", "bom"] {
        let entry = entry(&loaded, &format!("objections/{name}.md"));
        assert_eq!((entry.title.as_str(), entry.body.answers.len()), ("Too expensive", 1), "{name}");
    }
    assert_eq!(entry(&loaded, "objections/end.md").title, "Only this");
}

#[test]
fn bytes_that_are_no_text_are_told_and_shown() {
    let folder = Folder::with("a.md", b"# Caf\xe9\n\nBody \xff\n");
    let loaded = folder.load();
    assert_eq!(entry(&loaded, "a.md").title, "Caf\u{fffd}");
    assert_eq!(folder.findings(), ["error not-utf8 a.md:1:1"]);
}

#[test]
fn values_of_the_wrong_type_are_told_with_their_place() {
    let folder = Folder::with(
        "objections/x.md",
        QUESTION.replace(
            "summary: s\n",
            "summary: s\ntags: foo\nlast_verified: 03/04/26\nreview_in: soon\nvolatile: perhaps\nvariants: {a: b}\n",
        ),
    );
    let wrong = |line: u32, column: u32| format!("error wrong-type objections/x.md:{line}:{column}");
    assert_eq!(folder.findings(), [wrong(5, 7), wrong(6, 16), wrong(7, 12), wrong(8, 11), wrong(9, 11)]);
    assert!(help_of(&folder, "wrong-type").contains("[foo]"));
}

#[test]
fn texts_that_look_like_other_types_stay_texts() {
    let folder = Folder::with("a.md", "---\ntitle: 1.10\nlanguage: NO\nsummary: 2026-10-12\n---\nx\n");
    let loaded = folder.load();
    let entry = entry(&loaded, "a.md");
    assert_eq!((entry.title.as_str(), entry.summary.as_str()), ("1.10", "2026-10-12"));
    assert_eq!(entry.common.language.as_deref(), Some("NO"));
}

#[test]
fn a_key_that_stands_twice_and_tabs_are_told() {
    let folder = Folder::new();
    folder.write("a.md", "---\ntitle: One\ntitle: Two\n---\n");
    folder.write("b.md", "---\ntitle: One\ntags:\n\t- x\n---\n");
    let loaded = folder.load();
    assert_eq!(entry(&loaded, "a.md").title, "One");
    assert_eq!(entry(&loaded, "b.md").title, "One");
    let codes: Vec<_> = loaded.diagnostics().iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["duplicate-key", "front-matter-unreadable"]);
}

#[test]
fn an_expansion_bomb_costs_its_file() {
    let mut text = String::from("---\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..10 {
        let refs = vec![format!("*a{}", level - 1); 10].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{refs}]\n"));
    }
    text.push_str("---\n# Still here\n");
    let folder = Folder::with("bomb.md", text);
    assert_eq!(entry(&folder.load(), "bomb.md").title, "Still here");
    assert!(folder.findings().iter().any(|finding| finding.starts_with("error front-matter-unreadable")));
}

#[test]
fn terms_kinds_and_fields_get_a_suggestion() {
    let folder = Folder::with("taxonomy.yaml", TAXONOMY);
    let text = QUESTION.replace(
        "category: price",
        "category: pirce\nstages: [discovr, evaluate]\ncompetitor: corvane\nstatus: publishd",
    );
    folder.write("objections/x.md", text);
    folder.write("y.md", "---\nkind: objektion\ntitle: Y\n---\nBody\n");
    let found: Vec<_> =
        folder.load().diagnostics().iter().map(|finding| (finding.code, finding.help.clone())).collect();
    let help = |code: &str| {
        found.iter().find(|(known, _)| *known == code).unwrap_or_else(|| panic!("no {code}: {found:?}")).1.clone()
    };
    assert!(help("unknown-term").contains("`price`"), "{found:?}");
    assert!(help("renamed-term").contains("`validate`"));
    assert!(help("unknown-field").contains("`competitors`"));
    assert!(help("unknown-value").contains("`published`"));
    assert!(help("unknown-kind").contains("`objection`"));
    assert_eq!(entry(&folder.load(), "y.md").kind, Kind::Page, "its folder has no kind");
}

#[test]
fn without_a_taxonomy_terms_are_free() {
    let folder = Folder::with("objections/x.md", QUESTION.replace("category: price", "category: whatever"));
    assert_eq!(folder.findings(), [""; 0]);
}

#[test]
fn what_is_missing_is_an_error_or_a_warning_and_never_hides_an_entry() {
    let folder = Folder::with("objections/x.md", "---\ntitle: X\n---\nBody\n");
    let loaded = folder.load();
    assert_eq!(entry(&loaded, "objections/x.md").kind, Kind::Objection);
    let found: BTreeSet<_> =
        loaded.diagnostics().iter().map(|finding| (finding.severity.word(), finding.message.clone())).collect();
    assert!(found.contains(&("error", "`question` is missing".to_owned())), "{found:?}");
    assert!(found.contains(&("error", "`category` is missing".to_owned())));
    assert!(found.contains(&("warning", "`quick_response` is missing".to_owned())));
    assert!(found.contains(&("warning", "nobody owns this entry".to_owned())));
}

#[test]
fn references_links_and_anchors_must_lead_somewhere() {
    let folder = Folder::new();
    let text = QUESTION.replace(
        "summary: s\n",
        "summary: s\nrelated: [lesson/lost, lesson/known, lesson/known#nothing]\nproof: [lesson/known]\n",
    ) + "\nSee [a](../lessons/known.md#situation), [b](../lessons/known.md#nowhere) and [c](gone.md).\n";
    folder.write("objections/x.md", text);
    folder.write("lessons/known.md", "---\nlesson: Ask.\ndirection: do\ntitle: Known\nsummary: s\nowner: a.b\nerror_type: x\n---\n## Situation\n\nx\n");
    let codes: Vec<_> = folder.load().diagnostics().iter().map(|finding| (finding.code, finding.line)).collect();
    assert_eq!(
        codes,
        [
            ("broken-reference", 5),
            ("broken-anchor", 5),
            ("broken-reference", 6),
            ("broken-anchor", 18),
            ("broken-link", 18)
        ]
    );
    assert!(help_of(&folder, "broken-reference").contains("see that the file exists"));
}

#[test]
fn two_files_with_one_id_are_both_served() {
    let folder = Folder::new();
    folder.write("objections/a/dear.md", QUESTION);
    folder.write("objections/b/dear.md", QUESTION);
    let loaded = folder.load();
    assert_eq!(entry(&loaded, "objections/a/dear.md").id.as_str(), "objection/dear");
    assert_eq!(entry(&loaded, "objections/b/dear.md").id.as_str(), "objection/objections/b/dear");
    assert_eq!(folder.findings(), ["error duplicate-id objections/b/dear.md:1:1"]);
    folder.remove("objections/a/dear.md");
    let (later, changes) = content::reload(&loaded, None).unwrap();
    assert_eq!(entry(&later, "objections/b/dear.md").id.as_str(), "objection/dear");
    assert!(later.diagnostics().is_empty() && changes.any());
}

#[test]
fn aliases_of_fields_and_entries_are_read() {
    let folder = Folder::new();
    folder.write("taxonomy.yaml", TAXONOMY);
    let text = QUESTION
        .replace("kind: objection", "object_type: objection")
        .replace("summary: s", "summary: s\nreviewed: 2026-10-01\nold_paths: [costly]\npersona: cfo");
    folder.write("x/dear.md", text);
    folder.write("lesson.md", "---\ntitle: L\nrelated: [objection/costly]\n---\n[x](objection/costly)\n");
    let loaded = folder.load();
    let found = entry(&loaded, "x/dear.md");
    assert_eq!(found.kind, Kind::Objection);
    assert_eq!(found.common.last_verified, Some(jiff::civil::date(2026, 10, 1)));
    assert_eq!(found.common.personas, ["cfo"]);
    assert_eq!(loaded.directory.by_id("objection/costly"), Some("x/dear.md"));
    assert!(loaded.diagnostics().iter().all(|finding| finding.code == "unknown-term"), "{:?}", loaded.diagnostics());
}

#[test]
fn plain_pages_need_nothing() {
    let folder = Folder::new();
    folder.write("team/how we sell #1.md", "Intro paragraph.\n\n# How we sell\n\n## Calls\n\nx [gone](no.md)\n");
    folder.write("team/index.md", "No heading here.\n");
    folder.write("README.md", "# Top\n");
    folder.write("empty.md", "");
    let loaded = folder.load();
    let found = entry(&loaded, "team/how we sell #1.md");
    assert_eq!((found.title.as_str(), found.summary.as_str()), ("How we sell", "Intro paragraph."));
    assert_eq!(found.id.as_str(), "page/team/how we sell #1");
    assert_eq!(
        (entry(&loaded, "team/index.md").id.as_str(), entry(&loaded, "team/index.md").title.as_str()),
        ("page/team", "Team")
    );
    assert_eq!(entry(&loaded, "README.md").id.as_str(), "page/index");
    assert_eq!(entry(&loaded, "empty.md").title, "Empty");
    assert_eq!(folder.findings(), ["warning broken-link team/how we sell #1.md:7:3"]);
}

#[test]
fn names_of_any_kind_make_entries() {
    let folder = Folder::new();
    let names = [
        "o'brien.md",
        "größe.md",
        "名前.md",
        "a%2eb.md",
        "[x].md",
        "a - b.md",
        "dot..md",
        "Case.md",
        "case.md",
        "q?.md",
    ];
    for name in names {
        folder.write(&format!("objections/{name}"), QUESTION);
    }
    let loaded = folder.load();
    assert_eq!(loaded.files.len(), names.len());
    let ids: BTreeSet<_> = loaded.entries().map(|entry| entry.id.as_str().to_owned()).collect();
    assert_eq!(ids.len(), names.len());
}

#[cfg(unix)]
#[test]
fn what_is_no_file_of_the_folder_is_no_entry() {
    let folder = Folder::with("a.md", "# A\n");
    let outside = Folder::with("secret.md", "# Secret\n");
    std::os::unix::fs::symlink(outside.at("secret.md"), folder.at("out.md")).unwrap();
    std::os::unix::fs::symlink(".", folder.at("loop")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", folder.at("zero.md")).unwrap();
    std::fs::create_dir(folder.at("folder.md")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(folder.at("pipe.md")).status().unwrap().success());
    let loaded = folder.load();
    assert_eq!(loaded.files.keys().collect::<Vec<_>>(), ["a.md"]);
    assert_eq!(folder.findings(), ["warning link-outside out.md:1:1", "warning link-outside zero.md:1:1"]);
}

#[test]
fn a_very_large_file_is_cut_and_told() {
    let folder = Folder::with("big.md", format!("# Big\n\n{}", "größe ".repeat(800_000)));
    let loaded = folder.load();
    assert_eq!(entry(&loaded, "big.md").title, "Big");
    assert!(folder.findings().iter().any(|finding| finding.contains("file-too-large")), "{:?}", folder.findings());
}

#[test]
fn a_committed_conflict_is_told() {
    let text = format!("{QUESTION}\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch\n");
    let folder = Folder::with("objections/x.md", text);
    assert_eq!(folder.findings(), ["error conflict-markers objections/x.md:16:1"]);
}

#[test]
fn lengths_counts_and_anchors_are_linted() {
    let folder = Folder::new();
    let long = "word ".repeat(52);
    folder.write("objections/x.md", QUESTION.replace("Compared to what?", &long) + "\n## Answer: Two {#one}\n\nx\n");
    let items: String = (0..10).map(|number| format!("- [ ] **Do {number}.** Why. {{#i{number}}}\n")).collect();
    folder.write("checklists/c.md", format!("---\ntitle: C\nsummary: s\nowner: a.b\npause_point: p\nmode: do_confirm\nobjective: o\nrevised: 2026-01-01\ntrialled_with: [c.d]\n---\n\n{items}"));
    assert_eq!(
        folder.findings(),
        [
            "error too-many-items checklists/c.md:21:1",
            "warning no-question objections/x.md:8:17",
            "warning too-long objections/x.md:8:17",
            "error duplicate-anchor objections/x.md:16:1",
        ]
    );
}

#[test]
fn a_broken_visibility_keeps_the_entry_closed() {
    let heads = [
        "---\ntitle: A\nvisibility: [restricted\n---\n",
        "---\ntitle: A\nvisibility: restrictd\n---\n",
        "---\ntitle: A\nvisibility: restricted\n\n# never closed\n",
        "---\ntitle: D: x\nvisibility: restricted\n---\n",
        "---\ntitle: A: b\n  visibility: restricted\n---\n",
        "---\nvisibility restricted\n---\n",
        "---\nvisibility:restricted\n---\n",
        "---\nVisibility: restricted\n---\n",
        "---\nvisiblity: restricted\n---\n",
        "---\nvisibility: team\nvisibility: restricted\n---\n",
        "---\nvisibility:\n---\n",
        "---\n- visibility: restricted\n---\n",
        "---\n{title: A, visibility: restricted}\n---\n",
        "+++\nvisibility = \"restricted\"\ntitle = = 1\n+++\n",
        "+++\nvisibility = \"restricted\"\n",
        "\n\n---\nvisibility: restricted\n---\n",
        "----\nvisibility: restricted\n----\n",
    ];
    let folder = Folder::new();
    for (number, head) in heads.iter().enumerate() {
        folder.write(&format!("{number}.md"), format!("{head}x\n"));
    }
    let utf16: Vec<u8> =
        "\u{feff}---\nvisibility: restricted\n---\nx\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    folder.write("utf16.md", utf16);
    folder.write("open.md", "---\ntitle: Low visibility of deals\nvisibility: team\n---\nx\n");
    folder.write("plain.md", "# Visibility\n\nvisibility: restricted is a field.\n");
    let loaded = folder.load();
    let open: Vec<_> =
        loaded.entries().filter(|entry| !entry.common.restricted).map(|entry| entry.path.as_str()).collect();
    assert_eq!(open, ["open.md", "plain.md"]);
}

#[test]
fn a_broken_file_that_was_to_be_closed_is_closed() {
    let folder = Folder::with("a.md", "---\ntitle: A\n---\nx\n");
    let first = folder.load();
    folder.write("a.md", "---\ntitle: A\nsummary: a: b\nvisibility: restricted\n---\nx\n");
    let (second, _) = content::reload(&first, None).unwrap();
    assert!(entry(&second, "a.md").common.restricted && !second.files["a.md"].kept);
}

#[cfg(unix)]
#[test]
fn a_linked_folder_is_not_entered_when_it_is_hinted() {
    let folder = Folder::with("a.md", "# A\n");
    let outside = Folder::with("secret.md", "# Secret\n");
    let first = folder.load();
    std::os::unix::fs::symlink(outside.path(), folder.at("link")).unwrap();
    for hint in ["link", "link/secret.md"] {
        let (second, _) = content::reload(&first, Some(&BTreeSet::from([hint.to_owned()]))).unwrap();
        assert_eq!(second.files.keys().collect::<Vec<_>>(), ["a.md"], "{hint}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_in_place_of_the_vocabulary_is_told_and_not_waited_for() {
    let folder = Folder::with("a.md", "# A\n");
    assert!(std::process::Command::new("mkfifo").arg(folder.at("people.yaml")).status().unwrap().success());
    assert_eq!(folder.findings(), ["error taxonomy-unreadable people.yaml:1:1"]);
}

#[test]
fn a_picture_that_comes_later_is_seen() {
    let folder = Folder::with("a.md", "![p](p.png)\n");
    let first = folder.load();
    assert_eq!(first.diagnostics()[0].code, "broken-link");
    folder.write("p.png", "picture");
    let (second, changes) = content::reload(&first, Some(&BTreeSet::from(["p.png".to_owned()]))).unwrap();
    assert!(second.diagnostics().is_empty() && changes.any());
}

#[test]
fn slips_that_hid_an_answer_do_not() {
    let folder = Folder::new();
    folder.write("objections/kind.md", QUESTION.replace("kind: objection", "kind: objektion"));
    folder.write("objections/blank.md", format!("\n{QUESTION}"));
    folder.write("objections/emptied.md", QUESTION);
    let first = folder.load();
    assert!(["kind", "blank"].iter().all(|name| entry(&first, &format!("objections/{name}.md")).objection().is_some()));
    folder.write("objections/emptied.md", "");
    let (second, _) = content::reload(&first, None).unwrap();
    assert!(second.files["objections/emptied.md"].kept);
}

#[test]
fn an_anchor_that_ends_in_a_number_is_no_second_one() {
    let folder = Folder::with(
        "objections/x.md",
        QUESTION.replace("{#one}", "{#option}") + "\n## Answer: Two {#option-2}\n\nx\n",
    );
    assert_eq!(folder.findings(), [""; 0]);
}

#[test]
fn only_what_changed_is_read_again() {
    let folder = Folder::with("a.md", "# A\n");
    folder.write("b.md", "# B\n");
    let first = folder.load();
    folder.write("a.md", "# A two\n");
    let hints = BTreeSet::from(["a.md".to_owned()]);
    let (second, changes) = content::reload(&first, Some(&hints)).unwrap();
    assert_eq!(changes.changed, hints);
    assert!(std::sync::Arc::ptr_eq(&first.files["b.md"].entry, &second.files["b.md"].entry));
    let (_, none) = content::reload(&second, Some(&hints)).unwrap();
    assert!(!none.any());
}

#[test]
fn a_file_that_breaks_keeps_its_last_good_version() {
    let folder = Folder::with("objections/dear.md", QUESTION);
    let first = folder.load();
    folder.write("objections/dear.md", QUESTION.replace("title: Too expensive", "title: \"Too expensive"));
    let (second, _) = content::reload(&first, None).unwrap();
    assert_eq!(entry(&second, "objections/dear.md").title, "Too expensive");
    assert!(second.files["objections/dear.md"].kept);
    assert_eq!(second.diagnostics()[0].code, "front-matter-unreadable");
    folder.write("objections/dear.md", QUESTION.replace("Too expensive", "Mended"));
    let (third, _) = content::reload(&second, None).unwrap();
    assert_eq!(entry(&third, "objections/dear.md").title, "Mended");
    assert!(!third.files["objections/dear.md"].kept && third.diagnostics().is_empty());
}

#[test]
fn a_changed_vocabulary_is_seen_in_every_entry() {
    let folder = Folder::with("objections/dear.md", QUESTION);
    let first = folder.load();
    assert!(first.diagnostics().is_empty());
    folder.write("taxonomy.yaml", "objection_categories:\n  - {id: cost, label: Cost}\n");
    let (second, changes) = content::reload(&first, Some(&BTreeSet::from(["taxonomy.yaml".to_owned()]))).unwrap();
    assert!(changes.vocabulary);
    assert_eq!(second.diagnostics()[0].code, "unknown-term");
    folder.write("taxonomy.yaml", "objection_categories: [\n");
    let (third, _) = content::reload(&second, None).unwrap();
    let codes: Vec<_> = third.diagnostics().iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["unknown-term", "taxonomy-unreadable"], "the last good taxonomy stays");
}

#[test]
fn a_renamed_folder_moves_its_entries() {
    let folder = Folder::with("one/a.md", "# A\n");
    let first = folder.load();
    folder.rename("one", "two");
    let hints = BTreeSet::from(["one".to_owned(), "two".to_owned()]);
    let (second, changes) = content::reload(&first, Some(&hints)).unwrap();
    assert_eq!(second.files.keys().collect::<Vec<_>>(), ["two/a.md"]);
    assert_eq!(changes.gone.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["page/one/a"]);
}

#[test]
fn real_handbooks_are_read_without_an_error() {
    for (name, files) in [("handbooks/sourcegraph", 875), ("handbooks/18f", 1)] {
        let Some(root) = shared(name) else { return };
        let loaded = content::load(&root).unwrap();
        assert!(loaded.files.len() >= files, "{name}: {}", loaded.files.len());
        let errors: Vec<_> =
            loaded.diagnostics().into_iter().filter(|finding| finding.severity == Severity::Error).collect();
        let unreadable = ["not-utf8", "front-matter-unreadable", "front-matter-unclosed", "conflict-markers"];
        assert!(
            errors.iter().all(|finding| unreadable.contains(&finding.code)),
            "{:?}",
            errors.iter().map(brief).collect::<Vec<_>>()
        );
        assert!(loaded.entries().all(|entry| !entry.title.is_empty()));
    }
}

#[test]
fn a_folder_that_is_nearly_a_kinds_is_told() {
    let folder = Folder::new();
    for path in ["Objections/a.md", "battlecard/b.md", "win_loss/c.md", "handbook/objection/d.md", "stage/e.md"] {
        folder.write(path, "# Words\n\ntext\n");
    }
    folder.write("lesson/f.md", "---\nkind: lesson\ntitle: F\nlesson: Do it.\ndirection: do\n---\ntext\n");
    let found: Vec<_> = folder.findings().into_iter().filter(|finding| finding.contains("near-folder")).collect();
    let at = |path: &str| format!("warning near-folder {path}:1:1");
    assert_eq!(found, [at("Objections/a.md"), at("battlecard/b.md"), at("stage/e.md"), at("win_loss/c.md")]);
}
