//! `POST /flags`, `POST /flags/{id}/close`, `POST /still-right`: what readers say of an entry. Each leads back to the page
//! that tells what came of it.

use std::sync::Arc;

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::committing::{self, Called, in_a_line};
use super::through_git;
use super::trust::{Typed, again};
use crate::content::amend;
use crate::history::propose::Change;
use crate::insights::signals;
use crate::model::Entry;
use crate::model::person::Viewer;
use crate::store::Confirmation;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::forms::MOST_WORDS;

const UNWRITTEN: &str = "Nothing can be noted just now, so what you typed is still here. Try again in a moment.";

/// What is wrong with which entry.
#[derive(Debug, Deserialize)]
pub struct Wrong {
    entry: String,
    #[serde(default)]
    answer: String,
    reason: String,
}

/// Notes what is wrong.
pub async fn flag(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Result<Form<Wrong>, FormRejection>,
) -> Result<Response, Error> {
    let Form(Wrong { entry, answer, reason }) = form.map_err(|_| Error::BadRequest)?;
    let catalog = app.catalog();
    let known = catalog.page_for(&viewer, &entry).ok_or(Error::NotFound)?.entry();
    let answer = Some(answer).filter(|anchor| known.body.answers.iter().any(|answer| answer.anchor == *anchor));
    let reason = reason.trim().to_owned();
    let typed = |problem: String| Typed { answer: answer.clone(), reason: reason.clone(), closing: None, problem };
    if let Some(problem) = problem(&reason) {
        return Ok(again(&app, &viewer, &entry, StatusCode::UNPROCESSABLE_ENTITY, &typed(problem)));
    }
    match app.store.flag(&viewer.id, known.id.as_str(), answer.as_deref(), &reason, app.now()).await {
        Ok(()) => Ok(told(&app, known).await),
        Err(error) => Ok(unwritten(&app, &viewer, &entry, &error, &typed(UNWRITTEN.to_owned()))),
    }
}

/// What was done about a flag.
#[derive(Debug, Deserialize)]
pub struct Done {
    outcome: String,
}

/// Closes a flag: its entry's owner and stewards do that.
pub async fn close(
    State(app): State<App>,
    Asker(viewer): Asker,
    Path(id): Path<i64>,
    form: Result<Form<Done>, FormRejection>,
) -> Result<Response, Error> {
    let Form(Done { outcome }) = form.map_err(|_| Error::BadRequest)?;
    let flag = app.store.flag_by_id(id).await.map_err(Error::from)?.ok_or(Error::NotFound)?;
    let catalog = app.catalog();
    let known = catalog.page_for(&viewer, &flag.entry).ok_or(Error::NotFound)?.entry();
    if !catalog.may_verify(&viewer, known) {
        return Err(Error::Forbidden);
    }
    let outcome = outcome.trim().to_owned();
    let typed = |problem: String| Typed { closing: Some((id, outcome.clone())), problem, ..Typed::default() };
    if let Some(problem) = problem(&outcome) {
        return Ok(again(&app, &viewer, &flag.entry, StatusCode::UNPROCESSABLE_ENTITY, &typed(problem)));
    }
    match app.store.close_flag(id, &viewer.id, &outcome, app.now()).await {
        Ok(_) => Ok(told(&app, known).await),
        Err(error) => Ok(unwritten(&app, &viewer, &flag.entry, &error, &typed(UNWRITTEN.to_owned()))),
    }
}

/// Which entry is still right.
#[derive(Debug, Deserialize)]
pub struct Right {
    entry: String,
}

/// Notes that an entry is still right. Those who wrote it are not heard, unless they may verify it.
pub async fn still_right(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Result<Form<Right>, FormRejection>,
) -> Result<Response, Error> {
    let Form(Right { entry }) = form.map_err(|_| Error::BadRequest)?;
    let catalog = app.catalog();
    let known = catalog.page_for(&viewer, &entry).ok_or(Error::NotFound)?.entry();
    let verifies = catalog.may_verify(&viewer, known);
    if verifies || !known.common.contributors.contains(&viewer.id) {
        let (entry, hash) = (known.id.to_string(), signals::stored_hash(known.hash));
        let noted = app.store.confirm(&viewer.id, Confirmation { entry, hash, verifies, at: app.now() }).await;
        if let Err(error) = noted {
            let typed = Typed { problem: UNWRITTEN.to_owned(), ..Typed::default() };
            return Ok(unwritten(&app, &viewer, known.id.as_str(), &error, &typed));
        }
    }
    let told = told(&app, known).await;
    let committed = if verifies { commit(&app, &viewer, known).await } else { None };
    Ok(committed.map_or(told, |commit| Redirect::to(&urls::proposed(&commit)).into_response()))
}

/// The same in its file: one commit of one line. Where that cannot be, the page that tells of it has the line to copy.
async fn commit(app: &App, viewer: &Arc<Viewer>, entry: &Entry) -> Option<String> {
    let (app, viewer, path) = (app.clone(), viewer.clone(), entry.path.clone());
    let (message, about) = (format!("{} is still right", in_a_line(&entry.title)), format!("still-right-{}", entry.id));
    let hash = entry.hash;
    let written = through_git(&app.clone(), move || {
        let text = app.writing.desk().ok()?.text(&path).ok()??;
        // Somebody looked at what is served, and vouches for nothing else.
        let catalog = app.catalog();
        let seen = catalog.page_at_for(&viewer, &path).is_some_and(|page| page.entry().hash == hash);
        if !seen || !catalog.loaded().is_as_read(&path, &text.bytes) {
            return None;
        }
        let stamped = amend::verified(std::str::from_utf8(&text.bytes).ok()?, app.clock.today())?;
        if stamped.as_bytes() == text.bytes {
            return None;
        }
        let changes = [Change { path, bytes: stamped.into_bytes(), over: vec![text.hash] }];
        // Where that cannot be, it is noted all the same.
        let called = Called { message: &message, about: &about };
        committing::commit(&app, &catalog, &viewer, called, &changes).ok().map(|written| written.commit)
    });
    written.await.ok().flatten()
}

fn problem(words: &str) -> Option<String> {
    match words.chars().count() {
        0 => Some("A word is needed: without it nobody knows what to look at.".to_owned()),
        count if count > MOST_WORDS => Some(format!("{MOST_WORDS} characters are enough; these are {count}.")),
        _ => None,
    }
}

/// Leads to the page that tells of it, which knows it already.
async fn told(app: &App, entry: &Entry) -> Response {
    if let Err(error) = signals::refresh(&app.store, &app.live, app.now()).await {
        tracing::warn!(%error, "what was noted is shown a little later");
    }
    Redirect::to(&urls::trust(&entry.id)).into_response()
}

fn unwritten(app: &App, viewer: &Viewer, entry: &str, error: &crate::store::Error, typed: &Typed) -> Response {
    tracing::error!(%error, "what a reader said could not be noted");
    again(app, viewer, entry, StatusCode::SERVICE_UNAVAILABLE, typed)
}
