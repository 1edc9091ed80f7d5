//! `fieldlore import` and `fieldlore convert`: sources of every form, built here or read from real handbooks, brought in
//! by the real program.

mod bombs;
mod convert;
mod forms;
mod interrupted;
mod names;
mod questions;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::process::{Command, Output};

use fieldlore::content;
use fieldlore::content::import;
use fieldlore::model::Severity;
use serde_json::Value;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::folder::{Folder, shared};

const ID: &str = "0123456789abcdef0123456789abcdef";
const OTHER: &str = "fedcba9876543210fedcba9876543210";
/// One pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        zip.start_file(*path, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn program(folder: &Folder, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_fieldlore")).args(arguments).current_dir(folder.path()).output().unwrap()
}

/// Imports into `content`, and gives the report.
fn import(folder: &Folder, source: &str, arguments: &[&str]) -> Value {
    let output = program(folder, &[&["import", source, "--into", "content", "--format", "json"], arguments].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    adds_up(&report);
    report
}

/// Why nothing could be imported.
fn refused(folder: &Folder, source: &str) -> String {
    let output = program(folder, &["import", source, "--into", "content"]);
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stderr).unwrap()
}

/// Every count of outcomes adds up to what was found, and to the rows.
fn adds_up(report: &Value) {
    for what in ["files", "pages", "entries", "links", "pictures"] {
        let counts = report["counts"][what].as_object().unwrap();
        let sum: u64 = counts.values().map(|count| count.as_u64().unwrap()).sum();
        assert_eq!(report["found"][what], sum, "{what}: {counts:?}");
        assert_eq!(report[what].as_array().unwrap().len() as u64, sum, "{what}");
    }
    let pages = report["files"].as_array().unwrap().iter().filter(|file| file["outcome"] == "page").count();
    assert_eq!(report["found"]["pages"], pages);
}

/// All files of the folder that was written, with their texts.
fn written(folder: &Folder) -> BTreeMap<String, String> {
    let root = folder.at("content");
    let walk = fieldlore::fs::walk(&root, &|_| true);
    let text = |path: &str| String::from_utf8_lossy(&std::fs::read(root.join(path)).unwrap()).into_owned();
    walk.files.into_iter().map(|file| (file.path.clone(), text(&file.path))).collect()
}

/// Nothing in the folder is what `check` calls an error.
fn has_no_errors(folder: &Folder) {
    let loaded = content::load(&folder.at("content")).unwrap();
    let errors: Vec<_> =
        loaded.diagnostics().into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

fn outcome<'a>(report: &'a Value, rows: &str, field: &str, value: &str) -> &'a str {
    let found = report[rows].as_array().unwrap().iter().find(|row| row[field] == value);
    found.unwrap_or_else(|| panic!("no {value} among {rows}: {:#}", report[rows]))["outcome"].as_str().unwrap()
}

#[test]
fn nothing_is_written_before_it_is_asked_for_and_nothing_twice() {
    let folder = Folder::with("hb/a.md", "# A\n\n[b](b.md#part) [gone](gone.md) ![p](p.png)\n");
    folder.write("hb/b.md", "---\ntitle: B\n---\n\n## Part\n\n[a](/a)\n");
    folder.write("hb/p.png", PNG);
    let dry = import(&folder, "hb", &[]);
    assert!(!folder.at("content").exists() && dry["written"] == false);
    let first = import(&folder, "hb", &["--write"]);
    assert_eq!(first["counts"], dry["counts"]);
    let files = written(&folder);
    assert_eq!(files.keys().collect::<Vec<_>>(), ["hb/a.md", "hb/b.md", "hb/p.png"]);
    assert!(files["hb/a.md"].contains("[b](b.md#part) [gone](gone.md) ![p](p.png)"));
    assert!(files["hb/b.md"].starts_with("---\ntitle: B\nsource: {type: markdown, ref: \"hb/b.md\", date: "));
    assert!(files["hb/b.md"].contains("[a](a.md)"), "{}", files["hb/b.md"]);
    let second = import(&folder, "hb", &["--write"]);
    assert_eq!(second["counts"]["pages"]["unchanged"], 2, "{:#}", second["pages"]);
    assert_eq!(written(&folder), files);
    // What was edited here stays, wherever it lies by now.
    std::fs::rename(folder.at("content/hb/a.md"), folder.at("content/moved.md")).unwrap();
    folder.write("content/moved.md", files["hb/a.md"].replace("# A", "# Ours"));
    folder.write("hb/c.md", "# C\n\n[a](a.md)\n");
    let third = import(&folder, "hb", &["--write"]);
    assert_eq!(outcome(&third, "pages", "from", "a.md"), "differs");
    assert_eq!(outcome(&third, "pages", "from", "c.md"), "new");
    let files = written(&folder);
    assert!(files["moved.md"].contains("# Ours") && files["hb/c.md"].contains("[a](../moved.md)"));
    assert!(!files.contains_key("hb/a.md"));
    has_no_errors(&folder);
}

