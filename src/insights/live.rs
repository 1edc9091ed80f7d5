//! What holds now. An acknowledged vote or use is in what is answered next: its entry is counted anew before it is
//! acknowledged. Everything is counted anew at the start, when the content changes, and when a day has passed.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::civil::Date;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::answer::{self, Answered};
use super::count;
use super::outcomes::Outcomes;
use super::reviews::{self, Reviewed};
use crate::catalog::Live;
use crate::clock::Clock;
use crate::store::{self, ASKED_FOR, Asked, How, Reply, Said, Store, Use, Vote};

/// How often it is looked whether a day has passed.
const LOOK: Duration = Duration::from_secs(300);

/// A vote as somebody casts it.
#[derive(Debug, Clone)]
pub struct Ballot {
    pub person: String,
    /// `objection/x#anchor`.
    pub answer: String,
    pub said: Said,
    pub deal: Option<String>,
    /// The day of the use that it is about, where that is known.
    pub on: Option<Date>,
    pub note: Option<String>,
}

/// A use as somebody tells of it.
#[derive(Debug, Clone)]
pub struct Deed {
    pub person: String,
    /// `objection/x#anchor`, or `objection/x` for its quick response.
    pub answer: String,
    pub how: How,
    pub deal: Option<String>,
}

/// Why a vote or use was not taken.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("there is no such answer")]
    Unknown,
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// What concerns one person alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Own {
    /// Uses that are asked about, and what was said of them; the last first.
    pub asks: Vec<Asked>,
    /// Replies that nobody else sees yet.
    pub replies: Vec<Reply>,
}

/// The outcomes of this moment; cheap to clone.
#[derive(Debug, Clone)]
pub struct LiveOutcomes(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Store,
    live: Arc<Live>,
    clock: Arc<dyn Clock>,
    current: watch::Sender<Arc<Outcomes>>,
    /// Who has something of their own. Nothing is read for anybody else.
    people: Mutex<HashSet<String>>,
    /// What the reviews of the last catalog say.
    reviewed: Mutex<Arc<HashMap<String, Vec<Reviewed>>>>,
    /// Entries that wait to be counted anew.
    waiting: Mutex<BTreeSet<String>>,
    /// Held by whoever counts.
    turn: tokio::sync::Mutex<()>,
}

impl LiveOutcomes {
    /// Counts everything. Where the store cannot be read, that is told in the log, and there are no outcomes.
    pub async fn load(store: Store, live: Arc<Live>, clock: Arc<dyn Clock>) -> LiveOutcomes {
        let inner = Inner {
            store,
            live,
            clock,
            current: watch::Sender::default(),
            people: Mutex::default(),
            reviewed: Mutex::default(),
            waiting: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
        };
        let outcomes = LiveOutcomes(Arc::new(inner));
        outcomes.refresh_all().await;
        outcomes
    }

    /// The outcomes of this moment; take them once for a request.
    pub fn current(&self) -> Arc<Outcomes> {
        self.0.current.borrow().clone()
    }

