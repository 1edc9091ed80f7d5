//! What is done about searches from time to time, with the clock passed in: episodes are settled, search learns from them,
//! and questions to the team that an entry answers are closed.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::gaps::{Heard, WINDOW, answers, read_for_meaning};
use super::learning::learned;
use super::weekly::Period;
use crate::catalog::Live;
use crate::clock::Clock;
use crate::store::{DAY, Error, Millis, Store, day};

/// How often that is.
const TURN: Duration = Duration::from_secs(60);

/// Does so until the server stops. What cannot be written now is written in the next turn.
pub async fn keep(store: Store, live: Arc<Live>, clock: Arc<dyn Clock>, stop: CancellationToken) {
    let mut turns = tokio::time::interval(TURN);
    let mut before = Before::default();
    loop {
        tokio::select! {
            _ = turns.tick() => {}
            () = stop.cancelled() => return,
        }
        if let Err(error) = keep_searches(&store, &live, clock.now().as_millisecond(), &mut before).await {
            tracing::warn!(%error, "what people searched for was not gone through; the next turn tries again");
        }
    }
}

/// What the turn before went by: where it is the same, there is nothing to do anew.
#[derive(Debug, Default)]
pub struct Before {
    /// What search learned from: how much the store held, the entries, and the day.
    learned: Option<((i64, i64), u64, Millis)>,
    /// The last search, and the day.
    read: Option<(Millis, Millis)>,
}

/// One turn.
pub async fn keep_searches(store: &Store, live: &Arc<Live>, now: Millis, before: &mut Before) -> Result<(), Error> {
    store.settle_episodes(now).await?;
    let from = Some((store.phrasings_mark().await?, live.current().revision, now.div_euclid(DAY)));
    if before.learned != from {
        learn(store, live, now).await?;
        before.learned = from;
    }
    let heard = Heard { asks: store.open_asks().await?, decisions: store.decisions().await?, ..Heard::default() };
    if !heard.asks.is_empty() {
        let catalog = live.current();
        let answered = tokio::task::spawn_blocking(move || answers(&catalog, &heard)).await;
        store.answer_asks(answered.unwrap_or_default(), now).await?;
    }
    let read = Some((store.last_searched().await?, now.div_euclid(DAY)));
    if before.read != read && live.current().search.meaning().is_some() {
        read_for_pages(store, live, now).await?;
        before.read = read;
    }
    Ok(())
}

/// Reads what was asked in vain for its meaning, so that the pages that bring it together wait for no model: that of the
/// weekly page, and that of all days that gaps look back.
async fn read_for_pages(store: &Store, live: &Arc<Live>, now: Millis) -> Result<(), Error> {
    let mut heard = Heard::between(store, now - WINDOW, i64::MAX).await?;
    let live = live.clone();
    let done = tokio::task::spawn_blocking(move || {
        let catalog = live.current();
        read_for_meaning(&catalog, &heard, now);
        let (from, end) = Period::before(day(now)).week();
        heard.episodes.retain(|episode| (from..end).contains(&episode.ended_at));
        read_for_meaning(&catalog, &heard, end);
    });
    if let Err(error) = done.await {
        tracing::error!(%error, "what was asked in vain could not be read for its meaning");
    }
    Ok(())
}

/// Search takes over what was learned, where that is another than before.
async fn learn(store: &Store, live: &Arc<Live>, now: Millis) -> Result<(), Error> {
    let phrasings = store.phrasings().await?;
    let live = live.clone();
    let read = tokio::task::spawn_blocking(move || {
        let catalog = live.current();
        let wordings = learned(&catalog, &phrasings, now);
        let before = catalog.search.learned();
        if before.map_or(wordings.is_empty(), |before| before.is(&wordings, &catalog.search)) {
            return;
        }
        match catalog.search.learn(wordings) {
            Ok(learned) => live.teach(Arc::new(learned)),
            Err(error) => tracing::error!(%error, "search could not take over what it learned"),
        }
    });
    if let Err(error) = read.await {
        tracing::error!(%error, "learning broke off");
    }
    Ok(())
}
