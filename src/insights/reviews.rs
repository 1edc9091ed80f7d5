//! What win/loss reviews say of answers: votes of the customer, as the reviewer wrote them down.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::catalog::Catalog;
use crate::model::Kind;
use crate::model::entry::{Detail, Status};
use crate::store::Said;

/// A vote in a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    /// The anchor.
    pub answer: String,
    pub said: Said,
    pub on: Date,
}

/// All of them, by the id of the entry. Drafts say nothing yet.
pub fn reviewed(catalog: &Catalog, today: Date) -> HashMap<String, Vec<Reviewed>> {
    let mut votes: HashMap<String, Vec<Reviewed>> = HashMap::new();
    for page in catalog.of_kind(Kind::WinLoss) {
        let Detail::WinLoss(review) = &page.entry().detail else { continue };
        if page.entry().common.status == Status::Draft {
            continue;
        }
        let on = review.closed_on.or(review.interviewed_on).unwrap_or(today);
        for met in &review.objections_met {
            let (id, anchor) = met.objection.split_once('#').unwrap_or((&met.objection, ""));
            let answer = met.answer.as_deref().map_or(anchor, |answer| answer.trim_start_matches('#'));
            let said = met.result.as_deref().and_then(Said::from_name);
            if let (Some(page), Some(said), false) = (catalog.page(id), said, answer.is_empty()) {
                let vote = Reviewed { answer: answer.to_owned(), said, on };
                votes.entry(page.entry().id.to_string()).or_default().push(vote);
            }
        }
    }
    votes
}
