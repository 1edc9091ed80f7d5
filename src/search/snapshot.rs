//! An immutable view of the index that any number of requests can search at once.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tantivy::DocAddress;

use super::bounds::Bounds;
use super::evidence::AllEvidence;
use super::finding::Finding;
use super::learned::Placed;
use super::marks::Marks;
use super::meaning::Meaning;
use super::narrow::{Counts, Filters, Passage, SegmentCounts};
use super::nearness::Nearness;
use super::owned::Owned;
use super::pick::Best;
use super::plan::Plan;
use super::request::{Answer, Hit, Request};
use super::settings::Settings;
use super::syntax::Syntax;
use super::understood::{Phrase, Understood};
use super::view::View;
use super::{hit, planning, values};

/// What the index held at one moment. Cheap to clone; searches never wait for the writer.
#[derive(Clone)]
pub struct Snapshot {
    pub(super) view: Arc<View>,
    pub(super) settings: Arc<Settings>,
    pub(super) meaning: Option<Arc<Meaning>>,
    pub(super) learned: Option<Arc<Placed>>,
    pub(super) evidence: Arc<AllEvidence>,
    pub(super) owned: Arc<Owned>,
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

    /// The same entries, with what is known of their meaning.
    pub fn with_meaning(mut self, meaning: Option<Arc<Meaning>>) -> Snapshot {
        self.meaning = meaning;
        let learned = self.learned().cloned();
        self.with_learned(learned)
    }

    /// What is known of the meaning of the entries; `None` where search goes by words alone.
    pub fn meaning(&self) -> Option<&Arc<Meaning>> {
        self.meaning.as_ref()
    }

    /// Searches. Never fails: what goes wrong inside is logged, and nothing is found.
    pub fn search(&self, request: &Request) -> Answer {
        self.search_unless(request, &|| false)
    }

    /// Searches for somebody who may stop waiting: nobody else waits for what is no longer wanted.
    pub fn search_unless(&self, request: &Request, abandoned: &dyn Fn() -> bool) -> Answer {
        match catch_unwind(AssertUnwindSafe(|| self.try_search(request, abandoned))) {
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

    pub(super) fn try_search(&self, request: &Request, abandoned: &dyn Fn() -> bool) -> tantivy::Result<Answer> {
        let known = |facet, value: &str| values::known(self, facet, value);
        let syntax = Syntax::read(&request.query, known)?;
        let plan = planning::plan(&self.view, &self.settings, &syntax)?;
        let typed = syntax.filters.iter().map(|filter| (filter.facet, filter.value.as_str()));
        let filters = Filters::new(request.filters.iter().map(|(facet, value)| (*facet, value.as_str())).chain(typed));
        let bounds = Bounds::new(self, &filters, &syntax, &plan)?;
        let mut answer = if syntax.is_list() {
            self.list(request, &bounds)?
        } else {
            let near = match &self.meaning {
                Some(meaning) => {
                    Nearness::of(&self.view, meaning, self.learned.as_deref(), &syntax.words(), abandoned)?
                }
                None => None,
            };
            Finding::new(self, request, &plan, &bounds, near).run()?.answer(request)?
        };
        answer.understood = understood(syntax, plan, &bounds, answer.understood.left_out);
        Ok(answer)
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
        let hits = first.into_iter().map(|(_, _, address)| hit::listed(&self.view, address, &mut marks));
        let hits = hits.collect::<tantivy::Result<Vec<Hit>>>()?;
        let understood = Understood { left_out, ..Understood::default() };
        let facets = counts.finish();
        Ok(Answer { total, complete: total, hits, facets, understood, confident: total > 0, ..Answer::default() })
    }

    fn title_key(&self, segment: usize, order: Option<u64>) -> tantivy::Result<String> {
        let mut key = String::new();
        if let (Some(column), Some(order)) = (&self.view.segments[segment].order, order) {
            column.ord_to_str(order, &mut key)?;
        }
        Ok(key)
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
