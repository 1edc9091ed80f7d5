//! Writing without git: over HTTP, into real repositories.

mod browser;
mod checkout;
mod drafts;
mod gaps;
mod remotes;
mod send;

use std::path::{Path, PathBuf};
use std::process::Command;

use axum::http::StatusCode;
use fieldlore::config::{Git, Identity, Publish};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::identity::{get_as, post_as, proxied};
use crate::repository::{commit, git, init};
use crate::site::{Answer, Site};

const PEOPLE: &str = "people:\n  lena.fors:\n    name: Lena Fors\n    mails: [lena@tarnfield.example]\n    roles: [member]\n  \
     tom.hale:\n    name: Tom Hale\n    mails: [tom@tarnfield.example]\n    roles: [member]\n  \
     sue.steward:\n    name: Sue\n    roles: [steward]\n";
/// Where the entry of these tests is written.
const ERP: &str = "/suggest/objection/erp";

/// The file of the entry of these tests.
fn erp(said: &str) -> String {
    format!(
        "---\ntitle: ERP has it\nquestion: Our ERP has scheduling?\nvariants:\n  - We have it already\nquick_response: {said}\n\
         owner: sue.steward\n---\n\n## Answer: Ask {{#ask}}\n\n**Respond** Which jobs are moved by hand?\n"
    )
}

/// A repository whose folder `playbook` is served.
struct Repository {
    dir: tempfile::TempDir,
}

impl Repository {
    /// With the entry, a hook for everything that would tell of itself, and nobody's settings.
    fn new() -> Repository {
        let repository = Repository { dir: tempfile::tempdir().unwrap() };
        repository.write("objections/erp.md", &erp("Shall we count?"));
        repository.write("people.yaml", PEOPLE);
        init(&repository.at(""));
        commit(&repository.at(""), "2026-11-01");
        for hook in ["post-commit", "pre-push", "reference-transaction", "post-checkout", "post-merge", "pre-commit"] {
            executable(
                &repository.at(&format!(".git/hooks/{hook}")),
                &format!("#!/bin/sh\ntouch '{}'\n", repository.at("ran").display()),
            );
        }
        repository
    }

    /// The same with a bare remote that has everything.
    fn with_remote() -> Repository {
        let repository = Repository::new();
        let bare = repository.bare();
        git(&repository.at(""), "2026-11-01", &["clone", "--quiet", "--bare", ".", &bare.to_string_lossy()]);
        repository.git(&["remote", "add", "origin", &bare.to_string_lossy()]);
        repository.git(&["fetch", "--quiet", "origin"]);
        repository
    }

    fn at(&self, path: &str) -> PathBuf {
        self.dir.path().join("work").join(path)
    }

    fn bare(&self) -> PathBuf {
        self.dir.path().join("bare.git")
    }

    fn write(&self, path: &str, text: &str) {
        let full = self.at("playbook").join(path);
        std::fs::create_dir_all(full.parent().unwrap()).unwrap();
        std::fs::write(full, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.at("playbook").join(path)).unwrap()
    }

    fn git(&self, arguments: &[&str]) {
        git(&self.at(""), "2026-11-02", arguments);
    }

    /// What git prints in the checkout.
    fn says(&self, arguments: &[&str]) -> String {
        says(&self.at(""), arguments)
    }

    /// What git prints in the remote.
    fn there(&self, arguments: &[&str]) -> String {
        says(&self.bare(), arguments)
    }

    /// Served to people behind a proxy, who write to it.
    fn serve(&self, publish: Publish) -> Site {
        self.serve_as(proxied(), publish, tempfile::tempdir().unwrap())
    }

    fn serve_as(&self, identity: Identity, publish: Publish, data: tempfile::TempDir) -> Site {
        let git = Git { remote: "origin".to_owned(), publish, ..Git::default() };
        Site::writing(&self.at("playbook"), identity, git, data)
    }

    /// No hook ran, nothing is broken.
    fn is_sound(&self) {
        assert!(!self.at("ran").exists(), "a hook ran");
        self.git(&["fsck", "--strict", "--no-dangling"]);
    }
}

fn executable(path: &Path, text: &str) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

fn says(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments).env("GIT_CONFIG_GLOBAL", "/dev/null");
    let output = command.output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

/// A form of these fields.
fn form(fields: &[(&str, &str)]) -> String {
    let pair = |(name, value): &(&str, &str)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC));
    fields.iter().map(pair).collect::<Vec<_>>().join("&")
}

/// The value of a hidden field of a page.
fn hidden(page: &Answer, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let rest = page.body.split_once(&start).unwrap_or_else(|| panic!("no {name} in {}", page.body)).1;
    rest.split('"').next().unwrap().to_owned()
}

/// Opens the form, types a text and presses a button.
async fn typed(site: &Site, person: &str, path: &str, what: &str, text: &str) -> Answer {
    let page = get_as(site, person, path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let begun = hidden(&page, "begun");
    let fields = [("do", what), ("text", text), ("begun", &begun), ("note", "Count first")];
    post_as(site, person, path, &form(&fields)).await
}

/// The commit that somebody was led to.
fn committed(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let to = answer.header("location");
    to.strip_prefix("/proposed?commit=").unwrap_or_else(|| panic!("led to {to}")).to_owned()
}
