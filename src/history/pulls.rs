//! What is known of pulling from the remote, for those who ask; and how they have it pulled.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use super::remote::Pulled;
use super::trouble::Trouble;

/// How pulling goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PullState {
    /// The remote is being asked.
    pub running: bool,
    /// When the remote was last reached and followed.
    pub good: Option<Timestamp>,
    /// The last failure since the start, mended or not.
    pub failure: Option<(Timestamp, String)>,
    /// It has failed so often since it last went well.
    pub failures: u32,
    /// When the remote's history was last found rewritten, and the branch on which commits of ours were kept.
    pub rewritten: Option<(Timestamp, Option<String>)>,
}

/// Asks for a pull, and tells how pulling goes. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Pulls {
    state: Arc<Mutex<PullState>>,
    /// None where nothing is ever pulled.
    wake: Option<SyncSender<()>>,
}

/// The side of whoever pulls.
#[derive(Debug)]
pub struct Wishes {
    state: Arc<Mutex<PullState>>,
    wishes: Receiver<()>,
}

/// Why it is time to pull.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Pull,
    /// Nobody can ask any more.
    End,
}

impl Pulls {
    /// Both sides.
    pub fn new() -> (Pulls, Wishes) {
        // One wish is as good as many.
        let (wake, wishes) = sync_channel(1);
        let state = Arc::default();
        (Pulls { state: Arc::clone(&state), wake: Some(wake) }, Wishes { state, wishes })
    }

    /// Asks for a pull now; whether anything is pulled here at all.
    pub fn ask(&self) -> bool {
        let Some(wake) = &self.wake else { return false };
        // Where a wish is waiting already, this one is part of it.
        let _ = wake.try_send(());
        true
    }

    /// How it goes; nothing where nothing is ever pulled.
    pub fn state(&self) -> Option<PullState> {
        self.wake.as_ref().map(|_| locked(&self.state).clone())
    }
}

impl Wishes {
    /// Waits until somebody asks, or for so long.
    pub fn next(&self, at_most: Option<Duration>) -> Wish {
        let wished = match at_most {
            Some(time) => self.wishes.recv_timeout(time),
            None => self.wishes.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        if wished == Err(RecvTimeoutError::Disconnected) { Wish::End } else { Wish::Pull }
    }

    /// The remote is being asked.
    pub fn begin(&self) {
        locked(&self.state).running = true;
    }

    /// Tells what became of it.
    pub fn end(&self, outcome: &Result<Pulled, Trouble>, now: Timestamp) {
        let mut state = locked(&self.state);
        state.running = false;
        match outcome {
            Ok(pulled) => {
                state.good = Some(now);
                state.failures = 0;
                if let Pulled::Rewritten { kept } = pulled {
                    state.rewritten = Some((now, kept.clone()));
                }
            }
            Err(trouble) => {
                state.failure = Some((now, trouble.to_string()));
                state.failures = state.failures.saturating_add(1);
            }
        }
    }
}

fn locked(state: &Mutex<PullState>) -> MutexGuard<'_, PullState> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
