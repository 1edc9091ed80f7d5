//! `GET /plays/new`: a role play is arranged. `POST /plays/hold`: by who holds and scores it. `POST /plays/book`: by who wants
//! to play it, and asks somebody.

mod arranged;
mod page;

pub use page::Arrange;

use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, Render};

use self::arranged::Arranged;
use super::{again, role_play};
use crate::catalog::{Catalog, Page};
use crate::model::person::{Person, Viewer};
use crate::store::{PlaySession, PlayState};
use crate::training::plays::Sheet;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::kept::for_one;
use crate::web::pages::setting_there;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::Shell;
use crate::web::view::shell::Field;

/// The forms.
pub async fn new(
    State(app): State<App>,
    Asker(viewer): Asker,
    asked: Result<Query<Arranged>, QueryRejection>,
) -> Result<Response, Error> {
    let Query(typed) = asked.map_err(|_| Error::BadRequest)?;
    let catalog = app.catalog();
    let by = Arranging::of(&app, &catalog, &viewer, &typed)?;
    Ok(for_one(by.draw(&typed, "").into_response()))
}

/// Opens a role play that the viewer holds, and leads to it.
pub async fn hold(app: State<App>, asker: Asker, form: Sent) -> Result<Response, Error> {
    arrange(app, asker, form, Arranged::held).await
}

/// Asks somebody to hold a role play that the viewer wants to play.
pub async fn book(app: State<App>, asker: Asker, form: Sent) -> Result<Response, Error> {
    arrange(app, asker, form, Arranged::booked).await
}

type Sent = Result<Form<Arranged>, FormRejection>;

/// Keeps what is arranged and leads to it; or shows the form again with what was chosen and what is wrong.
async fn arrange(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Sent,
    checked: impl FnOnce(&Arranged, &Arranging) -> Result<PlaySession, &'static str>,
) -> Result<Response, Error> {
    let Form(typed) = form.map_err(|_| Error::BadRequest)?;
    let catalog = app.catalog();
    let by = Arranging::of(&app, &catalog, &viewer, &typed)?;
    let session = match checked(&typed, &by) {
        Ok(session) => session,
        Err(problem) => return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, by.draw(&typed, problem))),
    };
    let is_open = session.state == PlayState::Open;
    match app.store.keep_play(session).await.map_err(Error::from) {
        Ok(id) if is_open => Ok(Redirect::to(&urls::play(&id)).into_response()),
        Ok(_) => Ok(Redirect::to(urls::PLAYS).into_response()),
        Err(error) => {
            let problem = "This could not be kept just now. What you chose is still here: try again in a moment.";
            Ok(again(error.status(), by.draw(&typed, problem)))
        }
    }
}

/// Who arranges what, with whom.
pub struct Arranging<'a> {
    app: &'a App,
    catalog: &'a Catalog,
    viewer: &'a Viewer,
    page: Page<'a>,
    /// What it is scored by.
    sheet: Sheet,
    /// Everybody else of the team, by name; nobody where people are not told apart by name.
    others: Vec<&'a Person>,
}

impl<'a> Arranging<'a> {
    fn of(app: &'a App, catalog: &'a Catalog, viewer: &'a Viewer, typed: &Arranged) -> Result<Arranging<'a>, Error> {
        let page = catalog.page_for(viewer, &typed.play).ok_or(Error::NotFound)?;
        let unscored = Error::Invalid("It cannot be scored yet: its entry needs a rubric and a pass mark.");
        let sheet = Sheet::of(role_play(page).ok_or(Error::NotFound)?).ok_or(unscored)?;
        let can_be = |person: &&Person| person.active && person.id != viewer.id && app.auth.identity.knows_people();
        let mut others: Vec<_> = catalog.loaded().people.all().filter(can_be).collect();
        others.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Arranging { app, catalog, viewer, page, sheet, others })
    }

    /// Whether an id is that of somebody else of the team.
    fn knows(&self, id: &str) -> bool {
        self.others.iter().any(|person| person.id == id)
    }

    fn draw(&self, typed: &Arranged, problem: &str) -> Markup {
        let setting = setting_there(self.app, self.catalog);
        let content = Arrange { setting, page: self.page, others: &self.others, typed, problem };
        Shell { site: &self.app.name, title: "Arrange a role play", field: Field::default(), content: &content }
            .render()
    }
}
