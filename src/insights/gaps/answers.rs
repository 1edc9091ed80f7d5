//! Which entry answers a wording by now.

use serde::Serialize;

use super::Heard;
use super::clusters::Cluster;
use crate::catalog::Catalog;
use crate::model::entry::Status;
use crate::search::Request;
use crate::store::Decision;

/// Results that are looked at for each wording.
const LOOKED_AT: usize = 10;
/// Wordings of a gap that are searched for.
const TRIED: usize = 3;

/// The entry that comes nearest to a gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Nearest {
    pub id: String,
    /// Its place among the results for the wording that most people asked, from 1.
    pub rank: usize,
}

/// The entry that is likely to be meant now and was not before, or was not yet sure to be.
pub(super) fn now_answered_by(catalog: &Catalog, text: &str, before: Option<&str>) -> Option<String> {
    let answer = catalog.search.search(&Request::new(text, 1));
    let first = answer.hits.into_iter().next().filter(|_| answer.confident)?;
    let is_finished = |id: &str| catalog.page(id).is_some_and(|page| page.entry().common.status == Status::Published);
    (before != Some(first.id.as_str()) && is_finished(&first.id)).then_some(first.id)
}

/// Which questions to the team an entry answers by now, by their numbers. Where a steward said which entry answers it,
/// that entry may also be one that was found before.
pub fn answers(catalog: &Catalog, heard: &Heard) -> Vec<(i64, String)> {
    let answered = heard.asks.iter().filter_map(|ask| {
        let before =
            ask.nearest.as_deref().filter(|nearest| !is_decided(catalog, &heard.decisions, &ask.text, nearest));
        Some((ask.id, now_answered_by(catalog, &ask.text, before)?))
    });
    answered.collect()
}

fn is_decided(catalog: &Catalog, decisions: &[Decision], text: &str, entry: &str) -> bool {
    let mut about = decisions.iter().filter(|decision| decision.entry.as_deref() == Some(entry)).peekable();
    about.peek().is_some() && {
        let said = catalog.search.said(text);
        about.any(|decision| said.is_like(&catalog.search.said(&decision.text), super::clusters::SAME))
    }
}

/// The entry that comes nearest over several wordings: the one that stands highest in most of them.
pub(super) fn nearest(catalog: &Catalog, cluster: &Cluster) -> Option<Nearest> {
    let mut found: Vec<(String, f32, Option<usize>)> = Vec::new();
    for (number, wording) in cluster.wordings.iter().take(TRIED).enumerate() {
        let hits = catalog.search.search(&Request::new(wording.text.as_str(), LOOKED_AT)).hits;
        for (rank, hit) in (1..).zip(hits) {
            let gain = 1.0 / rank as f32;
            let own = (number == 0).then_some(rank);
            match found.iter_mut().find(|(id, ..)| *id == hit.id) {
                Some((_, sum, first)) => (*sum, *first) = (*sum + gain, first.or(own)),
                None => found.push((hit.id, gain, own)),
            }
        }
    }
    let ranked = found.into_iter().filter_map(|(id, sum, rank)| Some((sum, Nearest { id, rank: rank? })));
    ranked.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, nearest)| nearest)
}
