//! Imports that were interrupted: nothing is half written, and the next one finishes.

use std::process::{Command, Stdio};

use super::{import, written};
use crate::folder::Folder;

/// A handbook with questions on some pages, links between them and a picture.
fn handbook(pages: usize) -> Folder {
    let folder = Folder::with("hb/sales/plan.png", b"\x89PNG\r\n\x1a\n");
    for number in 0..pages {
        let text = format!(
            "# Customer FAQ {number}\n\n![plan](plan.png)\n\n## Is number {number} safe?\n\nYes, as [the other](faq-0.md#is-number-0-safe).\n\n\
             ## Is number {number} dear?\n\nIt pays for itself. {}\n\n## Next\n\nx\n",
            "And more of it. ".repeat(40)
        );
        folder.write(&format!("hb/sales/faq-{number}.md"), text);
    }
    folder
}

#[test]
fn a_split_that_was_interrupted_anywhere_is_finished_by_the_next_run() {
    let whole = handbook(2);
    import(&whole, "hb", &["--write", "--split"]);
    let finished = written(&whole);
    // In the order in which they are moved: entries, pages, pictures.
    let rank = |path: &str| (!path.starts_with("objections/"), path.ends_with(".png"), path.to_owned());
    let mut moved: Vec<_> = finished.keys().cloned().collect();
    moved.sort_by_key(|path| rank(path));
    assert_eq!(moved.len(), 7, "{moved:?}");
    for count in 0..=moved.len() {
        let folder = handbook(2);
        for path in &moved[..count] {
            folder.write(&format!("content/{path}"), std::fs::read(whole.at("content").join(path)).unwrap());
        }
        folder.write("content/.fieldlore-import-1/0", "half");
        let report = import(&folder, "hb", &["--write", "--split"]);
        assert_eq!(written(&folder), finished, "after {count} of {moved:?}: {:#}", report["entries"]);
        assert!(!folder.at("content/.fieldlore-import-1").exists());
    }
}

#[test]
fn a_split_that_is_killed_leaves_whole_files_only() {
    let whole = handbook(60);
    import(&whole, "hb", &["--write", "--split"]);
    let finished = written(&whole);
    let folder = handbook(60);
    let mut program = Command::new(env!("CARGO_BIN_EXE_fieldlore"));
    program.args(["import", "hb", "--into", "content", "--write", "--split"]).current_dir(folder.path());
    let mut child = program.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    // As soon as anything is written, or all of it.
    while !folder.at("content").exists() && child.try_wait().unwrap().is_none() {}
    child.kill().unwrap();
    child.wait().unwrap();
    for (path, text) in written(&folder) {
        assert_eq!(Some(&text), finished.get(&path), "{path}");
    }
    import(&folder, "hb", &["--write", "--split"]);
    assert_eq!(written(&folder), finished);
}
