//! Tells that files may have changed. Events are hints: their kind is never believed, and where there are none, a
//! timer looks through the whole folder.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Duration;

use notify_debouncer_full::notify::{self, EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, DebouncedEvent, Debouncer, NoCache, new_debouncer_opt};

/// How long a path must be quiet before it is looked at: an editor has then finished its save.
pub const QUIET_WINDOW: Duration = Duration::from_millis(60);

/// How often it is looked whether the window is over.
pub const TICK: Duration = Duration::from_millis(15);

/// What may have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// These paths below the root, files or folders.
    Paths(BTreeSet<String>),
    /// Anything: events were lost.
    Anything,
}

impl Changed {
    /// Both together.
    pub fn and(self, other: Changed) -> Changed {
        match (self, other) {
            (Changed::Paths(mut paths), Changed::Paths(more)) => {
                paths.extend(more);
                Changed::Paths(paths)
            }
            _ => Changed::Anything,
        }
    }
}

/// Watches until it is dropped.
#[derive(Debug)]
pub struct Watcher {
    _debouncer: Debouncer<RecommendedWatcher, NoCache>,
}

/// Watches the folders below `root` (absolute, links resolved) and sends what may have changed.
///
/// Fails where the system refuses to watch, such as at its limit of watches; then only a timer helps.
pub fn watch(root: &Path, changed: Sender<Changed>) -> Result<Watcher, notify::Error> {
    let base = root.to_owned();
    let handler = move |result: DebounceEventResult| {
        if let Some(change) = hint(&base, result) {
            // Nobody listens any more when the server stops.
            let _ = changed.send(change);
        }
    };
    let mut debouncer =
        new_debouncer_opt(QUIET_WINDOW, Some(TICK), handler, NoCache::new(), notify::Config::default())?;
    debouncer.watch(root, RecursiveMode::Recursive)?;
    Ok(Watcher { _debouncer: debouncer })
}

fn hint(root: &Path, result: DebounceEventResult) -> Option<Changed> {
    match result {
        Ok(events) if events.iter().any(|event| event.need_rescan()) => Some(Changed::Anything),
        Ok(events) => {
            let paths: BTreeSet<_> =
                events.iter().filter(|event| is_change(event)).flat_map(|event| below(root, &event.paths)).collect();
            (!paths.is_empty()).then_some(Changed::Paths(paths))
        }
        Err(errors) => {
            for error in errors {
                tracing::warn!(%error, "watching failed for a moment; everything is compared");
            }
            Some(Changed::Anything)
        }
    }
}

/// Whether an event can mean a change: our own reading is told as well and means none.
fn is_change(event: &DebouncedEvent) -> bool {
    !matches!(event.kind, EventKind::Access(_))
}

/// Paths below the root with `/`, without those in hidden folders such as `.git`.
fn below(root: &Path, paths: &[PathBuf]) -> Vec<String> {
    let relative = paths.iter().filter_map(|path| path.strip_prefix(root).ok()?.to_str().map(str::to_owned));
    relative.filter(|path| !path.split('/').any(|part| part.starts_with('.'))).collect()
}
