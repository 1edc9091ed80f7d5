//! Brings the served checkout to a newer commit, file by file: what somebody changed in it and did not commit stays. What
//! it is brought from is noted before the branch is moved, so that it is brought once more where it was left half done.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

use super::objects::{PROGRAM, REGULAR};
use super::run::{HERE, run};
use super::{Desk, Failure};
use crate::fs;

/// One file that differs between two commits. Hashes are of nothing but zeros where it is not there.
struct Step {
    mode: String,
    from: String,
    to: String,
    path: String,
}

/// How a file of the checkout is the committed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    AsCommitted,
    /// But for its lines, which end in a carriage return here, as git may be set up to have them.
    Returned,
}

/// Notes what the checkout is brought from, until it is done.
const BRINGING: &str = "refs/fieldlore/bringing";

/// One at a time brings a checkout forward.
static TURN: Mutex<()> = Mutex::new(());

impl Desk {
    /// Moves the served branch to a commit that goes on from it, and the checkout with it.
    pub(super) fn go_on(&self, branch: &str, hash: &str) -> Result<(), Failure> {
        let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let reference = format!("refs/heads/{branch}");
        let head = self.commit_at(&reference);
        if let Some(head) = &head
            && !self.is_before(head, hash)?
        {
            return Err(Failure::Refused("the branch has gone on".to_owned()));
        }
        let from = head.clone().map_or_else(|| self.empty_tree(), Ok)?;
        self.move_to(BRINGING, &from, None)?;
        if let Err(error) = self.move_to(&reference, hash, head.as_deref()) {
            self.forget(&from)?;
            return Err(error);
        }
        if let Err(error) = self.bring_noted() {
            tracing::warn!(%error, "the checkout did not follow its branch as a whole; it is tried again");
        }
        Ok(())
    }

