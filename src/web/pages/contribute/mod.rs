//! `GET, POST /suggest/{kind}/{slug}` and `/suggest/new`: writing in the browser, for who has no git. What is typed is kept as
//! a draft; sent, it is one commit in the person's name.

mod aside;
mod begin;
mod held;
mod page;
mod picture;
mod pictures;
mod send;
mod subject;
mod typed;

pub use begin::{Begun, kinds};
pub use held::Held;
pub use page::{Sheet, Suggestion};
pub use pictures::picture;
pub use subject::{Opened, Subject, refused};
pub use typed::Typed;

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Render;
use serde::Deserialize;

use super::{blocking, setting, through_git};
use crate::catalog::{Catalog, Page, said};
use crate::content::amend::with_section;
use crate::content::suppose;
use crate::model::Kind;
use crate::model::person::Viewer;
use crate::search::Request;
use crate::store::{Draft, Picture};
use crate::web::error::{Drawn, Error};
use crate::web::identity::Asker;
use crate::web::kept::for_one;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::Shell;
use crate::web::view::shell::Field;

const UNKEPT: &str =
    "The draft cannot be kept just now, so nothing of it is safe but what stands here. Try again in a moment.";
const NO_ROOM: &str = "You have as many drafts as can be kept. Send one or throw one away; what you typed stands here.";
/// Entries that are named beside a new one.
const NEAR: usize = 3;
const FULL: &str = "A draft takes ten pictures.";

/// What the form begins with.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Begin {
    /// The words of a question that nothing answers, or what a new entry is called.
    q: String,
    /// What kind of entry; a tough question where nothing is said.
    kind: String,
    /// With the form of another answer unfolded.
    answer: Option<String>,
    /// With a reply of one's own as another answer.
    reply: Option<i64>,
}

/// The form for an entry.
pub async fn change(
    State(app): State<App>,
    Asker(viewer): Asker,
    slug: Path<(String, String)>,
    Query(begin): Query<Begin>,
) -> Result<Response, Error> {
    let catalog = app.catalog();
    let subject = Subject::entry(&catalog, &viewer, slug)?;
    Work { app, catalog, viewer, subject, first: String::new() }.show(begin).await
}

