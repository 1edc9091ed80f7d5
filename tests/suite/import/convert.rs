//! `fieldlore convert`: what it refuses, and what it goes on with.

use super::{has_no_errors, program, written};
use crate::folder::Folder;

const FAQ: &str = "# Customer FAQ\n\n## Is it safe for us?\n\nYes, and we can show it.\n\n## Deals\n\n- Q: Who may sign the offer?\n  A: The owner.\n- Q: Who may change it?\n  A: Anybody who may sign.\n\n## Next\n\nx\n";

fn folder() -> Folder {
    Folder::with("content/hb/faq.md", FAQ)
}

/// What it says on the second channel, and its status.
fn said(folder: &Folder, arguments: &[&str]) -> (Option<i32>, String) {
    let output = program(folder, &[&["convert", "--content", "content"], arguments].concat());
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn what_cannot_be_converted_is_said_and_nothing_is_written() {
    let folder = folder();
    folder.write("content/objections/dear.md", "---\ntitle: Dear\nquestion: Too dear?\n---\n\nYes.\n");
    folder.write("content/hb/plain.md", "# Plain\n\nNothing is asked.\n");
    folder.write("content/hb/bytes.md", b"# Customer FAQ\n\n## Is it caf\xe9?\n\nYes.\n");
    std::os::unix::fs::symlink("faq.md", folder.at("content/hb/link.md")).unwrap();
    let before = written(&folder);
    for (arguments, words) in [
        (&["hb/nowhere.md#x"][..], "there is no page hb/nowhere.md"),
        (&["../content/hb/faq.md#x"], "there is no page"),
        (&["objections/dear.md#x"], "is no plain page, so it is an entry already"),
        (&["hb/plain.md"], "has no question with an answer under it"),
        (&["hb/plain.md#x"], "has no question with an answer under it"),
        (&["hb/faq.md#next"], "it asks at: #is-it-safe-for-us, #deals, #deals"),
        (&["hb/faq.md#deals"], "say which by --question: `Who may sign the offer?`, `Who may change it?`"),
        (&["hb/faq.md#deals", "--question", "Who else?"], "say which by --question"),
        (&["hb/bytes.md#is-it-caf"], "it is not UTF-8"),
        (&["hb/link.md#is-it-safe-for-us"], "is a link to another file; convert that one"),
    ] {
        let (status, told) = said(&folder, arguments);
        assert!(status == Some(2) && told.contains(words), "{arguments:?}: {status:?} {told}");
    }
    // Nor does a folder that is a link elsewhere take the entry.
    std::fs::create_dir(folder.at("elsewhere")).unwrap();
    std::fs::remove_dir_all(folder.at("content/objections")).unwrap();
    std::os::unix::fs::symlink(folder.at("elsewhere"), folder.at("content/objections")).unwrap();
    let (status, told) = said(&folder, &["hb/faq.md#is-it-safe-for-us"]);
    assert!(status == Some(2) && told.contains("leads out of"), "{told}");
    std::fs::remove_file(folder.at("content/objections")).unwrap();
    let after = written(&folder);
    assert!(after.iter().all(|(path, text)| before.get(path) == Some(text)), "{after:#?}");
    assert_eq!(std::fs::read_dir(folder.at("elsewhere")).unwrap().count(), 0);
}

#[test]
fn of_several_questions_under_one_anchor_the_one_that_is_named_is_converted() {
    let folder = folder();
    let (status, told) = said(&folder, &["hb/faq.md#deals", "--question", "who may change it"]);
    assert_eq!(status, Some(0), "{told}");
    let files = written(&folder);
    assert!(files["objections/who-may-change-it.md"].contains("**Respond** Anybody who may sign."));
    assert!(files["hb/faq.md"].contains("A: The owner."), "the other stays: {}", files["hb/faq.md"]);
    assert!(files["hb/faq.md"].contains("](../objections/who-may-change-it.md)"));
    // It is the only one now, so it need not be named.
    assert_eq!(said(&folder, &["hb/faq.md#deals"]).0, Some(0));
    assert!(written(&folder).contains_key("objections/who-may-sign-the-offer.md"));
}

#[test]
fn a_conversion_that_was_stopped_between_its_files_is_finished_by_the_next() {
    let whole = folder();
    assert_eq!(said(&whole, &["hb/faq.md#is-it-safe-for-us"]).0, Some(0));
    let folder = folder();
    let entry = "objections/is-it-safe-for-us.md";
    folder.write(&format!("content/{entry}"), &written(&whole)[entry]);
    assert_eq!(said(&folder, &["hb/faq.md#is-it-safe-for-us"]).0, Some(0));
    assert_eq!(written(&folder), written(&whole));
    // An entry of somebody else's that has the name is no such one.
    let folder = self::folder();
    folder.write(&format!("content/{entry}"), "---\ntitle: Mine\nquestion: Mine?\n---\n\nYes.\n");
    assert_eq!(said(&folder, &["hb/faq.md#is-it-safe-for-us"]).0, Some(0));
    let files = written(&folder);
    assert!(files[entry].contains("Mine") && files.contains_key("objections/is-it-safe-for-us-2.md"), "{files:#?}");
}

#[test]
fn a_question_is_converted_and_both_files_are_written() {
    let faq =
        "# Customer FAQ\r\n\r\n## Is it safe for us?\r\n\r\nYes, see [how](how.md#gone).\r\n\r\n## Next\r\n\r\nx\r\n";
    let folder = Folder::with("content/hb/faq.md", faq);
    folder.write("content/hb/how.md", "# How\n");
    let list = program(&folder, &["convert", "hb/faq.md", "--content", "content"]);
    assert_eq!(String::from_utf8(list.stdout).unwrap(), "hb/faq.md#is-it-safe-for-us  Is it safe for us?\n");
    let wrong = program(&folder, &["convert", "hb/faq.md#next", "--content", "content"]);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("it asks at: #is-it-safe-for-us"));
    let done = program(&folder, &["convert", "hb/faq.md#is-it-safe-for-us", "--content", "content"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let files = written(&folder);
    assert!(files["objections/is-it-safe-for-us.md"].contains("**Respond** Yes, see [how](../hb/how.md)."));
    assert_eq!(
        files["hb/faq.md"],
        "# Customer FAQ\r\n\r\n## Is it safe for us?\r\n\r\n[Is it safe for us?](../objections/is-it-safe-for-us.md)\r\n\r\n## Next\r\n\r\nx\r\n"
    );
    has_no_errors(&folder);
}
