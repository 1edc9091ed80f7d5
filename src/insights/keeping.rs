//! What is done about searches from time to time, with the clock passed in: episodes are settled, questions to the team
//! that an entry answers are closed, and what is too old is forgotten.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::gaps::{Heard, answers};
use crate::catalog::{Catalog, Live};
use crate::clock::Clock;
use crate::store::{Error, Millis, Store};

/// How often that is.
const TURN: Duration = Duration::from_secs(60);

/// Does so until the server stops. What cannot be written now is written in the next turn.
pub async fn keep(store: Store, live: Arc<Live>, clock: Arc<dyn Clock>, stop: CancellationToken) {
    let mut turns = tokio::time::interval(TURN);
    loop {
        tokio::select! {
            _ = turns.tick() => {}
            () = stop.cancelled() => return,
        }
        if let Err(error) = keep_searches(&store, live.current(), clock.now().as_millisecond()).await {
            tracing::warn!(%error, "what people searched for was not gone through; the next turn tries again");
        }
    }
}

/// One turn.
pub async fn keep_searches(store: &Store, catalog: Arc<Catalog>, now: Millis) -> Result<(), Error> {
    store.settle_episodes(now).await?;
    let heard = Heard { asks: store.open_asks().await?, decisions: store.decisions().await?, ..Heard::default() };
    if !heard.asks.is_empty() {
        let answered = tokio::task::spawn_blocking(move || answers(&catalog, &heard)).await;
        store.answer_asks(answered.unwrap_or_default(), now).await?;
    }
    store.forget_searches(now).await
}
