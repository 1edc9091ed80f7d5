//! `fieldlore new`: a draft to begin with, beside nothing that is there.

use super::seeds::clean;
use super::{brief, check, question};
use crate::cli::{program, text};
use crate::folder::Folder;

/// Runs it as Lena Fors, as git knows her.
fn begin(folder: &Folder, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = program();
    command.arg("new").args(arguments).current_dir(folder.path());
    for (name, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_COUNT", "2"),
        ("GIT_CONFIG_KEY_0", "user.name"),
        ("GIT_CONFIG_VALUE_0", "L. Fors"),
        ("GIT_CONFIG_KEY_1", "user.email"),
        ("GIT_CONFIG_VALUE_1", "LENA@tarnfield.example"),
    ] {
        command.env(name, value);
    }
    let output = command.output().unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_draft_is_written_where_it_belongs_and_says_what_it_lacks() {
    let folder = clean();
    let (status, said, _) = begin(&folder, &["objection", "Is the velvet: \"too\" soft?"]);
    assert_eq!(status, Some(0), "{said}");
    let path = "content/objections/is-the-velvet-too-soft.md";
    assert!(said.contains(path) && said.contains("Still to be filled in: `category`"), "{said}");
    let written = std::fs::read_to_string(folder.at(path)).unwrap();
    for line in [
        "title: \"Is the velvet: \\\"too\\\" soft?\"\n",
        "question: \"Is the velvet: \\\"too\\\" soft?\"\n",
        "status: draft",
        "owner: lena.fors\n",
        "# One category. One of price.\ncategory:\n",
        "## Answer: ",
    ] {
        assert!(written.contains(line), "{line}: {written}");
    }
    let found = brief(&check(folder.path(), &[]));
    assert!(found.iter().all(|finding| finding.starts_with("missing")), "{found:?}");
}

#[test]
fn what_is_there_is_shown_first_and_never_written_over() {
    let folder = clean();
    folder.write(
        "content/objections/deep/too-dear.md",
        question("velvet willow").replace("---\n\n", "aliases: [far-too-dear]\n---\n\n"),
    );
    let before = std::fs::read(folder.at("content/objections/dear.md")).unwrap();
    for (title, path) in [
        ("Dear!", "objections/dear.md"),
        ("too dear", "objections/deep/too-dear.md"),
        ("Far too dear", "objections/deep/too-dear.md"),
    ] {
        let (status, _, complaint) = begin(&folder, &["objections", title]);
        assert_eq!(status, Some(2), "{title}");
        assert!(complaint.contains("is there already") && complaint.contains(path), "{complaint}");
    }
    assert_eq!(std::fs::read(folder.at("content/objections/dear.md")).unwrap(), before);
    let (status, said, _) = begin(&folder, &["objection", "Gravel in the lantern"]);
    assert_eq!(status, Some(0));
    let (near, wrote) = (said.find("objections/dear.md").unwrap(), said.find("Wrote ").unwrap());
    assert!(near < wrote, "{said}");
}

#[test]
fn what_cannot_be_begun_is_said() {
    let folder = clean();
    for (arguments, words) in
        [(["objektion", "Title"], "kinds are objection, battlecard"), (["lesson", "🚀"], "has no letter or digit")]
    {
        let (status, _, complaint) = begin(&folder, &arguments);
        assert_eq!(status, Some(2), "{complaint}");
        assert!(complaint.contains(words), "{complaint}");
    }
    let (status, _, _) = begin(&folder, &["page", "../../How / we sell"]);
    assert_eq!(status, Some(0));
    assert!(folder.at("content/how-we-sell.md").exists());
    assert_eq!(
        std::fs::read_to_string(folder.at("content/how-we-sell.md")).unwrap(),
        "# ../../How / we sell\n\nText.\n"
    );
}
