//! An immutable view of the index that any number of requests can search at once.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tantivy::schema::Value;
use tantivy::{DocAddress, TantivyDocument};

use super::bounds::Bounds;
use super::marks::Marks;
use super::narrow::{Counts, Filters, Passage, SegmentCounts};
use super::pick::{self, Best, Candidate};
use super::plan::Plan;
use super::rank::{self, Signals, Tier};
use super::request::{Answer, Hit, Request};
use super::score::Scoring;
use super::settings::Settings;
use super::syntax::Syntax;
use super::understood::{Phrase, Understood};
use super::view::View;
use super::{planning, shown, snippet, values};

/// What the index held at one moment. Cheap to clone; searches never wait for the writer.
#[derive(Clone)]
pub struct Snapshot {
    pub(super) view: Arc<View>,
    pub(super) settings: Arc<Settings>,
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapshot").field("entries", &self.len()).finish_non_exhaustive()
    }
}

impl Snapshot {
    /// How many entries can be found.
    pub fn len(&self) -> usize {
        self.view.searcher.num_docs() as usize
    }

    /// Whether there is nothing to find.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Searches. Never fails: what goes wrong inside is logged, and nothing is found.
    pub fn search(&self, request: &Request) -> Answer {
        match catch_unwind(AssertUnwindSafe(|| self.try_search(request))) {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => {
                tracing::error!(%error, "the search index could not be read");
                Answer::default()
            }
            Err(_) => {
                tracing::error!("the search index could not be read: it may be damaged");
                Answer::default()
            }
        }
    }

    pub(super) fn try_search(&self, request: &Request) -> tantivy::Result<Answer> {
        let known = |facet, value: &str| values::known(&self.view, &self.settings, facet, value);
        let syntax = Syntax::read(&request.query, known)?;
        let plan = planning::plan(&self.view, &self.settings, &syntax)?;
        let typed = syntax.filters.iter().map(|filter| (filter.facet, filter.value.as_str()));
        let filters = Filters::new(request.filters.iter().map(|(facet, value)| (*facet, value.as_str())).chain(typed));
        let bounds = Bounds::new(&self.view, &filters, &syntax, &plan)?;
        let mut answer =
            if syntax.is_list() { self.list(request, &bounds)? } else { self.found(request, &plan, &bounds)? };
        answer.understood = understood(syntax, plan, &bounds, answer.understood.left_out);
        Ok(answer)
    }

    /// What has the words of a plan.
    fn found(&self, request: &Request, plan: &Plan, bounds: &Bounds<'_>) -> tantivy::Result<Answer> {
        let scoring = Scoring::new(&self.view, plan)?;
        let mut gathering = Gathering::new(request);
        let mut board = self.view.board();
        for (number, (segment, bound)) in self.view.segments.iter().zip(&bounds.segments).enumerate() {
            let mut counts = SegmentCounts::new(segment);
            scoring.score(number, &mut board, |entry, score, held| {
                if segment.reader.is_deleted(entry) || !bound.admits(entry) {
                    return;
                }
                let passage = bound.gates.passage(entry);
                if bound.leaves_out(entry) {
                    gathering.left_out += usize::from(passage == Passage::Free);
                    return;
                }
                if gathering.facets {
                    counts.add(entry, passage);
                }
                if passage == Passage::Free {
                    let current = !segment.faded.first(entry).unwrap_or(false);
                    let asked = segment.asked.first(entry).unwrap_or(false);
                    let anywhere = held.anywhere & plan.required == plan.required;
                    let in_short = held.short & plan.required == plan.required;
                    let tier = Tier::of(in_short, anywhere, plan.keywords);
                    let complete = bounds.listed || tier > Tier::Some;
                    let score = rank::combine(score, Signals { asked }) * bound.factor(entry);
                    let address = DocAddress::new(number as u32, entry);
                    gathering.take(Candidate { current, tier, complete, score, address });
                }
            })?;
            gathering.counts.add(counts)?;
        }
        self.view.put_back(board);
        self.answer(gathering, plan, &scoring)
    }

    fn answer(&self, gathering: Gathering, plan: &Plan, scoring: &Scoring<'_>) -> tantivy::Result<Answer> {
        let Gathering { total, complete, left_out, best, counts, .. } = gathering;
        let mut marks = Marks::new(plan, |unit| scoring.weight_of(unit));
        let hits = pick::in_step(best.finish()).into_iter().map(|candidate| self.hit(&candidate, &mut marks));
        Ok(Answer {
            total,
            complete,
            hits: hits.collect::<tantivy::Result<_>>()?,
            facets: counts.finish(),
            corrected: plan.corrected.clone(),
            understood: Understood { left_out, ..Understood::default() },
        })
    }

