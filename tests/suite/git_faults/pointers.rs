//! What Git LFS leaves in place of what it has not fetched.

use super::entry;
use crate::folder::Folder;
use crate::site::Site;

const POINTER: &str = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";

#[tokio::test]
async fn a_pointer_in_place_of_a_page_is_told_and_is_no_text_of_an_entry() {
    let folder = Folder::with("taxonomy.yaml", "vendor: V\n");
    folder.write("objections/a.md", POINTER);
    assert_eq!(folder.findings(), ["error lfs-pointer objections/a.md:1:1"]);
    let help = folder.load().diagnostics()[0].help.clone();
    assert!(help.contains("git lfs pull"), "{help}");
    let site = Site::new(folder.path());
    assert!(!site.get("/search?q=sha256").await.body.contains("4d7a"));
    assert!(!site.get("/page/objections/a").await.body.contains("oid sha256"));
}

#[test]
fn a_page_that_becomes_a_pointer_keeps_its_last_good_version() {
    let folder = Folder::with("objections/a.md", entry("We are worth it."));
    let before = folder.load();
    folder.write("objections/a.md", POINTER);
    let (after, _) = fieldlore::content::reload(&before, None).unwrap();
    let file = &after.files["objections/a.md"];
    assert!(file.kept && file.entry.title == "Price", "{:?}", file.diagnostics);
    assert_eq!(file.diagnostics[0].code, "lfs-pointer");
}

#[test]
fn a_pointer_in_place_of_a_picture_is_told_where_it_is_shown_until_it_is_fetched() {
    let folder = Folder::with("handbook/a.md", "# A\n\n![plan](plan.png)\n");
    folder.write("handbook/plan.png", POINTER);
    let before = folder.load();
    let found = |loaded: &fieldlore::content::Loaded| {
        loaded.diagnostics().iter().map(|each| format!("{} {}:{}", each.code, each.path, each.line)).collect::<Vec<_>>()
    };
    assert_eq!(found(&before), ["lfs-pointer handbook/a.md:3"]);
    folder.write("handbook/plan.png", b"\x89PNG\r\n\x1a\n");
    let (after, _) = fieldlore::content::reload(&before, None).unwrap();
    assert_eq!(found(&after), [""; 0]);
}
