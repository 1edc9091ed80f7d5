//! Finished answers, kept: what was drawn and compressed once is given again until the content, a tally
//! or the day is another.
//!
//! Only for addresses whose answer depends on nothing else, which [`settled`] marks. What is kept is bounded in bytes, and
//! all of it is thrown away as soon as another catalog is served or somebody voted, so that nothing outlives the state that it was drawn
//! from. An answer is kept with every header that it has but those of a single request.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use lru::LruCache;

use super::error::Error;
use super::identity::Asker;
use super::state::App;
use super::{etag, host};

/// The most bytes that are kept.
const MOST_BYTES: usize = 32 << 20;
/// The longest answer that is kept.
const LONGEST: usize = 2 << 20;
/// What an answer takes besides its body, about.
const OVERHEAD: usize = 1024;

/// How an answer is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Encoding {
    Identity,
    Gzip,
    Brotli,
}

/// What an answer was asked by: the path, the encoding, and whether somebody asked who was here before, to whom some
/// addresses answer otherwise.
type Key = (String, Encoding, bool);

/// What an answer was drawn from: the revisions of the content and of the outcomes, and the day.
type Origin = ((u64, u64), Date);

/// Keeps finished answers of one server.
#[derive(Debug)]
pub struct Kept {
    app: App,
    shelf: Mutex<Shelf>,
}

#[derive(Debug)]
struct Shelf {
    origin: Option<Origin>,
    answers: LruCache<Key, Finished>,
    bytes: usize,
}

/// An answer without anything of the request that it was made for.
#[derive(Debug, Clone)]
struct Finished {
    headers: HeaderMap,
    body: Bytes,
}

impl Kept {
    /// Nothing yet.
    pub fn new(app: App) -> Kept {
        Kept { app, shelf: Mutex::new(Shelf { origin: None, answers: LruCache::unbounded(), bytes: 0 }) }
    }

    fn origin(&self) -> Origin {
        ((self.app.catalog().revision, self.app.outcomes.current().revision()), self.app.clock.today())
    }

