//! Pages and files that are called alike, or in a way that nobody can write down.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

use super::{import, outcome, written};
use crate::folder::Folder;

#[test]
fn files_with_hidden_and_unreadable_names_are_accounted_for() {
    let folder = Folder::with("hb/a.md", "# A\n");
    folder.write("hb/.env", "SECRET=1");
    folder.write("hb/.git/config", "x");
    folder.write("hb/.gitbook.yaml", "redirects:\n  former: ./a.md\n");
    let odd = folder.path().join("hb").join(OsStr::from_bytes(b"caf\xe9.md"));
    std::fs::write(odd, "# Caf\u{e9}\n").unwrap();
    let report = import(&folder, "hb", &["--write"]);
    assert_eq!(report["found"]["files"], 5, "{:#}", report["files"]);
    assert_eq!(outcome(&report, "files", "path", ".env"), "system");
    assert_eq!(outcome(&report, "files", "path", ".git/"), "system");
    assert_eq!(outcome(&report, "files", "path", ".gitbook.yaml"), "settings");
    assert_eq!(outcome(&report, "files", "path", "caf\u{fffd}.md"), "refused");
    assert!(report["files"].to_string().contains("its name is not UTF-8"));
    assert_eq!(written(&folder).into_keys().collect::<Vec<_>>(), ["hb/a.md"]);
    // In a content folder it is told as well.
    let content = Folder::new();
    std::fs::write(content.path().join(OsStr::from_bytes(b"caf\xe9.md")), "# Caf\u{e9}\n").unwrap();
    assert_eq!(content.findings(), ["error file-unreadable caf\u{fffd}.md:1:1"]);
}

#[test]
fn two_pages_with_one_key_both_come_in_and_stay_apart() {
    let page = |words: &str| {
        format!(
            "<html><head><title>S : Overview {words}</title></head><body><div id=\"main-content\"><p>{words}</p></div></body></html>"
        )
    };
    let folder = Folder::with("export/SALES/Overview.html", page("Sales"));
    folder.write("export/OPS/Overview.html", page("Operations"));
    // Of two instances, with one number.
    folder.write("export/SALES/Price_77.html", page("Price"));
    folder.write("export/OPS/Shift_77.html", page("Shift"));
    let report = import(&folder, "export", &["--write"]);
    assert_eq!(report["counts"]["pages"]["new"], 4, "{:#}", report["pages"]);
    assert!(report["pages"].to_string().contains("another page has the same name at its system"));
    let files = written(&folder);
    for words in ["Sales", "Operations", "Price", "Shift"] {
        assert_eq!(files.values().filter(|text| text.ends_with(&format!("{words}\n"))).count(), 1, "{files:#?}");
    }
    let again = import(&folder, "export", &["--write"]);
    assert_eq!(again["counts"]["pages"]["unchanged"], 4, "{:#}", again["pages"]);
    assert_eq!(written(&folder), files);
    // One that comes later is no change of the first.
    folder.write("export/HR/Overview.html", page("People"));
    assert_eq!(import(&folder, "export", &["--write"])["counts"]["pages"]["new"], 1);
}

#[test]
fn another_handbook_of_the_same_name_is_told_and_has_a_way_in() {
    let folder = Folder::with("one/hb/a.md", "# Prices\n\nOurs.\n");
    folder.write("two/hb/a.md", "# Shifts\n\nTheirs.\n");
    import(&folder, "one/hb", &["--write"]);
    let second = import(&folder, "two/hb", &["--write"]);
    assert_eq!(outcome(&second, "pages", "from", "a.md"), "differs");
    let told = second["pages"].to_string();
    assert!(told.contains("is called `Prices`") && told.contains("--under"), "{told}");
    let third = import(&folder, "two/hb", &["--write", "--under", "shifts"]);
    assert_eq!(outcome(&third, "pages", "from", "a.md"), "new");
    let files = written(&folder);
    assert!(files["hb/a.md"].contains("Ours.") && files["shifts/a.md"].contains("Theirs."), "{files:#?}");
    let again = import(&folder, "two/hb", &["--write", "--under", "shifts"]);
    assert_eq!(outcome(&again, "pages", "from", "a.md"), "unchanged");
}
