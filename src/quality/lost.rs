//! Entries that are found by what is written in them, and by nothing else that somebody might say.

use super::wordings::Wording;
use crate::model::diagnostic::{Diagnostic, HARD_TO_FIND};

/// One warning for each entry that most of its wordings would not find among the first ten, had they not been written
/// down.
///
/// A wording that is far from the others is what variants are for, so that one alone is nothing to warn of. Where most
/// are, what the next customer says will be as far from all of them.
pub fn lost(wordings: &[Wording], places: &[Option<usize>]) -> Vec<Diagnostic> {
    let numbered: Vec<_> = wordings.iter().zip(places).collect();
    let entries = numbered.chunk_by(|(one, _), (next, _)| one.entry.path == next.entry.path);
    entries.filter_map(of_entry).collect()
}

fn of_entry(wordings: &[(&Wording, &Option<usize>)]) -> Option<Diagnostic> {
    let missed: Vec<_> = wordings.iter().filter(|(_, place)| place.is_none()).map(|(wording, _)| wording).collect();
    let first = missed.first().filter(|_| 2 * missed.len() > wordings.len())?;
    let message = match (missed.len(), wordings.len()) {
        (_, 1) => "its only wording finds it only because it stands here".to_owned(),
        (missed, all) => format!("{missed} of its {all} wordings find it only because they stand here"),
    };
    let help = "Add variants in other words: who says it otherwise does not find it among the first ten.";
    Some(first.finding(&HARD_TO_FIND, message, help.to_owned()))
}
