//! `GET /`: the field, and where to begin.

use axum::extract::State;
use maud::{Markup, Render};

use super::{blocking, setting};
use crate::search::Answer;
use crate::web::error::Error;
use crate::web::query::SearchQuery;
use crate::web::state::App;
use crate::web::view::Shell;
use crate::web::view::results::Results;
use crate::web::view::shell::Field;

/// The start page: results of no question.
pub async fn start(State(app): State<App>) -> Result<Markup, Error> {
    blocking(move || {
        let catalog = app.catalog();
        let (query, answer) = (SearchQuery::default(), Answer::default());
        let page =
            Results { setting: setting(&app, &catalog), site: &app.name, query: &query, answer: &answer, closed: &[] };
        let field = Field { focused: true, ..Field::default() };
        Shell { site: &app.name, title: "", field, content: &page }.render()
    })
    .await
}
