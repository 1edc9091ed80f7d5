//! What holds now. An acknowledged vote or use is on the disk, and its entry is counted anew when somebody asks next, or
//! soon behind: many votes at once are counted once. Everything is counted anew at the start, when the content changes,
//! and when a day has passed.

use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::answer::{self, Answered};
use super::counting::Inner;
use super::deals;
use super::outcomes::Outcomes;
use super::own::{Known, Own};
use crate::catalog::{Catalog, Live};
use crate::clock::Clock;
use crate::model::person::Viewer;
use crate::store::{self, How, Said, Store, Use, Vote};

/// How often it is looked whether a day has passed.
const LOOK: Duration = Duration::from_secs(300);
/// Counting behind rests so many times as long as it took.
const SHARE: u32 = 20;
/// So long a page waits for what was just acknowledged.
const PATIENCE: Duration = Duration::from_millis(500);

/// A vote as somebody casts it.
#[derive(Debug, Clone)]
pub struct Ballot {
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
    #[error("there is no such deal")]
    NoSuchDeal,
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// The outcomes of this moment; cheap to clone.
#[derive(Debug, Clone)]
pub struct LiveOutcomes(Arc<Inner>);

impl LiveOutcomes {
    /// Counts everything. Where the store cannot be read, that is told in the log, and there are no outcomes.
    pub async fn load(store: Store, live: Arc<Live>, clock: Arc<dyn Clock>) -> LiveOutcomes {
        let outcomes = LiveOutcomes(Arc::new(Inner::new(store, live, clock)));
        outcomes.refresh_all().await;
        outcomes
    }

    /// The outcomes as they were last counted.
    pub fn current(&self) -> Arc<Outcomes> {
        self.0.current.borrow().clone()
    }

    /// The outcomes with all that was acknowledged of one entry until now, unless that takes too long; take them once for a
    /// request.
    pub async fn settled(&self, entry: &str) -> Arc<Outcomes> {
        if tokio::time::timeout(PATIENCE, self.0.count_if_waiting(entry)).await.is_err() {
            tracing::warn!(entry, "the outcomes of an entry are late");
        }
        self.current()
    }

    /// How often somebody did something that others do not see: votes, uses, replies.
    pub fn deeds(&self) -> u64 {
        self.0.people.changes()
    }

