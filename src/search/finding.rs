//! One search: every entry that the words find, and the nearest in meaning.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::{DocAddress, DocId};

use super::bits::Bits;
use super::bounds::{Bound, Bounds};
use super::evidence::Weighed;
use super::ids::NOBODY;
use super::learned::Heard;
use super::narrow::{Counts, Passage, SegmentCounts};
use super::nearness::{InSegment, Nearness};
use super::pick::{self, Best, Candidate};
use super::plan::Plan;
use super::rank::{self, Fit, Query, Signals, Tier};
use super::ranked::Ranked;
use super::request::Request;
use super::score::{Held, Scoring};
use super::snapshot::Snapshot;
use super::view::Segment;

/// So many entries at the top are compared with each other.
const WEIGHED_UP: usize = 20;

/// A search that is under way.
pub(super) struct Finding<'a> {
    pub snapshot: &'a Snapshot,
    pub plan: &'a Plan,
    pub bounds: &'a Bounds<'a>,
    pub near: Option<Nearness<'a>>,
    /// An entry that is scored as if it held something else.
    instead: Option<Instead>,
    /// What the words find in learned wordings, by entry.
    heard: HashMap<DocAddress, Heard>,
    facets: bool,
    /// The names that some entry holds.
    names: u64,
    query: Query,
    pub total: usize,
    pub complete: usize,
    pub left_out: usize,
    best: Best<Candidate>,
    pub counts: Counts,
}

/// What an entry is scored by in place of what the index holds of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Instead {
    pub address: DocAddress,
    /// `None` where no word finds it.
    pub by_words: Option<(f32, Held)>,
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
        let language = plan.language.unwrap_or(snapshot.settings.default_language);
        Finding {
            snapshot,
            plan,
            bounds,
            query: Query {
                abroad: near.as_ref().is_some_and(|near| !near.speaks(language)),
                unfinished: near.as_ref().is_some_and(|near| near.unfinished),
            },
            near,
            instead: None,
            heard: HashMap::new(),
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
        if let Some(learned) = snapshot.learned.as_ref().filter(|_| self.instead.is_none()) {
            self.heard = learned.heard(&snapshot.view, self.plan)?;
        }
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
        let numbers = self.snapshot.evidence.ids().of_segment(segment)?;
        let place = Place { number, segment, bound, near, numbers };
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
        for entry in self.heard_only(&place, &seen) {
            seen.set(entry);
            self.take(&place, entry, None);
        }
        if place.near.is_some() {
            let unseen = segment.reader.doc_ids_alive().filter(|entry| !seen.has(*entry));
            for entry in unseen.filter(|entry| place.is_near(*entry)) {
                self.take(&place, entry, None);
            }
        }
        Ok(())
    }

    /// Entries of a segment that only learned wordings are found by.
    fn heard_only(&self, place: &Place<'_>, seen: &Bits) -> Vec<DocId> {
        let here = self.heard.keys().filter(|address| address.segment_ord as usize == place.number);
        let unseen = here.map(|address| address.doc_id).filter(|entry| !seen.has(*entry));
        let mut unseen: Vec<DocId> =
            unseen.filter(|entry| place.bound.admits(*entry) && place.bound.is_open(*entry)).collect();
        unseen.sort_unstable();
        unseen
    }

    /// Takes an entry into the running: with what its words say, if any found it.
    fn take(&mut self, place: &Place<'_>, entry: DocId, own: Option<(f32, Held)>) {
        let heard = self.heard.get(&DocAddress::new(place.number as u32, entry));
        let by_words = match (own, heard) {
            (own, Some(heard)) => {
                let (words, held) = own.unwrap_or_default();
                Some(heard.with(words, held))
            }
            (own, None) => own,
        };
        let (words, held) = by_words.unwrap_or_default();
        let required = self.plan.required;
        let is_all = |held: u64| by_words.is_some() && held & required == required;
        let tier = Tier::of(is_all(held.short), is_all(held.anywhere), self.plan.keywords);
        let complete = by_words.is_some() && (self.bounds.listed || tier > Tier::Some);
        self.total += usize::from(by_words.is_some());
        self.complete += usize::from(complete);
        let near = place.near.as_ref().and_then(|near| near.of(entry)).map(|near| near.closeness);
        let nameless = self.names & !held.anywhere != 0;
        let fit = Fit::new(words, tier, near.map(|near| rank::of_name(near, nameless)), self.query);
        let signals = Signals {
            asked: place.segment.asked.first(entry).unwrap_or(false),
            context: place.bound.carried(entry).count(),
            foreign: place.bound.is_foreign(entry),
            ..self.evident(place, entry)
        };
        self.best.push(Candidate {
            current: !place.segment.faded.first(entry).unwrap_or(false),
            // Together with meaning, that all words are there is a part of the relevance.
            tier: if place.near.is_some() { Tier::Some } else { tier },
            complete,
            held: own.map(|(_, held)| held),
            fit,
            signals,
            score: rank::score(fit.relevance(), &signals),
            address: DocAddress::new(place.number as u32, entry),
        });
    }

    /// What is known of an entry besides how well it fits.
    fn evident(&self, place: &Place<'_>, entry: DocId) -> Signals {
        let number = place.numbers.get(entry as usize).copied().unwrap_or(NOBODY);
        match self.snapshot.evidence.of(number) {
            Some(Weighed { trust, outcome, uses }) => Signals { trust, outcome, uses, ..Signals::default() },
            None => Signals::default(),
        }
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

    pub fn number_of(&self, near: &Nearness<'_>, candidate: &Candidate) -> tantivy::Result<u32> {
        Ok(near.in_segment(self.segment_of(candidate))?.number(candidate.address.doc_id))
    }

    pub fn segment_of(&self, candidate: &Candidate) -> &'a Segment {
        &self.snapshot.view.segments[candidate.address.segment_ord as usize]
    }
}

/// A segment, with all that is known of it for this search.
struct Place<'a> {
    number: usize,
    segment: &'a Segment,
    bound: &'a Bound<'a>,
    near: Option<InSegment>,
    /// The numbers that evidence has for its entries.
    numbers: Arc<[u32]>,
}

impl Place<'_> {
    /// Whether an entry may be found by its meaning alone.
    fn is_near(&self, entry: DocId) -> bool {
        let near = self.near.as_ref().is_some_and(|near| near.of(entry).is_some());
        near && self.bound.admits(entry) && self.bound.is_open(entry)
    }
}
