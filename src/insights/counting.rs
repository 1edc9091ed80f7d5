//! Counting: one entry when something was done with it, everything when the content or the day is another.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::civil::Date;
use tokio::sync::{Notify, watch};
use tokio::time::Instant;

use super::count;
use super::outcomes::Outcomes;
use super::own::{Own, People};
use super::reviews::{self, Reviewed};
use crate::catalog::{Catalog, Live};
use crate::clock::Clock;
use crate::store::{self, ASKED_FOR, Store};

/// The outcomes that hold, and what they are counted of.
#[derive(Debug)]
pub(super) struct Inner {
    pub store: Store,
    pub live: Arc<Live>,
    pub clock: Arc<dyn Clock>,
    pub current: watch::Sender<Arc<Outcomes>>,
    /// Who has something of their own.
    pub people: People,
    /// What the reviews of the last catalog say.
    reviewed: Mutex<Arc<HashMap<String, Vec<Reviewed>>>>,
    /// Entries that wait to be counted anew, and how often that was noted.
    pub waiting: Mutex<BTreeMap<String, u64>>,
    /// What everything was last counted of: the content, and the day.
    counted: Mutex<Option<(Arc<Catalog>, Date)>>,
    /// Something waits.
    pub told: Notify,
    /// Held by whoever counts.
    pub turn: tokio::sync::Mutex<()>,
}

impl Inner {
    /// Nothing yet.
    pub fn new(store: Store, live: Arc<Live>, clock: Arc<dyn Clock>) -> Inner {
        Inner {
            store,
            live,
            clock,
            current: watch::Sender::default(),
            people: People::default(),
            reviewed: Mutex::default(),
            waiting: Mutex::default(),
            counted: Mutex::default(),
            told: Notify::default(),
            turn: tokio::sync::Mutex::default(),
        }
    }

    /// Somebody did something with an entry: who does has something of their own, and the entry is to be counted anew.
    pub fn noted(&self, person: String, entry: String) {
        self.people.changed(person);
        *locked(&self.waiting).entry(entry).or_default() += 1;
        self.told.notify_one();
    }

    /// Waits for a moment, and for something to count.
    pub async fn told_after(&self, rest: Instant) {
        tokio::time::sleep_until(rest).await;
        self.told.notified().await;
    }

    /// Counts an entry, if it waits. Who comes while it is being counted waits for that.
    pub async fn count_if_waiting(&self, id: &str) {
        if locked(&self.waiting).contains_key(id) {
            let _turn = self.turn.lock().await;
            self.count_one(id).await;
        }
    }

    /// Counts what waits, and answers how long that took. Between two entries others have their turn.
    pub async fn count_waiting(&self) -> Duration {
        let waiting: Vec<String> = locked(&self.waiting).keys().cloned().collect();
        let mut took = Duration::ZERO;
        for id in waiting {
            let _turn = self.turn.lock().await;
            let started = Instant::now();
            self.count_one(&id).await;
            took += started.elapsed();
        }
        took
    }

    /// Counts an entry whose turn it is, unless another has.
    async fn count_one(&self, id: &str) {
        let Some(notes) = locked(&self.waiting).get(id).copied() else { return };
        match self.count(id).await {
            // What was noted meanwhile is perhaps not in it.
            Ok(()) => locked(&self.waiting).retain(|other, noted| *other != id || *noted != notes),
            Err(error) => tracing::warn!(%error, entry = id, "an entry cannot be counted; it will be with the next"),
        }
    }

    async fn count(&self, id: &str) -> Result<(), store::Error> {
        let (catalog, today) = (self.live.current(), self.clock.today());
        let Some(page) = catalog.counted_page(id) else { return Ok(()) };
        let names = count::names(&catalog, &page);
        let mut rows = HashMap::new();
        for name in &names {
            rows.extend(count::read(&self.store, Some(name), today).await?);
        }
        let reviewed = locked(&self.reviewed).clone();
        let reviewed = reviewed.get(id).map(Vec::as_slice).unwrap_or_default();
        if let Some(tally) = count::tally(&page, &names, &rows, reviewed, today) {
            self.current.send_modify(|current| *current = Arc::new(current.with(id.to_owned(), tally)));
        }
        Ok(())
    }

    /// Counts everything.
    pub async fn count_all(&self) -> Result<(), store::Error> {
        let (catalog, today) = (self.live.current(), self.clock.today());
        let rows = count::read(&self.store, None, today).await?;
        let reviewed = Arc::new(reviews::reviewed(&catalog, today));
        *locked(&self.reviewed) = reviewed.clone();
        let ids: BTreeSet<&String> = rows.keys().chain(reviewed.keys()).collect();
        let ids: BTreeSet<String> =
            ids.iter().filter_map(|id| catalog.counted_page(id)).map(|page| page.entry().id.to_string()).collect();
        let tally = |id: String| {
            let page = catalog.counted_page(&id)?;
            let reviewed = reviewed.get(&id).map(Vec::as_slice).unwrap_or_default();
            let tally = count::tally(&page, &count::names(&catalog, &page), &rows, reviewed, today)?;
            Some((id, Arc::new(tally)))
        };
        let entries = ids.into_iter().filter_map(tally).collect();
        self.current.send_modify(|current| *current = Arc::new(current.replaced(entries)));
        let people = self.store.people_with_something_of_their_own(self.asked_since()).await?;
        self.people.all_changed(people);
        *locked(&self.counted) = Some((catalog, today));
        Ok(())
    }

    /// Whether everything was counted of the content that is served, today. A catalog that only knows the meaning of its
    /// entries better holds the same entries.
    pub fn is_counted(&self) -> bool {
        let (catalog, today) = (self.live.current(), self.clock.today());
        let counted = locked(&self.counted);
        counted.as_ref().is_some_and(|(before, day)| std::ptr::eq(before.loaded(), catalog.loaded()) && *day == today)
    }

    /// Reads what concerns somebody alone.
    pub async fn own(&self, person: &str) -> Result<Own, store::Error> {
        let asks = self.store.asks_of(person, self.asked_since()).await?;
        let used = self.store.last_uses(person).await?;
        let deals = self.store.deals_of(person).await?;
        Ok(Own { asks, replies: self.store.replies_of(person).await?, deals, used })
    }

    fn asked_since(&self) -> store::Millis {
        self.clock.now().as_millisecond() - ASKED_FOR
    }
}

/// What a lock holds, though who held it before broke off.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