    /// Everything that the filters leave, by title; what is faded comes last.
    fn list(&self, request: &Request, bounds: &Bounds<'_>) -> tantivy::Result<Answer> {
        let most = request.limit.min(Request::MOST);
        let (mut total, mut left_out, mut counts, mut first) = (0, 0, Counts::default(), Vec::new());
        for (number, (segment, bound)) in self.view.segments.iter().zip(&bounds.segments).enumerate() {
            let mut counting = SegmentCounts::new(segment);
            let mut best = Best::new(most);
            for entry in segment.reader.doc_ids_alive() {
                let passage = bound.gates.passage(entry);
                if bound.leaves_out(entry) {
                    left_out += usize::from(passage == Passage::Free);
                    continue;
                }
                if request.facets {
                    counting.add(entry, passage);
                }
                if passage == Passage::Free {
                    total += 1;
                    let faded = segment.faded.first(entry).unwrap_or(false);
                    let order = segment.order.as_ref().and_then(|order| order.ords().first(entry));
                    best.push(std::cmp::Reverse((faded, order, entry)));
                }
            }
            counts.add(counting)?;
            for std::cmp::Reverse((faded, order, entry)) in best.finish() {
                first.push((faded, self.title_key(number, order)?, DocAddress::new(number as u32, entry)));
            }
        }
        first.sort();
        first.truncate(most);
        let mut marks = Marks::none();
        let candidates = first.into_iter().map(|(_, _, address)| Candidate {
            current: true,
            tier: Tier::AllInShort,
            complete: true,
            score: 0.0,
            address,
        });
        let hits = candidates.map(|candidate| self.hit(&candidate, &mut marks)).collect::<tantivy::Result<_>>()?;
        let understood = Understood { left_out, ..Understood::default() };
        Ok(Answer { total, complete: total, hits, facets: counts.finish(), understood, ..Answer::default() })
    }

    fn title_key(&self, segment: usize, order: Option<u64>) -> tantivy::Result<String> {
        let mut key = String::new();
        if let (Some(column), Some(order)) = (&self.view.segments[segment].order, order) {
            column.ord_to_str(order, &mut key)?;
        }
        Ok(key)
    }

    fn hit(&self, candidate: &Candidate, marks: &mut Marks) -> tantivy::Result<Hit> {
        let stored: TantivyDocument = self.view.searcher.doc(candidate.address)?;
        let text = |field| stored.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
        let shown = shown::decode(text(self.view.fields.shown));
        let (section, snippet, title_highlights) = snippet::present(&shown, marks);
        let Candidate { score, complete, .. } = *candidate;
        Ok(Hit { id: text(self.view.fields.id).to_owned(), score, complete, section, snippet, title_highlights })
    }
}

/// What a query was understood to say.
fn understood(syntax: Syntax<'_>, plan: Plan, bounds: &Bounds<'_>, left_out: usize) -> Understood {
    let words = syntax.words();
    let phrases = syntax.phrases.into_iter().zip(&bounds.found);
    Understood {
        words,
        phrases: phrases.map(|(words, found)| Phrase { words, found: *found }).collect(),
        without: syntax.without.into_iter().map(|without| without.words).collect(),
        left_out,
        filters: syntax.filters,
        terms: plan.terms,
        listed: bounds.listed,
        language: plan.language.map(|language| language.code().to_owned()),
        nothing_left_out: syntax.nothing_left_out,
        unfiltered: syntax.unfiltered,
    }
}

/// What a search has found so far.
struct Gathering {
    facets: bool,
    total: usize,
    complete: usize,
    left_out: usize,
    best: Best<Candidate>,
    counts: Counts,
}

impl Gathering {
    fn new(request: &Request) -> Gathering {
        Gathering {
            facets: request.facets,
            total: 0,
            complete: 0,
            left_out: 0,
            best: Best::new(request.limit.min(Request::MOST)),
            counts: Counts::default(),
        }
    }

    fn take(&mut self, candidate: Candidate) {
        self.total += 1;
        self.complete += usize::from(candidate.complete);
        self.best.push(candidate);
    }
}
