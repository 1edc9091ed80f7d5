//! The place of everything that is imported: where it is already, or where its source has it.

use super::Planner;
use crate::content::convert;
use crate::content::import::form::Form;
use crate::content::import::front;
use crate::content::import::names::{candidates, fitting};
use crate::content::import::notion;
use crate::content::import::page::{Page, joined};
use crate::content::import::report::{LeadRow, PageOutcome, PictureOutcome};
use crate::content::import::split::Piece;

/// A page or piece with its place.
#[derive(Clone)]
pub struct Spot {
    pub to: String,
    /// It was imported before.
    pub known: bool,
    /// It cannot say where it came from, so that only its bytes tell whether it was.
    pub nameless: bool,
    pub date: jiff::civil::Date,
}

impl Planner<'_> {
    /// The place of a page: where it is already, or where its source has it.
    pub(super) fn spot_of_page(&mut self, page: &Page) -> Spot {
        let today = self.request.today;
        let wanted = joined(&self.under, &page.place);
        if let Some(known) = self.standing.known(&page.key) {
            return Spot { to: known.path.clone(), known: true, nameless: false, date: known.date.unwrap_or(today) };
        }
        // Such a page is told from another only by what is in it.
        let nameless = page.as_is || front::has(page, "source");
        let known = nameless && self.standing.taken.has(&wanted);
        let to = if known { wanted } else { self.standing.taken.free(&wanted) };
        Spot { to, known, nameless, date: today }
    }

    pub(super) fn spot_of_piece(&mut self, piece: &Piece) -> Spot {
        let today = self.request.today;
        match self.standing.known(&piece.key) {
            Some(known) => {
                Spot { to: known.path.clone(), known: true, nameless: false, date: known.date.unwrap_or(today) }
            }
            None => {
                let to = self.standing.taken.free(&convert::path_of(&piece.words));
                Spot { to, known: false, nameless: false, date: today }
            }
        }
    }

    /// The place of a picture: that of one with the same bytes, which may be numbered since an earlier import, else a
    /// free one. No two pictures of a source share one, so that each finds its own again.
    pub(super) fn picture(&mut self, path: &str) -> String {
        let place = match self.form {
            Form::Notion => notion::picture(path),
            _ => fitting(path),
        };
        let wanted = joined(&self.under, &place);
        let most = self.request.limits.picture;
        let there = self.standing.taken.has(&wanted);
        let bytes = self.item(path).filter(|_| there).and_then(|item| self.source.read(item, most).ok());
        let same = bytes.and_then(|bytes| {
            let mut taken = candidates(&wanted).take_while(|place| self.standing.taken.has(place));
            taken.find(|place| !self.placed.has(place) && self.standing.has(place, &bytes))
        });
        let place = same.unwrap_or_else(|| self.standing.taken.free(&wanted));
        self.placed.take(&place);
        place
    }

    /// Notes the pictures that a page or an entry shows which is written, or which stands here with these addresses.
    pub(super) fn shows(&mut self, rows: &[LeadRow<PictureOutcome>], spot: &Spot, outcome: PageOutcome) {
        let places = rows.iter().filter_map(|row| row.to.as_ref()).filter(|place| match outcome {
            PageOutcome::New | PageOutcome::Unchanged => true,
            PageOutcome::Differs => self.standing.links(&spot.to, place),
            PageOutcome::Held => false,
        });
        self.shown.extend(places.cloned());
    }

    /// A file of the source, by its path.
    pub(super) fn item(&self, path: &str) -> Option<usize> {
        self.source.items.binary_search_by(|item| item.path.as_str().cmp(path)).ok()
    }
}
