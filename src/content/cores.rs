//! Work on many things, each by itself, on all cores.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Fewer things than this are not worth a thread.
const WORTH_A_THREAD: usize = 16;

/// Does something with each of many things; results come in no order. A panic goes on where this was called.
pub fn on_all_cores<T: Sync, R: Send>(things: &[T], one: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some(thing) = things.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push(one(thing));
        }
        done
    };
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
    let threads = cores.min(things.len() / WORTH_A_THREAD + 1);
    if threads <= 1 {
        return work();
    }
    std::thread::scope(|scope| {
        let handles: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let joined = |handle: std::thread::ScopedJoinHandle<Vec<R>>| {
            handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        handles.into_iter().flat_map(joined).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_done_once_and_a_panic_is_not_lost() {
        let numbers: Vec<u32> = (0..1000).collect();
        let mut doubled = on_all_cores(&numbers, |number| number * 2);
        doubled.sort_unstable();
        assert!(doubled.into_iter().eq((0..1000).map(|number| number * 2)));
        let broken = std::panic::catch_unwind(|| on_all_cores(&numbers, |number| assert_ne!(*number, 700)));
        assert!(broken.is_err());
    }
}
