//! Follows a remote: fetches the branch that is served and brings the checkout to it. Nothing that somebody wrote is lost
//! by it: commits that nobody has pushed are kept on a branch, and over uncommitted words nothing is laid.

use std::io::Read;
use std::path::Path;
use std::process::Command;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::git;
use super::oid::Oid;

/// How often it is looked whether git has come to its end.
const LOOK: Duration = Duration::from_millis(20);
/// Commands that reach no other machine may take so long.
const AT_HOME: Duration = Duration::from_secs(60);
/// Where commits are kept that nobody has pushed; the first letters of the last one follow.
const KEPT: &str = "fieldlore/kept-";

/// What became of a pull.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pulled {
    /// There was nothing new.
    Same,
    /// The checkout was brought forward.
    Forward,
    /// The remote's history was another than ours, and is followed. Commits of ours that nobody had pushed are on a branch.
    Rewritten { kept: Option<String> },
}

/// Why nothing was pulled, and what can be done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    #[error("the git program is not installed on the server")]
    NoGit,
    #[error("the content folder is in no git repository")]
    NoRepository,
    #[error("the repository has no remote called {0}; add one by `git remote add`, or name another under [git]")]
    NoRemote(String),
    #[error("HEAD is detached, so nobody knows which branch to follow; check one out by `git switch`")]
    Detached,
    #[error(
        "the branch {branch} is no longer at {remote}; what is here stays and is served. Check out another by `git switch`, or push it again"
    )]
    BranchGone { branch: String, remote: String },
    #[error(
        "somebody has changed files of the checkout without committing them, and the pull would overwrite them; commit them or undo them. Nothing was overwritten"
    )]
    Uncommitted,
    #[error("git left a lock behind ({0}); where no git is at work on the server, remove that file")]
    Locked(String),
    #[error("git did not come to its end within {0} seconds and was stopped; it is tried again")]
    Slow(u64),
    #[error("git says: {0}")]
    Failed(String),
}

/// Whether a repository has a remote of this name.
pub fn has_remote(folder: &Path, remote: &str) -> bool {
    Here { folder, remote }.has_remote().is_ok()
}

/// Fetches the branch that is checked out and brings the checkout to it. The remote may take so long.
pub fn pull(folder: &Path, remote: &str, limit: Duration) -> Result<Pulled, Trouble> {
    let here = Here { folder, remote };
    let branch = here.branch()?;
    here.has_remote()?;
    let (ours, before) = (here.commit("HEAD")?, here.commit(&here.tracking(&branch))?);
    here.fetch(&branch, limit)?;
    let theirs = here.commit(&here.tracking(&branch))?.ok_or_else(|| here.gone(&branch))?;
    let Some(ours) = ours else {
        return here.forward(&theirs).map(|()| Pulled::Forward);
    };
    match () {
        () if ours == theirs || git::leads_to(folder, &theirs, &ours) => Ok(Pulled::Same),
        () if git::leads_to(folder, &ours, &theirs) => here.forward(&theirs).map(|()| Pulled::Forward),
        () => here.follow(&ours, before.as_deref(), &theirs),
    }
}

/// A checkout and the remote that it follows.
struct Here<'a> {
    folder: &'a Path,
    remote: &'a str,
}

impl Here<'_> {
    fn branch(&self) -> Result<String, Trouble> {
        match self.home(&["symbolic-ref", "--quiet", "--short", "HEAD"]) {
            Ok(branch) => Ok(branch.trim().to_owned()),
            Err(Trouble::Failed(complaint)) if complaint.is_empty() => Err(Trouble::Detached),
            Err(trouble) => Err(trouble),
        }
    }

    fn has_remote(&self) -> Result<(), Trouble> {
        let known = self.home(&["remote"])?;
        let is_known = known.lines().any(|name| name == self.remote);
        if is_known { Ok(()) } else { Err(Trouble::NoRemote(self.remote.to_owned())) }
    }

    /// The full hash that a name of ours stands for; nothing where there is none yet.
    fn commit(&self, name: &str) -> Result<Option<String>, Trouble> {
        match self.home(&["rev-parse", "--verify", "--quiet", "--end-of-options", name]) {
            Ok(hash) => Ok(Oid::read(hash.trim()).map(|oid| oid.to_string())),
            Err(Trouble::Failed(_)) => Ok(None),
            Err(trouble) => Err(trouble),
        }
    }

    fn tracking(&self, branch: &str) -> String {
        format!("refs/remotes/{}/{branch}", self.remote)
    }

    fn fetch(&self, branch: &str, limit: Duration) -> Result<(), Trouble> {
        let mut command = git::remote(self.folder);
        command.args(["fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-auto-maintenance"]);
        command.args(["--upload-pack", "git-upload-pack", "--end-of-options", self.remote]);
        command.arg(format!("+refs/heads/{branch}:{}", self.tracking(branch)));
        match run(command, limit) {
            Err(Trouble::Failed(complaint)) if complaint.contains("couldn't find remote ref") => Err(self.gone(branch)),
            done => done.map(|_| ()),
        }
    }

    fn gone(&self, branch: &str) -> Trouble {
        Trouble::BranchGone { branch: branch.to_owned(), remote: self.remote.to_owned() }
    }

    fn forward(&self, to: &str) -> Result<(), Trouble> {
        self.home(&["merge", "--quiet", "--ff-only", "--no-autostash", "--end-of-options", to]).map(|_| ())
    }

    /// Takes over a history that ours does not lead to.
    fn follow(&self, ours: &str, before: Option<&str>, theirs: &str) -> Result<Pulled, Trouble> {
        // What the remote had before its history was rewritten was pushed once.
        let known = [Some(theirs), before].into_iter().flatten().map(|commit| format!("^{commit}"));
        let known: Vec<String> = known.collect();
        let mut asked = vec!["rev-list", "--count", "--end-of-options", ours];
        asked.extend(known.iter().map(String::as_str));
        let unpushed = self.home(&asked)?;
        let kept = (unpushed.trim() != "0").then(|| format!("{KEPT}{}", &ours[..12]));
        if let Some(kept) = &kept {
            self.home(&["update-ref", &format!("refs/heads/{kept}"), ours])?;
        }
        // Unlike a hard reset, it stops where it would lay something over uncommitted words.
        self.home(&["reset", "--quiet", "--keep", "--end-of-options", theirs])?;
        Ok(Pulled::Rewritten { kept })
    }

    fn home(&self, arguments: &[&str]) -> Result<String, Trouble> {
        let mut command = git::git(self.folder);
        command.args(arguments);
        run(command, AT_HOME)
    }
}

