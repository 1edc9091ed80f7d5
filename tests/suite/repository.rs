//! A git repository that a test makes, with days of its own.

use std::path::Path;
use std::process::Command;

/// Runs git in a folder, deaf to the settings of whoever runs the tests.
pub fn git(folder: &Path, day: &str, arguments: &[&str]) {
    let moment = format!("{day}T12:00:00Z");
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "user.name=Lena Fors", "-c", "user.email=lena@tarnfield.example", "-c", "init.defaultBranch=main"])
        .args(["-c", "core.hooksPath=/dev/null"])
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .env("GIT_AUTHOR_DATE", &moment)
        .env("GIT_COMMITTER_DATE", &moment)
        .output()
        .expect("git is installed");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Makes a repository of a folder.
pub fn init(folder: &Path) {
    git(folder, "2026-01-01", &["init", "--quiet"]);
}

/// Commits all that is in the folder, on a day.
pub fn commit(folder: &Path, day: &str) {
    git(folder, day, &["add", "--all"]);
    git(folder, day, &["commit", "--quiet", "--allow-empty", "--message", day]);
}

/// What git answers in a folder.
pub fn ask(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "safe.directory=*"])
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .output()
        .expect("git is installed");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Commits all that is in the folder, on a day, by somebody, with a message.
pub fn commit_by(folder: &Path, day: &str, author: &str, message: &str) {
    git(folder, day, &["add", "--all"]);
    git(folder, day, &["commit", "--quiet", "--allow-empty", "--author", author, "--message", message]);
}
