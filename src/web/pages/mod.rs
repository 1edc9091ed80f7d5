//! Pages for people, a file each: the handler first, then the page that draws itself.

mod again;
pub mod ask;
pub mod browse;
mod committing;
pub mod content_health;
pub mod contribute;
pub mod convert;
pub mod copy;
pub mod entry;
pub mod error;
pub mod feed;
pub mod flag;
pub mod gap_write;
pub mod gaps;
pub mod help;
pub mod insights;
pub mod kind;
pub mod me;
pub mod mine;
pub mod new;
pub mod open;
pub mod opensearch;
pub mod past;
pub mod path;
pub mod picture;
pub mod play;
pub mod practice;
pub mod proposed;
pub mod pull;
pub mod questions;
pub mod replies;
pub mod reply;
pub mod search;
pub mod signed_out;
pub mod since;
pub mod source;
pub mod start;
pub mod team;
pub mod term;
pub mod trust;
pub mod used;
pub mod verified;
pub mod vote;
pub mod yours;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::response::{IntoResponse, Response};

use super::error::Error;
use super::identity::Asker;
use super::kept::for_one;
use super::state::App;
use super::view::Setting;
use super::view::seen::Seen;
use crate::catalog::{Catalog, Page};
use crate::insights::{Outcomes, Own};
use crate::model::person::Viewer;

/// Searches and draws away from the threads that answer requests; what it logs is still of the request.
async fn blocking<T: Send + 'static>(draw: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    let request = tracing::Span::current();
    tokio::task::spawn_blocking(move || request.in_scope(draw)).await.map_err(|error| {
        tracing::error!(%error, "a page could not be drawn");
        Error::Internal
    })
}

/// The same for what starts git: so many at a time, and who would wait long is told to come again.
fn through_git<T, F>(app: &App, ask: F) -> impl Future<Output = Result<T, Error>> + use<T, F>
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let writing = app.writing.clone();
    async move {
        let turn = writing.turn().await.ok_or(Error::Busy)?;
        blocking(move || {
            // Held until git has ended, also where nobody waits any more.
            let _turn = turn;
            ask()
        })
        .await
    }
}

/// What the views of one request need.
fn setting<'a>(app: &App, catalog: &'a Catalog) -> Setting<'a> {
    Setting { catalog, today: app.clock.today(), seen: Seen::default() }
}

/// The same where days are those of the people who learn, not those of the server.
fn setting_there<'a>(app: &App, catalog: &'a Catalog) -> Setting<'a> {
    Setting { today: app.today_there(), ..setting(app, catalog) }
}

/// An answer with what a page says: what is not for everybody is kept nowhere.
fn kept_apart(page: &Page, answer: impl IntoResponse) -> Response {
    let answer = answer.into_response();
    if page.is_closed() { for_one(answer) } else { answer }
}

/// Who asks for a page, and what has happened, as of one moment.
#[derive(Debug)]
struct Asking {
    viewer: Arc<Viewer>,
    outcomes: Arc<Outcomes>,
    own: Arc<Own>,
}

impl Asking {
    /// Who was never here before has nothing of their own.
    async fn of(app: &App, Asker(viewer): Asker) -> Asking {
        let own = if viewer.returning { app.outcomes.own(&viewer.id).await } else { Arc::default() };
        Asking { viewer, outcomes: app.outcomes.current(), own }
    }

    /// The same for an entry, with what was acknowledged of it until now.
    async fn about(app: &App, asker: Asker, entry: &str) -> Asking {
        let outcomes = app.outcomes.settled(entry).await;
        Asking { outcomes, ..Asking::of(app, asker).await }
    }

    /// What the views need that show outcomes.
    fn setting<'a>(&'a self, app: &App, catalog: &'a Catalog) -> Setting<'a> {
        let viewer = Some(&*self.viewer);
        let seen = Seen { outcomes: Some(&self.outcomes), viewer, own: Some(&self.own), now: app.now(), play: None };
        Setting { seen, ..setting(app, catalog) }
    }
}
