//! Answers that lose: a reason to look at them, no judgement of whoever wrote them.

use super::{FEW_PEOPLE, Today};
use crate::catalog::Catalog;
use crate::model::Entry;
use crate::stats::{self, Belief};
use crate::store::AnswerVotes;

/// An answer that loses.
#[derive(Debug, Clone, PartialEq)]
pub struct Losing {
    pub entry: String,
    /// Anchor.
    pub answer: String,
    pub name: String,
    pub votes: AnswerVotes,
    pub uses: i64,
    /// From 0 to 1.
    pub interval: (f64, f64),
    /// Personas and stages in which at least three people said that it did not work, as `persona:cfo`.
    pub situations: Vec<String>,
    pub notes: Vec<String>,
    /// The best other answer to the same question that does not lose.
    pub instead: Option<String>,
}

/// Notes shown of an answer.
const NOTES: usize = 3;

/// All answers that lose, the one with the most votes first.
pub fn losing(catalog: &Catalog, told: &Today) -> Vec<Losing> {
    let lost = told.answer_votes.iter().filter(|votes| stats::loses(votes.sum(), votes.count()));
    let mut losing: Vec<_> = lost.filter_map(|votes| of(catalog, told, votes)).collect();
    losing.sort_by(|a, b| {
        b.votes.count().cmp(&a.votes.count()).then(a.entry.cmp(&b.entry)).then(a.answer.cmp(&b.answer))
    });
    losing
}

fn of(catalog: &Catalog, told: &Today, votes: &AnswerVotes) -> Option<Losing> {
    let entry = catalog.page(&votes.entry)?.entry();
    let answer = entry.body.answers.iter().find(|answer| answer.anchor == votes.answer)?;
    let is_it = |entry: &str, answer: &str| entry == votes.entry && answer == votes.answer;
    let uses = told.answer_uses.iter().find(|uses| is_it(&uses.entry, &uses.answer)).map_or(0, |uses| uses.count);
    let situations = told.situations.iter().filter(|found| is_it(&found.entry, &found.answer));
    let notes = told.notes.iter().filter(|note| is_it(&note.entry, &note.answer));
    Some(Losing {
        entry: entry.id.to_string(),
        answer: answer.anchor.clone(),
        name: answer.name.clone(),
        votes: votes.clone(),
        uses,
        interval: stats::wilson(votes.sum(), f64::from(votes.count()), stats::Z_90)?,
        situations: situations.filter(|found| found.people >= FEW_PEOPLE).map(|found| found.term.clone()).collect(),
        notes: notes.take(NOTES).map(|note| note.note.clone()).collect(),
        instead: instead(entry, told, votes),
    })
}

/// The best other answer by the mean with the usual prior: one that nobody tried is better than one that loses.
fn instead(entry: &Entry, told: &Today, votes: &AnswerVotes) -> Option<String> {
    let mean = |anchor: &str| {
        let of = told.answer_votes.iter().find(|other| other.entry == votes.entry && other.answer == anchor);
        let (sum, count) = of.map_or((0.0, 0), |of| (of.sum(), of.count()));
        (!stats::loses(sum, count)).then(|| Belief::after(sum, f64::from(count), stats::USUAL_MEAN).mean())
    };
    let others = entry.body.answers.iter().filter(|answer| answer.anchor != votes.answer);
    let known = others.filter_map(|answer| Some((mean(&answer.anchor)?, answer)));
    known.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, answer)| answer.name.clone())
}
