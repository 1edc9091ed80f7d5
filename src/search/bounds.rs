//! What a query says of entries beside its words: which come at all, and which come sooner.

use tantivy::DocId;

use super::bits::Bits;
use super::language::Language;
use super::narrow::{self, Filters, Gates};
use super::plan::Plan;
use super::snapshot::Snapshot;
use super::syntax::{Syntax, Without};
use super::view::{Segment, View};
use super::wording::{MOST_READ, Wording};

/// The bounds of a search, in all segments.
pub(super) struct Bounds<'a> {
    pub segments: Vec<Bound<'a>>,
    /// Whether some entry has it, for each phrase.
    pub found: Vec<bool>,
    /// Whether only entries come that carry all terms that the query speaks of.
    pub listed: bool,
}

/// The bounds in one segment.
pub(super) struct Bound<'a> {
    pub gates: Gates,
    /// The entries that come at all; `None` for all of them.
    only: Option<Bits>,
    left_out: Option<Bits>,
    /// The entries that carry each term.
    carrying: Vec<Bits>,
    /// Those in the language of the query, where that is known.
    native: Option<Native<'a>>,
}

/// The entries in the language of the query, if the segment has any.
type Native<'a> = Option<&'a Bits>;

impl<'a> Bounds<'a> {
    pub fn new(
        snapshot: &'a Snapshot,
        filters: &Filters,
        syntax: &Syntax<'_>,
        plan: &Plan,
    ) -> tantivy::Result<Bounds<'a>> {
        let view = &*snapshot.view;
        let mut patience = MOST_READ;
        let mut segments = Vec::with_capacity(view.segments.len());
        for (number, segment) in view.segments.iter().enumerate() {
            let without = syntax.without.iter().zip(&plan.without);
            segments.push(Bound {
                gates: filters.gates(snapshot, segment)?,
                only: None,
                left_out: left_out(snapshot, number, without, &mut patience)?,
                carrying: carrying(snapshot, segment, plan)?,
                native: plan.language.map(|language| native(segment, language)),
            });
        }
        let mut bounds = Bounds { segments, found: Vec::new(), listed: false };
        for phrase in &plan.phrases {
            let numbers = 0..view.segments.len();
            let sets = numbers.map(|number| phrase.entries(view, number, &mut patience));
            let found = bounds.narrow(view, sets.collect::<tantivy::Result<_>>()?, |_, _| true);
            bounds.found.push(found);
        }
        if plan.only_terms && plan.phrases.is_empty() {
            let sets = bounds.segments.iter().map(Bound::carrying_all).collect();
            bounds.listed = bounds.narrow(view, sets, |bound, entry| bound.is_open(entry));
        }
        Ok(bounds)
    }

    /// Lets only these entries come, if any of them that is still there comes at all and `counts`.
    fn narrow(&mut self, view: &View, mut sets: Vec<Bits>, counts: impl Fn(&Bound<'_>, DocId) -> bool) -> bool {
        let mut any = false;
        for ((bound, set), segment) in self.segments.iter().zip(&mut sets).zip(&view.segments) {
            if let Some(only) = &bound.only {
                set.keep(only);
            }
            any |= set.iter().any(|entry| !segment.reader.is_deleted(entry) && counts(bound, entry));
        }
        if any {
            self.segments.iter_mut().zip(sets).for_each(|(bound, set)| bound.only = Some(set));
        }
        any
    }
}

impl Bound<'_> {
    /// Whether an entry comes, were it not left out.
    pub fn admits(&self, entry: DocId) -> bool {
        self.only.as_ref().is_none_or(|only| only.has(entry))
    }

    /// Whether an entry is left out because of what it holds.
    pub fn leaves_out(&self, entry: DocId) -> bool {
        self.left_out.as_ref().is_some_and(|left_out| left_out.has(entry))
    }

    /// The terms of the query that an entry carries, by their place in the plan.
    pub fn carried(&self, entry: DocId) -> impl Iterator<Item = usize> {
        self.carrying.iter().enumerate().filter(move |(_, carrying)| carrying.has(entry)).map(|(term, _)| term)
    }

    /// Whether an entry is in another language than the query.
    pub fn is_foreign(&self, entry: DocId) -> bool {
        self.native.is_some_and(|native| native.is_none_or(|native| !native.has(entry)))
    }

    /// Whether an entry passes all filters and is not left out.
    pub fn is_open(&self, entry: DocId) -> bool {
        !self.leaves_out(entry) && self.gates.passage(entry) == narrow::Passage::Free
    }

    fn carrying_all(&self) -> Bits {
        let mut sets = self.carrying.iter().cloned();
        let first = sets.next().unwrap_or_default();
        sets.fold(first, |mut all, carrying| {
            all.keep(&carrying);
            all
        })
    }
}

fn left_out<'a>(
    snapshot: &Snapshot,
    number: usize,
    without: impl Iterator<Item = (&'a Without, &'a Wording)>,
    patience: &mut usize,
) -> tantivy::Result<Option<Bits>> {
    let mut all: Option<Bits> = None;
    for (without, wording) in without {
        let entries = match &without.value {
            Some((facet, value)) => narrow::having(snapshot, &snapshot.view.segments[number], *facet, value)?,
            None => wording.entries(&snapshot.view, number, patience)?,
        };
        match &mut all {
            Some(all) => all.add(&entries),
            None => all = Some(entries),
        }
    }
    Ok(all)
}

fn carrying(snapshot: &Snapshot, segment: &Segment, plan: &Plan) -> tantivy::Result<Vec<Bits>> {
    plan.terms.iter().map(|term| narrow::having(snapshot, segment, term.facet, &term.value)).collect()
}

fn native(segment: &Segment, language: Language) -> Native<'_> {
    segment.languages.iter().find(|(of, _)| *of == language).map(|(_, entries)| entries)
}
