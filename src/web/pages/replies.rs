//! `GET /replies`: what colleagues said instead of what entries say, for whoever looks after these. `POST /replies`: makes one
//! part of its entry, as one commit that credits who said it.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, Render, html};
use serde::Deserialize;

use super::committing::{self, Called, in_a_line};
use super::contribute::refused;
use super::{setting, through_git};
use crate::catalog::{Catalog, Draft, Page, Said, answer};
use crate::content::amend::with_section;
use crate::content::suppose;
use crate::history::propose::{Change, Written};
use crate::model::person::Viewer;
use crate::store::Waiting;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::kept::for_one;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::blocks::line;
use crate::web::view::ready::ready_answer;
use crate::web::view::shell::Field;
use crate::web::view::{Setting, Shell, links};

/// Of one entry alone, where one is named.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Of {
    entry: String,
}

/// The page.
pub async fn replies(
    State(app): State<App>,
    Asker(viewer): Asker,
    Query(Of { entry }): Query<Of>,
) -> Result<Response, Error> {
    let waiting = app.store.waiting_replies().await?;
    let drawn = through_git(&app.clone(), move || {
        let catalog = app.catalog();
        let asked = catalog.page_for(&viewer, &entry).map(|page| page.entry().id.clone());
        let mut offered: Vec<_> = offered(&catalog, &viewer, &waiting).collect();
        offered.retain(|offered| asked.as_ref().is_none_or(|id| offered.page.entry().id == *id));
        let page = Replies { setting: setting(&app, &catalog), offered: &offered, writes: app.writing.desk().is_ok() };
        Shell { site: &app.name, title: "Said instead", field: Field::default(), content: &page }.render()
    });
    Ok(for_one(drawn.await?.into_response()))
}

/// Those of the replies that wait which somebody can make part of entries.
pub fn offered<'a>(
    catalog: &'a Catalog,
    viewer: &'a Viewer,
    waiting: &'a [Waiting],
) -> impl Iterator<Item = Offered<'a>> {
    waiting.iter().filter_map(|reply| offer(catalog, viewer, reply))
}

/// A reply that somebody else gave to what the viewer looks after.
fn offer<'a>(catalog: &'a Catalog, viewer: &Viewer, reply: &'a Waiting) -> Option<Offered<'a>> {
    let page = catalog.page_for(viewer, &reply.entry)?;
    let others = reply.person != viewer.id && catalog.may_verify(viewer, page.entry());
    others.then_some(Offered { page, reply })
}

/// Which reply, and whether it is committed here (`take`) or was added by hand (`added`).
#[derive(Debug, Deserialize)]
pub struct Wanted {
    id: i64,
    r#do: String,
}

/// Makes it part of its entry.
pub async fn take(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Result<Form<Wanted>, FormRejection>,
) -> Result<Redirect, Error> {
    let Form(wanted) = form.map_err(|_| Error::BadRequest)?;
    let waiting = app.store.waiting_replies().await?;
    let reply = waiting.into_iter().find(|reply| reply.id == wanted.id).ok_or(Error::NotFound)?;
    let (id, person) = (reply.id, reply.person.clone());
    let catalog = app.catalog();
    offer(&catalog, &viewer, &reply).ok_or(Error::NotFound)?;
    let to = match wanted.r#do.as_str() {
        "added" => urls::REPLIES.to_owned(),
        "take" => {
            let git = app.clone();
            let written = through_git(&app, move || commit(&git, &catalog, &viewer, &reply)).await??;
            urls::proposed(&written.commit)
        }
        _ => return Err(Error::BadRequest),
    };
    if let Err(error) = app.outcomes.take_reply(&person, id).await {
        tracing::warn!(%error, "a reply was taken up, and stays on the list");
    }
    Ok(Redirect::to(&to))
}

