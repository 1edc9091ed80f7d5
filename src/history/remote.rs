//! Follows a remote: fetches the branch that is served and brings the checkout to it. Nothing that somebody wrote is lost
//! by it: commits that nobody has pushed are kept on a branch, and over uncommitted words nothing is laid.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use super::oid::Oid;
use super::trouble::Trouble;
use super::waiting::run;
use super::{git, untracked};

/// Commands that reach no other machine may take so long …
const AT_HOME: Duration = Duration::from_secs(60);
/// … and so long where they write files: whoever is stopped in the middle leaves half of them.
const WRITING: Duration = Duration::from_secs(15 * 60);
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
        return here.forward(None, &theirs);
    };
    match () {
        () if ours == theirs || git::leads_to(folder, &theirs, &ours) => Ok(Pulled::Same),
        () if git::leads_to(folder, &ours, &theirs) => here.forward(Some(&ours), &theirs),
        () => here.follow(&branch, &ours, before.as_deref(), &theirs),
    }
}

/// A checkout and the remote that it follows.
struct Here<'a> {
    folder: &'a Path,
    remote: &'a str,
}

impl Here<'_> {
    fn branch(&self) -> Result<String, Trouble> {
        // The short name would be another one where a tag is called the same.
        match self.home(&["symbolic-ref", "--quiet", "HEAD"]) {
            Ok(name) => name.trim().strip_prefix("refs/heads/").map(str::to_owned).ok_or(Trouble::Detached),
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
        // What it prints nobody reads; a helper that lives on may hold it open.
        command.stdout(Stdio::null());
        match run(command, limit) {
            Err(Trouble::Failed(complaint)) if complaint.contains("couldn't find remote ref") => Err(self.gone(branch)),
            done => done.map(|_| ()),
        }
    }

    fn gone(&self, branch: &str) -> Trouble {
        Trouble::BranchGone { branch: branch.to_owned(), remote: self.remote.to_owned() }
    }

    fn forward(&self, ours: Option<&str>, theirs: &str) -> Result<Pulled, Trouble> {
        self.nothing_in_the_way(ours, theirs)?;
        let plain = ["--no-autostash", "--no-overwrite-ignore", "--no-verify-signatures", "--no-squash"];
        let mut command = git::writing(self.folder);
        command.args(["merge", "--quiet", "--ff-only"]).args(plain).args(["--end-of-options", theirs]);
        run(command, WRITING).map(|_| Pulled::Forward)
    }

    /// Refuses where a file would be written over another that git does not know, or is told to ignore.
    fn nothing_in_the_way(&self, ours: Option<&str>, theirs: &str) -> Result<(), Trouble> {
        let found = untracked::in_the_way(self.folder, ours, theirs, |command| run(command, AT_HOME))?;
        found.map_or(Ok(()), |path| Err(Trouble::InTheWay(path)))
    }

    /// Takes over a history that ours does not lead to.
    fn follow(&self, branch: &str, ours: &str, before: Option<&str>, theirs: &str) -> Result<Pulled, Trouble> {
        self.nothing_in_the_way(Some(ours), theirs)?;
        // What the remote ever had was pushed once.
        let former = self.former(branch)?;
        let known = [Some(theirs), before].into_iter().flatten().chain(former.lines());
        let known: Vec<String> = known.map(|commit| format!("^{commit}")).collect();
        let mut asked = vec!["rev-list", "--count", "--ignore-missing", "--end-of-options", ours];
        asked.extend(known.iter().map(String::as_str));
        let unpushed = self.home(&asked)?;
        let kept = (unpushed.trim() != "0").then(|| format!("{KEPT}{}", &ours[..12]));
        if let Some(kept) = &kept {
            self.home(&["update-ref", &format!("refs/heads/{kept}"), ours])?;
        }
        // Unlike a hard reset, it stops where it would lay something over uncommitted words.
        let mut command = git::writing(self.folder);
        command.args(["reset", "--quiet", "--keep", "--end-of-options", theirs]);
        run(command, WRITING).map(|_| Pulled::Rewritten { kept })
    }

    /// Where the remote's branch was seen lately; somebody else may have fetched it before us.
    fn former(&self, branch: &str) -> Result<String, Trouble> {
        let most = ["rev-list", "--walk-reflogs", "--max-count=100", "--end-of-options"];
        self.home(&[&most[..], &[&self.tracking(branch)]].concat())
    }

    fn home(&self, arguments: &[&str]) -> Result<String, Trouble> {
        let mut command = git::git(self.folder);
        command.args(arguments);
        run(command, AT_HOME)
    }
}
