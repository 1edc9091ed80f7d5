//! A checkout that git left half brought to another commit, because it was stopped or the machine went down. The branch and
//! the index are at what was then, and some files are not: git would take those for words that nobody has committed, and
//! never pull again. What git itself had written of them is taken back; what anybody else wrote meanwhile stays.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::git::{git, writing};
use super::trouble::Trouble;
use super::waiting::run;
use crate::fs;

/// Notes to which commit the checkout is being brought.
const BRINGING: &str = "refs/fieldlore/pulling";
/// Nothing here reaches another machine.
const LIMIT: Duration = Duration::from_secs(60);
/// Files that are given back at once.
const AT_ONCE: usize = 200;

/// Notes that the checkout is brought to a commit from now on.
pub fn note(folder: &Path, commit: &str) -> Result<(), Trouble> {
    ask(folder, &["update-ref", "--end-of-options", BRINGING, commit]).map(drop)
}

/// It is there.
pub fn forget(folder: &Path) -> Result<(), Trouble> {
    ask(folder, &["update-ref", "-d", "--end-of-options", BRINGING]).map(drop)
}

/// Takes back what was left half done, where something was.
pub fn take_back(folder: &Path) -> Result<(), Trouble> {
    let noted = ask(folder, &["for-each-ref", "--format=%(objectname)", BRINGING])?;
    let Some(to) = noted.lines().next() else { return Ok(()) };
    let top = PathBuf::from(ask(folder, &["rev-parse", "--show-toplevel"])?.trim_end_matches('\n'));
    let checkout = Checkout { top };
    let differing = checkout.differing()?;
    let steps = checkout.steps(to)?;
    let of_git = |step: &&Step| checkout.is_of_git(step);
    // A file may lie where a folder is to be again.
    for step in steps.iter().filter(|step| step.is_new).filter(of_git) {
        fs::remove_file(&checkout.top.join(&step.path)).map_err(|error| Trouble::Failed(error.to_string()))?;
    }
    let known = steps.iter().filter(|step| !step.is_new && differing.contains(&step.path));
    let back: Vec<&str> = known.filter(of_git).map(|step| step.path.as_str()).collect();
    for paths in back.chunks(AT_ONCE) {
        let mut command = writing(&checkout.top);
        command.args(["checkout-index", "--force", "--quiet", "--"]).args(paths);
        run(command, LIMIT)?;
    }
    tracing::info!(files = back.len(), "a pull was stopped while it wrote files; what it had written was taken back");
    forget(folder)
}

/// The files of a repository.
struct Checkout {
    top: PathBuf,
}

/// A file that git would have written.
struct Step {
    path: String,
    /// The text that it would have had; nothing where it would be gone.
    to: Option<String>,
    /// It is not in the index.
    is_new: bool,
}

impl Checkout {
    /// Files that are not as the index has them.
    fn differing(&self) -> Result<HashSet<String>, Trouble> {
        let mut command = writing(&self.top);
        command.args(["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv"]);
        command.args(["--ignore-submodules"]);
        Ok(run(command, LIMIT)?.split_terminator('\0').map(str::to_owned).collect())
    }

    /// What leads from the index to a commit.
    fn steps(&self, to: &str) -> Result<Vec<Step>, Trouble> {
        // From there to the index: what is deleted in it is new there.
        let raw =
            ["diff-index", "--cached", "-R", "-z", "--raw", "--full-index", "--no-renames", "--end-of-options", to];
        let out = ask(&self.top, &raw)?;
        let mut parts = out.split_terminator('\0');
        let mut steps = Vec::new();
        while let (Some(about), Some(path)) = (parts.next(), parts.next()) {
            let words: Vec<&str> = about.trim_start_matches(':').split(' ').collect();
            let [_, _, before, after, ..] = words[..] else { continue };
            let nothing = |hash: &str| hash.bytes().all(|byte| byte == b'0');
            let to = (!nothing(after)).then(|| after.to_owned());
            steps.push(Step { path: path.to_owned(), to, is_new: nothing(before) });
        }
        Ok(steps)
    }

    /// Whether what lies at a path is what git had written by then: nothing, or a text from its beginning. Whatever else is
    /// there, somebody wrote.
    fn is_of_git(&self, step: &Step) -> bool {
        let full = self.top.join(&step.path);
        if !fs::exists(&full) {
            return !step.is_new;
        }
        let Some(to) = &step.to else { return false };
        let is_plain = fs::canonical(&full).is_ok_and(|real| real == full) && fs::is_file(&full);
        let Some(there) = is_plain.then(|| fs::read(&full).ok()).flatten() else { return false };
        let mut command = git(&self.top);
        command.args(["cat-file", "blob", to]);
        command.output().is_ok_and(|text| begins(&text.stdout, &there))
    }
}

/// Whether a text begins with another, however its lines end.
fn begins(text: &[u8], there: &[u8]) -> bool {
    let plain = |bytes: &[u8]| bytes.iter().copied().filter(|byte| *byte != b'\r').collect::<Vec<_>>();
    text.starts_with(there) || plain(text).starts_with(&plain(there))
}

fn ask(folder: &Path, arguments: &[&str]) -> Result<String, Trouble> {
    let mut command: Command = git(folder);
    command.args(arguments);
    run(command, LIMIT)
}