    /// Counts what was noted, and everything when the content changes and when a day has passed, until it is told to stop.
    pub async fn follow(self, stop: CancellationToken) {
        let mut revisions = self.0.live.revisions();
        let mut look = tokio::time::interval(LOOK);
        let mut rest = Instant::now();
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                changed = revisions.changed() => if changed.is_err() { return },
                _ = look.tick() => {}
                () = self.0.told_after(rest) => rest = Instant::now() + self.0.count_waiting().await * SHARE,
            }
            if !self.0.is_counted() {
                self.refresh_all().await;
            }
        }
    }

    /// Counts everything anew, such as after somebody was erased.
    pub async fn refresh_all(&self) {
        let _turn = self.0.turn.lock().await;
        if let Err(error) = self.0.count_all().await {
            tracing::warn!(%error, "votes and uses cannot be read; what was known of them stays");
        }
    }

    /// Takes somebody's vote on an answer that they may read. It is on the disk when this returns.
    pub async fn vote(&self, viewer: &Viewer, ballot: Ballot) -> Result<(), Refusal> {
        let catalog = self.0.live.current();
        let found = answer::find(&catalog, viewer, &ballot.answer).ok_or(Refusal::Unknown)?;
        let Answered { entry, former, answer: Some((answer, wording)) } = found else { return Err(Refusal::Unknown) };
        // What was not said on a day was in no deal, and takes nothing back that was said in one.
        let is_said = ballot.said != Said::NotSaid || ballot.on.is_none();
        let (deal, stage) = self.deal(&catalog, viewer, ballot.deal.as_deref().filter(|_| is_said)).await?;
        let Ballot { said: value, on, note, .. } = ballot;
        let person = viewer.id.clone();
        let at = self.0.clock.now().as_millisecond();
        let (id, who) = (entry.clone(), person.clone());
        let vote = Vote { person, entry, former, answer, value, deal, stage, on, wording, note, at };
        self.whole(|inner| async move {
            inner.store.cast_vote(vote).await?;
            metrics::counter!("fieldlore_votes_total", "value" => value.name()).increment(1);
            inner.noted(who, id);
            Ok(())
        })
        .await
    }

    /// Takes a use, as [`Self::vote`] does.
    pub async fn used(&self, viewer: &Viewer, deed: Deed) -> Result<(), Refusal> {
        let catalog = self.0.live.current();
        let Answered { entry, answer, .. } = answer::find(&catalog, viewer, &deed.answer).ok_or(Refusal::Unknown)?;
        let (deal, stage) = self.deal(&catalog, viewer, deed.deal.as_deref()).await?;
        let how = deed.how;
        let person = viewer.id.clone();
        let (answer, wording) = answer.unzip();
        let at = self.0.clock.now().as_millisecond();
        let (id, who) = (entry.clone(), person.clone());
        let used = Use { person, entry, answer, how, deal, stage, wording, at };
        self.whole(|inner| async move {
            inner.store.record_use(used).await?;
            metrics::counter!("fieldlore_uses_total", "how" => how.name()).increment(1);
            inner.noted(who, id);
            Ok(())
        })
        .await
    }

    /// Keeps what somebody said instead of what an entry says.
    pub async fn reply(&self, viewer: &Viewer, entry: &str, text: &str) -> Result<(), Refusal> {
        let found = answer::find(&self.0.live.current(), viewer, entry).ok_or(Refusal::Unknown)?;
        let at = self.0.clock.now().as_millisecond();
        let (person, text) = (viewer.id.clone(), text.to_owned());
        self.whole(|inner| async move {
            inner.store.keep_reply(&person, &found.entry, &text, at).await?;
            inner.people.changed(person);
            Ok(())
        })
        .await
    }

    /// Notes that somebody has seen what changed in an entry.
    pub async fn note_change_seen(&self, person: &str, entry: &str) -> Result<(), Refusal> {
        let (person, entry, at) = (person.to_owned(), entry.to_owned(), self.0.clock.now().as_millisecond());
        self.whole(|inner| async move {
            inner.store.note_change_seen(&person, &entry, at).await?;
            inner.people.changed(person);
            Ok(())
        })
        .await
    }

    /// Takes back a reply of one's own.
    pub async fn drop_reply(&self, person: &str, id: i64) -> Result<(), Refusal> {
        let person = person.to_owned();
        self.whole(|inner| async move {
            inner.store.drop_reply(&person, id).await?;
            inner.people.changed(person);
            Ok(())
        })
        .await
    }

    /// Notes that a colleague took up a reply of somebody.
    pub async fn take_reply(&self, person: &str, id: i64) -> Result<(), Refusal> {
        let (person, at) = (person.to_owned(), self.0.clock.now().as_millisecond());
        self.whole(|inner| async move {
            inner.store.take_reply(id, at).await?;
            inner.people.changed(person);
            Ok(())
        })
        .await
    }

    /// What is remembered of somebody without reading anything.
    pub fn known(&self, person: &str) -> Known {
        self.0.people.of(person)
    }

    /// What concerns somebody alone; mostly remembered, and nothing is read for who has nothing. Where the store cannot be
    /// read, there is nothing.
    pub async fn own(&self, person: &str) -> Arc<Own> {
        let change = match self.0.people.of(person) {
            Known::Nothing => return Arc::default(),
            Known::Read(_, own) => return own,
            Known::Unread(change) => change,
        };
        match self.0.own(person).await {
            Ok(own) => {
                let own = Arc::new(own);
                self.0.people.read(person, change, own.clone());
                own
            }
            Err(error) => {
                tracing::warn!(%error, "what somebody is to be asked cannot be read");
                Arc::default()
            }
        }
    }

    /// The deal that somebody means, and its stage where it is an entry.
    async fn deal(
        &self,
        catalog: &Catalog,
        viewer: &Viewer,
        name: Option<&str>,
    ) -> Result<(Option<String>, Option<String>), Refusal> {
        let Some(name) = name else { return Ok((None, None)) };
        let own = self.own(&viewer.id).await;
        let deal = deals::meant(catalog, viewer, &own, name).ok_or(Refusal::NoSuchDeal)?;
        let stage = answer::stage(catalog, viewer, &deal);
        Ok((Some(deal), stage))
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
