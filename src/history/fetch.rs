//! Asks a remote for what it has: the one place that fetches. No program runs but git's own, no tag and no submodule comes
//! along, and nothing is tidied up afterwards.

use std::path::Path;
use std::process::{Command, Stdio};

use super::git;

/// Objects that are asked for at once: their names stand on the command line.
const AT_ONCE: usize = 400;
/// What a clone has none of are texts, or folders too: those are asked for first, and what is in them after that.
const ROUNDS: usize = 2;

/// Asks for a branch, however it was rewritten there.
pub fn branch(folder: &Path, remote: &str, branch: &str) -> Command {
    let mut command = fetch(folder);
    command.args(["--end-of-options", remote]);
    command.arg(format!("+refs/heads/{branch}:{}", tracking(remote, branch)));
    command
}

/// The reference under which a branch of the remote is known here.
pub fn tracking(remote: &str, branch: &str) -> String {
    format!("refs/remotes/{remote}/{branch}")
}

/// Asks for what a commit needs and a partial clone was spared (`git clone --filter`). Git would fetch that by itself, from
/// wherever the repository says and by whatever program; so it may not, and this is done before it would.
pub fn missing<E>(
    folder: &Path,
    remote: &str,
    commit: &str,
    run: impl Fn(Command) -> Result<String, E>,
) -> Result<(), E> {
    if !git::is_partial(folder) {
        return Ok(());
    }
    for _ in 0..ROUNDS {
        let mut listing = git::git(folder);
        listing.args(["rev-list", "--objects", "--no-object-names", "--no-walk", "--missing=print"]);
        listing.args(["--end-of-options", commit]);
        let listed = run(listing)?;
        let missing: Vec<&str> = listed.lines().filter_map(|line| line.strip_prefix('?')).collect();
        if missing.is_empty() {
            break;
        }
        for names in missing.chunks(AT_ONCE) {
            let mut asking = fetch(folder);
            asking.args(["--end-of-options", remote]).args(names).stdout(Stdio::null());
            run(asking)?;
        }
    }
    Ok(())
}

fn fetch(folder: &Path) -> Command {
    let mut command = git::remote(folder);
    command.args(["fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-auto-maintenance"]);
    command.args(["--no-write-fetch-head", "--upload-pack", "git-upload-pack"]);
    command
}
