//! What a running server does from time to time: takes over what readers and votes say of entries, tells search, and once a day forgets
//! what has been kept for long enough.

use std::time::Duration;

use jiff::civil::Date;

use crate::insights::{self, signals};
use crate::web::App;

/// How often what the store says of entries is looked at.
const LOOK: Duration = Duration::from_secs(30);

/// Looks after the store until the server stops.
pub async fn tend(app: App) {
    let mut turns = tokio::time::interval(LOOK);
    let mut retained = None;
    loop {
        tokio::select! {
            () = app.stop.cancelled() => return,
            _ = turns.tick() => {}
        }
        if let Err(error) = signals::refresh(&app.store, &app.live, app.now()).await {
            tracing::warn!(%error, "what readers and votes say could not be read; what is shown stays as it was");
        }
        tell_search(&app).await;
        retain(&app, &mut retained).await;
    }
}

/// Away from the threads that answer requests: it looks at every entry.
async fn tell_search(app: &App) {
    let (live, outcomes, today) = (app.live.clone(), app.outcomes.current(), app.clock.today());
    let told = tokio::task::spawn_blocking(move || insights::tell_search(&live, &outcomes, today)).await;
    if let Err(error) = told {
        tracing::error!(%error, "search could not be told how entries work");
    }
}

/// Once a day, and again soon where it failed.
async fn retain(app: &App, done: &mut Option<Date>) {
    let today = app.clock.today();
    if *done == Some(today) {
        return;
    }
    match app.store.retain(app.now()).await {
        Ok(rows) => {
            tracing::debug!(rows, "what was kept for long enough is forgotten");
            *done = Some(today);
        }
        Err(error) => tracing::warn!(%error, "what was kept for long enough could not be forgotten yet"),
    }
}
