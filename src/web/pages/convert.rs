//! `POST /questions-in-pages/convert`: a question in a page becomes an entry of its own, as one commit.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::response::Redirect;

use super::committing::{self, Called};
use super::contribute::refused;
use super::questions::{Meant, meant};
use super::through_git;
use crate::catalog::Catalog;
use crate::content::convert::Converted;
use crate::history::propose::{Change, Written};
use crate::model::person::Viewer;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;
use crate::web::urls;

const CHANGED: Error = Error::Invalid("the page was changed at this very moment; look at it and try again");

/// Commits the new entry and the page with a link to it, and leads to what was committed.
pub async fn convert(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Result<Form<Meant>, FormRejection>,
) -> Result<Redirect, Error> {
    let Form(wanted) = form.map_err(|_| Error::BadRequest)?;
    let written = through_git(&app.clone(), move || {
        let catalog = app.catalog();
        let converted = meant(&catalog, &wanted).ok_or(Error::NotFound)?;
        commit(&app, &catalog, &viewer, &wanted.q, converted)
    });
    Ok(Redirect::to(&urls::proposed(&written.await??.commit)))
}

fn commit(app: &App, catalog: &Catalog, viewer: &Viewer, words: &str, converted: Converted) -> Result<Written, Error> {
    let nowhere = |_| Error::Invalid("nothing is committed from here; save both changes and apply them by git");
    let desk = app.writing.desk().map_err(nowhere)?;
    let known = desk.text(&converted.page.path).map_err(refused)?.ok_or(CHANGED)?;
    // What was converted is what is served; what git has may be newer.
    if known.bytes != converted.before.as_bytes() {
        return Err(CHANGED);
    }
    let Converted { entry, page, .. } = converted;
    let entry = Change { path: entry.path, bytes: entry.text.into_bytes(), over: vec![String::new()] };
    let page = Change { path: page.path, bytes: page.text.into_bytes(), over: vec![known.hash] };
    let message = format!("\u{201c}{words}\u{201d} becomes an entry of its own");
    committing::commit(app, catalog, viewer, Called { message: &message, about: words }, &[entry, page])
}
