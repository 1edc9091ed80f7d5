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
        let hash = page.map_or(0, |entry| entry.hash);
        if let Some(before) = before.filter(|before| before.hash == hash) {
            return before.clone();
        }
        let Some(page) = page else { return Arc::default() };
        Arc::new(Terms { hash, address: address(&page.id), glossary: Glossary::new(definitions(&page.body.text)) })
    }

    /// The pieces of a page with their terms explained; on the glossary's own page, with an anchor for each term.
    pub fn explain<'h>(&self, path: &str, pieces: impl Iterator<Item = &'h mut SafeHtml>) {
        let mut explainer = self.glossary.explainer(&self.address);
        for html in pieces {
            *html = if path == PATH { self.glossary.with_anchors(html) } else { explainer.explain(html) };
        }
    }

    /// The meaning of a term and the address of its explanation.
    pub fn meaning(&self, term: &str) -> Option<(&str, String)> {
        let found = self.glossary.meaning(term)?;
        Some((&found.meaning, format!("{}#{}", self.address, found.anchor())))
    }
}
