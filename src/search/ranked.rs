//! What a search found, best first, and the answer that it makes.

use super::finding::Finding;
use super::hit::{self, Found};
use super::marks::Marks;
use super::pick::Candidate;
use super::rank;
use super::request::{Answer, Hit, Request, Why};
use super::score::Scoring;
use super::understood::Understood;

/// So many results are filled up with what is only near in meaning; beyond them only words count.
const FILLED_UP: usize = 10;

/// What a search found, best first.
pub(super) struct Ranked<'a> {
    pub finding: Finding<'a>,
    pub scoring: Scoring<'a>,
    pub candidates: Vec<Candidate>,
}

impl Ranked<'_> {
    /// How certain it is that the first is what was meant: by meaning, else by its relevance.
    pub fn certainty(&self) -> tantivy::Result<f32> {
        let Some(first) = self.candidates.first() else { return Ok(0.0) };
        let grounds = first.fit.grounds();
        let Some(near) = &self.finding.near else { return Ok(grounds) };
        let number = self.finding.number_of(near, first)?;
        let margin = match self.candidates.get(1) {
            Some(second) => {
                let likeness = near.likeness(number, self.finding.number_of(near, second)?);
                rank::margin(grounds, second.fit.grounds(), likeness)
            }
            None => 0.0,
        };
        Ok(rank::certainty(grounds, margin, near.agreement(number)))
    }

    /// The answer to a request.
    pub fn answer(mut self, request: &Request) -> tantivy::Result<Answer> {
        let certainty = self.certainty()?;
        let confident = self.is_confident(certainty);
        let corrected = self.corrected();
        self.candidates.truncate(request.limit.min(Request::MOST));
        let mut place = 0;
        self.candidates.retain(|candidate| {
            place += 1;
            candidate.held.is_some() || place <= FILLED_UP
        });
        let mut marks = Marks::new(self.finding.plan, |unit| self.scoring.weight_of(unit));
        let hits = self.candidates.iter().map(|candidate| self.hit(candidate, request.explain, &mut marks));
        let hits = hits.collect::<tantivy::Result<Vec<Hit>>>()?;
        Ok(Answer {
            total: self.finding.total.max(hits.len()),
            complete: self.finding.complete,
            hits,
            facets: self.finding.counts.finish(),
            corrected,
            confident,
            certainty,
            meaning: self.finding.near.is_some(),
            understood: Understood { left_out: self.finding.left_out, ..Understood::default() },
        })
    }

    /// Another spelling. What is a word of the language is meant as it stands, though no entry has it.
    fn corrected(&self) -> Option<String> {
        let is_word = self.finding.near.as_ref().is_some_and(|near| !near.repaired);
        self.finding.plan.corrected.clone().filter(|_| !is_word)
    }

    /// Keywords that all stand in the short parts of an entry need no meaning; sentences do.
    fn is_confident(&self, certainty: f32) -> bool {
        let Some(first) = self.candidates.first() else { return false };
        let plan = self.finding.plan;
        let says_something = !plan.hollow && plan.words.iter().any(|(_, word)| word.chars().nth(1).is_some());
        let complete = first.complete && plan.corrected.is_none() && says_something;
        match &self.finding.near {
            None => complete,
            Some(near) => {
                let by_keywords = complete
                    && plan.keywords
                    && first.held.is_some_and(|held| held.short & plan.required == plan.required);
                self.finding.bounds.listed || by_keywords || (near.understood && certainty >= near.threshold())
            }
        }
    }

    fn hit(&self, candidate: &Candidate, explain: bool, marks: &mut Marks) -> tantivy::Result<Hit> {
        let near = match &self.finding.near {
            Some(near) => near.in_segment(self.finding.segment_of(candidate))?.of(candidate.address.doc_id),
            None => None,
        };
        let found = Found {
            address: candidate.address,
            relevance: candidate.fit.relevance(),
            score: candidate.score,
            complete: candidate.complete,
            near: near.map(|near| near.text),
            by_words: candidate.held.is_some(),
            why: explain.then(|| self.why(candidate)),
        };
        hit::shown(&self.finding.snapshot.view, found, marks)
    }

    fn why(&self, candidate: &Candidate) -> Why {
        let held = candidate.held.unwrap_or_default().anywhere;
        let plan = self.finding.plan;
        let bound = &self.finding.bounds.segments[candidate.address.segment_ord as usize];
        let words = plan.words.iter().filter(|(bit, _)| held & bit != 0).map(|(_, word)| word.clone());
        Why {
            words: candidate.fit.words,
            held: words.collect(),
            meaning: candidate.fit.meaning,
            share: candidate.fit.share,
            nearest: None,
            terms: bound.carried(candidate.address.doc_id).map(|term| plan.terms[term].label.clone()).collect(),
            factors: rank::factors(&candidate.signals),
        }
    }
}
