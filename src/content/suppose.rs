//! The folder as it would be, for who is still writing.

use std::sync::Arc;

use super::load::{Changes, File, Loaded};
use super::read::{hash, read};
use super::settle::settle;
use crate::fs::Stamp;
use crate::model::diagnostic::BROKEN_LINK;

/// The folder with another text at one path, new or known: read, linked and checked as if it lay there, and as if files of
/// some names came with it. Nothing is written.
pub fn suppose(loaded: &Loaded, path: &str, text: &str, coming: &[&str]) -> Loaded {
    let mut next = loaded.clone();
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
    if let Some(cross) = next.cross.get_mut(path).and_then(Arc::get_mut) {
        let comes = |message: &str| coming.iter().any(|name| message.contains(name));
        cross.findings.retain(|finding| finding.code != BROKEN_LINK.code || !comes(&finding.message));
    }
    next
}
