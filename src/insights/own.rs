//! What concerns one person alone, remembered until something of it changes: pages ask for it all the time.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::store::{Asked, Millis, NamedDeal, Reply};

/// What concerns one person alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Own {
    /// Uses that are asked about, and what was said of them; the last first.
    pub asks: Vec<Asked>,
    /// Replies that nobody else sees yet.
    pub replies: Vec<Reply>,
    /// Deals that they named, the last first.
    pub deals: Vec<NamedDeal>,
    /// When they used entries last, by what these were called then.
    pub used: HashMap<String, Millis>,
}

impl Own {
    /// When they used an entry last, by any of its names.
    pub fn last_use(&self, names: &[String]) -> Option<Millis> {
        names.iter().filter_map(|name| self.used.get(name)).copied().max()
    }

    /// Whether they named a deal so.
    pub fn has_named(&self, deal: &str) -> bool {
        let asked = self.asks.iter().filter_map(|asked| asked.deal.as_deref());
        asked.chain(self.deals.iter().map(|named| named.name.as_str())).any(|named| named == deal)
    }

    /// Whether anything of it is asked or said about an entry.
    pub fn is_about(&self, is_it: impl Fn(&str) -> bool) -> bool {
        let asked = self.asks.iter().map(|asked| &asked.entry);
        asked.chain(self.replies.iter().map(|reply| &reply.entry)).any(|entry| is_it(entry))
    }
}

/// What is remembered of somebody.
#[derive(Debug, Clone)]
pub enum Known {
    /// There is nothing.
    Nothing,
    /// There is something, to be read; as of this change.
    Unread(u64),
    /// What was read as of a change.
    Read(u64, Arc<Own>),
}

/// Everybody who has something of their own. Nothing is read for anybody else.
#[derive(Debug, Default)]
pub struct People {
    by_id: Mutex<HashMap<String, Known>>,
    /// So many changes there were.
    changes: AtomicU64,
}

impl People {
    /// What is remembered of somebody.
    pub fn of(&self, person: &str) -> Known {
        self.lock().get(person).cloned().unwrap_or(Known::Nothing)
    }

    /// How often something of anybody's has changed.
    pub fn changes(&self) -> u64 {
        self.changes.load(Ordering::Acquire)
    }

    /// Something of theirs has changed.
    pub fn changed(&self, person: String) {
        let mut known = self.lock();
        let change = self.changes.fetch_add(1, Ordering::AcqRel);
        known.insert(person, Known::Unread(change));
    }

    /// Remembers what was read as of a change, unless there has been another since.
    pub fn read(&self, person: &str, change: u64, own: Arc<Own>) {
        if let Some(known) = self.lock().get_mut(person)
            && matches!(known, Known::Unread(last) if *last == change)
        {
            *known = Known::Read(change, own);
        }
    }

    /// Everybody is to be read anew, and these have something too.
    pub fn all_changed(&self, more: Vec<String>) {
        let known: Vec<String> = self.lock().keys().cloned().collect();
        known.into_iter().chain(more).for_each(|person| self.changed(person));
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Known>> {
        self.by_id.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_before_a_change_is_not_remembered() {
        let people = People::default();
        assert!(matches!(people.of("jo"), Known::Nothing));
        people.changed("jo".to_owned());
        let Known::Unread(first) = people.of("jo") else { panic!("unread") };
        people.changed("jo".to_owned());
        people.read("jo", first, Arc::default());
        let Known::Unread(second) = people.of("jo") else { panic!("still unread") };
        people.read("jo", second, Arc::default());
        assert!(matches!(people.of("jo"), Known::Read(..)));
        people.all_changed(vec!["ann".to_owned()]);
        assert!(["jo", "ann"].iter().all(|person| matches!(people.of(person), Known::Unread(_))));
        people.read("jo", second, Arc::default());
        assert!(matches!(people.of("jo"), Known::Unread(_)));
    }
}
