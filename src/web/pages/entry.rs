//! `GET /{kind}/{slug}`: an entry.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, Render};

use super::{blocking, setting};
use crate::catalog::Catalog;
use crate::model::entry::Entry;
use crate::model::person::Viewer;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::kept::for_one;
use crate::web::state::App;
use crate::web::view::Shell;
use crate::web::view::entry::{Article, Depth};
use crate::web::view::shell::Field;

/// An entry; a former id, or another spelling of the kind, leads to today's address.
pub async fn entry(
    State(app): State<App>,
    Asker(viewer): Asker,
    Path((kind, slug)): Path<(String, String)>,
) -> Result<Response, Error> {
    let catalog = app.catalog();
    let asked = [kind, slug].join("/");
    let page = catalog.page_for(&viewer, &asked).ok_or(Error::NotFound)?;
    let is_closed = page.is_closed();
    if page.entry().id.as_str() != asked {
        let redirect = Redirect::permanent(&page.address()).into_response();
        return Ok(if is_closed { for_one(redirect) } else { redirect });
    }
    // A body is drawn when it is first asked for: away from the threads that answer requests.
    let (id, catalog) = (page.entry().id.clone(), catalog.clone());
    let drawn = blocking(move || draw(&app, &catalog, &viewer, id.as_str())).await??.into_response();
    Ok(if is_closed { for_one(drawn) } else { drawn })
}

fn draw(app: &App, catalog: &Catalog, viewer: &Viewer, id: &str) -> Result<Markup, Error> {
    let page = catalog.page_for(viewer, id).ok_or(Error::NotFound)?;
    let article = Article { setting: setting(app, catalog), page, depth: Depth::Whole };
    let shell = Shell { site: &app.name, title: title(page.entry()), field: Field::default(), content: &article };
    Ok(shell.render())
}

/// What the tab is called: the question of a tough question, since that is what one looks for among tabs.
fn title(entry: &Entry) -> &str {
    entry
        .objection()
        .map(|objection| objection.question.as_str())
        .filter(|text| !text.is_empty())
        .unwrap_or(&entry.title)
}
