//! What was read from the store lately, so that a page costs no query more than it must.

use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};

use lru::LruCache;

use crate::store::Millis;

/// What is older is read again: another program may have changed it.
const FRESH: Millis = 60_000;

/// Values by key, for a minute each.
#[derive(Debug)]
pub struct Known<V> {
    values: Mutex<LruCache<String, (V, Millis)>>,
}

impl<V: Clone> Known<V> {
    /// Nothing yet; the longest unused goes when there are more than `most`.
    pub fn new(most: usize) -> Known<V> {
        Known { values: Mutex::new(LruCache::new(NonZeroUsize::new(most).unwrap_or(NonZeroUsize::MIN))) }
    }

    /// What was read within the last minute. A clock that was set back makes everything old.
    pub fn get(&self, key: &str, now: Millis) -> Option<V> {
        let mut values = self.lock();
        let (value, at) = values.get(key)?;
        (0..FRESH).contains(&(now - at)).then(|| value.clone())
    }

    /// Keeps what was read.
    pub fn put(&self, key: &str, value: V, now: Millis) {
        self.lock().put(key.to_owned(), (value, now));
    }

    /// Reads it again next time.
    pub fn forget(&self, key: &str) {
        self.lock().pop(key);
    }

    /// The same for all that a question says yes to.
    pub fn forget_where(&self, says_yes: impl Fn(&V) -> bool) {
        let mut values = self.lock();
        let keys: Vec<String> =
            values.iter().filter(|(_, (value, _))| says_yes(value)).map(|(key, _)| key.clone()).collect();
        for key in keys {
            values.pop(&key);
        }
    }

    fn lock(&self) -> MutexGuard<'_, LruCache<String, (V, Millis)>> {
        self.values.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_known_for_a_minute() {
        let known = Known::new(2);
        known.put("a", 1, 1_000);
        assert_eq!((known.get("a", 1_000), known.get("a", 60_999)), (Some(1), Some(1)));
        assert_eq!((known.get("a", 61_000), known.get("a", 999)), (None, None));
        known.put("b", 2, 1_000);
        known.put("c", 3, 1_000);
        assert_eq!((known.get("a", 1_000), known.get("c", 1_000)), (None, Some(3)));
        known.forget_where(|value| *value == 3);
        known.forget("b");
        assert_eq!((known.get("b", 1_000), known.get("c", 1_000)), (None, None));
    }
}
