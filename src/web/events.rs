//! `GET /events`: tells open pages that the content changed.

use std::convert::Infallible;
use std::future::ready;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, StreamExt, stream};
use tokio_stream::wrappers::WatchStream;

use super::assets;
use super::state::App;

/// How often an idle stream shows that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// First one `assets` event with the addresses of style and script, so that a page from before an upgrade can tell
/// that it is one; then one `change` event for each new revision, from the next one on. Ends when the server stops.
pub async fn events(State(app): State<App>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let changes = WatchStream::from_changes(app.live.revisions());
    let assets = Event::default().event("assets").data(assets::addresses());
    let changes = changes.map(|revision| Event::default().event("change").data(revision.to_string()));
    let events = stream::once(ready(assets)).chain(changes).map(Ok);
    Sse::new(events.take_until(app.stop.clone().cancelled_owned())).keep_alive(KeepAlive::new().interval(HEARTBEAT))
}