fn commit(app: &App, catalog: &Catalog, viewer: &Viewer, reply: &Waiting) -> Result<Written, Error> {
    let nowhere = |_| Error::Invalid("nothing is committed from here; add it to the file by hand");
    let Offered { page, .. } = offer(catalog, viewer, reply).ok_or(Error::NotFound)?;
    let path = &page.entry().path;
    let text = app.writing.desk().map_err(nowhere)?.text(path).map_err(refused)?.ok_or(Error::NotFound)?;
    let whole = String::from_utf8(text.bytes).map_err(|_| Error::Invalid("the file is not UTF-8; add it by hand"))?;
    // Git may know a newer text than is served, with other anchors; it has to be one that they may read.
    let supposed = suppose(catalog.loaded(), path, &whole, &[]);
    let file = supposed.files.get(path).ok_or(Error::NotFound)?;
    if file.entry.common.closed && !viewer.may_read(&file.entry) {
        return Err(Error::NotFound);
    }
    let (name, credit) = credit(app, catalog, &reply.person);
    let section = answer(&file.entry, &said(&reply.text, name));
    let whose = if name.is_empty() { "a colleague" } else { name };
    let message = format!("What {whose} said to {}{credit}", in_a_line(&page.entry().title));
    let changes =
        [Change { path: path.clone(), bytes: with_section(&whole, &section).into_bytes(), over: vec![text.hash] }];
    let about = page.entry().id.slug();
    committing::commit(app, catalog, viewer, Called { message: &message, about }, &changes)
}

/// Who gave a reply, and the line of a commit that credits them. Of somebody who is not in `people.yaml` nothing is written
/// down.
fn credit<'a>(app: &App, catalog: &'a Catalog, id: &str) -> (&'a str, String) {
    let people = &catalog.loaded().people;
    let Some(person) = people.get(id) else { return Default::default() };
    let author = app.writing.author(people, &Viewer { id: id.to_owned(), ..Viewer::default() });
    (&person.name, format!("\n\nCo-authored-by: {} <{}>", author.name, author.mail))
}

fn said<'a>(words: &'a str, from: &'a str) -> Said<'a> {
    Said { anchor: "said", name: words.lines().next().unwrap_or_default(), respond: words, confirm: "", from }
}

/// A reply, and the entry that it is about.
#[derive(Debug)]
pub struct Offered<'a> {
    pub page: Page<'a>,
    pub reply: &'a Waiting,
}

/// Replies that wait for a colleague.
#[derive(Debug)]
pub struct Replies<'a> {
    pub setting: Setting<'a>,
    pub offered: &'a [Offered<'a>],
    /// What is taken up here is committed.
    pub writes: bool,
}

impl Render for Replies<'_> {
    fn render(&self) -> Markup {
        html! {
            div.entry.said-instead {
                div.line { div.content {
                    h1.title { "Said instead" }
                    p.summary {
                        @if self.offered.is_empty() { "No colleague has written another reply to what you look after." }
                        @else { "What colleagues said instead of what entries say that you look after. With your word, everybody has it." }
                    }
                } }
                @for offered in self.offered { (line(2, "They said", &self.offer(offered))) }
            }
        }
    }
}

impl Replies<'_> {
    fn offer(&self, offered: &Offered) -> Markup {
        let Offered { page, reply } = offered;
        let name = self.setting.catalog.loaded().people.get(&reply.person).map_or("", |person| person.name.as_str());
        let draft = Draft { path: page.entry().path.clone(), text: answer(page.entry(), &said(&reply.text, name)) };
        html! {
            p.own-words dir="auto" { (reply.text) }
            p.quiet {
                span dir="auto" { @if name.is_empty() { "A colleague" } @else { (name) } } ", to " (links::page(*page))
            }
            (ready_answer(&draft))
            form.acts method="post" action=(urls::REPLIES) {
                input type="hidden" name="id" value=(reply.id);
                @if self.writes {
                    button.button.main type="submit" name="do" value="take" { "Make it part of the entry" }
                } @else {
                    button.button type="submit" name="do" value="added" { "It is added" }
                }
            }
        }
    }
}
