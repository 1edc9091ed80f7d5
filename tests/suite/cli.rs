//! The program as people and pipelines call it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::folder::{Folder, sample};

/// The program, which goes by words alone unless it is told otherwise: quick, and the same everywhere.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fieldlore"));
    command.env("FIELDLORE_MODEL", "none");
    command
}

/// Runs the program in a folder.
pub fn fieldlore(arguments: &[&str], folder: &Path) -> Output {
    program().args(arguments).current_dir(folder).output().unwrap()
}

/// What it printed.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn check_shows_the_line_and_what_to_do() {
    let folder = Folder::with("content/objections/x.md", "---\ntitle: Price: too high\n---\nx\n");
    let output = fieldlore(&["check"], folder.path());
    let shown = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{shown}");
    assert!(shown.contains("error[front-matter-unreadable]"), "{shown}");
    assert!(
        shown.contains("--> objections/x.md:2:")
            && shown.contains("2 | title: Price: too high")
            && shown.contains("= help: Put the value in double quotes"),
        "{shown}"
    );
    assert!(shown.contains("1 file checked"));
}

#[test]
fn check_shows_no_line_of_a_file_outside_the_folder() {
    let folder = Folder::with("secret", "hunter2\n");
    folder.write("content/a.md", "# A\n");
    std::os::unix::fs::symlink("../secret", folder.at("content/out.md")).unwrap();
    let shown = text(&fieldlore(&["check"], folder.path()).stdout);
    assert!(shown.contains("link-outside") && !shown.contains("hunter2"), "{shown}");
}

#[test]
fn check_prints_json_for_pipelines() {
    let folder = Folder::with("content/a.md", "---\ntitle: A\ntagz: [x]\n---\nx\n");
    let output = fieldlore(&["check", "content", "--format", "json"], folder.path());
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "warnings only");
    let first = &found[0];
    assert_eq!(first["path"], "a.md");
    assert_eq!((first["line"].as_u64(), first["column"].as_u64()), (Some(3), Some(1)));
    assert_eq!((first["severity"].as_str(), first["code"].as_str()), (Some("warning"), Some("unknown-field")));
    assert!(first["message"].as_str().unwrap().contains("tagz") && first["help"].as_str().unwrap().contains("tags"));
}

#[test]
fn search_answers_on_the_command_line() {
    let content = sample();
    let arguments = ["search", "--content", content.to_str().unwrap(), "the", "erp", "does", "scheduling"];
    let shown = text(&fieldlore(&arguments, Path::new(".")).stdout);
    assert!(shown.starts_with("1. Our ERP already includes scheduling"), "{shown}");
    let json = fieldlore(&[&arguments[..], &["--json", "--limit", "1"]].concat(), Path::new("."));
    let found: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(found["results"][0]["id"], "objection/erp-already-has-scheduling");
}

#[test]
fn what_cannot_be_done_is_said_and_is_status_two() {
    let folder = Folder::new();
    for (arguments, words) in [
        (vec!["check", "nowhere"], "there is no folder nowhere"),
        (vec!["serve"], "there is no folder content"),
        (vec!["serve", "--content", ".", "--listen", "0.0.0.0:0"], "--public"),
        (vec!["serve", "--content", ".", "--listen", "elsewhere"], "no address"),
        (vec!["serve", "--config", "none.toml"], "none.toml"),
        (vec!["eval", "--content", "."], "there are no queries at"),
        (vec!["eval", "--content", ".", "--at-least", "accuracy=2"], "a share from 0 to 1"),
    ] {
        let output = fieldlore(&arguments, folder.path());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(words), "{arguments:?}: {}", text(&output.stderr));
    }
}

#[test]
fn help_teaches_by_example() {
    for (command, words) in [
        ("init", "Nothing is ever overwritten"),
        ("new", "nothing is written and its file is named"),
        ("serve", "Without any option"),
        ("check", "an error makes it 1"),
        ("search", "so that no query is wrong"),
    ] {
        let shown = text(&fieldlore(&[command, "--help"], Path::new(".")).stdout);
        assert!(shown.contains("Examples:") && shown.contains(words), "{command}: {shown}");
    }
}

#[test]
fn serve_says_where_it_is_and_stops_when_told() {
    let data = tempfile::tempdir().unwrap();
    let mut child = program()
        .args(["serve", "--listen", "127.0.0.1:0", "--content"])
        .arg(sample())
        .arg("--data")
        .arg(data.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut lines = Vec::new();
    for _ in 0..4 {
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        lines.push(line);
    }
    let address = lines.iter().find_map(|line| line.split_once("http://")).unwrap().1.trim().to_owned();
    let kept = std::fs::canonicalize(data.path()).unwrap();
    assert!(lines.iter().any(|line| line.contains(kept.to_str().unwrap())), "{lines:?}");
    let mut stream = TcpStream::connect(&address).unwrap();
    write!(stream, "GET /events HTTP/1.1\r\nHost: {address}\r\n\r\n").unwrap();
    let mut first = [0; 12];
    stream.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    // An open stream of events does not keep it from stopping.
    let told = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(told.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_second_server_keeps_its_hands_off_the_data_of_the_first() {
    let data = tempfile::tempdir().unwrap();
    let content = sample();
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--content", content.to_str().unwrap(), "--data"];
    let serve = |out: Stdio| {
        let mut command = program();
        command.args(arguments).arg(data.path()).stdout(out).stderr(Stdio::piped()).spawn().unwrap()
    };
    let mut first = serve(Stdio::piped());
    let mut line = String::new();
    BufReader::new(first.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let second = serve(Stdio::null()).wait_with_output().unwrap();
    first.kill().unwrap();
    first.wait().unwrap();
    assert_eq!(second.status.code(), Some(2));
    assert!(text(&second.stderr).contains("--data"), "{}", text(&second.stderr));
}
