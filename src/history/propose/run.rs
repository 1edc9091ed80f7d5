//! Runs git with something to read, and no longer than somebody would wait.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::{Failure, scrubbed};
use crate::history::Reason;
use crate::history::waiting::end;

/// What is done on this machine takes less.
pub const HERE: Duration = Duration::from_secs(8);
/// How long another machine is waited for when it is asked what is new …
pub const FETCH: Duration = Duration::from_secs(4);
/// … and when it is given something.
pub const PUSH: Duration = Duration::from_secs(8);

/// So long git may tidy up where it is told to end.
const GRACE: Duration = Duration::from_secs(1);

/// How long the other machine is waited for in a whole job: less than anybody waits for an answer.
const JOB: Duration = Duration::from_secs(12);

/// How long the other machine is waited for yet.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    until: Option<Instant>,
}

impl Patience {
    /// For everything that one job asks of it.
    pub fn for_a_job() -> Patience {
        Patience { until: Instant::now().checked_add(JOB) }
    }

    /// It is not asked.
    pub fn none() -> Patience {
        Patience { until: None }
    }

    /// What is left of it, for one thing; nothing where it is not to be asked any more.
    pub fn left(&self, at_most: Duration) -> Option<Duration> {
        let left = self.until?.saturating_duration_since(Instant::now()).min(at_most);
        (!left.is_zero()).then_some(left)
    }
}

/// What it prints.
pub fn run(command: &mut Command, input: &[u8], patience: Duration) -> Result<Vec<u8>, Failure> {
    let (good, out, complaint) = attempt(command, input, patience)?;
    if good { Ok(out) } else { Err(Failure::Refused(scrubbed(&complaint))) }
}

/// Whether it ended well, what it prints, and what it complains about.
pub fn attempt(command: &mut Command, input: &[u8], patience: Duration) -> Result<(bool, Vec<u8>, String), Failure> {
    let mut child = command.stdin(Stdio::piped()).spawn().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Failure::Unavailable(Reason::NoGit),
        _ => Failure::Unavailable(Reason::Failed(error.to_string())),
    })?;
    if let Some(mut stdin) = child.stdin.take() {
        let input = input.to_owned();
        // It may print before it has read all; who does not read at all is told of by how it ends.
        thread::spawn(move || drop(stdin.write_all(&input)));
    }
    let (out, complaint) = (child.stdout.take().map(follow), child.stderr.take().map(follow));
    let Some(Ok(out)) = out.map(|out| out.recv_timeout(patience)) else {
        // A process that it started may go on; nobody waits for that.
        end(&mut child, GRACE);
        return Err(Failure::Slow);
    };
    let status = child.wait().map_err(|error| Failure::Refused(error.to_string()))?;
    let complaint = complaint.and_then(|text| text.recv_timeout(Duration::from_secs(1)).ok()).unwrap_or_default();
    Ok((status.success(), out, String::from_utf8_lossy(&complaint).into_owned()))
}

/// Reads to the end beside everything else.
fn follow(mut from: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = from.read_to_end(&mut bytes);
        let _ = sender.send(bytes);
    });
    receiver
}
