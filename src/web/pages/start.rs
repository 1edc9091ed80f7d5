//! `GET /`: the field, and where to begin.

use axum::extract::State;
use maud::{Markup, Render, html};

use super::path::learning::Learning;
use super::{Asking, blocking};
use crate::insights::duties;
use crate::model::Kind;
use crate::model::person::Viewer;
use crate::search::Answer;
use crate::store::Ask;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::query::SearchQuery;
use crate::web::state::App;
use crate::web::view::Setting;
use crate::web::view::Shell;
use crate::web::view::duties::Duties;
use crate::web::view::results::Results;
use crate::web::view::shell::Field;
use crate::web::view::told::Told;

/// The start page: results of no question. Whoever was here before is told what became of questions to the team, once.
pub async fn start(State(app): State<App>, asker: Asker) -> Result<Markup, Error> {
    let viewer = asker.0.clone();
    let asking = Asking::of(&app, asker).await;
    let (answered, open) = if viewer.returning { asks(&app, &viewer).await } else { Default::default() };
    let learning = if viewer.returning { Learning::read(&app, &viewer).await } else { Learning::default() };
    let plays = if viewer.returning { app.store.plays_asked_of(&viewer.id).await.unwrap_or_default() } else { 0 };
    let plays = usize::try_from(plays).unwrap_or_default();
    blocking(move || {
        let catalog = app.catalog();
        let setting = asking.setting(&app, &catalog);
        // Nobody answers for anything at the first visit.
        let duties = if viewer.returning { duties::of(&catalog, &viewer, setting.today) } else { Vec::new() };
        let told = Told { setting, answered: &answered, open: &open, plays };
        let greeting =
            html! { (learning.draw(Setting { today: app.today_there(), ..setting }, &app.zone, &viewer)) (told) };
        let (query, answer) = (SearchQuery::default(), Answer::default());
        let page = html! {
            (Results { setting, site: &app.name, query: &query, answer: &answer, greeting, closed: &[] })
            (Duties { setting, duties: &duties })
        };
        let field = Field { focused: true, ..Field::default() };
        Shell { site: &app.name, title: "", field, content: &page }.render()
    })
    .await
}

/// One's own questions that are answered, and those of others that wait for a steward of what comes nearest. The page never fails for them.
async fn asks(app: &App, viewer: &Viewer) -> (Vec<Ask>, Vec<Ask>) {
    let answered = app.store.untold_asks(&viewer.id).await.unwrap_or_default();
    if !answered.is_empty()
        && let Err(error) = app.store.tell_asks(answered.iter().map(|ask| ask.id).collect(), app.now()).await
    {
        tracing::warn!(%error, "that askers were told was not noted; they are told again");
    }
    let open = if viewer.roles.is_steward() { app.store.open_asks().await.unwrap_or_default() } else { Vec::new() };
    let catalog = app.catalog();
    let kind = |ask: &Ask| catalog.page(ask.nearest.as_deref()?).map(|page| page.entry().kind);
    // What comes near nothing becomes a tough question.
    let theirs = |ask: &Ask| duties::sees(&catalog, viewer, kind(ask).unwrap_or(Kind::Objection));
    let others = |ask: &Ask| ask.person.as_deref() != Some(viewer.id.as_str());
    (answered, open.into_iter().filter(|ask| others(ask) && theirs(ask)).collect())
}
