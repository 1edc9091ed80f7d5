//! Asks for the history of the folder on a thread of its own, so that nobody ever waits for git.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use crate::catalog::Live;
use crate::history;

/// How often it is looked whether something was committed, besides after every change of the folder.
const LOOK: Duration = Duration::from_secs(15);

/// Wakes the thread; it ends when this is dropped.
pub(super) struct Dating {
    wake: SyncSender<()>,
}

impl Dating {
    /// Asks at once, and again whenever the last commit is another one.
    pub fn start(folder: PathBuf, live: Arc<Live>) -> Dating {
        // One wish is as good as many.
        let (wake, wishes) = sync_channel(1);
        std::thread::spawn(move || run(&folder, &live, &wishes));
        Dating { wake }
    }

    /// The folder changed, and with it perhaps its history.
    pub fn look(&self) {
        // Where a wish is waiting already, this one is part of it.
        let _ = self.wake.try_send(());
    }
}

fn run(folder: &Path, live: &Live, wishes: &Receiver<()>) {
    let mut last = None;
    loop {
        let mark = history::mark(folder);
        if last.as_ref() != Some(&mark) {
            let history = Arc::new(history::read(folder, &mark));
            tracing::debug!(standing = ?history.standing, "the history was read");
            live.date(history);
            last = Some(mark);
        }
        if wishes.recv_timeout(LOOK) == Err(RecvTimeoutError::Disconnected) {
            return;
        }
    }
}
