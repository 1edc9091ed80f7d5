//! `fieldlore init`: the real program writes a folder, and the folder is checked and served.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use fieldlore::content::scaffold::clean;
use fieldlore::model::taxonomy::Vocabulary;

use crate::folder::Folder;
use crate::site::Site;

const AUTHOR: &str = "Lena Fors <lena.fors@tarnfield.example>";

/// Runs `fieldlore init` where git knows nobody, with these lines typed.
fn init(folder: &Folder, arguments: &[&str], typed: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_fieldlore"))
        .arg("init")
        .args(arguments)
        .current_dir(folder.path())
        .env("HOME", folder.path())
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It may have ended already, since it needs no answer.
    let _ = child.stdin.take().unwrap().write_all(typed.as_bytes());
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// All files below a folder with their texts, hidden ones included.
fn written(root: &Path) -> BTreeMap<String, String> {
    fn gather(root: &Path, folder: &Path, found: &mut BTreeMap<String, String>) {
        for item in std::fs::read_dir(folder).unwrap().flatten() {
            if item.file_type().unwrap().is_dir() {
                gather(root, &item.path(), found);
            } else {
                let path = item.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                found.insert(path, std::fs::read_to_string(item.path()).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    gather(root, root, &mut found);
    found
}

/// What check says about the folder, as JSON.
fn findings(folder: &Folder, name: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_fieldlore"))
        .args(["check", name, "--format", "json"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    text(&output.stdout).trim().to_owned()
}

#[test]
fn defaults_write_a_folder_that_check_finds_nothing_in() {
    let folder = Folder::new();
    let output = init(&folder, &["--yes", "--author", AUTHOR], "");
    let (shown, complaint) = (text(&output.stdout), text(&output.stderr));
    assert_eq!((output.status.code(), complaint.as_str()), (Some(0), ""));
    assert!(shown.contains("check content") && shown.contains("serve --content content"), "{shown}");
    assert_eq!(findings(&folder, "content"), "[]");
    let files = written(&folder.at("content"));
    for (path, file) in &files {
        assert!(shown.contains(path.as_str()), "{path} is not told of");
        assert!(!file.contains("{{") && !file.contains("}}"), "{path} was not filled: {file}");
    }
    for path in ["README.md", "taxonomy.yaml", "people.yaml", ".gitignore", "fieldlore.toml", "glossary.md"] {
        assert!(files.contains_key(path), "{path}");
    }
    assert_eq!(files.keys().filter(|path| path.starts_with("stages/")).count(), 5);
    // Nothing that a colleague could take for agreed is published.
    let entries = files.iter().filter(|(path, file)| path.ends_with(".md") && file.starts_with("---"));
    for (path, file) in entries {
        assert!(file.contains("\nstatus: draft #"), "{path}");
    }
}

#[test]
fn answers_come_through_a_pipe_with_line_ends_of_any_system() {
    let folder = Folder::new();
    let typed =
        "Tarnfield\r\nDispatch, Pocket\r\nMeet, Count ,, Sign\r\n\r\nde-AT\r\nLena Fors <lena@tarnfield.example>\r\n";
    let output = init(&folder, &["playbook"], typed);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("What is your company called? [Our company]:"));
    assert_eq!(findings(&folder, "playbook"), "[]");
    let loaded = fieldlore::content::load(&folder.at("playbook")).unwrap();
    let labels =
        |vocabulary| -> Vec<_> { loaded.taxonomy.terms(vocabulary).iter().map(|term| term.label.clone()).collect() };
    assert_eq!(loaded.taxonomy.vendor, "Tarnfield");
    assert_eq!(labels(Vocabulary::Products), ["Dispatch", "Pocket"]);
    assert_eq!(labels(Vocabulary::Stages), ["Meet", "Count", "Sign", "Won", "Lost"]);
    assert_eq!(labels(Vocabulary::Competitors), ["Build in-house", "Do nothing"]);
    assert_eq!(loaded.people.get("lena.fors").unwrap().mails, ["lena@tarnfield.example"]);
    assert_eq!(fieldlore::config::content(&folder.at("playbook")).unwrap().language, "de");
    // The words are English until somebody has replaced them, and search must know it.
    let mut entries = loaded.entries().filter(|entry| entry.declared);
    assert!(entries.all(|entry| entry.common.language.as_deref() == Some("en")));
}

#[test]
fn what_is_missing_or_wrong_is_said_with_its_option_and_nothing_is_written() {
    for (arguments, typed, words) in [
        (vec!["x"], "", "by --vendor"),
        (vec!["x"], "Tarnfield\n\n\n", "by --competitor"),
        (vec!["x", "--yes"], "", "\"Who are you? Name <mail>\": give it by --author"),
        (vec!["x"], "\n\n\n\n\n\n", "--author takes your name"),
        (vec!["x", "--yes", "--language", "german", "--author", AUTHOR], "", "--language `german` is no language tag"),
        (vec!["full", "--yes", "--author", AUTHOR], "", "full is not empty: it holds .env, a.md, b.md and 1 more."),
        (vec!["full/a.md", "--yes", "--author", AUTHOR], "", "full/a.md is no folder"),
        (vec!["full/a.md/x", "--yes", "--author", AUTHOR], "", "cannot create full/a.md"),
    ] {
        let folder = Folder::new();
        for name in [".env", "a.md", "b.md", "c.md"] {
            folder.write(&format!("full/{name}"), "mine");
        }
        let before = written(folder.path());
        let output = init(&folder, &arguments, typed);
        let complaint = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(complaint.contains(words), "{arguments:?}: {complaint}");
        assert_eq!(written(folder.path()), before, "{arguments:?}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "{arguments:?}: something is left behind");
    }
}

#[test]
fn an_empty_folder_of_git_is_filled_and_kept() {
    let folder = Folder::with("book/.git/HEAD", "ref: refs/heads/main\n");
    let arguments = [".", "--yes", "--vendor", "Tarnfield", "--author", AUTHOR];
    let inside = Command::new(env!("CARGO_BIN_EXE_fieldlore"))
        .arg("init")
        .args(arguments)
        .current_dir(folder.at("book"))
        .output()
        .unwrap();
    assert_eq!(inside.status.code(), Some(0), "{}", text(&inside.stderr));
    let files = written(&folder.at("book"));
    assert_eq!(files[".git/HEAD"], "ref: refs/heads/main\n");
    assert!(files.contains_key("objections/too-expensive.md") && files.contains_key(".gitignore"));
    assert!(!files.keys().any(|path| path.contains("fieldlore-init")), "{:?}", files.keys());
    let again = init(&folder, &["book", "--yes", "--author", AUTHOR], "");
    assert_eq!(again.status.code(), Some(2), "a second time nothing is overwritten");
}

#[test]
fn any_name_gives_files_that_can_be_read() {
    let long = "Endless Service Maintenance And Repair ".repeat(6);
    let names = [
        "\"Quoted\" 'twice'",
        "Price: too high",
        "Müller & Söhne GmbH",
        "Mu\u{308}ller",
        "-- dashed",
        "🚀🚀",
        "no",
        "null",
        "on",
        "~",
        "1e3",
        "2026-10-12",
        "&anchor *alias !tag",
        "{{stages}}",
        "{% page \"/x\" %}",
        "# heading {#x}",
        "- item",
        "[link](x) | cell",
        "<script>alert(1)</script>",
        "a/b\\c/../d",
        "index",
        "README",
        "شركة الصيانة",
        "日本語、営業",
        "tab\tand\r\nline\u{2028}end",
        "\u{feff}mark\u{0}",
        "---",
        "visibility: restricted",
        "`code` $x$ \\n",
        long.as_str(),
    ];
    for name in names {
        // A zero byte cannot be given as an argument; it can be typed.
        let given = name.replace('\0', "");
        let folder = Folder::new();
        let arguments = [
            "x",
            &format!("--vendor={given}"),
            &format!("--product={given}"),
            &format!("--stage={given}"),
            "--stage=Discover",
            "--stage=discover",
            &format!("--competitor={given}"),
            "--competitor=In-House",
            "--language=en",
            &format!("--author={given} <x@y.example>"),
        ];
        let output = init(&folder, &arguments, "");
        assert_eq!(output.status.code(), Some(0), "{name:?}: {}", text(&output.stderr));
        assert_eq!(findings(&folder, "x"), "[]", "{name:?}");
        let loaded = fieldlore::content::load(&folder.at("x")).unwrap();
        let stages = loaded.taxonomy.terms(Vocabulary::Stages);
        let labels: Vec<_> = stages.iter().map(|term| term.label.as_str()).collect();
        assert_eq!(labels, [clean(&given).as_str(), "Discover", "Won", "Lost"], "{name:?}");
        assert_eq!(loaded.taxonomy.vendor, clean(&given), "{name:?}");
        assert_eq!(loaded.taxonomy.terms(Vocabulary::Competitors).len(), 3, "{name:?}");
        let page = loaded.entries().find(|entry| entry.path.starts_with("stages/") && entry.title == clean(&given));
        assert!(page.is_some_and(|page| !page.common.restricted), "{name:?}");
        let welcome = loaded.entries().find(|entry| entry.path == "handbook/welcome.md").unwrap();
        assert!(!welcome.title.contains('\\') || given.contains('\\'), "{name:?}: {}", welcome.title);
    }
}

#[tokio::test]
async fn the_folder_is_served_with_the_vendor_and_the_stages_in_order() {
    let folder = Folder::new();
    let stages = ["Meet", "Count", "Agree & sign"];
    let given = stages.map(|stage| format!("--stage={stage}"));
    let mut arguments = vec!["x", "--yes", "--vendor", "Tarnfield <Nord>", "--author", AUTHOR];
    arguments.extend(given.iter().map(String::as_str));
    assert_eq!(init(&folder, &arguments, "").status.code(), Some(0));
    assert_eq!(fieldlore::config::content(&folder.at("x")).unwrap().name, "Tarnfield <Nord> playbook");
    let site = Site::new(&folder.at("x"));
    let start = site.get("/").await.body;
    assert!(start.contains("Begin here") && start.contains("Tarnfield &lt;Nord&gt;: how to contribute"), "{start}");
    let welcome = site.get("/page/handbook/welcome").await.body;
    let links = [("meet", "Meet"), ("count", "Count"), ("agree-sign", "Agree &amp; sign")];
    let places = links.map(|(id, label)| {
        let place = welcome.find(&format!("href=\"/stage/{id}\"")).unwrap_or_else(|| panic!("no {id}: {welcome}"));
        assert!(welcome[place..].split('<').next().unwrap().ends_with(&format!(">{label}")), "{label}");
        place
    });
    assert!(places.is_sorted(), "{places:?}");
    let question = site.get("/objection/too-expensive").await.body;
    assert!(question.contains("Nobody has published this yet") && question.contains("Lena Fors"));
    assert!(site.get("/search?q=you+are+too+expensive").await.body.contains("/objection/too-expensive"));
}

#[test]
fn a_newcomer_is_told_how_to_go_on() {
    let folder = Folder::new();
    std::fs::create_dir(folder.at("empty")).unwrap();
    let check = |name: &str| {
        let program = env!("CARGO_BIN_EXE_fieldlore");
        text(&Command::new(program).args(["check", name]).current_dir(folder.path()).output().unwrap().stdout)
    };
    assert!(check("empty").contains("`fieldlore init` starts a folder"), "{}", check("empty"));
    assert_eq!(init(&folder, &["x", "--yes", "--author", AUTHOR], "").status.code(), Some(0));
    folder.write("x/battlecards/corvane.md", "---\ntitle: Corvane\ncompetitor: corvane\nsegments: [large]\n---\n");
    let shown = check("x");
    let help = "Use `in-house`, `status-quo`, or add this one to `competitors` in taxonomy.yaml.";
    assert!(shown.contains(help), "{shown}");
    let help = "There are no terms yet; leave it out, or add this one to `segments` in taxonomy.yaml.";
    assert!(shown.contains(help), "{shown}");
}
