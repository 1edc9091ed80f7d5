//! What is about the same as an entry, though nobody has linked the two.

use std::collections::HashSet;

use jiff::civil::Date;

use super::{Page, is_faded};
use crate::model::Kind;
use crate::model::entry::Status;

/// How near tough questions are to one another, at least. Their middles are of several wordings, and those of one trade
/// all sound a little alike.
const QUESTIONS: f32 = 0.58;
/// The same where a title stands alone, which is never as near.
const TITLES: f32 = 0.5;
/// The most that is offered: what comes behind it helps nobody.
const MOST: usize = 5;
/// The nearest that are looked through.
const LOOKED_THROUGH: usize = 60;

impl<'a> Page<'a> {
    /// What is about the same by its meaning, nearest first: beside a tough question other tough questions, beside
    /// everything else whatever it is. Drafts and what has faded are not offered, and nothing that links here or is
    /// linked from here. Empty as long as meaning is not known.
    pub fn near(&self, today: Date) -> Vec<Page<'a>> {
        let Some(meaning) = self.catalog.search.meaning() else { return Vec::new() };
        let (entry, linked) = (self.entry(), self.linked_paths());
        let is_question = entry.kind == Kind::Objection;
        let bar = if is_question { QUESTIONS } else { TITLES };
        let offered = |page: &Page| {
            let other = page.entry();
            let fits = other.kind == Kind::Objection || !is_question;
            let current = !is_faded(other, today) && other.common.status != Status::Draft;
            fits && current && !linked.contains(page.path)
        };
        let nearest = meaning.nearest(entry.id.as_str(), LOOKED_THROUGH).into_iter();
        let pages = nearest.take_while(|(_, cosine)| *cosine >= bar).filter_map(|(id, _)| {
            // A former id leads to a page whose own meaning is another.
            self.catalog.page(&id).filter(|page| page.entry().id.as_str() == id)
        });
        pages.filter(offered).take(MOST).collect()
    }

    /// Where links from here lead to, and where links to here stand.
    fn linked_paths(&self) -> HashSet<&'a str> {
        let targets = self.catalog.loaded.targets(self.path).iter().map(AsRef::as_ref);
        targets.chain(self.linked_from().into_iter().map(|page| page.path)).collect()
    }
}
