//! One search: every entry that the words find, and the nearest in meaning.

use tantivy::{DocAddress, DocId};

use super::bits::Bits;
use super::bounds::{Bound, Bounds};
use super::hit::{self, Found};
use super::marks::Marks;
use super::narrow::{Counts, Passage, SegmentCounts};
use super::nearness::{InSegment, Nearness};
use super::pick::{self, Best, Candidate};
use super::plan::Plan;
use super::rank::{self, Fit, Signals, Tier};
use super::request::{Answer, Hit, Request, Why};
use super::score::{Held, Scoring};
use super::snapshot::Snapshot;
use super::understood::Understood;
use super::view::Segment;

/// So many results are filled up with what is only near in meaning; beyond them only words count.
const FILLED_UP: usize = 10;
/// So many entries at the top are compared with each other.
const WEIGHED_UP: usize = 20;

/// A search that is under way.
pub(super) struct Finding<'a> {
    snapshot: &'a Snapshot,
    plan: &'a Plan,
    bounds: &'a Bounds<'a>,
    near: Option<Nearness<'a>>,
    /// An entry that is scored as if it held something else.
    instead: Option<Instead>,
    facets: bool,
    /// The names that some entry holds.
    names: u64,
    total: usize,
    complete: usize,
    left_out: usize,
    best: Best<Candidate>,
    counts: Counts,
}

/// What an entry is scored by in place of what the index holds of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Instead {
    pub address: DocAddress,
    /// `None` where no word finds it.
    pub by_words: Option<(f32, Held)>,
}

/// What a search found, best first.
pub(super) struct Ranked<'a> {
    finding: Finding<'a>,
    scoring: Scoring<'a>,
    pub candidates: Vec<Candidate>,
}

impl<'a> Finding<'a> {
    /// A search of a plan within bounds, by meaning where that is given.
    pub fn new(
        snapshot: &'a Snapshot,
        request: &Request,
        plan: &'a Plan,
        bounds: &'a Bounds<'a>,
        near: Option<Nearness<'a>>,
    ) -> Finding<'a> {
        Finding {
            snapshot,
            plan,
            bounds,
            near,
            instead: None,
            facets: request.facets,
            names: 0,
            total: 0,
            complete: 0,
            left_out: 0,
            best: Best::new(request.limit.clamp(WEIGHED_UP, Request::MOST)),
            counts: Counts::default(),
        }
    }

    /// The same with another text in the place of an entry's.
    pub fn with(mut self, instead: Instead) -> Finding<'a> {
        self.instead = Some(instead);
        self
    }

    /// Searches segment after segment.
    pub fn run(mut self) -> tantivy::Result<Ranked<'a>> {
        let snapshot = self.snapshot;
        let scoring = Scoring::new(&snapshot.view, self.plan)?;
        self.names = self.plan.names & scoring.found();
        for number in 0..snapshot.view.segments.len() {
            self.segment(number, &scoring)?;
        }
        let found = std::mem::replace(&mut self.best, Best::new(0)).finish();
        let candidates = match &self.near {
            None => pick::in_step(found),
            Some(near) => self.weighed_up(near, found)?,
        };
        Ok(Ranked { finding: self, scoring, candidates })
    }

    fn segment(&mut self, number: usize, scoring: &Scoring<'_>) -> tantivy::Result<()> {
        let view = &self.snapshot.view;
        let (segment, bound) = (&view.segments[number], &self.bounds.segments[number]);
        let near = self.near.as_ref().map(|near| near.in_segment(segment)).transpose()?;
        let place = Place { number, segment, bound, near };
        let mut counts = SegmentCounts::new(segment);
        let mut seen = Bits::new(segment.reader.max_doc());
        let instead = self.instead.filter(|instead| instead.address.segment_ord as usize == number);
        let mut board = view.board();
        scoring.score(number, &mut board, |entry, words, held| {
            if segment.reader.is_deleted(entry) || !bound.admits(entry) {
                return;
            }
            seen.set(entry);
            if instead.is_some_and(|instead| instead.address.doc_id == entry) {
                return;
            }
            let passage = bound.gates.passage(entry);
            if bound.leaves_out(entry) {
                self.left_out += usize::from(passage == Passage::Free);
                return;
            }
            if self.facets {
                counts.add(entry, passage);
            }
            if passage == Passage::Free {
                self.take(&place, entry, Some((words, held)));
            }
        })?;
        view.put_back(board);
        self.counts.add(counts)?;
        if let Some(instead) = instead {
            seen.set(instead.address.doc_id);
            self.take(&place, instead.address.doc_id, instead.by_words);
        }
        if place.near.is_some() {
            let unseen = segment.reader.doc_ids_alive().filter(|entry| !seen.has(*entry));
            for entry in unseen.filter(|entry| place.is_near(*entry)) {
                self.take(&place, entry, None);
            }
        }
        Ok(())
    }

    /// Takes an entry into the running: with what its words say, if any found it.
    fn take(&mut self, place: &Place<'_>, entry: DocId, by_words: Option<(f32, Held)>) {
        let (words, held) = by_words.unwrap_or_default();
        let required = self.plan.required;
        let is_all = |held: u64| by_words.is_some() && held & required == required;
        let tier = Tier::of(is_all(held.short), is_all(held.anywhere), self.plan.keywords);
        let complete = by_words.is_some() && (self.bounds.listed || tier > Tier::Some);
        self.total += usize::from(by_words.is_some());
        self.complete += usize::from(complete);
        let near = place.near.as_ref().and_then(|near| near.of(entry)).map(|near| near.closeness);
        let nameless = self.names & !held.anywhere != 0;
        let fit = Fit::new(words, tier, near.map(|near| rank::of_name(near, nameless)));
        let signals = Signals {
            asked: place.segment.asked.first(entry).unwrap_or(false),
            context: place.bound.carried(entry).count(),
            foreign: place.bound.is_foreign(entry),
            ..Signals::default()
        };
        self.best.push(Candidate {
            current: !place.segment.faded.first(entry).unwrap_or(false),
            // Together with meaning, that all words are there is a part of the relevance.
            tier: if place.near.is_some() { Tier::Some } else { tier },
            complete,
            held: by_words.map(|(_, held)| held),
            fit,
            signals,
            score: rank::score(fit.relevance(), &signals),
            address: DocAddress::new(place.number as u32, entry),
        });
    }

    /// The candidates in the order of their whole relevance: what is nearest is compared with each other.
    fn weighed_up(&self, near: &Nearness<'_>, mut found: Vec<Candidate>) -> tantivy::Result<Vec<Candidate>> {
        let mut numbers = Vec::with_capacity(WEIGHED_UP);
        for candidate in found.iter().take(WEIGHED_UP) {
            numbers.push(self.number_of(near, candidate)?);
        }
        for (candidate, share) in found.iter_mut().zip(near.shares(&numbers)) {
            candidate.fit.share = share.clamp(0.0, 1.0);
            candidate.score = rank::score(candidate.fit.relevance(), &candidate.signals);
        }
        found.sort_by(|a, b| b.cmp(a));
        Ok(found)
    }

    fn number_of(&self, near: &Nearness<'_>, candidate: &Candidate) -> tantivy::Result<u32> {
        Ok(near.in_segment(self.segment_of(candidate))?.number(candidate.address.doc_id))
    }

    fn segment_of(&self, candidate: &Candidate) -> &'a Segment {
        &self.snapshot.view.segments[candidate.address.segment_ord as usize]
    }
}

