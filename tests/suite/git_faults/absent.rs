//! A machine without the git program.

use std::time::{Duration, Instant};

use super::entry;
use crate::folder::Folder;
use crate::outcomes::server::{Server, get};
use crate::repository::{commit, git, init};

#[test]
fn without_the_git_program_pages_are_served_and_say_what_to_install() {
    let (folder, data) = (Folder::with("objections/a.md", entry("We are worth it.")), Folder::new());
    init(folder.path());
    commit(folder.path(), "2026-11-01");
    git(folder.path(), "2026-11-01", &["remote", "add", "origin", "https://git.example/sales/playbook"]);
    let settings = Folder::with("server.toml", "[git]\npull_seconds = 3600\n");
    let server = Server::without_programs(&settings.at("server.toml"), folder.path(), data.path());
    let page = |path: &str| get(&server.address, path).unwrap();
    let (status, body) = page("/objection/a");
    assert!(status == 200 && body.contains("We are worth it."), "{body}");
    // History, the remote and what people write each say it.
    for path in ["/history/objection/a", "/content-health", "/suggest/objection/a"] {
        let started = Instant::now();
        let told = || page(path).1.contains("the git program is not installed on the server; install it there");
        while !told() {
            assert!(started.elapsed() < Duration::from_secs(20), "{path}: {}", page(path).1);
        }
    }
    let (_, health) = page("/content-health");
    let remote = health.split("The remote").nth(1).unwrap_or_default();
    assert!(remote.contains("install it there"), "{health}");
}
