//! An entry plus everything that is derived from it and its neighbours.

use std::sync::Arc;

use super::rendering;
use super::{Catalog, address};
use crate::content::File;
use crate::markdown::{Rendered, SafeHtml};
use crate::model::Entry;
use crate::model::diagnostic::Diagnostic;

/// One page of a catalog.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) path: &'a str,
    pub(super) file: &'a File,
}

impl<'a> Page<'a> {
    /// What the author wrote.
    pub fn entry(&self) -> &'a Entry {
        &self.file.entry
    }

    /// The file is broken now, and this is its last good version.
    pub fn is_kept(&self) -> bool {
        self.file.kept
    }

    /// It is not for everybody.
    pub fn is_closed(&self) -> bool {
        !super::is_served(&self.file.entry)
    }

    /// The path of its file, as all that name it share it.
    pub(super) fn shared_path(&self) -> Arc<str> {
        self.catalog.loaded.directory.shared(self.path)
    }

    /// What is wrong with the file, by line.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.catalog.loaded.diagnostics_of(self.path)
    }

    /// Where the page is.
    pub fn address(&self) -> String {
        address(&self.file.entry.id)
    }

    /// The pages that link or refer to this one.
    pub fn linked_from(&self) -> Vec<Page<'a>> {
        let paths = self.catalog.backlinks.get(self.path).map(Vec::as_slice).unwrap_or_default();
        paths.iter().filter_map(|path| self.catalog.page_at(path)).collect()
    }

    /// The body as HTML, drawn when first asked for.
    pub fn html(&self) -> Arc<Rendered> {
        rendering::body(self.catalog, self.path, &self.file.entry)
    }

    /// A piece of Markdown of this entry as HTML, such as a part of an answer.
    pub fn fragment(&self, markdown: &str) -> SafeHtml {
        rendering::fragment(self.catalog, self.path, markdown)
    }

    /// A piece of Markdown of this entry that stands in a line, such as an item of a checklist.
    pub fn phrase(&self, markdown: &str) -> SafeHtml {
        rendering::phrase(self.catalog, self.path, markdown)
    }
}
