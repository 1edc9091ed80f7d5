//! Pictures: which come along.

use super::links::same_way;
use super::{Leads, Stand};
use crate::content::import::names::relative;
use crate::content::import::report::{LeadRow, PictureOutcome};
use crate::content::links::{Destination, picture_type};
use crate::markdown::{Address, Change};
use crate::model::value::clipped;

impl Leads {
    pub(super) fn picture(&mut self, address: &Address, stand: Stand, place: &mut dyn FnMut(&str) -> String) -> Change {
        self.found.1 += 1;
        let target = address.target.trim();
        let gone = |outcome| (outcome, None, if stand.strict { Change::Unlink } else { Change::Keep });
        let (outcome, to, change) = match self.destination(stand.from, target) {
            Destination::File(path) if picture_type(&path).is_none() => gone(PictureOutcome::LeftOut),
            Destination::File(path) if self.others.get(&path).is_some_and(|size| *size > self.limits.picture) => {
                gone(PictureOutcome::TooLarge)
            }
            Destination::File(path) => {
                let to = self.pictures.entry(path.clone()).or_insert_with(|| place(&path)).clone();
                let way = relative(stand.to, &to);
                let change = if same_way(target, &way) { Change::Keep } else { Change::To(way) };
                (PictureOutcome::Copied, Some(to), change)
            }
            Destination::Outside(url) if url.starts_with("data:") => gone(PictureOutcome::Inline),
            Destination::Outside(_) => (PictureOutcome::Web, None, Change::Keep),
            Destination::Entry { .. } | Destination::Nowhere(_) => gone(PictureOutcome::Missing),
        };
        let target = clipped(target, 200);
        self.shown.push(LeadRow { page: stand.from.to_owned(), target, outcome, to });
        change
    }
}
