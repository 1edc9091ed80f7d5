//! The same words, however often they were asked.

use std::collections::{BTreeMap, BTreeSet};

use super::Heard;
use crate::search::bare;
use crate::store::{Ask, Episode, Millis};

/// One wording and what became of it.
#[derive(Debug, Default)]
pub(in crate::insights) struct Wording<'a> {
    /// As it was typed last.
    pub text: String,
    /// Searches without an answer, the oldest first.
    pub in_vain: Vec<&'a Episode>,
    pub asks: Vec<&'a Ask>,
    /// When a search for it was last answered.
    pub answered: Option<Millis>,
}

impl<'a> Wording<'a> {
    /// Who asked in vain. Of whom it is not known any more, one is counted.
    pub fn people(&self) -> BTreeSet<Option<&'a str>> {
        let searched = self.in_vain.iter().map(|episode| episode.person.as_deref());
        searched.chain(self.asks.iter().map(|ask| ask.person.as_deref())).collect()
    }

    /// When it was first and last asked in vain.
    pub fn span(&self) -> Option<(Millis, Millis)> {
        let searched = self.in_vain.iter().map(|episode| episode.ended_at);
        let all = || searched.clone().chain(self.asks.iter().map(|ask| ask.at));
        Some((all().min()?, all().max()?))
    }

    /// What search was sure of when it was last asked in vain, which was no answer.
    pub fn found_before(&self) -> Option<&'a str> {
        let asked = self.asks.last().and_then(|ask| ask.nearest.as_deref());
        let last = self.in_vain.last().filter(|episode| episode.confident);
        last.and_then(|episode| episode.nearest.as_deref()).or(asked)
    }
}

/// All wordings, by the words themselves: without case, accents and punctuation.
pub(super) fn wordings(heard: &Heard, now: Millis) -> Vec<Wording<'_>> {
    let mut all: BTreeMap<String, Wording> = BTreeMap::new();
    for episode in &heard.episodes {
        let (state, Some(text)) = (episode.state_at(now), &episode.text) else { continue };
        if !state.is_unanswered() && !state.is_answered() {
            continue;
        }
        let wording = all.entry(bare(text)).or_default();
        if state.is_answered() {
            wording.answered = wording.answered.max(Some(episode.ended_at));
        } else {
            wording.in_vain.push(episode);
        }
        wording.text.clone_from(text);
    }
    for ask in &heard.asks {
        let wording = all.entry(bare(&ask.text)).or_default();
        wording.asks.push(ask);
        wording.text.clone_from(&ask.text);
    }
    // What has no words at all says nothing to bring together.
    all.into_iter().filter(|(bare, _)| !bare.is_empty()).map(|(_, wording)| wording).collect()
}
