//! The history of 100,000 commits over 10,000 files: how long it takes, and that nobody waits for it.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::http::Client;
use crate::process::Server;

const COMMITS: usize = 100_000;
const FILES: usize = 10_000;
/// How long it may take at most before the figure is given up.
const PATIENCE: Duration = Duration::from_secs(600);

/// Measures a repository that is made for it.
pub fn measure() {
    let (content, data) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    fill(content.path());
    println!("the history of {COMMITS} commits over {FILES} files: read whole, then kept");
    for round in ["first start", "next start"] {
        let started = Instant::now();
        let server = Server::start(content.path(), data.path());
        let listening = started.elapsed();
        let mut client = Client::open(&server.address);
        while !client.get("/page/f0/e0").contains("Written by") {
            assert!(started.elapsed() < PATIENCE, "the history is never read");
            std::thread::sleep(Duration::from_millis(100));
        }
        println!(" {round}");
        crate::figure("answers after s", listening.as_secs_f64());
        crate::figure("the history is read after s", started.elapsed().as_secs_f64());
        crate::figure("memory MB", server.memory_mb());
        crate::figure("at most MB", server.peak_mb());
        server.stop();
    }
    println!();
}

/// Every file in the first commit, then one file changed by each.
fn fill(folder: &Path) {
    git(folder, &["init", "--quiet", "--initial-branch=main"]);
    let mut import = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()
        .expect("git is installed");
    let mut input = std::io::BufWriter::new(import.stdin.take().expect("its input"));
    for commit in 0..COMMITS {
        let at = 1_500_000_000 + commit * 2_500;
        let who = format!("P{} <p{}@x.example> {at} +0000", commit % 50, commit % 50);
        let mut text = format!("commit refs/heads/main\nauthor {who}\ncommitter {who}\ndata 1\nx\n");
        let files = if commit == 0 { 0..FILES } else { commit * 7919 % FILES..commit * 7919 % FILES + 1 };
        for file in files {
            let body = format!("# Entry {file}\n\n{}\n\nChanged {commit}.\n", format!("words of {file} ").repeat(60));
            write!(text, "M 100644 inline f{}/e{file}.md\ndata {}\n{body}\n", file % 100, body.len()).expect("text");
        }
        input.write_all(text.as_bytes()).expect("git reads");
    }
    drop(input);
    assert!(import.wait().is_ok_and(|status| status.success()), "the repository could not be made");
    git(folder, &["reset", "--quiet", "--hard"]);
}

fn git(folder: &Path, arguments: &[&str]) {
    let status = Command::new("git").arg("-C").arg(folder).args(arguments).status();
    assert!(status.is_ok_and(|status| status.success()), "git {arguments:?}");
}