/// A picture finds the copy again that an earlier import made of it, and none is written that nothing shows.
#[test]
fn a_picture_whose_place_is_taken_is_copied_once() {
    let folder = Folder::with("hb/a.md", "# A\n\n![p](p.png)\n");
    folder.write("hb/p.png", PNG);
    folder.write("content/hb/p.png", "mine");
    let run = || String::from_utf8(program(&folder, &["import", "hb", "--into", "content", "--write"]).stdout).unwrap();
    assert!(run().contains("2 files written"));
    let files = written(&folder);
    assert_eq!(files.keys().collect::<Vec<_>>(), ["hb/a.md", "hb/p-2.png", "hb/p.png"]);
    assert_eq!(files["hb/p.png"], "mine");
    for _ in 0..2 {
        assert!(run().contains("Everything was imported before"));
        assert_eq!(written(&folder), files);
    }
    // One that is another in the source by now stays there with its page, which is named.
    folder.write("hb/p.png", [PNG, b"new"].concat());
    let told = run();
    assert!(told.contains("Nothing is new") && told.contains("a.md → hb/a.md: A"), "{told}");
    assert_eq!(written(&folder), files);
    let report = import(&folder, "hb", &[]);
    assert_eq!(outcome(&report, "pictures", "page", "a.md"), "held");
    // One that an interrupted import did not bring comes with the next, and is counted.
    folder.write("hb/p.png", PNG);
    std::fs::remove_file(folder.at("content/hb/p-2.png")).unwrap();
    assert!(run().contains("1 file written"));
    assert_eq!(written(&folder), files);
}

/// Spreadsheets of Windows save tables in its own letters.
#[test]
fn letters_of_windows_are_read_and_that_is_told() {
    let folder =
        Folder::with("faq.csv", b"question;answer\nWas kostet das f\xfcr Gro\xdfkunden?;100 \x80 \x96 im Jahr\n");
    let report = import(&folder, "faq.csv", &["--write"]);
    assert_eq!(report["entries"][0]["title"], "Was kostet das für Großkunden?");
    assert!(report["notes"][0].as_str().unwrap().contains("read as Windows-1252"), "{:#}", report["notes"]);
    assert!(written(&folder).values().any(|text| text.contains("100 € – im Jahr")));
}

