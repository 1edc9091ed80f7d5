//! Branches: which there are, and moving them only from where they were seen.

use super::paths::{person_slug, slug};
use super::run::{HERE, run};
use super::{Desk, Failure, TRIES};
use crate::history::fetch;

/// Where branches of proposals stand.
pub(super) const OURS: &str = "fieldlore";
/// Notes which commits the remote has taken, whatever it does with its branches later.
pub(super) const GIVEN: &str = "refs/fieldlore/given";
/// Characters of what a branch is about.
const LONGEST: usize = 60;

impl Desk {
    /// The commit that a name stands for.
    pub(super) fn commit_at(&self, name: &str) -> Option<String> {
        let name = format!("{name}^{{commit}}");
        self.ask(&["rev-parse", "--verify", "--quiet", "--end-of-options", &name]).ok().filter(|hash| !hash.is_empty())
    }

    /// What new commits go on from: what the remote is known to have of the served branch, else that branch. What is
    /// committed here and not there is nobody's to give away.
    pub(super) fn tip(&self) -> Result<Option<String>, Failure> {
        let known = self.remote_name().zip(self.branch.as_deref());
        let there = known.and_then(|(remote, branch)| self.commit_at(&fetch::tracking(remote, branch)));
        Ok(there.or_else(|| self.commit_at("HEAD")))
    }

    /// Moves a reference that stands where it was seen, or is not there yet.
    pub(super) fn move_to(&self, reference: &str, hash: &str, seen: Option<&str>) -> Result<(), Failure> {
        let nothing = "0".repeat(hash.len());
        let arguments = ["update-ref", "--end-of-options", reference, hash, seen.unwrap_or(&nothing)];
        self.ask(&arguments).map(drop)
    }

    /// Names a commit by a branch that nothing else has: `fieldlore/lena.fors/erp-1`.
    pub(super) fn new_branch(&self, hash: &str, person: &str, about: &str) -> Result<String, Failure> {
        let stem = format!("{OURS}/{}/{}-", person_slug(person), slug(about, LONGEST));
        let mut refused = None;
        for _ in 0..TRIES {
            let branch = format!("{stem}{}", self.next_number(&stem)?);
            match self.move_to(&format!("refs/heads/{branch}"), hash, None) {
                Ok(()) => return Ok(branch),
                Err(error) => refused = Some(error),
            }
        }
        Err(refused.unwrap_or(Failure::Slow))
    }

    /// One more than the highest that is known here or of the remote.
    fn next_number(&self, stem: &str) -> Result<u32, Failure> {
        let folder = stem.rsplit_once('/').map_or(stem, |(folder, _)| folder);
        let mut command = self.git();
        command.args(["for-each-ref", "--format=%(refname)", &format!("refs/heads/{folder}/")]);
        if let Some(remote) = self.remote_name() {
            command.arg(format!("refs/remotes/{remote}/{folder}/"));
        }
        command.arg(format!("{GIVEN}/{folder}/"));
        let out = run(&mut command, b"", HERE)?;
        let names = String::from_utf8_lossy(&out).into_owned();
        let numbers = names.lines().filter_map(|name| name.split_once(stem)?.1.parse::<u32>().ok());
        Ok(numbers.max().unwrap_or(0) + 1)
    }

    /// Notes that the remote has a proposal, as fetching would.
    pub(super) fn note_given(&self, hash: &str, branch: &str) -> Result<(), Failure> {
        let set = |reference: &str| self.ask(&["update-ref", "--end-of-options", reference, hash]).map(drop);
        if let Some(remote) = self.remote_name() {
            set(&fetch::tracking(remote, branch))?;
        }
        set(&format!("{GIVEN}/{branch}"))
    }

    /// Notes that the remote's branch has gone on to a commit, unless more is known of it by now.
    pub(super) fn note_served(&self, hash: &str, branch: &str, seen: Option<&str>) {
        let Some(reference) = self.remote_name().map(|remote| fetch::tracking(remote, branch)) else { return };
        if let Err(error) = self.move_to(&reference, hash, self.commit_at(&reference).and(seen)) {
            tracing::debug!(%error, "what is known of the remote was noted by somebody else");
        }
    }
}
