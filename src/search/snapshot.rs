//! An immutable view of the index that any number of requests can search at once.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tantivy::schema::Value;
use tantivy::{DocAddress, TantivyDocument};

use super::finding::Finding;
use super::marks::Marks;
use super::meaning::{Meaning, NearText};
use super::narrow::{Counts, Filters, Passage, SegmentCounts};
use super::pick::{Best, Candidate};
use super::rank::{Fit, Signals, Tier};
use super::request::{Answer, Hit, Request};
use super::settings::Settings;
use super::view::View;
use super::{shown, snippet};

/// What the index held at one moment. Cheap to clone; searches never wait for the writer.
#[derive(Clone)]
pub struct Snapshot {
    pub(super) view: Arc<View>,
    pub(super) settings: Arc<Settings>,
    pub(super) meaning: Option<Arc<Meaning>>,
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
        self
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

    fn try_search(&self, request: &Request, abandoned: &dyn Fn() -> bool) -> tantivy::Result<Answer> {
        if request.query.trim().is_empty() { self.list(request) } else { Finding::new(self, request, abandoned)?.run() }
    }

    /// Everything that the filters leave, by title; what is faded comes last.
    fn list(&self, request: &Request) -> tantivy::Result<Answer> {
        let filters = Filters::new(&request.filters);
        let most = request.limit.min(Request::MOST);
        let (mut total, mut counts, mut first) = (0, Counts::default(), Vec::new());
        for (number, segment) in self.view.segments.iter().enumerate() {
            let gates = filters.gates(segment)?;
            let mut counting = SegmentCounts::new(segment);
            let mut best = Best::new(most);
            for entry in segment.reader.doc_ids_alive() {
                let passage = gates.passage(entry);
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
            by_words: true,
            fit: Fit::new(0.0, Tier::AllInShort, None),
            signals: Signals::default(),
            score: 0.0,
            address,
        });
        let hits = candidates.map(|candidate| self.hit(&candidate, &mut marks, None)).collect::<tantivy::Result<_>>()?;
        Ok(Answer { total, complete: total, hits, facets: counts.finish(), confident: total > 0, ..Answer::default() })
    }

    fn title_key(&self, segment: usize, order: Option<u64>) -> tantivy::Result<String> {
        let mut key = String::new();
        if let (Some(column), Some(order)) = (&self.view.segments[segment].order, order) {
            column.ord_to_str(order, &mut key)?;
        }
        Ok(key)
    }

    /// An entry as it is shown. What no word found is shown at the passage that was nearest in meaning.
    pub(super) fn hit(&self, candidate: &Candidate, marks: &mut Marks, near: Option<NearText>) -> tantivy::Result<Hit> {
        let stored: TantivyDocument = self.view.searcher.doc(candidate.address)?;
        let text = |field| stored.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
        let shown = shown::decode(text(self.view.fields.shown));
        let (section, snippet, title_highlights) = match near {
            Some(NearText::Passage(Some(section))) => snippet::of_section(&shown, section, marks),
            _ => snippet::present(&shown, marks),
        };
        let Candidate { score, complete, .. } = *candidate;
        let relevance = candidate.fit.relevance();
        let id = text(self.view.fields.id).to_owned();
        Ok(Hit { id, score, relevance, complete, section, snippet, title_highlights, why: None })
    }
}
