//! Two tough questions that are so near in meaning that they may be one.

use super::wordings::Wording;
use crate::model::diagnostic::{Diagnostic, NEAR_DUPLICATE};
use crate::search::Meaning;

/// How near the wordings of two entries are that may be the same question. Nine of ten entries that were cut in two, each
/// half with wordings of its own, have halves that are nearer to each other; of different questions hardly any two are,
/// even about one thing.
const BAR: f32 = 0.82;

/// One warning for each such pair, at the question of the later of the two.
pub fn near_duplicates(meaning: Option<&Meaning>, wordings: &[Wording]) -> Vec<Diagnostic> {
    let Some(meaning) = meaning else { return Vec::new() };
    let entries = wordings.chunk_by(|one, next| one.entry.path == next.entry.path);
    let questions: Vec<&Wording> = entries.filter_map(<[Wording]>::first).collect();
    let ids: Vec<&str> = questions.iter().map(|wording| wording.entry.id.as_str()).collect();
    let alike = meaning.alike(&ids, BAR).into_iter();
    alike.map(|(other, one, cosine)| finding(questions[one], questions[other], cosine)).collect()
}

fn finding(one: &Wording, other: &Wording, cosine: f32) -> Diagnostic {
    let place = format!("{}:{}", other.entry.path, other.at.line);
    let message = format!("it asks nearly the same as `{}` ({place}): {cosine:.2} of 1 in meaning", other.entry.id);
    let help = "If one answer serves both, make them one entry, with the wordings of both. If not, say in each question \
                and its variants what makes the difference.";
    one.finding(&NEAR_DUPLICATE, message, help.to_owned()).because_of([other.entry.path.as_str()])
}