    /// What an answer may be kept under; nothing where the request is not for us, or says more than an address and what
    /// it can decode.
    fn key(&self, request: &Request) -> Option<Key> {
        let reads = matches!(*request.method(), Method::GET | Method::HEAD);
        let plain = reads && request.uri().query().is_none() && host::is_asked_for(request, &self.app.hosts);
        let encoding = if plain { encoding(request.headers()) } else { None };
        // Nothing is kept for, or given to, somebody who has not come in.
        let returning = request.extensions().get::<Asker>()?.0.returning;
        encoding.map(|encoding| (request.uri().path().to_owned(), encoding, returning))
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelf {
    fn find(&mut self, origin: Origin, key: &Key) -> Option<Finished> {
        if self.origin != Some(origin) {
            self.answers.clear();
            (self.origin, self.bytes) = (Some(origin), 0);
        }
        self.answers.get(key).cloned()
    }

    fn put(&mut self, origin: Origin, key: Key, finished: Finished) {
        if self.origin != Some(origin) || finished.body.len() > LONGEST {
            return;
        }
        self.bytes += size(&key, &finished);
        if let Some((key, before)) = self.answers.push(key, finished) {
            self.bytes -= size(&key, &before);
        }
        while self.bytes > MOST_BYTES {
            let Some((key, oldest)) = self.answers.pop_lru() else { return };
            self.bytes -= size(&key, &oldest);
        }
    }
}

fn size((path, ..): &Key, finished: &Finished) -> usize {
    path.len() + finished.body.len() + OVERHEAD
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

/// The same for what answers alike to all who were never here before; to the others it may say something of their own.
pub async fn settled_for_strangers(request: Request, next: Next) -> Response {
    let returning = request.extensions().get::<Asker>().is_some_and(|asker| asker.0.returning);
    if returning { next.run(request).await } else { settled(request, next).await }
}

/// Answers from what is kept, or keeps what is answered.
pub async fn keep(State(kept): State<Arc<Kept>>, mut request: Request, next: Next) -> Response {
    let (key, origin) = (kept.key(&request), kept.origin());
    let known = key.as_ref().and_then(|key| kept.shelf().find(origin, key));
    if let Some(known) = known {
        return known.answer(request.method(), request.headers());
    }
    let (method, asked) = (request.method().clone(), request.headers().clone());
    if let Some((_, encoding, _)) = key {
        request.headers_mut().insert(header::ACCEPT_ENCODING, encoding.name());
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
    {
        kept.shelf().put(origin, key, finished.clone());
    }
    finished.answer(&method, &asked)
}

/// The best encoding of a plain list; weights and wildcards are left to the layer that compresses.
fn encoding(headers: &HeaderMap) -> Option<Encoding> {
    let mut values = headers.get_all(header::ACCEPT_ENCODING).iter();
    let list = match (values.next(), values.next()) {
        (None, _) => return Some(Encoding::Identity),
        (Some(value), None) => value.to_str().ok().filter(|list| !list.contains([';', '*']))?,
        _ => return None,
    };
    let takes = |name: &str| list.split(',').any(|each| each.trim().eq_ignore_ascii_case(name));
    Some(match () {
        () if takes("br") => Encoding::Brotli,
        () if takes("gzip") => Encoding::Gzip,
        () => Encoding::Identity,
    })
}

impl Encoding {
    fn name(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Encoding::Identity => "identity",
            Encoding::Gzip => "gzip",
            Encoding::Brotli => "br",
        })
    }
}

impl Finished {
    fn answer(self, method: &Method, asked: &HeaderMap) -> Response {
        let length = self.body.len();
        let mut response = Response::new(if method == Method::HEAD { Body::empty() } else { Body::from(self.body) });
        *response.headers_mut() = self.headers;
        let tag = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok());
        if tag.is_some_and(|tag| etag::is_known(asked, tag)) {
            return etag::not_modified(response);
        }
        response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(length: usize) -> Finished {
        Finished { headers: HeaderMap::new(), body: vec![b'x'; length].into() }
    }

    fn shelf() -> Shelf {
        Shelf { origin: None, answers: LruCache::unbounded(), bytes: 0 }
    }

    fn named(name: impl ToString) -> Key {
        (name.to_string(), Encoding::Identity, false)
    }

    #[test]
    fn what_is_kept_stays_below_its_bound_and_the_longest_unused_goes_first() {
        let (mut shelf, origin) = (shelf(), ((1, 0), Date::constant(2026, 11, 23)));
        assert!(shelf.find(origin, &named("first")).is_none());
        shelf.put(origin, named("first"), finished(1 << 20));
        for number in 0..100 {
            shelf.put(origin, named(number), finished(1 << 20));
            assert!(shelf.find(origin, &named("first")).is_some() && shelf.bytes <= MOST_BYTES);
        }
        assert!(shelf.find(origin, &named(1)).is_none() && shelf.find(origin, &named(99)).is_some());
        shelf.put(origin, named("long"), finished(LONGEST + 1));
        assert!(shelf.find(origin, &named("long")).is_none());
        let counted: usize = shelf.answers.iter().map(|(key, finished)| size(key, finished)).sum();
        assert_eq!(counted, shelf.bytes);
    }

    #[test]
    fn nothing_outlives_the_catalog_the_outcomes_and_the_day() {
        let (mut shelf, today) = (shelf(), Date::constant(2026, 11, 23));
        for later in [((2, 0), today), ((1, 1), today), ((1, 0), Date::constant(2026, 11, 24))] {
            shelf.find(((1, 0), today), &named("a"));
            shelf.put(((1, 0), today), named("a"), finished(9));
            assert!(shelf.find(((1, 0), today), &named("a")).is_some());
            assert!(shelf.find(later, &named("a")).is_none() && shelf.bytes == 0);
            // What was drawn before the change comes too late.
            shelf.put(((1, 0), today), named("a"), finished(9));
            assert!(shelf.find(later, &named("a")).is_none());
        }
    }

    #[test]
    fn only_a_plain_list_of_encodings_is_understood() {
        let of = |list: &'static str| {
            encoding(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(list))]))
        };
        assert_eq!(encoding(&HeaderMap::new()), Some(Encoding::Identity));
        assert_eq!(of("gzip, deflate, br, zstd"), Some(Encoding::Brotli));
        assert_eq!(of("GZIP, deflate"), Some(Encoding::Gzip));
        assert_eq!(of("deflate"), Some(Encoding::Identity));
        assert_eq!((of("br;q=0, gzip"), of("*")), (None, None));
    }
}
