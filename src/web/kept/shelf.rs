//! Where finished answers stand, bounded in bytes.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::Response;
use jiff::civil::Date;
use lru::LruCache;

use super::encoding::Encoding;
use crate::web::etag;

/// The most bytes that are kept.
const MOST_BYTES: usize = 32 << 20;
/// The longest answer that is kept.
const LONGEST: usize = 2 << 20;
/// What an answer takes besides its body, about.
const OVERHEAD: usize = 1024;

/// Whom an answer was drawn for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Whom {
    /// Who was never here before.
    Stranger,
    /// Everybody else, where the address answers alike to all of them.
    Returning,
    /// Those to whom it answers alike, by what they have in common.
    Alike(String),
}

/// What an answer was asked by: the path, the encoding, by whom, and whether that is somebody who is on a path.
pub type Key = (String, Encoding, Whom, bool);

/// What an answer was drawn from: the revisions of the content, of what search learned and of the outcomes, and the day.
pub type Origin = ([u64; 3], Date);

/// Finished answers, of one origin at a time.
#[derive(Debug)]
pub struct Shelf {
    origin: Option<Origin>,
    answers: LruCache<Key, Finished>,
    bytes: usize,
}

/// An answer without anything of the request that it was made for.
#[derive(Debug, Clone)]
pub struct Finished {
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Default for Shelf {
    fn default() -> Shelf {
        Shelf { origin: None, answers: LruCache::unbounded(), bytes: 0 }
    }
}

impl Shelf {
    /// An answer of this origin; all of another are thrown away.
    pub fn find(&mut self, origin: Origin, key: &Key) -> Option<Finished> {
        if self.origin != Some(origin) {
            self.answers.clear();
            (self.origin, self.bytes) = (Some(origin), 0);
        }
        self.answers.get(key).cloned()
    }

    /// Keeps an answer, unless its origin has passed.
    pub fn put(&mut self, origin: Origin, key: Key, finished: Finished) {
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

impl Finished {
    /// Gives it to whoever asked, as they asked.
    pub fn answer(self, method: &Method, asked: &HeaderMap) -> Response {
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

    fn named(name: impl ToString) -> Key {
        (name.to_string(), Encoding::Identity, Whom::Stranger, false)
    }

    #[test]
    fn what_is_kept_stays_below_its_bound_and_the_longest_unused_goes_first() {
        let (mut shelf, origin) = (Shelf::default(), ([1, 0, 0], Date::constant(2026, 11, 23)));
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
        let (mut shelf, today) = (Shelf::default(), Date::constant(2026, 11, 23));
        for later in
            [([2, 0, 0], today), ([1, 1, 0], today), ([1, 0, 1], today), ([1, 0, 0], Date::constant(2026, 11, 24))]
        {
            shelf.find(([1, 0, 0], today), &named("a"));
            shelf.put(([1, 0, 0], today), named("a"), finished(9));
            assert!(shelf.find(([1, 0, 0], today), &named("a")).is_some());
            assert!(shelf.find(later, &named("a")).is_none() && shelf.bytes == 0);
            // What was drawn before the change comes too late.
            shelf.put(([1, 0, 0], today), named("a"), finished(9));
            assert!(shelf.find(later, &named("a")).is_none());
        }
    }
}