    /// Brings what was left half done, where nobody is at it.
    pub fn catch_up(&self) {
        let _turn: MutexGuard<'_, ()> = match TURN.try_lock() {
            Ok(turn) => turn,
            Err(TryLockError::Poisoned(turn)) => turn.into_inner(),
            Err(TryLockError::WouldBlock) => return,
        };
        if let Err(error) = self.bring_noted() {
            tracing::warn!(%error, "the checkout does not follow its branch");
        }
    }

    /// The same, after whoever is at it.
    pub(super) fn follow_up(&self) -> Result<(), Failure> {
        let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        self.bring_noted()
    }

    fn bring_noted(&self) -> Result<(), Failure> {
        let noted = self.ask(&["for-each-ref", "--format=%(objectname)", BRINGING])?;
        let Some(to) = self.commit_at("HEAD").filter(|_| !noted.is_empty()) else { return Ok(()) };
        self.bring(&noted, &to)?;
        self.forget(&noted)
    }

    fn forget(&self, noted: &str) -> Result<(), Failure> {
        self.ask(&["update-ref", "-d", "--end-of-options", BRINGING, noted]).map(drop)
    }

    /// Brings files and index from one commit or tree to a commit. Files that say something else than the old one are
    /// left.
    fn bring(&self, from: &str, to: &str) -> Result<(), Failure> {
        let (mut done, mut failed) = (Vec::new(), None);
        for step in self.steps(from, to)? {
            match self.step(&step) {
                Ok(()) => done.push(step),
                Err(error) => failed = Some(error),
            }
        }
        self.stage(&done)?;
        failed.map_or(Ok(()), Err)
    }

    fn steps(&self, from: &str, to: &str) -> Result<Vec<Step>, Failure> {
        let arguments = ["diff-tree", "-r", "-z", "--raw", "--full-index", "--no-renames", from, to];
        let out = run(self.git().args(arguments), b"", HERE)?;
        let mut parts = out.split(|byte| *byte == 0);
        let mut steps = Vec::new();
        while let (Some(about), Some(path)) = (parts.next(), parts.next()) {
            let (Ok(about), Ok(path)) = (std::str::from_utf8(about), std::str::from_utf8(path)) else { continue };
            let words: Vec<&str> = about.trim_start_matches(':').split(' ').collect();
            let [old, new, before, after, ..] = words[..] else { continue };
            let is_file = |mode: &str| REGULAR.contains(&mode) || mode == "000000";
            if is_file(old) && is_file(new) {
                let [mode, from, to] = [new, before, after].map(str::to_owned);
                steps.push(Step { mode, from, to, path: path.to_owned() });
            }
        }
        Ok(steps)
    }

    /// One file, where it is as it was committed.
    fn step(&self, step: &Step) -> Result<(), Failure> {
        let full = self.top.join(&step.path);
        let folder = full.parent().unwrap_or(&self.top);
        // No link leads elsewhere: neither the file nor what of its folders is there.
        let lowest = full.ancestors().find(|path| fs::exists(path)).unwrap_or(&self.top);
        let is_plain = fs::canonical(lowest).is_ok_and(|real| real == lowest);
        if !is_plain || (lowest == full && !fs::is_file(&full)) {
            tracing::warn!(path = step.path, "something else lies where a file was to be; it stays");
            return Ok(());
        }
        let there = if lowest == full { Some(fs::read(&full).map_err(Failure::Files)?) } else { None };
        let ends = match (&there, some(&step.from)) {
            (Some(there), Some(from)) => self.lies_as(there, from)?,
            (None, None) => Some(Ends::AsCommitted),
            _ => None,
        };
        let Some(ends) = ends else { return Ok(()) };
        let brought = match some(&step.to) {
            None => fs::remove_file(&full),
            Some(hash) => {
                let bytes = self.bytes(hash)?;
                let bytes = if ends == Ends::Returned { returned(&bytes) } else { bytes };
                fs::create_folder(folder).and_then(|()| fs::write(&full, &bytes)).inspect(|()| {
                    // As git itself has it: else it would take the file for one that somebody changed.
                    if let Err(error) = fs::make_program(&full, step.mode == PROGRAM) {
                        tracing::debug!(%error, "a file does not run as a program, or does");
                    }
                })
            }
        };
        brought.map_err(Failure::Files)
    }

    /// Whether a file of the checkout is a committed one, and how.
    pub(super) fn lies_as(&self, bytes: &[u8], hash: &str) -> Result<Option<Ends>, Failure> {
        if self.hash(bytes)? == hash {
            return Ok(Some(Ends::AsCommitted));
        }
        // Pictures and the like have no lines.
        if bytes.contains(&0) || !bytes.windows(2).any(|pair| pair == b"\r\n") {
            return Ok(None);
        }
        Ok((self.hash(&plain(bytes))? == hash).then_some(Ends::Returned))
    }

    /// The index follows where it held the old files, so that git takes nothing of this for an edit.
    fn stage(&self, steps: &[Step]) -> Result<(), Failure> {
        let out = run(self.at_top().args(["ls-files", "--stage", "-z"]), b"", HERE)?;
        let mut staged: HashMap<&str, &str> = HashMap::new();
        for line in out.split(|byte| *byte == 0).filter_map(|line| std::str::from_utf8(line).ok()) {
            if let Some((about, path)) = line.split_once('\t') {
                staged.insert(path, about.split(' ').nth(1).unwrap_or_default());
            }
        }
        let as_before = |step: &&Step| staged.get(step.path.as_str()).copied() == some(&step.from);
        let mut lines = Vec::new();
        for step in steps.iter().filter(as_before) {
            let mode = if some(&step.to).is_some() { step.mode.as_str() } else { "0" };
            lines.extend_from_slice(format!("{mode} {}\t{}\0", step.to, step.path).as_bytes());
        }
        run(self.at_top().args(["update-index", "-z", "--add", "--index-info"]), &lines, HERE).map(drop)
    }
}

/// A text whose lines end in no carriage return.
fn plain(bytes: &[u8]) -> Vec<u8> {
    let mut next = bytes.iter().skip(1);
    let kept = |byte: &&u8| next.next() != Some(&b'\n') || **byte != b'\r';
    bytes.iter().filter(kept).copied().collect()
}

/// A text whose lines all end in a carriage return and a line feed.
fn returned(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for byte in plain(bytes) {
        if byte == b'\n' {
            out.push(b'\r');
        }
        out.push(byte);
    }
    out
}

/// A hash, unless it is of nothing but zeros.
fn some(hash: &str) -> Option<&str> {
    (!hash.bytes().all(|byte| byte == b'0')).then_some(hash)
}
