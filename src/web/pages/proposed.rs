//! `GET /proposed?commit=…`: what somebody committed here, and the way to a pull request. `POST /proposed/push`: gives a
//! proposal to the remote once more.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, Render, html};
use serde::Deserialize;

use super::contribute::refused;
use super::through_git;
use crate::history::propose::{Failure, Shown};
use crate::model::person::Viewer;
use crate::web::error::{Drawn, Error};
use crate::web::identity::Asker;
use crate::web::kept::for_one;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::Shell;
use crate::web::view::blocks::line;
use crate::web::view::difference::of_git;
use crate::web::view::shell::Field;
use crate::web::view::words::sentence;

/// Which commit.
#[derive(Debug, Deserialize)]
pub struct Which {
    commit: String,
}

/// The page. A commit of somebody else has none.
pub async fn proposed(
    State(app): State<App>,
    Asker(viewer): Asker,
    Query(Which { commit }): Query<Which>,
) -> Result<Response, Error> {
    through_git(&app.clone(), move || draw(&app, &viewer, &commit, None)).await?
}

/// Gives it to the remote.
pub async fn push(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Result<Form<Which>, FormRejection>,
) -> Result<Response, Error> {
    let Form(Which { commit }) = form.map_err(|_| Error::BadRequest)?;
    through_git(&app.clone(), move || {
        let desk = app.writing.desk().map_err(|_| Error::NotFound)?;
        let mine = desk.mine(&viewer.id).map_err(refused)?;
        let mine = mine.into_iter().find(|mine| mine.commit == commit).ok_or(Error::NotFound)?;
        match desk.push_again(&viewer.id, &mine.branch) {
            Ok(()) => Ok(Redirect::to(&urls::proposed(&commit)).into_response()),
            Err(failure) => draw(&app, &viewer, &commit, Some(failure)),
        }
    })
    .await?
}

fn draw(app: &App, viewer: &Viewer, commit: &str, failure: Option<Failure>) -> Result<Response, Error> {
    let desk = app.writing.desk().map_err(|_| Error::NotFound)?;
    let catalog = app.catalog();
    let shown = desk.shown(commit, &app.writing.author(&catalog.loaded().people, viewer)).map_err(refused)?;
    let shown = shown.ok_or(Error::NotFound)?;
    let status = if failure.is_some() { StatusCode::BAD_GATEWAY } else { StatusCode::OK };
    let request = shown.branch.as_ref().and_then(|branch| app.writing.request(branch));
    let request = request.map(|(forge, address)| (forge.name(), forge.request(), address));
    let page = Proposed { commit, shown: &shown, remote: desk.address().is_some(), request, failure };
    let shell = Shell { site: &app.name, title: page.title(), field: Field::default(), content: &page };
    let mut response = (status, shell.render()).into_response();
    response.extensions_mut().insert(Drawn);
    Ok(for_one(response))
}

/// What was committed.
#[derive(Debug)]
pub struct Proposed<'a> {
    pub commit: &'a str,
    pub shown: &'a Shown,
    /// There is a remote to give it to.
    pub remote: bool,
    /// What the forge is called, what it calls a proposal, and where it opens one.
    pub request: Option<(&'static str, &'static str, String)>,
    /// Why it could not be given just now.
    pub failure: Option<Failure>,
}

impl Proposed<'_> {
    /// What the page is called.
    pub fn title(&self) -> &'static str {
        if self.shown.branch.is_some() { "Sent" } else { "Published" }
    }

    fn next(&self) -> Markup {
        html! {
            @match (&self.shown.branch, self.remote, self.shown.given, &self.request) {
                (None, ..) => p { "It is on the branch that is served. Its page shows it within seconds." },
                (Some(branch), false, ..) => {
                    p { "It is on the branch " code dir="ltr" { (branch) } " of the server’s own repository, which has no remote. Whoever looks \
                         after it merges it: " code dir="ltr" { "git merge " (branch) } }
                }
                (Some(branch), true, true, Some((forge, request, address))) => {
                    p.open-request { a.button.main href=(address) rel="noreferrer" { "Open the " (request) " on " (forge) } }
                    p.quiet { "It is there on the branch " code dir="ltr" { (branch) } ". As soon as it is merged, everybody has it." }
                }
                (Some(branch), true, true, None) => {
                    p { "The remote has it on the branch " code dir="ltr" { (branch) } ". Whoever looks after the content merges it there." }
                }
                (Some(branch), true, false, _) => {
                    p { "It is committed here on the branch " code dir="ltr" { (branch) } ", and the remote does not have it yet." }
                    form.act method="post" action=(urls::PUSH) {
                        input type="hidden" name="commit" value=(self.commit);
                        button.button type="submit" { "Send it to the remote" }
                    }
                }
            }
        }
    }
}

impl Render for Proposed<'_> {
    fn render(&self) -> Markup {
        html! {
            div.entry.proposed {
                div.line { div.content {
                    h1.title { (self.title()) }
                    p.summary dir="auto" { (self.shown.subject) }
                    @if let Some(failure) = &self.failure {
                        p.banner role="alert" { "The remote did not take it. " (sentence(&failure.to_string())) "." }
                    }
                } }
                (line(2, "Next", &self.next()))
                (line(2, "Committed", &html! {
                    p { "As " strong { (self.shown.author) } ", " code dir="ltr" { (self.commit.get(..12).unwrap_or_default()) } }
                    (of_git(&self.shown.difference))
                    p.quiet { a href=(urls::YOURS) { "Everything that you have sent, and your drafts" } }
                }))
            }
        }
    }
}
