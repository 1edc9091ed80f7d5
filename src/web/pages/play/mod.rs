//! Role plays between people: arranged, held with a screen for each side, scored, and what came of them.

pub mod acts;
mod history;
mod known;
pub mod list;
mod names;
pub mod new;
mod passes;
pub mod score;
mod scoring;
mod screen;
mod seen;
pub mod session;
mod waiting;

pub use known::Known;
pub use names::Names;
pub use waiting::Waiting;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::Markup;

use crate::catalog::{Catalog, Page};
use crate::model::Detail;
use crate::model::person::Viewer;
use crate::model::role_play::RolePlay;
use crate::store::PlayScore;
use crate::training::plays::{Score, Standing, standing};
use crate::web::error::Drawn;
use crate::web::kept::for_one;
use crate::web::state::App;

/// The role play that a page is about.
fn role_play<'a>(page: Page<'a>) -> Option<&'a RolePlay> {
    if let Detail::RolePlay(play) = &page.entry().detail { Some(play) } else { None }
}

/// Whether an id, perhaps a former one, is that of an entry that somebody may read.
fn is_of(catalog: &Catalog, viewer: &Viewer, play: &str, page: Page<'_>) -> bool {
    let id = &page.entry().id;
    play == id.as_str() || catalog.page_for(viewer, play).is_some_and(|known| known.entry().id == *id)
}

/// A score as it counts.
fn counted(score: &PlayScore) -> Option<Score> {
    let day = score.day.filter(|_| score.counts && score.points.is_some())?;
    Some(Score { day, told_on: score.told_on.unwrap_or(day), passed: score.passed })
}

/// How far somebody is with the role play of an entry; nothing for other entries, or where the store does not answer.
pub async fn standing_of(app: &App, catalog: &Catalog, viewer: &Viewer, entry: &str) -> Option<Standing> {
    let page = catalog.page_for(viewer, entry)?;
    let play = role_play(page).filter(|_| viewer.returning)?;
    let scores = app.store.scores_of(&viewer.id).await;
    let scores = scores.inspect_err(|error| tracing::warn!(%error, "scores of role plays cannot be read")).ok()?;
    let of_it = scores.iter().filter(|score| is_of(catalog, viewer, &score.play, page)).filter_map(counted);
    Some(standing(&of_it.collect::<Vec<_>>(), play, app.today_there()))
}

/// A page that says what went wrong and shows again what was typed.
fn again(status: StatusCode, page: Markup) -> Response {
    let mut response = (status, page).into_response();
    response.extensions_mut().insert(Drawn);
    for_one(response)
}
