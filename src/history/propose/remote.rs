//! The other machine: asked what is new, given what was written.

use super::run::{FETCH, PUSH, Patience, attempt, run};
use super::{Desk, Failure, scrubbed};
use crate::history::fetch;
use crate::history::git::remote;

/// How giving a commit to the remote ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Given {
    Taken,
    /// The branch has gone on there meanwhile.
    Behind,
    /// It does not answer in time.
    Silent,
    /// It cannot be had, or does not want it.
    Refused(String),
}

/// Other programs would be run by these, of the repository's choice.
const PLAIN: [&str; 6] = ["-c", "http.lowSpeedLimit=500", "-c", "http.lowSpeedTime=4", "-c", "maintenance.auto=false"];

impl Desk {
    /// Brings what the remote has of the served branch. Where it cannot be asked, what is known of it stays.
    pub(super) fn fetch(&self, patience: &Patience) {
        let (Some(remote_name), Some(branch)) = (self.remote_name(), self.branch.as_deref()) else { return };
        let Some(patience) = patience.left(FETCH) else { return };
        if let Err(error) = run(&mut fetch::branch(&self.root, remote_name, branch), b"", patience) {
            tracing::warn!(%error, "the remote could not be asked what is new; what is known of it is built on");
        }
    }

    /// Gives a commit to the remote, as a branch that only ever goes on.
    pub(super) fn give(&self, commit: &str, branch: &str, patience: &Patience) -> Given {
        let Some(remote_name) = self.remote_name() else { return Given::Refused("there is no remote".to_owned()) };
        let Some(patience) = patience.left(PUSH) else { return Given::Silent };
        let mut command = remote(&self.root);
        command.args(PLAIN).args(["push", "--porcelain", "--no-verify", "--no-follow-tags"]);
        command.args(["--recurse-submodules=no", "--receive-pack=git-receive-pack", "--end-of-options", remote_name]);
        command.arg(format!("{commit}:refs/heads/{branch}"));
        match attempt(&mut command, b"", patience) {
            Ok((true, ..)) => Given::Taken,
            Ok((false, out, complaint)) => {
                let out = String::from_utf8_lossy(&out);
                let line = out.lines().find(|line| line.starts_with('!'));
                match line {
                    Some(line) if line.contains("[rejected]") => Given::Behind,
                    Some(line) => Given::Refused(scrubbed(line.rsplit('\t').next().unwrap_or(line))),
                    None => Given::Refused(scrubbed(&complaint)),
                }
            }
            Err(Failure::Slow) => Given::Silent,
            Err(error) => Given::Refused(error.to_string()),
        }
    }

    pub(super) fn remote_name(&self) -> Option<&str> {
        self.remote.as_ref().map(|remote| remote.name.as_str())
    }
}