/// What was typed into it.
pub async fn changed(
    State(app): State<App>,
    Asker(viewer): Asker,
    Path((kind, slug)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Error> {
    let catalog = app.catalog();
    let first = String::new();
    match Subject::entry(&catalog, &viewer, Path((kind.clone(), slug.clone()))) {
        Ok(subject) => Work { app, catalog, viewer, subject, first }.take(typed).await,
        Err(error) => {
            // It was there when the form was opened.
            let drafts = app.store.drafts_of(&viewer.id).await.unwrap_or_default();
            let subject = Subject::lost(&kind, &slug, &typed.begun, &drafts).ok_or(error)?;
            Work { app, catalog, viewer, subject, first }.hold(error, typed).await
        }
    }
}

/// The form for an entry that is not there yet.
pub async fn write(
    State(app): State<App>,
    Asker(viewer): Asker,
    Query(begin): Query<Begin>,
) -> Result<Response, Error> {
    if begin.q.trim().is_empty() {
        return Ok(begin::page(&app, kind_of(&begin.kind)?));
    }
    Work::new(app, viewer, &begin).await?.show(begin).await
}

/// What was typed into it.
pub async fn written(
    State(app): State<App>,
    Asker(viewer): Asker,
    Query(begin): Query<Begin>,
    typed: Typed,
) -> Result<Response, Error> {
    Work::new(app, viewer, &begin).await?.take(typed).await
}

/// The kind of a new entry.
fn kind_of(name: &str) -> Result<Kind, Error> {
    match name {
        "" => Ok(Kind::Objection),
        name => begin::kinds().find(|kind| kind.name() == name).ok_or(Error::Invalid("there is no such kind of entry")),
    }
}

/// One file that somebody works on.
struct Work {
    app: App,
    catalog: Arc<Catalog>,
    viewer: Arc<Viewer>,
    subject: Subject,
    /// What a new file begins with.
    first: String,
}

impl Work {
    async fn new(app: App, viewer: Arc<Viewer>, begin: &Begin) -> Result<Work, Error> {
        let kind = kind_of(&begin.kind)?;
        let words: String = begin.q.trim().chars().take(2000).collect();
        if words.is_empty() {
            return Err(Error::Invalid("name the question that it answers, as in /suggest/new?q=…"));
        }
        let catalog = app.catalog();
        // Without the store nobody is credited for asking; it can be written all the same.
        let asks = app.store.open_asks().await.unwrap_or_default();
        let (subject, first) = match kind {
            Kind::Objection => Subject::question(catalog.loaded(), &viewer, &asks, &words),
            kind => Subject::begun(catalog.loaded(), &viewer, kind, &words, app.clock.today())?,
        };
        Ok(Work { app, catalog, viewer, subject, first })
    }

    async fn open(&self) -> Result<Opened, Error> {
        let (app, catalog) = (self.app.clone(), self.catalog.clone());
        let (viewer, subject) = (self.viewer.clone(), self.subject.clone());
        through_git(&self.app, move || subject.open(&app, &catalog, &viewer)).await?
    }

    async fn show(self, begin: Begin) -> Result<Response, Error> {
        let opened = self.open().await?;
        let draft = self.app.store.draft(&self.viewer.id, &self.subject.path).await;
        let draft = draft.inspect_err(|error| tracing::warn!(%error, "a draft cannot be read")).unwrap_or_default();
        let kept = draft.is_some();
        let fresh = || if opened.hash.is_empty() { self.first.clone() } else { opened.text.clone() };
        let mut sheet = match draft {
            Some(draft) => Sheet { text: draft.text, note: draft.note, begun: draft.begun, ..Sheet::default() },
            None => Sheet { text: fresh(), begun: opened.hash.clone(), ..Sheet::default() },
        };
        (sheet.kept, sheet.answering) = (kept, begin.answer.is_some());
        if let Some(reply) = begin.reply {
            sheet.text = self.with_reply(&sheet.text, reply).await;
        }
        self.draw(StatusCode::OK, opened, sheet).await
    }

    /// The text with a reply of one's own as another answer, unless it holds it already.
    async fn with_reply(&self, text: &str, id: i64) -> String {
        let replies = self.app.store.replies_of(&self.viewer.id).await.unwrap_or_default();
        let page = self.catalog.page_at_for(&self.viewer, &self.subject.path);
        let own = replies.into_iter().find(|reply| reply.id == id);
        let Some((page, own)) = page.zip(own).filter(|(page, own)| page.entry().id.as_str() == own.entry) else {
            return text.to_owned();
        };
        let section = said(page.entry(), &own.text).text;
        if text.contains(section.trim()) {
            return text.to_owned();
        }
        with_section(text, &format!("{}\n\n**From** {}\n", section.trim_end(), self.name()))
    }

    fn name(&self) -> String {
        let name = &self.viewer.name;
        if name.is_empty() { self.catalog.loaded().people.name(&self.viewer.id) } else { name.clone() }
    }

    async fn take(self, mut typed: Typed) -> Result<Response, Error> {
        let opened = match self.open().await {
            Ok(opened) => opened,
            // Whatever git says, what was typed is kept.
            Err(error) => return self.hold(error, typed).await,
        };
        match typed.r#do.as_str() {
            "discard" | "theirs" => return self.discard(&typed.r#do, opened, typed.clone()).await,
            "download" => return Ok(self.download(&typed.text)),
            _ => {}
        }
        let supposed = self.catalog.page_at_for(&self.viewer, &self.subject.path);
        typed.text = typed.whole(supposed.map(|page| page.entry()), &self.name());
        let keeps = self.keep(Some(&opened), &typed).await;
        let picture = typed.picture.take();
        let sheet = || Sheet::of(&typed);
        if typed.r#do == "send" {
            return self.send(opened, typed).await;
        }
        if self.app.writing.is_for_strangers() && picture.is_none() {
            return self.draw(StatusCode::OK, opened, sheet()).await;
        }
        if let Err(problem) = keeps {
            let status = StatusCode::SERVICE_UNAVAILABLE;
            return self.draw(status, opened, Sheet { problem: Some(problem.to_owned()), ..sheet() }).await;
        }
        let Some((called, bytes)) = picture else { return Ok(Redirect::to(&self.subject.address()).into_response()) };
        match self.keep_picture(&called, bytes.to_vec()).await {
            Ok(()) => {
                let address = self.subject.address();
                Ok(Redirect::to(&format!("{address}{}", urls::part("fl-pictures"))).into_response())
            }
            Err(problem) => {
                let sheet = Sheet { problem: Some(problem.to_owned()), ..sheet() };
                self.draw(StatusCode::UNPROCESSABLE_ENTITY, opened, sheet).await
            }
        }
    }

    /// Keeps what was typed. What is no change, as far as that is known, is no draft. Nothing is kept of those who do not sign
    /// in: whoever it is may fill the disk otherwise. It stands in the form, and can be saved.
    async fn keep(&self, opened: Option<&Opened>, typed: &Typed) -> Result<(), &'static str> {
        if self.app.writing.is_for_strangers() {
            return Ok(());
        }
        let (store, person, path) = (&self.app.store, &self.viewer.id, &self.subject.path);
        let same = opened.is_some_and(|opened| typed.text == opened.text && typed.note.is_empty());
        let pictures =
            same && (typed.picture.is_some() || !store.pictures_of(person, path).await.unwrap_or_default().is_empty());
        let kept = if same && !pictures {
            store.drop_draft(person, path).await.map(|()| true)
        } else {
            let draft = Draft {
                person: person.clone(),
                path: path.clone(),
                begun: typed.begun.clone(),
                asked: self.subject.asked.clone(),
                text: typed.text.clone(),
                note: typed.note.clone(),
                at: self.app.now(),
            };
            store.keep_draft(draft).await
        };
        match kept {
            Ok(true) => Ok(()),
            Ok(false) => Err(NO_ROOM),
            Err(error) => {
                tracing::error!(%error, "a draft cannot be kept");
                Err(UNKEPT)
            }
        }
    }

    async fn keep_picture(&self, called: &str, bytes: Vec<u8>) -> Result<(), &'static str> {
        // Whoever it is may fill the disk otherwise.
        if self.app.writing.is_for_strangers() {
            return Err("Nobody signs in here, so no picture is taken. Add it to the folder.");
        }
        let name = picture::name(self.catalog.loaded(), &self.subject.path, called, &bytes)?;
        let kept = self.app.store.keep_picture(&self.viewer.id, &self.subject.path, Picture { name, bytes }).await;
        if kept.map_err(|_| UNKEPT)? { Ok(()) } else { Err(FULL) }
    }

    async fn discard(self, what: &str, opened: Opened, typed: Typed) -> Result<Response, Error> {
        if let Err(error) = self.app.store.drop_draft(&self.viewer.id, &self.subject.path).await {
            tracing::error!(%error, "a draft cannot be thrown away");
            let sheet = Sheet { problem: Some(UNKEPT.to_owned()), ..Sheet::of(&typed) };
            return self.draw(StatusCode::SERVICE_UNAVAILABLE, opened, sheet).await;
        }
        let to = match (&self.subject.id, what) {
            (Some(id), "discard") => urls::address(id),
            (None, "discard") => urls::GAPS.to_owned(),
            _ => self.subject.address(),
        };
        Ok(Redirect::to(&to).into_response())
    }

    /// The file, to be put into the folder by hand.
    fn download(&self, text: &str) -> Response {
        let name = self.subject.path.rsplit('/').next().unwrap_or("entry.md");
        let headers = [
            (header::CONTENT_TYPE, "text/markdown; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{}", urls::encode(name))),
        ];
        for_one((headers, text.to_owned()).into_response())
    }

    /// The form, with everything that is to be told of what it holds.
    async fn draw(self, status: StatusCode, opened: Opened, sheet: Sheet) -> Result<Response, Error> {
        let Work { app, catalog, viewer, subject, .. } = self;
        let pictures = app.store.pictures_of(&viewer.id, &subject.path).await.unwrap_or_default();
        let drawn = blocking(move || {
            let coming: Vec<String> = pictures.iter().map(|each| picture::beside(&subject.path, &each.name)).collect();
            let loaded = Arc::new(suppose(catalog.loaded(), &subject.path, &sheet.text, &coming));
            let changed = [subject.path.clone()].into();
            let before = Some((&*catalog, &changed));
            let supposed = Catalog::build(loaded, catalog.search.clone(), catalog.built_at, before);
            let near = near(&supposed, &subject);
            let page = Suggestion {
                near: &near,
                setting: setting(&app, &supposed),
                page: subject::page_of(&supposed, &viewer, &subject.path),
                subject: &subject,
                opened: &opened,
                sheet: &sheet,
                pictures: &pictures,
                direct: app.writing.is_direct(),
                edit: app.writing.edit(&subject.path).filter(|_| subject.id.is_some()),
            };
            Shell { site: &app.name, title: &page.title(), field: Field::default(), content: &page }.render()
        });
        let mut response = (status, drawn.await?).into_response();
        response.extensions_mut().insert(Drawn);
        Ok(for_one(response))
    }
}

/// What comes nearest to a new entry, so that nothing is written twice.
fn near<'a>(catalog: &'a Catalog, subject: &Subject) -> Vec<Page<'a>> {
    if subject.id.is_some() {
        return Vec::new();
    }
    let found = catalog.search.search(&Request::new(subject.asked.as_str(), NEAR)).hits;
    found.iter().filter_map(|hit| catalog.page(&hit.id)).filter(|page| page.entry().path != subject.path).collect()
}
