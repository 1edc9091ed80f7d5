//! Asks for the history of the folder on a thread of its own, so that nobody ever waits for git.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use crate::catalog::Live;
use crate::clock::Clock;
use crate::history::{self, Reader, Standing};
use crate::memory;

/// Wakes the thread; it ends when this is dropped.
pub(super) struct Dating {
    wake: SyncSender<()>,
}

impl Dating {
    /// Asks at once, and again whenever the last commit is another one. `cache` keeps what was read for the next start.
    pub fn start(folder: PathBuf, cache: Option<PathBuf>, live: Arc<Live>, clock: Arc<dyn Clock>) -> Dating {
        // One wish is as good as many.
        let (wake, wishes) = sync_channel(1);
        std::thread::spawn(move || run(&folder, cache, &live, &*clock, &wishes));
        Dating { wake }
    }

    /// Something may have been committed: asked after every change and every look through the folder.
    pub fn look(&self) {
        // Where a wish is waiting already, this one is part of it.
        let _ = self.wake.try_send(());
    }
}

fn run(folder: &Path, cache: Option<PathBuf>, live: &Live, clock: &dyn Clock, wishes: &Receiver<()>) {
    let mut reader = Reader::new(folder.to_owned(), cache);
    let mut last = None;
    loop {
        let mark = history::mark(folder);
        if last.as_ref() != Some(&mark) {
            let history = reader.read(&mark, clock.now());
            // What could not be told is asked again.
            last = (!matches!(history.standing, Standing::Unknown(_))).then_some(mark);
            if *live.current().history() != history {
                tracing::debug!(standing = ?history.standing, "the history was read");
                live.date(Arc::new(history));
                memory::give_back();
            }
        }
        if wishes.recv().is_err() {
            return;
        }
    }
}
