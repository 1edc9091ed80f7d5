//! The folder as it would be, for who is still writing.

use std::sync::Arc;

use super::load::{Changes, File, Loaded};
use super::read::{hash, read};
use super::settle::settle;
use crate::fs::Stamp;

/// The folder with another text at one path, new or known: read, linked and checked as if it lay there, and as if files of
/// some paths came with it. Nothing is written.
pub fn suppose(loaded: &Loaded, path: &str, text: &str, coming: &[String]) -> Loaded {
    let mut next = loaded.clone();
    next.coming = Arc::new(coming.iter().cloned().collect());
    let fresh = read(path, text.as_bytes(), loaded.context());
    let claimed = fresh.entry.id.clone();
    let stamp = Stamp { size: text.len() as u64, modified: 0 };
    let file = File {
        entry: Arc::new(fresh.entry),
        diagnostics: fresh.diagnostics,
        kept: false,
        claimed,
        stamp,
        hash: hash(text.as_bytes()),
        broken: fresh.broken,
    };
    next.files.insert(path.to_owned(), Arc::new(file));
    let mut changes = Changes { changed: [path.to_owned()].into(), ..Changes::default() };
    settle(loaded, &mut next, &mut changes, false);
    next
}
