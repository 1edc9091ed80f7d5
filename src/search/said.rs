//! What a query says, for whoever compares queries with each other.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::analysis::Words;
use super::bare;
use super::meaning::cosine;
use super::planning;
use super::settings::{Settings, Surface, Target};
use super::snapshot::Snapshot;
use super::syntax::Syntax;
use super::typed::{Forms, Typed};

/// Words that two queries have in common, of all that they have, from which on they say the same.
const OVERLAP: f32 = 0.6;

/// What a query says: its meaning where a model knows it, and its words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Said {
    vector: Option<Arc<[f32]>>,
    /// Stems in place of words, one word in place of its synonyms, and none that says nothing.
    tokens: BTreeSet<String>,
    /// The words as they stand, where nothing else is left of them.
    bare: String,
    /// Terms of the taxonomy that it speaks of, each with the tokens of its label.
    terms: Vec<(String, BTreeSet<String>)>,
}

impl Said {
    /// Whether two queries ask for the same: by their meaning from a cosine on, and without a model by their words. Six
    /// of ten in common will do, or a term of the taxonomy and one word more.
    pub fn is_like(&self, other: &Said, from: f32) -> bool {
        if let (Some(one), Some(other)) = (&self.vector, &other.vector) {
            return cosine(one, other) >= from;
        }
        let common: BTreeSet<&String> = self.tokens.intersection(&other.tokens).collect();
        let all = self.tokens.union(&other.tokens).count();
        let more = |label: &BTreeSet<String>| common.iter().any(|token| !label.contains(*token));
        let mut shared = self.terms.iter().filter(|(term, _)| other.terms.iter().any(|(same, _)| same == term));
        self.tokens == other.tokens && self.bare == other.bare
            || common.len() as f32 >= OVERLAP * all as f32 && !common.is_empty()
            || shared.any(|(_, label)| more(label))
    }
}

impl Snapshot {
    /// What a query says. Its words are only looked at where no model knows its meaning.
    pub fn said(&self, text: &str) -> Said {
        match self.meaning.as_ref().and_then(|meaning| meaning.model().compared(text)) {
            vector @ Some(_) => Said { vector, ..Said::default() },
            None => self.in_words(text),
        }
    }

    /// The same for whoever waits: its meaning where that was read before, by [`Snapshot::said`], and its words besides, to be
    /// compared with what was not.
    pub fn said_so_far(&self, text: &str) -> Said {
        let vector = self.meaning.as_ref().and_then(|meaning| meaning.model().compared_before(text));
        Said { vector, ..self.in_words(text) }
    }

    fn in_words(&self, text: &str) -> Said {
        let plan = planning::plan(&self.view, &self.settings, &Syntax::of_words(text));
        let terms = plan.map(|plan| plan.terms).unwrap_or_else(|error| {
            tracing::error!(%error, "the search index could not be read");
            Vec::new()
        });
        let with_label =
            |term: super::KnownTerm| (format!("{}:{}", term.facet.name(), term.value), self.tokens(&term.label));
        let tokens = self.tokens(text);
        let bare = if tokens.is_empty() { bare(text) } else { String::new() };
        Said { vector: None, tokens, bare, terms: terms.into_iter().map(with_label).collect() }
    }

    fn tokens(&self, text: &str) -> BTreeSet<String> {
        let typed = Forms::new(&self.view.languages).read(&Words::of(text));
        let forms: Vec<Vec<String>> = typed.iter().map(Typed::forms).collect();
        let mut tokens = BTreeSet::new();
        let mut at = 0;
        while at < typed.len() {
            let (count, token) = token(&self.settings, &typed, &forms, at);
            tokens.extend(token);
            at += count;
        }
        tokens
    }
}

/// What stands for the words from a place on, and how many they are: one of all synonyms, always the same.
fn token(settings: &Settings, typed: &[Typed], forms: &[Vec<String>], at: usize) -> (usize, Option<String>) {
    let own = |count: usize| stems(typed[at..at + count].iter().filter_map(|word| word.stems.first()));
    match settings.meanings(forms, at).into_iter().max_by_key(|(count, _)| *count) {
        Some((count, targets)) => {
            let others = targets.iter().map(|target| match target {
                Target::Words(words) => stems(words.iter().map(|Surface { stem, .. }| stem)),
                Target::Label(label) => label.clone(),
            });
            (count.max(1), std::iter::once(own(count)).chain(others).min())
        }
        None => (1, Some(own(1)).filter(|_| !typed[at].stop)),
    }
}

fn stems<'a>(stems: impl Iterator<Item = &'a String>) -> String {
    stems.map(String::as_str).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Taxonomy;
    use crate::model::taxonomy::{Synonym, Term, Vocabulary};
    use crate::search::Index;

    fn snapshot() -> Snapshot {
        let mut taxonomy = Taxonomy::default();
        taxonomy.synonyms = vec![Synonym::Same(vec!["lift".into(), "elevator".into()])];
        let term = Term { id: "corvane".into(), label: "Corvane Suite".into(), ..Term::default() };
        taxonomy.set(Vocabulary::Competitors, vec![term]);
        Index::in_memory(Settings::new(&taxonomy, "en")).unwrap().snapshot()
    }

    #[test]
    fn without_a_model_words_tell_what_is_the_same() {
        let snapshot = snapshot();
        let like = |one: &str, other: &str| snapshot.said(one).is_like(&snapshot.said(other), 0.75);
        assert!(like("Is the lift stuck?", "elevators that are stuck"), "stems, synonyms, and words that say nothing");
        assert!(like("escrow of the source code", "source code escrow please"));
        assert!(!like("escrow of the source code", "code of conduct"), "one of four");
        assert!(like("does corvane do shift swaps", "can their tool Corvane Suite swap"), "a term and one word more");
        assert!(!like("corvane", "corvane suite price"), "a term alone");
        assert!(like("why", "WHY?") && !like("why", "price"));
        assert!(
            like("What is it?", "what is it") && !like("what is it", "who are they"),
            "no word that says something"
        );
    }
}
