//! Follows a remote: fetches the branch that is served and brings the checkout to it. Nothing that somebody wrote is lost
//! by it: commits that nobody has pushed are kept on a branch, and over uncommitted words nothing is laid.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::oid::Oid;
use super::trouble::Trouble;
use super::waiting::run;
use super::{fetch, git, half_done, untracked};

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
    Here::new(folder, remote).has_remote().is_ok()
}

/// How far the served branch and what is known of the remote's have gone on without each other, in commits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Apart {
    /// Commits that are here alone.
    pub here: usize,
    /// Commits that are there and are not served yet.
    pub there: usize,
}

/// How far apart the two are; nothing where there is no branch, no remote, or nothing is known of it. Nobody else is asked.
pub fn apart(folder: &Path, remote: &str) -> Option<Apart> {
    let here = Here::new(folder, remote);
    let theirs = fetch::tracking(remote, &here.branch().ok()?);
    let range = format!("HEAD...{theirs}");
    let counts = here.home(&["rev-list", "--left-right", "--count", "--end-of-options", &range]).ok()?;
    let (ours, theirs) = counts.trim().split_once('\t')?;
    Some(Apart { here: ours.parse().ok()?, there: theirs.parse().ok()? })
}

/// Fetches the branch that is checked out and brings the checkout to it. The remote may take so long.
pub fn pull(folder: &Path, remote: &str, limit: Duration) -> Result<Pulled, Trouble> {
    Here::new(folder, remote).pull(limit)
}

/// A checkout and the remote that it follows.
struct Here<'a> {
    folder: &'a Path,
    remote: &'a str,
    /// How long git may write files.
    writing: Duration,
}

