//! Runs git, and no longer than it may take.

use std::io::{ErrorKind, Read};
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::trouble::{Trouble, trouble};

/// How often it is looked whether git has come to its end.
const LOOK: Duration = Duration::from_millis(20);
/// So long it may tidy up when it is told to end, and so long the rest is read of what it printed.
const GRACE: Duration = Duration::from_secs(5);

/// What git prints, unless it takes too long.
pub fn run(mut command: Command, limit: Duration) -> Result<String, Trouble> {
    let child = command.spawn().map_err(|error| match error.kind() {
        ErrorKind::NotFound => Trouble::NoGit,
        _ => Trouble::Failed(error.to_string()),
    })?;
    outcome(child, limit)
}

fn outcome(mut child: Child, limit: Duration) -> Result<String, Trouble> {
    let (printed, complained) = (child.stdout.take().map(follow), child.stderr.take().map(follow));
    let Some(status) = ended(&mut child, limit)? else {
        end(&mut child, GRACE);
        return Err(Trouble::Slow(limit.as_secs()));
    };
    if !status.success() {
        return Err(trouble(&complained.and_then(|text| text.recv_timeout(GRACE).ok()).unwrap_or_default()));
    }
    // Something that git started may live on and hold the pipe open; nobody waits for that.
    let printed = printed.map(|text| text.recv_timeout(GRACE)).transpose();
    printed.map(Option::unwrap_or_default).map_err(|_| Trouble::Slow(limit.as_secs()))
}

/// How it ended; `None` where it has not after so long.
fn ended(child: &mut Child, limit: Duration) -> Result<Option<ExitStatus>, Trouble> {
    let started = Instant::now();
    loop {
        match child.try_wait() {
            Ok(None) if started.elapsed() < limit => thread::sleep(LOOK),
            looked => return looked.map_err(|error| Trouble::Failed(error.to_string())),
        }
    }
}

/// Ends git. It is asked to first: then it removes its locks, and ends what it started. After the grace it has no choice.
pub fn end(child: &mut Child, grace: Duration) {
    ask_to_end(child);
    if !matches!(ended(child, grace), Ok(Some(_))) {
        let _ = child.kill();
        let _ = child.wait();
    }
}

fn ask_to_end(child: &Child) {
    #[cfg(unix)]
    if let Ok(id) = libc::pid_t::try_from(child.id()) {
        #[allow(unsafe_code, reason = "the function takes no pointer")]
        // SAFETY: kill(2) touches no memory of ours; nobody has waited for the child yet, so the number is still its own.
        unsafe {
            libc::kill(id, libc::SIGTERM);
        }
    }
}

/// Reads to the end on a thread of its own, so that git never waits for whoever waits for it.
fn follow(mut pipe: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.read_to_end(&mut bytes);
        let _ = sender.send(String::from_utf8_lossy(&bytes).into_owned());
    });
    receiver
}

#[cfg(test)]
mod tests {
    use std::process::Stdio;

    use super::*;
    use crate::history::git::git;

    #[test]
    fn a_git_that_hangs_is_stopped_and_leaves_no_lock() {
        let folder = tempfile::tempdir().unwrap();
        let mut command = git(folder.path());
        command.args(["init", "--quiet"]);
        run(command, Duration::from_secs(60)).unwrap();
        let mut command = git(folder.path());
        // It takes the lock, then waits for what nobody writes.
        command.args(["update-index", "--index-info"]).stdin(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let stdin = child.stdin.take();
        let lock = folder.path().join(".git/index.lock");
        while !lock.exists() {
            assert_eq!(child.try_wait().unwrap(), None, "it ended by itself");
            thread::sleep(LOOK);
        }
        assert_eq!(outcome(child, Duration::ZERO), Err(Trouble::Slow(0)));
        assert!(!lock.exists(), "a lock was left behind");
        drop(stdin);
    }
}