    /// Counts everything anew when the content changes and when a day has passed, until it is told to stop.
    pub async fn follow(self, stop: CancellationToken) {
        let mut revisions = self.0.live.revisions();
        let mut counted = (self.0.live.current(), self.0.clock.today());
        let mut look = tokio::time::interval(LOOK);
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                changed = revisions.changed() => if changed.is_err() { return },
                _ = look.tick() => {}
            }
            let now = (self.0.live.current(), self.0.clock.today());
            // A catalog that only knows the meaning of its entries better holds the same entries.
            if !std::ptr::eq(now.0.loaded(), counted.0.loaded()) || now.1 != counted.1 {
                self.refresh_all().await;
                counted = now;
            }
        }
    }

    /// Counts everything anew, such as after somebody was erased.
    pub async fn refresh_all(&self) {
        let _turn = self.0.turn.lock().await;
        locked(&self.0.waiting).clear();
        if let Err(error) = self.0.count_all().await {
            tracing::warn!(%error, "votes and uses cannot be read; what was known of them stays");
        }
    }

    /// Takes a vote. It is on the disk, and in the outcomes, when this returns.
    pub async fn vote(&self, ballot: Ballot) -> Result<(), Refusal> {
        let catalog = self.0.live.current();
        let found = answer::find(&catalog, &ballot.answer).ok_or(Refusal::Unknown)?;
        let Answered { entry, former, answer: Some((answer, wording)) } = found else { return Err(Refusal::Unknown) };
        let stage = ballot.deal.as_deref().and_then(|deal| answer::stage(&catalog, deal));
        let Ballot { person, said: value, deal, on, note, .. } = ballot;
        let at = self.0.clock.now().as_millisecond();
        let (id, who) = (entry.clone(), person.clone());
        let vote = Vote { person, entry, former, answer, value, deal, stage, on, wording, note, at };
        self.whole(|inner| async move {
            inner.store.cast_vote(vote).await?;
            inner.noted(who, id).await;
            Ok(())
        })
        .await
    }

    /// Takes a use, as [`Self::vote`] does.
    pub async fn used(&self, deed: Deed) -> Result<(), Refusal> {
        let catalog = self.0.live.current();
        let Answered { entry, answer, .. } = answer::find(&catalog, &deed.answer).ok_or(Refusal::Unknown)?;
        let stage = deed.deal.as_deref().and_then(|deal| answer::stage(&catalog, deal));
        let Deed { person, how, deal, .. } = deed;
        let (answer, wording) = answer.unzip();
        let at = self.0.clock.now().as_millisecond();
        let (id, who) = (entry.clone(), person.clone());
        let used = Use { person, entry, answer, how, deal, stage, wording, at };
        self.whole(|inner| async move {
            inner.store.record_use(used).await?;
            inner.noted(who, id).await;
            Ok(())
        })
        .await
    }

    /// Keeps what somebody said instead of what an entry says.
    pub async fn reply(&self, person: &str, entry: &str, text: &str) -> Result<(), Refusal> {
        let found = answer::find(&self.0.live.current(), entry).ok_or(Refusal::Unknown)?;
        let at = self.0.clock.now().as_millisecond();
        self.0.store.keep_reply(person, &found.entry, text, at).await?;
        locked(&self.0.people).insert(person.to_owned());
        Ok(())
    }

    /// Takes back a reply of one's own.
    pub async fn drop_reply(&self, person: &str, id: i64) -> Result<(), Refusal> {
        Ok(self.0.store.drop_reply(person, id).await?)
    }

    /// What concerns somebody alone. Nothing is read for who has nothing; where the store cannot be read, there is nothing.
    pub async fn own(&self, person: &str) -> Own {
        if !locked(&self.0.people).contains(person) {
            return Own::default();
        }
        self.0.own(person).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "what somebody is to be asked cannot be read");
            Own::default()
        })
    }

    /// Does all of it, though whoever asked may hang up meanwhile.
    async fn whole<F>(&self, work: impl FnOnce(Arc<Inner>) -> F) -> Result<(), Refusal>
    where
        F: Future<Output = Result<(), Refusal>> + Send + 'static,
    {
        let stopped = |_| store::Error::Unwritable("the server is stopping".to_owned());
        tokio::spawn(work(self.0.clone())).await.map_err(stopped)?
    }
}

impl Inner {
    /// Somebody did something with an entry: who does has something of their own, and the entry is counted anew.
    async fn noted(&self, person: String, entry: String) {
        locked(&self.people).insert(person);
        locked(&self.waiting).insert(entry);
        let _turn = self.turn.lock().await;
        // Whoever had the turn before has perhaps counted this one along.
        let waiting = std::mem::take(&mut *locked(&self.waiting));
        for id in waiting {
            if let Err(error) = self.count(&id).await {
                tracing::warn!(%error, entry = id, "an entry cannot be counted; it will be with the next");
                locked(&self.waiting).insert(id);
            }
        }
    }

    async fn count(&self, id: &str) -> Result<(), store::Error> {
        let (catalog, today) = (self.live.current(), self.clock.today());
        let Some(page) = catalog.page(id) else { return Ok(()) };
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

    async fn count_all(&self) -> Result<(), store::Error> {
        let (catalog, today) = (self.live.current(), self.clock.today());
        let rows = count::read(&self.store, None, today).await?;
        let reviewed = Arc::new(reviews::reviewed(&catalog, today));
        *locked(&self.reviewed) = reviewed.clone();
        let ids: BTreeSet<&String> = rows.keys().chain(reviewed.keys()).collect();
        let ids: BTreeSet<String> =
            ids.iter().filter_map(|id| catalog.page(id)).map(|page| page.entry().id.to_string()).collect();
        let tally = |id: String| {
            let page = catalog.page(&id)?;
            let reviewed = reviewed.get(&id).map(Vec::as_slice).unwrap_or_default();
            let tally = count::tally(&page, &count::names(&catalog, &page), &rows, reviewed, today)?;
            Some((id, Arc::new(tally)))
        };
        let entries = ids.into_iter().filter_map(tally).collect();
        self.current.send_modify(|current| *current = Arc::new(current.replaced(entries)));
        let people = self.store.people_with_something_of_their_own(self.asked_since()).await?;
        // Those who came meanwhile stay.
        locked(&self.people).extend(people);
        Ok(())
    }

    async fn own(&self, person: &str) -> Result<Own, store::Error> {
        let asks = self.store.asks_of(person, self.asked_since()).await?;
        Ok(Own { asks, replies: self.store.replies_of(person).await? })
    }

    fn asked_since(&self) -> store::Millis {
        self.clock.now().as_millisecond() - ASKED_FOR
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
