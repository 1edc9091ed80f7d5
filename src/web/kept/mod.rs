//! Finished answers, kept: what was drawn and compressed once is given again until the content, a tally
//! or the day is another.
//!
//! Only for addresses whose answer depends on nothing else, which [`settled`] marks; or on what can be told of a request
//! before it is answered, which [`Alike`] does. What is kept is bounded in bytes, and all of it is thrown away as soon as
//! another catalog is served or somebody voted, so that nothing outlives the state that it was drawn from. An answer is kept
//! with every header that it has but those of a single request.

mod encoding;
mod shelf;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::error::Error;
use super::host;
use super::identity::{Asker, IsOnPath};
use super::state::App;
use crate::model::person::Viewer;
use encoding::encoding;
use shelf::{Finished, Key, Origin, Shelf, Whom};

/// What a viewer who was here before has in common with all to whom a request is answered alike, until the content, a
/// tally or the day is another. Nothing where nobody else can be told to get the same.
pub type Alike = fn(&App, &Viewer, &Request) -> Option<String>;

/// Keeps finished answers of one server.
#[derive(Debug)]
pub struct Kept {
    app: App,
    alike: Alike,
    shelf: Mutex<Shelf>,
}

impl Kept {
    /// Nothing yet.
    pub fn new(app: App, alike: Alike) -> Kept {
        Kept { app, alike, shelf: Mutex::default() }
    }

    fn origin(&self) -> Origin {
        let catalog = self.app.catalog();
        ([catalog.revision, catalog.lessons, self.app.outcomes.current().revision()], self.app.clock.today())
    }

    /// What an answer may be kept under; nothing where the request is not for us, or says more than an address and what
    /// it can decode.
    fn key(&self, request: &Request) -> Option<Key> {
        let reads = matches!(*request.method(), Method::GET | Method::HEAD);
        let plain = reads && request.uri().query().is_none() && host::is_asked_for(request, &self.app.hosts);
        let encoding = if plain { encoding(request.headers()) } else { None };
        // Nothing is kept for, or given to, somebody who has not come in.
        let viewer = &request.extensions().get::<Asker>()?.0;
        let is_on_path = request.extensions().get::<IsOnPath>().is_some();
        Some((request.uri().path().to_owned(), encoding?, self.whom(viewer, request), is_on_path))
    }

    fn whom(&self, viewer: &Viewer, request: &Request) -> Whom {
        match viewer.returning {
            true => (self.alike)(&self.app, viewer, request).map_or(Whom::Returning, Whom::Alike),
            false => Whom::Stranger,
        }
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The mark of an answer that may be kept.
#[derive(Debug, Clone, Copy)]
struct Settled;

/// The mark of an answer that is for whoever asked, and for nobody else.
#[derive(Debug, Clone, Copy)]
struct ForOne;

/// Marks an answer as meant for one person: it is never kept, here or anywhere.
pub fn for_one(mut response: Response) -> Response {
    response.extensions_mut().insert(ForOne);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Marks what answers the same to everybody until the content, a tally or the day is another. It is answered whole, whatever was
/// asked of it: [`keep`] knows what of it to give.
pub async fn settled(mut request: Request, next: Next) -> Response {
    if request.method() == Method::HEAD {
        *request.method_mut() = Method::GET;
    }
    request.headers_mut().remove(header::IF_NONE_MATCH);
    let mut response = next.run(request).await;
    if response.extensions().get::<ForOne>().is_none() {
        response.extensions_mut().insert(Settled);
    }
    response
}

/// The same for what may say something of their own to those who were here before: it is settled for those of whom it is known
/// beforehand what that is.
pub async fn settled_for_some(request: Request, next: Next) -> Response {
    match request.extensions().get::<Whom>() {
        Some(Whom::Stranger | Whom::Alike(_)) => settled(request, next).await,
        Some(Whom::Returning) | None => next.run(request).await,
    }
}

/// What may be the id of an entry that somebody asks for who was here before.
fn of_returning(request: &Request) -> Option<String> {
    let returning = request.extensions().get::<Asker>().is_some_and(|asker| asker.0.returning);
    request.uri().path().strip_prefix('/').filter(|_| returning).map(str::to_owned)
}

/// Answers from what is kept, or keeps what is answered.
pub async fn keep(State(kept): State<Arc<Kept>>, mut request: Request, next: Next) -> Response {
    // Who voted sees it counted.
    if let Some(entry) = of_returning(&request) {
        kept.app.outcomes.settled(&entry).await;
    }
    // What somebody does while the page is drawn is perhaps on it, though it is no part of the key.
    let deeds = kept.app.outcomes.deeds();
    let (origin, key) = (kept.origin(), kept.key(&request));
    let known = key.as_ref().and_then(|key| kept.shelf().find(origin, key));
    if let Some(known) = known {
        return known.answer(request.method(), request.headers());
    }
    let (method, asked) = (request.method().clone(), request.headers().clone());
    if let Some((_, encoding, whom, _)) = &key {
        request.headers_mut().insert(header::ACCEPT_ENCODING, encoding.name());
        request.extensions_mut().insert(whom.clone());
    }
    let response = next.run(request).await;
    if response.status() != StatusCode::OK || response.extensions().get::<Settled>().is_none() {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else { return Error::Internal.into_response() };
    parts.headers.remove(header::CONTENT_LENGTH);
    let finished = Finished { headers: parts.headers, body };
    // Drawn from the state that was served before and after, and so from no other.
    if let Some(key) = key
        && kept.origin() == origin
        && (kept.app.outcomes.deeds() == deeds || !matches!(key.2, Whom::Alike(_)))
    {
        kept.shelf().put(origin, key, finished.clone());
    }
    finished.answer(&method, &asked)
}
