//! What somebody has committed, to be shown to them: git remembers it.

use super::branch::{GIVEN, OURS};
use super::paths::person_slug;
use super::run::{HERE, run};
use super::{Author, Desk, Failure};
use crate::history::fetch;

/// Bytes of a difference that are shown.
const LONGEST: usize = 200_000;
/// Proposals that are listed.
const MOST: &str = "--count=50";

/// A proposal of somebody that is not part of the served branch yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mine {
    pub branch: String,
    pub commit: String,
    /// What its author says of it.
    pub subject: String,
    /// The remote has it.
    pub given: bool,
}

/// A commit that was written here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub subject: String,
    pub author: String,
    /// The proposal that it is; none where it is on the served branch.
    pub branch: Option<String>,
    /// The remote has it.
    pub given: bool,
    /// What it changes, line by line, as git tells it.
    pub difference: String,
}

impl Desk {
    /// The proposals of a person, the latest first.
    pub fn mine(&self, person: &str) -> Result<Vec<Mine>, Failure> {
        let mut command = self.git();
        let format = "--format=%(refname:lstrip=2)%00%(objectname)%00%(contents:subject)";
        command.args(["for-each-ref", MOST, "--sort=-committerdate", format]);
        if let Some(tip) = self.tip()? {
            command.arg(format!("--no-merged={tip}"));
        }
        command.arg(format!("refs/heads/{OURS}/{}/", person_slug(person)));
        let out = run(&mut command, b"", HERE)?;
        let mine = String::from_utf8_lossy(&out).into_owned();
        let read = |line: &str| {
            let mut parts = line.split('\0').map(str::to_owned);
            let (branch, commit, subject) = (parts.next()?, parts.next()?, parts.next()?);
            let given = self.has_given(&branch, &commit);
            Some(Mine { branch, commit, subject, given })
        };
        Ok(mine.lines().filter_map(read).collect())
    }

    /// A commit that was written here by somebody; nothing where it was not.
    pub fn shown(&self, hash: &str, author: &Author) -> Result<Option<Shown>, Failure> {
        let is_hash = [40, 64].contains(&hash.len()) && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_hash || self.commit_at(hash).is_none() {
            return Ok(None);
        }
        let about = self.ask(&["show", "--no-patch", "--format=%s%x00%an%x00%ae%x00%ce", hash])?;
        let parts: Vec<&str> = about.split('\0').collect();
        let [subject, name, mail, committer] = parts[..] else { return Ok(None) };
        if mail != author.signed().1 || committer != "fieldlore@fieldlore.invalid" {
            return Ok(None);
        }
        let points = format!("--points-at={hash}");
        let ours = format!("refs/heads/{OURS}/");
        let branches = self.ask(&["for-each-ref", "--format=%(refname:lstrip=2)", &points, &ours])?;
        let branch = branches.lines().next().map(str::to_owned);
        let given = match (&branch, self.remote_name().zip(self.branch.as_deref())) {
            (Some(branch), _) => self.has_given(branch, hash),
            (None, Some((remote, served))) => {
                let there = self.commit_at(&fetch::tracking(remote, served));
                there.is_some_and(|there| self.is_before(hash, &there).unwrap_or(false))
            }
            (None, None) => false,
        };
        let (subject, author, difference) = (subject.to_owned(), name.to_owned(), self.difference(hash)?);
        Ok(Some(Shown { subject, author, branch, given, difference }))
    }

    fn difference(&self, hash: &str) -> Result<String, Failure> {
        let mut command = self.git();
        command.args(["diff-tree", "-p", "-r", "--root", "--no-commit-id", "--no-ext-diff", "--no-textconv"]);
        command.args(["--no-color", "--no-renames", hash]);
        let mut out = run(&mut command, b"", HERE)?;
        out.truncate(LONGEST);
        Ok(String::from_utf8_lossy(&out).into_owned())
    }

    fn has_given(&self, branch: &str, hash: &str) -> bool {
        self.commit_at(&format!("{GIVEN}/{branch}")).as_deref() == Some(hash)
    }
}
