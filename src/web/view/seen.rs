//! What has happened with answers, as one viewer sees it.

use crate::insights::{Outcomes, Own, Ranked, Tally, Turn, Verdict};
use crate::model::Entry;
use crate::model::body::Answer;
use crate::model::person::Viewer;
use crate::store::{ASKED_FOR, Asked, Millis, Reply};
use crate::training::plays::Standing;
use crate::web::view::Setting;

/// Outcomes, and what concerns the viewer alone. Without any, answers stand as their author wrote them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seen<'a> {
    pub outcomes: Option<&'a Outcomes>,
    /// Who asks, where the page says something of theirs.
    pub viewer: Option<&'a Viewer>,
    pub own: Option<&'a Own>,
    pub now: Millis,
    /// How far the viewer is with the role play that is looked at.
    pub play: Option<Standing>,
}

impl<'a> Setting<'a> {
    /// The answers of an entry in their order.
    pub fn ranked(&self, entry: &Entry) -> Ranked {
        let unranked = || Ranked { order: (0..entry.body.answers.len()).collect(), verdict: Verdict::Untold };
        let known = self.seen.viewer.filter(|viewer| viewer.returning);
        let turn = known.map(|viewer| Turn { person: &viewer.id, today: self.today });
        self.seen.outcomes.map_or_else(unranked, |outcomes| outcomes.ranked(entry, turn))
    }

    /// What is known of an answer; nothing where outcomes are not told.
    pub fn tally(&self, entry: &Entry, answer: &Answer) -> Option<Tally> {
        self.seen.outcomes.map(|outcomes| outcomes.tally(entry.id.as_str(), &answer.anchor))
    }

    /// What the viewer is asked about, or has said, last used first.
    pub fn asked(&self) -> impl Iterator<Item = &'a Asked> + use<'a> {
        let since = self.seen.now - ASKED_FOR;
        self.seen.own.into_iter().flat_map(|own| &own.asks).filter(move |asked| asked.at > since)
    }

    /// The same of one answer.
    pub fn asked_about(&self, entry: &Entry, answer: &Answer) -> Vec<&'a Asked> {
        let is_it = |asked: &&Asked| {
            let here = self.page(&asked.entry).is_some_and(|page| page.entry().id == entry.id);
            asked.answer == answer.anchor && here
        };
        self.asked().filter(is_it).collect()
    }

    /// What the viewer said instead of what an entry says, as long as the entry does not say it.
    pub fn replies(&self, entry: &Entry) -> Vec<&'a Reply> {
        let here = |reply: &&Reply| self.page(&reply.entry).is_some_and(|page| page.entry().id == entry.id);
        let text = &entry.body.text;
        let says = |reply: &&Reply| reply.text.lines().all(|line| text.contains(line.trim()));
        let open = |reply: &&Reply| reply.taken_at.is_none() || !says(reply);
        self.seen.own.into_iter().flat_map(|own| &own.replies).filter(here).filter(open).collect()
    }
}