/// Zip-slip: names that lead out, links, and what systems leave behind.
#[test]
fn nothing_leads_out_of_the_folder() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let names = ["../out.md", "/abs.md", "C:\\drive.md", "a\\..\\..\\out.md", "ok.md", "win\\dir.md", "__MACOSX/x.md"];
    for name in names {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(b"# X\n").unwrap();
    }
    zip.add_symlink("link.md", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    let folder = Folder::with("slip.zip", zip.finish().unwrap().into_inner());
    let report = import(&folder, "slip.zip", &["--write"]);
    assert_eq!(report["counts"]["files"]["refused"], 5, "{:#}", report["files"]);
    assert_eq!(written(&folder).into_keys().collect::<Vec<_>>(), ["slip/ok.md", "slip/win/dir.md"]);
    assert!(!folder.at("out.md").exists() && !folder.at("content/out.md").exists());
    // A link in the content folder leads no import out of it either, and nothing is written then.
    folder.write("outside/keep.md", "x");
    folder.write("hb/a.md", "# A\n");
    std::os::unix::fs::symlink(folder.at("outside"), folder.at("content/hb")).unwrap();
    let output = program(&folder, &["import", "hb", "--into", "content", "--write"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("leads out of"));
    assert!(!folder.at("outside/a.md").exists());
}

/// "No valid collections" without a why helps nobody: outline #7797.
#[test]
fn a_source_of_unknown_form_is_told_with_what_it_holds() {
    let folder = Folder::with("docs/a.docx", "x");
    folder.write("docs/b.pdf", "x");
    let told = refused(&folder, "docs");
    assert!(told.contains("it holds 1 .docx, 1 .pdf") && told.contains("Notion"), "{told}");
    folder.write("content/a.md", "# A\n");
    assert!(refused(&folder, "content").contains("name another one by --into"));
    assert!(refused(&folder, "nowhere").contains("nowhere"));
}

#[test]
fn five_thousand_pictures_and_names_that_collide_come_in() {
    let folder = Folder::new();
    let lines: String = (0..5000).map(|number| format!("![p](pics/{number}.png)\n")).collect();
    folder.write("hb/a.md", format!("# A\n\n{lines}"));
    for number in 0..5000 {
        folder.write(&format!("hb/pics/{number}.png"), PNG);
    }
    for name in ["Faq.md", "FAQ.md", "con.md", "what: \"now\"?.md"] {
        folder.write(&format!("hb/{name}"), format!("# {name}\n"));
    }
    let report = import(&folder, "hb", &["--write"]);
    assert_eq!(report["counts"]["pictures"]["copied"], 5000);
    let files = written(&folder);
    assert_eq!(files.len(), 5005);
    let lower: std::collections::BTreeSet<_> = files.keys().map(|path| path.to_lowercase()).collect();
    assert_eq!(lower.len(), files.len());
    assert!(
        files.contains_key("hb/con-page.md") && files.contains_key("hb/what- -now--.md"),
        "{:?}",
        files.keys().find(|path| path.contains("what"))
    );
}

#[test]
fn a_page_with_many_questions_is_taken_apart() {
    let faq = "---\ntitle: Customer FAQ\nvisibility: restricted\nowner: lena.fors\n---\n\nIntro.\n\n## Is it safe for us?\n\n\
        We explain first.\n\n> Yes. Shall I show [how][how]?\n\n### More\n\n[gone](gone.md) [part](#deals)\n\n\
        ## 1. \"It is too expensive\"\n\n**Why They Say This** They compare.\n\n**Acknowledge** Fair.\n\n**Respond** Count it.\n\n\
        **Proof Point** Castellan saved a third.\n\n**Follow-Up Question** What do you pay now?\n\n## Deals\n\n- Q: Who may sign the offer?\n  A: The owner.\n\n[how]: how.md\n";
    let folder = Folder::with("hb/sales/faq.md", faq);
    folder.write("hb/sales/how.md", "# How\n");
    let report = import(&folder, "hb", &["--write", "--split"]);
    assert_eq!(report["found"]["entries"], 3, "{:#}", report["entries"]);
    let files = written(&folder);
    let page = &files["hb/sales/faq.md"];
    assert!(
        page.contains("## Is it safe for us?\n\n[Is it safe for us?](../../objections/is-it-safe-for-us.md)\n"),
        "{page}"
    );
    assert!(page.contains("Intro.") && page.contains("## Deals") && !page.contains("They compare"), "{page}");
    let safe = &files["objections/is-it-safe-for-us.md"];
    assert!(safe.contains("visibility: restricted") && safe.contains("owner: lena.fors"), "{safe}");
    assert!(safe.contains("**Respond** Yes. Shall I show [how][how]?"), "{safe}");
    assert!(safe.contains("[how]: ../hb/sales/how.md"), "{safe}");
    assert!(safe.contains("## Internal notes\n\nWe explain first."), "{safe}");
    assert!(safe.contains("gone [part](../hb/sales/faq.md#deals)"), "{safe}");
    let price = &files["objections/it-is-too-expensive.md"];
    let expected = "**Acknowledge** Fair.\n\n**Respond** Count it.\n\n**Confirm** What do you pay now?\n\n## Internal notes\n\n\
        **Why They Say This** They compare.\n\n**Proof Point** Castellan saved a third.\n";
    assert!(price.ends_with(expected), "{price}");
    assert!(files["objections/who-may-sign-the-offer.md"].contains("**Respond** The owner."));
    has_no_errors(&folder);
    let again = import(&folder, "hb", &["--write", "--split"]);
    assert_eq!(again["counts"]["entries"]["unchanged"], 3, "{:#}", again["entries"]);
    assert_eq!(again["counts"]["pages"]["unchanged"], 2, "{:#}", again["pages"]);
    assert_eq!(written(&folder), files);
}

#[test]
fn an_interrupted_import_leaves_nothing_half_and_goes_on() {
    let folder = Folder::with("hb/a.md", "# A\n");
    folder.write("hb/b.md", "# B\n");
    folder.write("content/.fieldlore-import-1/0", "half");
    import(&folder, "hb", &["--write"]);
    assert!(!folder.at("content/.fieldlore-import-1").exists());
    std::fs::remove_file(folder.at("content/hb/b.md")).unwrap();
    let report = import(&folder, "hb", &["--write"]);
    assert_eq!(
        (outcome(&report, "pages", "from", "a.md"), outcome(&report, "pages", "from", "b.md")),
        ("unchanged", "new")
    );
    assert_eq!(std::fs::read_dir(folder.at("content")).unwrap().count(), 1);
}

#[test]
fn real_handbooks_come_in_whole() {
    for name in ["sourcegraph", "18f"] {
        let Some(path) = shared(&format!("handbooks/{name}")) else {
            eprintln!("skipped: no handbook {name} beside the project");
            continue;
        };
        for split in [&[][..], &["--split"]] {
            let folder = Folder::new();
            let path = path.to_str().unwrap();
            let report = import(&folder, path, &[&["--write"], split].concat());
            assert_eq!(report["counts"]["pages"]["new"], report["found"]["pages"]);
            has_no_errors(&folder);
            let before = content::load(path.as_ref()).unwrap().diagnostics().len();
            let after = content::load(&folder.at("content")).unwrap();
            let pages =
                after.diagnostics().into_iter().filter(|finding| !finding.path.starts_with("objections/")).count();
            assert!(pages <= before, "{name}: {pages} findings where the source has {before}");
            let again = import(&folder, path, &[&["--write"], split].concat());
            let known = again["counts"]["pages"]["unchanged"].as_u64().unwrap();
            assert_eq!(again["found"]["pages"], known, "{name}");
            assert_eq!(
                again["counts"]["entries"].as_object().unwrap().keys().filter(|key| *key != "unchanged").count(),
                0
            );
        }
    }
}
