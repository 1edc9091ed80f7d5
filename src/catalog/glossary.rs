//! The team's own words: `glossary.md` at the top of the content folder.

use std::sync::Arc;

use super::{address, is_served};
use crate::content::Loaded;
use crate::markdown::{Glossary, SafeHtml, definitions};

/// The page whose terms are explained on all others.
const PATH: &str = "glossary.md";

/// The terms, and where they are explained.
#[derive(Debug, Default)]
pub struct Terms {
    /// Hash of the file that they were read from; 0 where there is none.
    hash: u64,
    address: String,
    glossary: Glossary,
}

impl Terms {
    /// The terms of a folder; those of the catalog before where the file is the same.
    pub fn of(loaded: &Loaded, before: Option<&Arc<Terms>>) -> Arc<Terms> {
        let page = loaded.files.get(PATH).map(|file| &file.entry).filter(|entry| is_served(entry));
        let (hash, address) = page.map(|entry| (entry.hash, address(&entry.id))).unwrap_or_default();
        if let Some(before) = before.filter(|before| before.hash == hash && before.address == address) {
            return before.clone();
        }
        let Some(page) = page else { return Arc::default() };
        Arc::new(Terms { hash, address, glossary: Glossary::new(definitions(&page.body.text)) })
    }

    /// A page with its terms explained, but for elements of some classes.
    pub fn explain(&self, html: &str, quiet: &[&str]) -> String {
        self.glossary.explain(html, &self.address, quiet)
    }

    /// The pieces of a page: those of the glossary's own have an anchor at each term.
    pub fn anchor<'h>(&self, path: &str, pieces: impl Iterator<Item = &'h mut SafeHtml>) {
        if path == PATH {
            pieces.for_each(|html| *html = self.glossary.with_anchors(html));
        }
    }
}
