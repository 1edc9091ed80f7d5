//! Reading files on all cores, each for itself: one that breaks keeps its last good version.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::cores::on_all_cores;
use super::load::{File, Loaded};
use super::read::{Context, Read, read};
use crate::fs::{self, Stamp};
use crate::model::Entry;
use crate::model::diagnostic::{Diagnostic, FILE_TOO_LARGE, FILE_UNREADABLE, Position};
use crate::model::entry::{Detail, Status};

/// Bytes of a file that are read; what comes behind is left out, and told.
const MOST_BYTES: usize = 4 << 20;

/// What became of a file that was to be read.
pub(super) enum Outcome {
    Same(Stamp),
    Gone,
    New(Box<File>),
}

/// Reads files on all cores.
pub(super) fn read_all(
    loaded: &Loaded,
    wanted: &[(&String, &Stamp)],
    before: &Loaded,
    again: bool,
) -> Vec<(String, Outcome)> {
    on_all_cores(wanted, |(path, stamp)| {
        let known = before.files.get(*path);
        let read = || read_one(loaded, path, **stamp, before, again);
        let outcome = catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| broke_off(loaded, path, **stamp, known));
        ((*path).clone(), outcome)
    })
}

fn read_one(loaded: &Loaded, path: &str, stamp: Stamp, before: &Loaded, again: bool) -> Outcome {
    let (context, known) = (loaded.context(), before.files.get(path));
    let mut bytes = match fs::read(&loaded.root.join(path)) {
        Ok(bytes) => bytes,
        Err(error) if error.source.kind() == std::io::ErrorKind::NotFound => return Outcome::Gone,
        Err(error) => return unreadable(path, stamp, known, &error, context),
    };
    let hash = super::read::hash(&bytes);
    if !again && known.is_some_and(|file| file.hash == hash) {
        return Outcome::Same(stamp);
    }
    let size = bytes.len();
    bytes.truncate(MOST_BYTES);
    let mut fresh = read(path, &bytes, context);
    if size > MOST_BYTES {
        let message = format!("the file has {} MB; the first {} MB are read", size >> 20, MOST_BYTES >> 20);
        fresh.diagnostics.push(Diagnostic::new(
            &FILE_TOO_LARGE,
            path,
            Position::START,
            message,
            "Split it: one subject per file.",
        ));
    }
    let known = known.or_else(|| before.lost.before(&loaded.root, path));
    Outcome::New(Box::new(keep_last_good(fresh, stamp, hash, known)))
}

/// Of a file that broke while it was served, the last good version stays, unless the broken one is meant for fewer.
fn keep_last_good(fresh: Read, stamp: Stamp, hash: u64, known: Option<&Arc<File>>) -> File {
    let claimed = fresh.entry.id.clone();
    let may_stay = |file: &&Arc<File>| (!file.broken || file.kept) && !is_closer(&fresh.entry, &file.entry);
    match known.filter(|file| fresh.broken && may_stay(file)) {
        Some(good) => File {
            entry: good.entry.clone(),
            diagnostics: fresh.diagnostics,
            kept: true,
            claimed: good.claimed.clone(),
            stamp,
            hash,
            broken: true,
        },
        None => {
            let entry = Arc::new(fresh.entry);
            File { entry, diagnostics: fresh.diagnostics, kept: false, claimed, stamp, hash, broken: fresh.broken }
        }
    }
}

/// Whether one version of an entry is meant for fewer eyes than another.
fn is_closer(fresh: &Entry, good: &Entry) -> bool {
    let drafted = fresh.common.status == Status::Draft && good.common.status != Status::Draft;
    let permission = |entry: &Entry| match &entry.detail {
        Detail::ProofPoint(proof) => Some(proof.permission),
        _ => None,
    };
    (fresh.common.closed && !good.common.closed) || drafted || permission(fresh) != permission(good)
}

fn unreadable(path: &str, stamp: Stamp, known: Option<&Arc<File>>, error: &fs::Error, context: Context) -> Outcome {
    let help = "Give the server the right to read it, or move it out of the content folder.";
    let finding = Diagnostic::new(&FILE_UNREADABLE, path, Position::START, error.to_string(), help);
    let empty = read(path, b"", context);
    let fresh = Read { entry: empty.entry, diagnostics: vec![finding], broken: true };
    Outcome::New(Box::new(keep_last_good(fresh, stamp, 0, known)))
}

/// A file on which the reader itself broke off: a fault of ours, told as the file's own.
fn broke_off(loaded: &Loaded, path: &str, stamp: Stamp, known: Option<&Arc<File>>) -> Outcome {
    let context = loaded.context();
    let source = std::io::Error::other("the reader broke off; the log has the details");
    unreadable(path, stamp, known, &fs::Error { action: "read", path: loaded.root.join(path), source }, context)
}
