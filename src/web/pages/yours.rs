//! `GET /yours`: what is not for everybody, for whom it is for, what one writes, and who one is.

use std::sync::Arc;

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, Render, html};
use serde::Deserialize;

use super::{setting, through_git};
use crate::config::Identity;
use crate::model::person::Viewer;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::kept::for_one;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::closed::Closed;
use crate::web::view::shell::Field;
use crate::web::view::written::Written;
use crate::web::view::{Setting, Shell, blocks};

/// The page.
pub async fn yours(State(app): State<App>, Asker(viewer): Asker) -> Result<Response, Error> {
    let drafts = app.store.drafts_of(&viewer.id).await;
    let drafts = drafts.inspect_err(|error| tracing::warn!(%error, "drafts cannot be read")).unwrap_or_default();
    let drawn = through_git(&app.clone(), move || {
        let catalog = app.catalog();
        let sent = app.writing.desk().ok().and_then(|desk| desk.mine(&viewer.id).ok()).unwrap_or_default();
        let written = Written { catalog: &catalog, viewer: &viewer, drafts: &drafts, sent: &sent };
        let (identity, setting) = (&app.auth.identity, setting(&app, &catalog));
        let page = Yours { setting, viewer: &viewer, identity, written };
        Shell { site: &app.name, title: "Not for everybody", field: Field::default(), content: &page }.render()
    });
    Ok(for_one(drawn.await?.into_response()))
}

/// Which draft.
#[derive(Debug, Deserialize)]
pub struct Which {
    path: String,
}

/// Throws a draft of one's own away.
pub async fn drop_draft(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Result<Form<Which>, FormRejection>,
) -> Result<Redirect, Error> {
    let Form(Which { path }) = form.map_err(|_| Error::BadRequest)?;
    app.store.drop_draft(&viewer.id, &path).await?;
    Ok(Redirect::to(urls::YOURS))
}

/// Entries that one may read and others may not, and who one is.
#[derive(Debug)]
pub struct Yours<'a> {
    pub setting: Setting<'a>,
    pub viewer: &'a Viewer,
    pub identity: &'a Arc<Identity>,
    /// What one writes and has sent.
    pub written: Written<'a>,
}

impl Render for Yours<'_> {
    fn render(&self) -> Markup {
        let pages: Vec<_> = self.setting.catalog.closed_for(self.viewer).collect();
        html! {
            div.entry.yours {
                div.line { div.content {
                    h1.title { "Not for everybody" }
                    p.summary { (self.summary(pages.is_empty())) }
                } }
                @if !pages.is_empty() { (blocks::line(2, "You may read", &Closed { pages: &pages })) }
                (self.written)
                (blocks::line(2, "You", &self.you()))
            }
        }
    }
}

impl Yours<'_> {
    fn summary(&self, nothing: bool) -> &'static str {
        match (nothing, self.identity.knows_people()) {
            (true, true) => {
                "Nothing is kept for you alone. Drafts that you write or look after, and entries that are restricted to you, stand here."
            }
            (true, false) => {
                "No entry is restricted. One that says `visibility: restricted` stands here and nowhere else."
            }
            (false, true) => {
                "Drafts that you write or look after, and entries that are restricted to you. They stand in no list and no search of \
                 others."
            }
            (false, false) => "Entries that are restricted. They stand in no list, and no search of others finds them.",
        }
    }

    /// Who one is, and what can be done about it.
    fn you(&self) -> Markup {
        match &**self.identity {
            Identity::Local | Identity::Public => self.name_form(),
            Identity::Proxy(_) => html! { p { "You are " strong { (self.name()) } ", as the proxy in front says." } },
            Identity::Oidc(_) => html! {
                p { "You are signed in as " strong { (self.name()) } "." }
                div.account {
                    form action=(urls::SIGN_OUT) method="post" { button type="submit" { "Sign out" } }
                    form action=(urls::REVOKE) method="post" {
                        input type="hidden" name="session" value="all";
                        button type="submit" { "Sign out everywhere" }
                    }
                }
            },
        }
    }

    fn name(&self) -> &str {
        if self.viewer.name.is_empty() { &self.viewer.id } else { &self.viewer.name }
    }

    fn name_form(&self) -> Markup {
        html! {
            form.naming action=(urls::NAME) method="post" {
                label for="fl-name" { "Your name, as others see it beside what you write" }
                input type="hidden" name="to" value=(urls::YOURS);
                input #fl-name type="text" name="name" value=(self.viewer.name) maxlength="80" autocomplete="name";
                button type="submit" { "Keep it" }
            }
        }
    }
}