impl<'a> Here<'a> {
    fn new(folder: &'a Path, remote: &'a str) -> Here<'a> {
        Here { folder, remote, writing: WRITING }
    }

    fn pull(&self, limit: Duration) -> Result<Pulled, Trouble> {
        let branch = self.branch()?;
        self.has_remote()?;
        // What a pull left that was stopped would be taken for somebody's words.
        half_done::take_back(self.folder)?;
        let tracking = fetch::tracking(self.remote, &branch);
        let (ours, before) = (self.commit("HEAD")?, self.commit(&tracking)?);
        self.fetch(&branch, limit)?;
        let theirs = self.commit(&tracking)?.ok_or_else(|| self.gone(&branch))?;
        let Some(ours) = ours else {
            return self.forward(None, &theirs, limit);
        };
        match () {
            () if ours == theirs || git::leads_to(self.folder, &theirs, &ours) => Ok(Pulled::Same),
            () if git::leads_to(self.folder, &ours, &theirs) => self.forward(Some(&ours), &theirs, limit),
            () => self.follow(&tracking, &ours, before.as_deref(), &theirs, limit),
        }
    }

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

    fn fetch(&self, branch: &str, limit: Duration) -> Result<(), Trouble> {
        let mut command = fetch::branch(self.folder, self.remote, branch);
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

    fn forward(&self, ours: Option<&str>, theirs: &str, limit: Duration) -> Result<Pulled, Trouble> {
        self.nothing_in_the_way(ours, theirs)?;
        let plain = ["--no-autostash", "--no-overwrite-ignore", "--no-verify-signatures", "--no-squash"];
        let mut command = git::writing(self.folder);
        command.args(["merge", "--quiet", "--ff-only"]).args(plain).args(["--end-of-options", theirs]);
        self.bring(theirs, command, limit).map(|()| Pulled::Forward)
    }

    /// Runs what writes the files of a commit. What it leaves half done is taken back, now or by the next pull.
    fn bring(&self, theirs: &str, command: Command, limit: Duration) -> Result<(), Trouble> {
        fetch::missing(self.folder, self.remote, theirs, |command| run(command, limit))?;
        half_done::note(self.folder, theirs)?;
        let brought = run(command, self.writing).map(drop);
        let settled = if brought.is_ok() { half_done::forget(self.folder) } else { half_done::take_back(self.folder) };
        // What went wrong first is what is told.
        brought.and(settled)
    }

    /// Refuses where a file would be written over another that git does not know, or is told to ignore.
    fn nothing_in_the_way(&self, ours: Option<&str>, theirs: &str) -> Result<(), Trouble> {
        let found = untracked::in_the_way(self.folder, ours, theirs, |command| run(command, AT_HOME))?;
        found.map_or(Ok(()), |path| Err(Trouble::InTheWay(path)))
    }

    /// Takes over a history that ours does not lead to.
    fn follow(
        &self,
        tracking: &str,
        ours: &str,
        before: Option<&str>,
        theirs: &str,
        limit: Duration,
    ) -> Result<Pulled, Trouble> {
        self.nothing_in_the_way(Some(ours), theirs)?;
        // What the remote ever had was pushed once.
        let former = self.former(tracking)?;
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
        self.bring(theirs, command, limit).map(|()| Pulled::Rewritten { kept })
    }

    /// Where the remote's branch was seen lately; somebody else may have fetched it before us.
    fn former(&self, tracking: &str) -> Result<String, Trouble> {
        let most = ["rev-list", "--walk-reflogs", "--max-count=100", "--end-of-options"];
        self.home(&[&most[..], &[tracking]].concat())
    }

    fn home(&self, arguments: &[&str]) -> Result<String, Trouble> {
        let mut command = git::git(self.folder);
        command.args(arguments);
        run(command, AT_HOME)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fs;

    const LIMIT: Duration = Duration::from_secs(60);

    fn ran(folder: &Path, arguments: &[&str]) -> String {
        let mut command = git::git(folder);
        command.env("GIT_ALLOW_PROTOCOL", "file");
        command.args(["-c", "user.name=Jo", "-c", "user.email=jo@x.example", "-c", "init.defaultBranch=main"]);
        command.args(arguments);
        run(command, LIMIT).unwrap()
    }

    /// Writes as many files as git takes a while to check out.
    fn fill(folder: &Path, words: &str) {
        for number in 0..400 {
            let name = format!("{}{number}.md", if number % 3 == 0 { words } else { "page" });
            fs::write(&folder.join(name), format!("# {words}\n").repeat(400).as_bytes()).unwrap();
        }
        ran(folder, &["add", "--all"]);
        ran(folder, &["commit", "--quiet", "--message", words]);
    }

    #[test]
    fn a_pull_that_is_stopped_while_it_writes_leaves_nothing_half_done() {
        let (theirs, ours) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (theirs, ours) = (theirs.path(), ours.path());
        ran(theirs, &["init", "--quiet"]);
        fill(theirs, "old");
        ran(ours, &["clone", "--quiet", &theirs.display().to_string(), "."]);
        fs::write(&ours.join("mine.md"), b"Mine.").unwrap();
        let mut stopped = 0;
        // However far it came when it was stopped: the first has only begun.
        for pause in [0, 1, 25, 45, 65, 100].map(Duration::from_millis) {
            fill(theirs, &format!("after{}", pause.as_millis()));
            match (Here { writing: pause, ..Here::new(ours, "origin") }).pull(LIMIT) {
                Err(Trouble::Slow(_)) => stopped += 1,
                done => assert_eq!(done, Ok(Pulled::Forward)),
            }
            let odd = ran(ours, &["ls-files", "--modified", "--deleted", "--others"]);
            assert_eq!(odd, "mine.md\n", "after {pause:?}");
        }
        assert!(stopped > 0, "none was stopped");
        assert!(Here::new(ours, "origin").pull(LIMIT).is_ok());
        assert_eq!(ran(ours, &["rev-parse", "HEAD"]), ran(theirs, &["rev-parse", "HEAD"]));
        assert_eq!(ran(ours, &["status", "--porcelain"]), "?? mine.md\n");
    }
}
