//! The files that are written, read as they will be.

use super::Planner;
use super::spots::Spot;
use crate::content::convert::{self, Inherited};
use crate::content::import::front::{self, Stamp};
use crate::content::import::page::Page;
use crate::content::import::report::PageOutcome;
use crate::content::import::split::Piece;
use crate::content::read::{Context, Read, read};
use crate::model::{Kind, Severity};

impl Planner<'_> {
    /// The file of a page, read as it will be: a kind that it cannot be is taken back.
    pub(super) fn page_text(&self, page: &Page, body: &str, spot: &Spot) -> (String, Read, Vec<String>) {
        let stamp = Stamp { form: self.form, key: &page.key, date: spot.date };
        if page.as_is {
            return (page.body.clone(), self.read(&spot.to, &page.body), Vec::new());
        }
        let mapped = self
            .request
            .kinds
            .iter()
            .find(|(folder, _)| page.from.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/')));
        let says = front::has(page, "kind") || front::has(page, "object_type");
        let kind = match mapped {
            Some((_, kind)) => Some(kind.name()),
            None if !says && Kind::from_path(&spot.to) != Kind::Page => Some(Kind::Page.name()),
            None => None,
        };
        let text = front::written(page, body, &stamp, kind);
        let first = self.read(&spot.to, &text);
        let errors = errors(&first);
        if errors.is_empty() || first.entry.kind == Kind::Page {
            return (text, first, errors);
        }
        let one = first.entry.kind.one().to_lowercase();
        let text = front::written(page, body, &stamp, Some(Kind::Page.name()));
        let read = self.read(&spot.to, &text);
        let told = format!("imported as a page, since as a {one} it would have errors: {}", errors.join("; "));
        (text, read, vec![told])
    }

    /// A file as it will be read.
    pub(super) fn read(&self, path: &str, text: &str) -> Read {
        let loaded = &self.standing.loaded;
        let context = Context { closed_drafts: false, ..loaded.context() };
        read(path, text.as_bytes(), context)
    }

    /// The file of an entry.
    pub(super) fn piece_text(&self, piece: &Piece, answer: &str, spot: &Spot, page: Option<&Inherited>) -> String {
        let own =
            Inherited { owner: piece.fields.owner.clone(), tags: piece.fields.tags.clone(), ..Inherited::default() };
        let stamp = Stamp { form: self.form, key: &piece.key, date: spot.date };
        convert::entry(&piece.words, answer, page.unwrap_or(&own), &self.standing.loaded.taxonomy, &stamp.yaml())
    }

    /// What becomes of a file.
    pub(super) fn outcome(&self, spot: &Spot, text: &str) -> PageOutcome {
        match spot.known {
            false => PageOutcome::New,
            true if self.standing.has(&spot.to, text.as_bytes()) => PageOutcome::Unchanged,
            true => PageOutcome::Differs,
        }
    }
}

/// What check would call an error in a file by itself.
pub fn errors(read: &Read) -> Vec<String> {
    let errors = read.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| format!("line {}: {}", finding.line, finding.message)).collect()
}
