//! `GET /`: the field, and where to begin.

use axum::extract::State;
use maud::{Markup, Render, html};

use super::{Asking, blocking};
use crate::insights::duties;
use crate::search::Answer;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::query::SearchQuery;
use crate::web::state::App;
use crate::web::view::Shell;
use crate::web::view::duties::Duties;
use crate::web::view::results::Results;
use crate::web::view::shell::Field;

/// The start page: results of no question.
pub async fn start(State(app): State<App>, asker: Asker) -> Result<Markup, Error> {
    let viewer = asker.0.clone();
    let asking = Asking::of(&app, asker).await;
    blocking(move || {
        let catalog = app.catalog();
        let (query, answer) = (SearchQuery::default(), Answer::default());
        let setting = asking.setting(&app, &catalog);
        // Nobody answers for anything at the first visit.
        let duties = if viewer.returning { duties::of(&catalog, &viewer, setting.today) } else { Vec::new() };
        let page = html! {
            (Results { setting, site: &app.name, query: &query, answer: &answer })
            (Duties { setting, duties: &duties })
        };
        let field = Field { focused: true, ..Field::default() };
        Shell { site: &app.name, title: "", field, content: &page }.render()
    })
    .await
}
