//! What search is told of entries beside their words: how their answers worked, who uses them, and how far they can be
//! relied on.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::outcomes::{Evidence, Outcomes};
use super::trust::standing;
use crate::catalog::{Catalog, Live, Worked};

/// Search takes over what holds today, where that is another than before.
pub fn tell_search(live: &Live, outcomes: &Outcomes, today: Date) {
    let worked = worked(&live.current(), outcomes, today);
    live.weigh(Arc::new(worked));
}

fn worked(catalog: &Catalog, outcomes: &Outcomes, today: Date) -> Worked {
    let entries = || catalog.pages().map(|page| page.entry());
    let told = entries().filter(|entry| outcomes.entry(entry.id.as_str()).is_some());
    let by_id = told.map(|entry| {
        let Evidence { p, uses90 } = outcomes.evidence(entry.id.as_str());
        (entry.id.to_string(), (p as f32, uses90))
    });
    let stands = entries().map(|entry| (entry, standing(catalog, entry, today).trust));
    let trust: HashMap<_, _> = stands
        .filter(|(entry, trust)| *trust != entry.trust(today))
        .map(|(entry, trust)| (entry.id.to_string(), trust))
        .collect();
    Worked { mean: outcomes.mean() as f32, by_id: by_id.collect(), trust }
}
