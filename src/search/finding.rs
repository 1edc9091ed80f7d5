//! One search: every entry that the words find, and the nearest in meaning.

use tantivy::{DocAddress, DocId};

use super::marks::Marks;
use super::meaning::NearText;
use super::narrow::{Bits, Counts, Filters, Passage, SegmentCounts};
use super::nearness::{InSegment, Nearness};
use super::pick::{self, Best, Candidate};
use super::plan::Plan;
use super::planning;
use super::rank::{self, Fit, Signals, Tier};
use super::request::{Answer, Hit, Request};
use super::score::{Held, Scoring};
use super::snapshot::Snapshot;
use super::view::Segment;

/// So many results are filled up with what is only near in meaning; beyond them only words count.
const FILLED_UP: usize = 10;

/// So many entries at the top are compared with each other.
const WEIGHED_UP: usize = 20;

/// A search that is under way.
pub(super) struct Finding<'a> {
    snapshot: &'a Snapshot,
    plan: Plan,
    near: Option<Nearness<'a>>,
    filters: Filters,
    facets: bool,
    limit: usize,
    total: usize,
    complete: usize,
    best: Best<Candidate>,
    counts: Counts,
}

/// How an entry was found by its words.
#[derive(Clone, Copy)]
struct ByWords {
    /// The lexical score; 0 where no word found it.
    words: f32,
    tier: Tier,
    complete: bool,
    found: bool,
}

impl<'a> Finding<'a> {
    /// Reads the query.
    pub fn new(
        snapshot: &'a Snapshot,
        request: &Request,
        abandoned: &dyn Fn() -> bool,
    ) -> tantivy::Result<Finding<'a>> {
        let plan = planning::plan(&snapshot.view, &snapshot.settings, &request.query)?;
        let meaning = snapshot.meaning.as_deref();
        let near = match meaning {
            Some(meaning) => Nearness::of(&snapshot.view, meaning, &request.query, abandoned)?,
            None => None,
        };
        Ok(Finding {
            snapshot,
            plan,
            near,
            filters: Filters::new(&request.filters),
            facets: request.facets,
            limit: request.limit.min(Request::MOST),
            total: 0,
            complete: 0,
            best: Best::new(request.limit.clamp(WEIGHED_UP, Request::MOST)),
            counts: Counts::default(),
        })
    }

    /// Searches segment after segment.
    pub fn run(mut self) -> tantivy::Result<Answer> {
        let snapshot = self.snapshot;
        let plan = std::mem::take(&mut self.plan);
        let scoring = Scoring::new(&snapshot.view, &plan)?;
        let mut board = snapshot.view.board();
        for (number, segment) in snapshot.view.segments.iter().enumerate() {
            let gates = self.filters.gates(segment)?;
            let mut counts = SegmentCounts::new(segment);
            let near = self.near.as_ref().map(|near| near.in_segment(segment)).transpose()?;
            let mut seen = Bits::new(segment.reader.max_doc());
            scoring.score(number, &mut board, |entry, words, held| {
                if segment.reader.is_deleted(entry) {
                    return;
                }
                seen.set(entry);
                let passage = gates.passage(entry);
                if self.facets {
                    counts.add(entry, passage);
                }
                if passage == Passage::Free {
                    let by_words = ByWords::of(words, held, &plan);
                    self.total += 1;
                    self.complete += usize::from(by_words.complete);
                    self.best.push(candidate(number, segment, entry, by_words, near.as_ref()));
                }
            })?;
            if let Some(near) = &near {
                let unseen = segment.reader.doc_ids_alive().filter(|entry| !seen.has(*entry));
                for entry in unseen.filter(|entry| near.of(*entry).is_some() && gates.passage(*entry) == Passage::Free) {
                    self.best.push(candidate(number, segment, entry, ByWords::NOT, Some(near)));
                }
            }
            self.counts.add(counts)?;
        }
        snapshot.view.put_back(board);
        self.answer(&plan, &scoring)
    }

    fn answer(mut self, plan: &Plan, scoring: &Scoring<'_>) -> tantivy::Result<Answer> {
        let found = std::mem::replace(&mut self.best, Best::new(0)).finish();
        let mut found = match &self.near {
            None => pick::in_step(found),
            Some(near) => self.weighed_up(near, found)?,
        };
        found.truncate(self.limit);
        let mut place = 0;
        found.retain(|candidate| {
            place += 1;
            candidate.by_words || place <= FILLED_UP
        });
        let mut marks = Marks::new(plan, |unit| scoring.weight_of(unit));
        let hits: Vec<Hit> = found
            .iter()
            .map(|candidate| self.snapshot.hit(candidate, &mut marks, self.text_of(candidate)?))
            .collect::<tantivy::Result<_>>()?;
        let meaning = self.near.is_some();
        let confident = plan.corrected.is_none() && hits.first().is_some_and(|hit| hit.complete);
        Ok(Answer {
            total: self.total.max(hits.len()),
            complete: self.complete,
            hits,
            facets: self.counts.finish(),
            corrected: plan.corrected.clone(),
            confident,
            meaning,
        })
    }

    /// The same in the order of their whole relevance: what is nearest is compared with each other.
    fn weighed_up(&self, near: &Nearness<'_>, mut found: Vec<Candidate>) -> tantivy::Result<Vec<Candidate>> {
        let mut numbers = Vec::with_capacity(WEIGHED_UP);
        for candidate in found.iter().take(WEIGHED_UP) {
            let segment = &self.snapshot.view.segments[candidate.address.segment_ord as usize];
            numbers.push(near.in_segment(segment)?.number(candidate.address.doc_id));
        }
        for (candidate, share) in found.iter_mut().zip(near.shares(&numbers)) {
            candidate.fit.share = share.clamp(0.0, 1.0);
            candidate.score = rank::score(candidate.fit.relevance(), candidate.signals);
        }
        found.sort_by(|a, b| b.cmp(a));
        Ok(found)
    }

    /// The text of an entry that was nearest in meaning, where no word found the entry.
    fn text_of(&self, candidate: &Candidate) -> tantivy::Result<Option<NearText>> {
        let Some(near) = self.near.as_ref().filter(|_| !candidate.by_words) else { return Ok(None) };
        let segment = &self.snapshot.view.segments[candidate.address.segment_ord as usize];
        Ok(near.in_segment(segment)?.of(candidate.address.doc_id).map(|near| near.text))
    }
}

impl ByWords {
    const NOT: ByWords = ByWords { words: 0.0, tier: Tier::Some, complete: false, found: false };

    fn of(words: f32, held: Held, plan: &Plan) -> ByWords {
        let anywhere = held.anywhere & plan.required == plan.required;
        let in_short = held.short & plan.required == plan.required;
        let tier = Tier::of(in_short, anywhere, plan.keywords);
        ByWords { words, tier, complete: tier > Tier::Some, found: true }
    }
}

fn candidate(
    number: usize,
    segment: &Segment,
    entry: DocId,
    by_words: ByWords,
    near: Option<&InSegment<'_>>,
) -> Candidate {
    let ByWords { words, tier, complete, found } = by_words;
    let fit = Fit::new(words, tier, near.and_then(|near| near.of(entry)).map(|near| near.closeness));
    let signals = Signals { asked: segment.asked.first(entry).unwrap_or(false) };
    Candidate {
        current: !segment.faded.first(entry).unwrap_or(false),
        // Together with meaning, that all words are there is a part of the relevance.
        tier: if near.is_some() { Tier::Some } else { tier },
        complete,
        by_words: found,
        fit,
        signals,
        score: rank::score(fit.relevance(), signals),
        address: DocAddress::new(number as u32, entry),
    }
}
