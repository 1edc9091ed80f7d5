//! HTML of bodies: drawn when first asked for, kept in a bounded cache.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;

use super::{Catalog, address, answer_address, file_address, is_served};
use crate::content::links::{Destination, picture_type};
use crate::markdown::{self, Rendered, Resolve, SafeHtml, Target};
use crate::model::Entry;

/// How many drawn bodies are kept.
const KEPT: NonZeroUsize = NonZeroUsize::new(512).expect("512 is not zero");

/// Drawn bodies by path and hash of the file. Thrown away whole when links may lead elsewhere or something is called
/// otherwise.
#[derive(Debug)]
pub struct Renderings {
    kept: Mutex<LruCache<(String, u64), Arc<Rendered>>>,
}

impl Default for Renderings {
    fn default() -> Self {
        Renderings { kept: Mutex::new(LruCache::new(KEPT)) }
    }
}

/// The body of an entry.
pub fn body(catalog: &Catalog, path: &str, entry: &Entry) -> Arc<Rendered> {
    let key = (path.to_owned(), entry.hash);
    if let Some(known) = lock(catalog).get(&key) {
        return known.clone();
    }
    let mut drawn = markdown::render(&entry.body.text, &Place { catalog, path });
    catalog.terms.anchor(path, drawn.sections.iter_mut().map(|section| &mut section.html));
    let drawn = Arc::new(drawn);
    lock(catalog).put(key, drawn.clone());
    drawn
}

fn lock(catalog: &Catalog) -> std::sync::MutexGuard<'_, LruCache<(String, u64), Arc<Rendered>>> {
    catalog.renderings.kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A piece of an entry.
pub fn fragment(catalog: &Catalog, path: &str, text: &str) -> SafeHtml {
    markdown::fragment(text, &Place { catalog, path })
}

/// A piece of an entry that stands in a line.
pub fn phrase(catalog: &Catalog, path: &str, text: &str) -> SafeHtml {
    markdown::phrase(text, &Place { catalog, path })
}

/// A file from which links lead.
struct Place<'a> {
    catalog: &'a Catalog,
    path: &'a str,
}

impl Resolve for Place<'_> {
    fn link(&self, target: &str, picture: bool) -> Target {
        resolve(self.catalog, self.path, target, picture)
    }

    fn name(&self, id: &str) -> Option<String> {
        self.catalog.names.get(id).map(str::to_owned)
    }
}

fn resolve(catalog: &Catalog, from: &str, target: &str, picture: bool) -> Target {
    let loaded = catalog.loaded();
    match loaded.directory.destination(from, target, &|path| loaded.has_file(path)) {
        Destination::Outside(address) => Target::Outside(address),
        Destination::File(path) if picture_type(&path).is_some() => Target::Inside(file_address(&path)),
        Destination::File(path) => {
            Target::Missing(format!("Only pages and pictures are given out; the file is {path}"))
        }
        Destination::Nowhere(path) => Target::Missing(format!("There is no file at {path}")),
        Destination::Entry { path, anchor } => match loaded.files.get(&path).map(|file| &file.entry) {
            Some(_) if picture => Target::Missing(format!("{path} is no picture")),
            Some(entry) if is_served(entry) => part(entry, anchor.as_deref(), path == from),
            _ => Target::Missing("This entry is not for everybody".to_owned()),
        },
    }
}

/// A page, or a part of it as the page names it; `here` tells that the link stands on the same page.
fn part(entry: &Entry, anchor: Option<&str>, here: bool) -> Target {
    let Some(anchor) = anchor else { return Target::Inside(address(&entry.id)) };
    let known = entry.body.anchor_like(anchor).or_else(|| (here && anchor == "top").then_some("top"));
    match known {
        Some(known) if here => Target::Inside(format!("#{known}")),
        Some(known) => Target::Inside(answer_address(&entry.id, known)),
        None if here => Target::Missing(format!("This page has no part #{anchor}")),
        None => Target::Lost { href: address(&entry.id), why: format!("That page has no part #{anchor}") },
    }
}