/// What git prints, unless it takes too long.
fn run(mut command: Command, limit: Duration) -> Result<String, Trouble> {
    let mut child = command.spawn().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Trouble::NoGit,
        _ => Trouble::Failed(error.to_string()),
    })?;
    let (printed, complained) = (child.stdout.take().map(all), child.stderr.take().map(all));
    let started = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if started.elapsed() < limit => std::thread::sleep(LOOK),
            Ok(None) => {
                // What it started itself sees that nobody listens any more.
                let _ = child.kill();
                let _ = child.wait();
                return Err(Trouble::Slow(limit.as_secs()));
            }
            Err(error) => return Err(Trouble::Failed(error.to_string())),
        }
    };
    let text = |thread: Option<JoinHandle<String>>| thread.and_then(|thread| thread.join().ok()).unwrap_or_default();
    if status.success() { Ok(text(printed)) } else { Err(trouble(&text(complained))) }
}

/// Reads to the end on a thread of its own, so that git never waits for whoever waits for it.
fn all(mut pipe: impl Read + Send + 'static) -> JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// What git complains about, as something that can be mended.
fn trouble(complaint: &str) -> Trouble {
    let any = |signs: &[&str]| signs.iter().any(|sign| complaint.contains(sign));
    match () {
        () if any(&[".lock': File exists"]) => Trouble::Locked(lock(complaint)),
        () if any(&["would be overwritten", "not uptodate", "Cannot merge", "local changes"]) => Trouble::Uncommitted,
        () if any(&["not a git repository", "must be run in a work tree"]) => Trouble::NoRepository,
        () => Trouble::Failed(first_line(complaint)),
    }
}

fn lock(complaint: &str) -> String {
    let named = complaint.split('\'').find(|part| part.ends_with(".lock"));
    let name = named.and_then(|path| path.rsplit('/').next()).unwrap_or("index.lock");
    format!(".git/{name}")
}

/// The line that says what is wrong, without what may stand before the `@` of an address.
fn first_line(complaint: &str) -> String {
    let lines = || complaint.lines().map(str::trim).filter(|line| !line.is_empty());
    let told = lines().find(|line| line.starts_with("fatal:") || line.starts_with("error:"));
    let line = told.or_else(|| lines().next()).unwrap_or_default();
    let line = line.trim_start_matches("fatal: ").trim_start_matches("error: ");
    match line.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest, rest.find(['/', ' ', '\''])?))) {
        Some((scheme, rest, end)) => match rest[..end].rfind('@') {
            Some(at) => format!("{scheme}://{}", &rest[at + 1..]),
            None => line.to_owned(),
        },
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complaints_become_something_that_can_be_done() {
        let lock = "fatal: Unable to create '/srv/kb/.git/index.lock': File exists.\n\nAnother git process";
        assert_eq!(trouble(lock), Trouble::Locked(".git/index.lock".to_owned()));
        assert_eq!(
            trouble("error: Entry 'a.md' not uptodate. Cannot merge.\nfatal: Could not reset"),
            Trouble::Uncommitted
        );
        let secret = "remote: x\nfatal: unable to access 'https://jo:hunter2@git.example/kb/': The requested URL returned error: 502";
        assert_eq!(
            trouble(secret).to_string(),
            "git says: unable to access 'https://git.example/kb/': The requested URL returned error: 502"
        );
    }

    #[test]
    fn a_git_that_hangs_is_stopped() {
        let folder = tempfile::tempdir().unwrap();
        let mut command = git::git(folder.path());
        // It waits for what nobody writes.
        command.args(["hash-object", "--stdin"]).stdin(std::process::Stdio::piped());
        assert_eq!(run(command, Duration::ZERO), Err(Trouble::Slow(0)));
    }
}
