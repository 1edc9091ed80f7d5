//! Entries that are found by what is written in them, and by nothing else that somebody might say.

use super::wordings::Wording;
use crate::model::diagnostic::{Diagnostic, HARD_TO_FIND};

/// One warning for each entry that some of its wordings would not find among the first ten, had they not been written
/// down: whatever is done about one of them helps the others.
pub fn lost(wordings: &[Wording], places: &[Option<usize>]) -> Vec<Diagnostic> {
    let numbered: Vec<_> = wordings.iter().zip(places).collect();
    let entries = numbered.chunk_by(|(one, _), (next, _)| one.entry.path == next.entry.path);
    entries.filter_map(of_entry).collect()
}

fn of_entry(wordings: &[(&Wording, &Option<usize>)]) -> Option<Diagnostic> {
    let mut missed = wordings.iter().filter(|(_, place)| place.is_none()).map(|(wording, _)| wording);
    let (first, more) = (missed.next()?, missed.count());
    let message = match (more, wordings.len()) {
        (_, 1) => "its only wording is all that it is found by".to_owned(),
        (0, _) => format!("{} finds it only because it stands here", first.quoted()),
        (more, all) => {
            format!("{} of its {all} wordings find it only because they stand here; this is the first", more + 1)
        }
    };
    let help = "Add variants in other words: who says it otherwise does not find it among the first ten.";
    Some(first.finding(&HARD_TO_FIND, message, help.to_owned()))
}
