//! Why nothing was pulled, in words; and how it is told by what git complains about.

use super::propose::without_credentials;

/// Why nothing was pulled, and what can be done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    #[error(
        "the git program is not installed on the server; install it there (`apt-get install git` and the like), so that it is on the PATH"
    )]
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
    #[error(
        "the pull would bring {0}, and something lies there that git does not keep; move it away, or commit it. Nothing was overwritten"
    )]
    InTheWay(String),
    #[error("git left a lock behind ({0}); where no git is at work on the server, remove that file")]
    Locked(String),
    #[error("git did not come to its end within {0} seconds and was stopped; it is tried again")]
    Slow(u64),
    #[error("git says: {0}")]
    Failed(String),
}

/// What git complains about, as something that can be mended.
pub fn trouble(complaint: &str) -> Trouble {
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

/// The line that says what is wrong, without anything secret in it.
fn first_line(complaint: &str) -> String {
    let lines = || complaint.lines().map(str::trim).filter(|line| !line.is_empty());
    let told = lines().find(|line| line.starts_with("fatal:") || line.starts_with("error:"));
    let line = told.or_else(|| lines().next()).unwrap_or_default();
    without_credentials(line.trim_start_matches("fatal: ").trim_start_matches("error: "))
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
    }

    #[test]
    fn nothing_secret_is_told() {
        let secret = "remote: x\nfatal: unable to access 'https://jo:hunter2@git.example/kb/': The requested URL returned error: 502";
        assert_eq!(
            trouble(secret).to_string(),
            "git says: unable to access 'https://git.example/kb/': The requested URL returned error: 502"
        );
        let twice = "fatal: unable to update url base from redirection:\n  asked for: https://a.example/kb";
        assert_eq!(trouble(twice).to_string(), "git says: unable to update url base from redirection:");
        let second = "fatal: no https://git.example/ but https://jo:hunter2@git.example";
        assert_eq!(trouble(second).to_string(), "git says: no https://git.example/ but https://git.example");
    }
}
