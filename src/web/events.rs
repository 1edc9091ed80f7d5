//! `GET /events`: tells open pages that the content changed.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, StreamExt};
use tokio_stream::wrappers::WatchStream;

use super::state::App;

/// How often an idle stream shows that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// One `change` event for each new revision, from the next one on. Ends when the server stops.
pub async fn events(State(app): State<App>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let changes = WatchStream::from_changes(app.live.revisions());
    let events = changes.map(|revision| Ok(Event::default().event("change").data(revision.to_string())));
    Sse::new(events.take_until(app.stop.clone().cancelled_owned())).keep_alive(KeepAlive::new().interval(HEARTBEAT))
}
