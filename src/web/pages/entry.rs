//! `GET /{kind}/{slug}`: an entry.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, Render};

use super::{Asking, blocking};
use crate::catalog::Catalog;
use crate::model::entry::Entry;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;
use crate::web::view::Shell;
use crate::web::view::entry::{Article, Depth};
use crate::web::view::shell::Field;

/// An entry; a former id, or another spelling of the kind, leads to today's address.
pub async fn entry(
    State(app): State<App>,
    asker: Asker,
    Path((kind, slug)): Path<(String, String)>,
) -> Result<Response, Error> {
    let catalog = app.catalog();
    let asked = [kind, slug].join("/");
    let page = catalog.page(&asked).ok_or(Error::NotFound)?;
    if page.entry().id.as_str() != asked {
        return Ok(Redirect::permanent(&page.address()).into_response());
    }
    let asking = Asking::of(&app, asker).await;
    // A body is drawn when it is first asked for: away from the threads that answer requests.
    let (id, catalog) = (page.entry().id.clone(), catalog.clone());
    blocking(move || draw(&app, &asking, &catalog, id.as_str())).await?.map(IntoResponse::into_response)
}

fn draw(app: &App, asking: &Asking, catalog: &Catalog, id: &str) -> Result<Markup, Error> {
    let page = catalog.page(id).ok_or(Error::NotFound)?;
    let article = Article { setting: asking.setting(app, catalog), page, depth: Depth::Whole };
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
