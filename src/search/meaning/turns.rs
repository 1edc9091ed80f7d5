//! Whose text is read next: one at a time on each core, questions before everything else.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use rten::ThreadPool;

/// How often somebody who waits looks whether it is still worth it.
const LOOK: Duration = Duration::from_millis(5);
/// How long texts that nobody waits for step back at most, each.
const STEP_BACK: u32 = 50;

/// As many turns as there are cores, each with a thread of its own.
pub(super) struct Turns {
    free: Mutex<Vec<Arc<ThreadPool>>>,
    freed: Condvar,
    /// Questions that are being read.
    asking: AtomicUsize,
}

/// The right to read a text now; given back when it is dropped.
pub(super) struct Turn<'a> {
    turns: &'a Turns,
    pool: Arc<ThreadPool>,
}

impl Turns {
    pub fn of_all_cores() -> Turns {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let free = (0..cores).map(|_| Arc::new(ThreadPool::with_num_threads(1))).collect();
        Turns { free: Mutex::new(free), freed: Condvar::new(), asking: AtomicUsize::new(0) }
    }

    /// Waits for a turn, as long as there is patience and somebody to wait for.
    pub fn take(&self, patience: Duration, abandoned: &dyn Fn() -> bool) -> Option<Turn<'_>> {
        let mut left = patience;
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(pool) = free.pop() {
                self.asking.fetch_add(1, Ordering::Relaxed);
                return Some(Turn { turns: self, pool });
            }
            if left.is_zero() || abandoned() {
                return None;
            }
            let pause = left.min(LOOK);
            left -= pause;
            free = self.freed.wait_timeout(free, pause).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Lets questions go first, for a while.
    pub fn give_way(&self) {
        for _ in 0..STEP_BACK {
            if self.asking.load(Ordering::Relaxed) == 0 {
                return;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

impl Turn<'_> {
    pub fn pool(&self) -> &Arc<ThreadPool> {
        &self.pool
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.turns.asking.fetch_sub(1, Ordering::Relaxed);
        self.turns.free.lock().unwrap_or_else(PoisonError::into_inner).push(self.pool.clone());
        self.turns.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(600);

    fn all(turns: &Turns) -> Vec<Turn<'_>> {
        std::iter::from_fn(|| turns.take(Duration::ZERO, &|| false)).collect()
    }

    #[test]
    fn whoever_comes_late_waits_as_long_as_there_is_patience_and_somebody_to_wait_for() {
        let turns = Turns::of_all_cores();
        let taken = all(&turns);
        assert_eq!(taken.len(), std::thread::available_parallelism().unwrap().get());
        assert!(turns.take(LOOK * 3, &|| false).is_none());
        assert!(turns.take(LONG, &|| true).is_none());
        drop(taken);
        assert!(turns.take(Duration::ZERO, &|| true).is_some(), "a free turn costs no waiting");
    }

    #[test]
    fn a_turn_that_is_given_back_goes_to_whoever_waits() {
        let turns = Turns::of_all_cores();
        let mut taken = all(&turns);
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| turns.take(LONG, &|| false).is_some());
            taken.pop();
            assert!(waiting.join().unwrap());
        });
        drop(taken);
        assert_eq!(turns.asking.load(Ordering::Relaxed), 0);
        turns.give_way();
    }
}
