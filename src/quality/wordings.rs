//! What entries promise to be found by: the questions and variants of tough questions.

use std::collections::HashSet;

use jiff::civil::Date;

use crate::catalog::{is_faded, texts};
use crate::model::diagnostic::{Diagnostic, Position, Rule};
use crate::model::entry::{Entry, Status};
use crate::model::value::clipped;
use crate::search::bare;

/// Characters of a wording that a message quotes.
const QUOTED: usize = 60;

/// A question or a variant, where it stands.
#[derive(Debug, Clone)]
pub struct Wording<'a> {
    pub entry: &'a Entry,
    pub text: &'a str,
    pub at: Position,
    /// Its place among the texts that the meaning of the entry is taken from.
    pub place: Option<usize>,
    /// The words by themselves: what two wordings have in common that are the same.
    pub bare: String,
}

impl Wording<'_> {
    /// A finding at this place. Nobody relies on a draft yet: what is wrong with it is a warning.
    pub fn finding(&self, rule: &Rule, message: String, help: String) -> Diagnostic {
        let finding = Diagnostic::new(rule, &self.entry.path, self.at, message, help);
        if self.is_draft() { finding.softened() } else { finding }
    }

    /// Whether it stands in a draft.
    pub fn is_draft(&self) -> bool {
        self.entry.common.status == Status::Draft
    }

    /// It, as a message quotes it.
    pub fn quoted(&self) -> String {
        format!("\"{}\"", clipped(self.text, QUOTED))
    }
}

/// The wordings of every entry that is offered as an answer on a day, in their order, each once for an entry.
///
/// Restricted entries are offered to nobody here and so promise nothing. Archived and expired ones come last in every
/// search on purpose, and what they claimed may be claimed by what has taken their place.
pub fn wordings<'a>(entries: impl Iterator<Item = &'a Entry>, today: Date) -> Vec<Wording<'a>> {
    let offered = |entry: &&Entry| entry.objection().is_some() && !entry.common.closed && !is_faded(entry, today);
    entries.filter(offered).flat_map(of_entry).collect()
}

fn of_entry(entry: &Entry) -> impl Iterator<Item = Wording<'_>> {
    let mut seen = HashSet::new();
    let known: Vec<String> = texts(entry).wordings.iter().map(|wording| bare(wording)).collect();
    let all = entry.objection().into_iter().flat_map(|objection| objection.wordings());
    let all = all.map(move |(text, at)| {
        let bare = bare(text);
        Wording { entry, text, at, place: known.iter().position(|wording| *wording == bare), bare }
    });
    all.filter(move |wording| seen.insert(wording.bare.clone()))
}