/// A segment, with all that is known of it for this search.
struct Place<'a> {
    number: usize,
    segment: &'a Segment,
    bound: &'a Bound<'a>,
    near: Option<InSegment>,
}

impl Place<'_> {
    /// Whether an entry may be found by its meaning alone.
    fn is_near(&self, entry: DocId) -> bool {
        let near = self.near.as_ref().is_some_and(|near| near.of(entry).is_some());
        near && self.bound.admits(entry) && self.bound.is_open(entry)
    }
}

impl Ranked<'_> {
    /// How certain it is that the first is what was meant: by meaning, else by its relevance.
    pub fn certainty(&self) -> tantivy::Result<f32> {
        let Some(first) = self.candidates.first() else { return Ok(0.0) };
        let relevance = first.fit.relevance();
        let Some(near) = &self.finding.near else { return Ok(relevance) };
        let number = self.finding.number_of(near, first)?;
        let margin = match self.candidates.get(1) {
            Some(second) => {
                let likeness = near.likeness(number, self.finding.number_of(near, second)?);
                rank::margin(relevance, second.fit.relevance(), likeness)
            }
            None => 0.0,
        };
        Ok(rank::certainty(relevance, margin, near.agreement(number)))
    }

    /// The answer to a request.
    pub fn answer(mut self, request: &Request) -> tantivy::Result<Answer> {
        let certainty = self.certainty()?;
        let confident = self.is_confident(certainty);
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
            corrected: self.finding.plan.corrected.clone(),
            confident,
            certainty,
            meaning: self.finding.near.is_some(),
            understood: Understood { left_out: self.finding.left_out, ..Understood::default() },
        })
    }

    /// Keywords that all stand in the short parts of an entry need no meaning; sentences do.
    fn is_confident(&self, certainty: f32) -> bool {
        let Some(first) = self.candidates.first() else { return false };
        let plan = self.finding.plan;
        // Words that say nothing stand everywhere.
        let says_something = plan.required != 0 || self.finding.bounds.listed;
        let complete = says_something && first.complete && plan.corrected.is_none();
        match &self.finding.near {
            None => complete,
            Some(near) => {
                let by_keywords = complete && plan.keywords && first.held.is_some_and(|held| held.short & plan.required == plan.required);
                self.finding.bounds.listed || by_keywords || certainty >= near.threshold()
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
