//! Pages for people, a file each: the handler first, then the page that draws itself.

pub mod browse;
pub mod content_health;
pub mod copy;
pub mod entry;
pub mod error;
pub mod feed;
pub mod flag;
pub mod help;
pub mod insights;
pub mod kind;
pub mod me;
pub mod mine;
pub mod new;
pub mod open;
pub mod opensearch;
pub mod picture;
pub mod questions;
pub mod search;
pub mod source;
pub mod start;
pub mod term;
pub mod trust;
pub mod verified;

#[cfg(test)]
mod tests;

use super::error::Error;
use super::state::App;
use super::view::Setting;
use crate::catalog::Catalog;

/// Searches and draws away from the threads that answer requests; what it logs is still of the request.
async fn blocking<T: Send + 'static>(draw: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    let request = tracing::Span::current();
    tokio::task::spawn_blocking(move || request.in_scope(draw)).await.map_err(|error| {
        tracing::error!(%error, "a page could not be drawn");
        Error::Internal
    })
}

/// What the views of one request need.
fn setting<'a>(app: &App, catalog: &'a Catalog) -> Setting<'a> {
    Setting { catalog, today: app.clock.today() }
}
