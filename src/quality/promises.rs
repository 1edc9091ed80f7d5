//! A tough question is found by its own wordings.

use super::places::Found;
use super::wordings::Wording;
use crate::model::diagnostic::{Diagnostic, SEARCH_PROMISE};

/// Results among which an entry must be for its own wordings: what is seen without looking for it.
pub const SEEN: usize = 3;

/// Whether a promise was kept.
pub fn is_kept(found: &Found) -> bool {
    found.place.is_some_and(|place| place <= SEEN)
}

/// The wordings whose entry is not among the first three.
pub fn broken(wordings: &[Wording], found: &[Found]) -> Vec<Diagnostic> {
    let broken = wordings.iter().zip(found).filter(|(_, found)| !is_kept(found));
    broken.map(|(wording, found)| finding(wording, found)).collect()
}

fn finding(wording: &Wording, found: &Found) -> Diagnostic {
    let quoted = wording.quoted();
    let (message, help) = match (found.ahead.first(), found.place) {
        (None, _) => (
            format!("{quoted} finds nothing"),
            "Take it out, and add a variant with words that somebody could type.".to_owned(),
        ),
        (Some(first), place) => {
            let place = place.map_or("not among the first ten".to_owned(), |place| format!("at place {place}"));
            (
                format!("{quoted} finds `{first}` first, and its own entry {place}"),
                format!(
                    "Say it in more of the words that only this entry has, or add a variant in other words; if \
                     `{first}` answers it, move it there."
                ),
            )
        }
    };
    wording.finding(&SEARCH_PROMISE, message, help).because_of(found.ahead.iter().map(String::as_str))
}
