//! The terms of the taxonomy that entries are found by, and the wordings that speak of them.

use std::collections::HashMap;

use super::document::Facet;
use super::settings::Surface;
use super::tokenize;
use super::understood::KnownTerm;
use crate::model::Taxonomy;
use crate::model::taxonomy::{Synonym, Term, Vocabulary};

/// The lists of terms that are facets.
const LISTS: [(Vocabulary, Facet); 5] = [
    (Vocabulary::Stages, Facet::Stage),
    (Vocabulary::Personas, Facet::Persona),
    (Vocabulary::Products, Facet::Product),
    (Vocabulary::Competitors, Facet::Competitor),
    (Vocabulary::Industries, Facet::Industry),
];

/// Terms by what they are called.
#[derive(Debug, Clone, Default)]
pub(super) struct Context {
    terms: Vec<KnownTerm>,
    wordings: Vec<Wording>,
    /// Wordings by the forms of their first word.
    by_first: HashMap<String, Vec<usize>>,
    /// Terms by facet and by everything that their value may be called.
    values: HashMap<(Facet, String), usize>,
}

/// Words that speak of a term.
#[derive(Debug, Clone)]
struct Wording {
    words: Vec<Surface>,
    term: usize,
    /// Whether it is a name, and not a description.
    name: bool,
}

/// A term in a query.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spoken<'a> {
    /// The first word and how many there are.
    pub at: usize,
    pub words: usize,
    pub term: &'a KnownTerm,
    pub name: bool,
}

impl Context {
    /// Takes over the terms of a taxonomy. `words` says in which ways a wording may be written.
    pub fn new(taxonomy: &Taxonomy, words: impl FnMut(&str) -> Vec<Vec<Surface>>) -> Context {
        let mut building = Building { context: Context::default(), words };
        let terms =
            || LISTS.into_iter().flat_map(|(list, facet)| taxonomy.terms(list).iter().map(move |term| (facet, term)));
        for (number, (facet, term)) in terms().enumerate() {
            let (value, label) = (term.id.clone(), term.label.clone());
            building.context.terms.push(KnownTerm { facet, value, label });
            for wording in names(term) {
                building.called(wording, number, is_named(facet));
            }
        }
        for (number, (_, term)) in terms().enumerate() {
            for wording in short_labels(&term.label) {
                building.called(wording, number, false);
            }
            term.crm.iter().for_each(|alias| building.value(alias, number));
        }
        for synonym in &taxonomy.synonyms {
            building.synonym(synonym);
        }
        building.context
    }

    /// The value of a facet that is called so; else the one whose name has the same `stems`.
    pub fn value(&self, facet: Facet, called: &str, stems: impl FnOnce() -> Vec<String>) -> Option<&str> {
        let known = |key: String| self.values.get(&(facet, key));
        let number = known(tokenize::whole(called)).or_else(|| known(stems().join(" ")))?;
        Some(&self.terms[*number].value)
    }

    /// The terms that the words of a query speak of, the longest wordings first; no word speaks of two. `forms` are the
    /// words, each in all forms that it may be compared in, first as it was typed. `bare` says of a word that it says
    /// nothing: such words alone speak of no term.
    pub fn spoken(&self, forms: &[Vec<String>], bare: impl Fn(usize) -> bool) -> Vec<Spoken<'_>> {
        let mut all: Vec<Spoken<'_>> = (0..forms.len()).flat_map(|at| self.spoken_at(forms, at)).collect();
        all.sort_by_key(|spoken| (std::cmp::Reverse(spoken.words), spoken.at));
        let mut taken = vec![false; forms.len()];
        all.retain(|spoken| {
            let mut range = spoken.at..spoken.at + spoken.words;
            let free = !taken[range.clone()].contains(&true) && !range.all(&bare);
            if free {
                taken[spoken.at..spoken.at + spoken.words].fill(true);
            }
            free
        });
        all.sort_by_key(|spoken| spoken.at);
        all
    }

    fn spoken_at(&self, forms: &[Vec<String>], at: usize) -> Vec<Spoken<'_>> {
        let mut tried: Vec<usize> =
            forms[at].iter().filter_map(|form| self.by_first.get(form)).flatten().copied().collect();
        tried.sort_unstable();
        tried.dedup();
        let wordings = tried.into_iter().map(|number| &self.wordings[number]);
        let fitting = wordings.filter(|wording| wording.is_at(&forms[at..]));
        let spoken = |wording: &Wording| {
            let (words, term) = (wording.words.len(), &self.terms[wording.term]);
            Spoken { at, words, term, name: wording.name }
        };
        fitting.map(spoken).collect()
    }
}

impl Wording {
    /// Whether the query goes on like this. A single word must be the word itself, or one and several of it: other
    /// words of the same stem are other words (`proposal` is not the stage `propose`).
    fn is_at(&self, forms: &[Vec<String>]) -> bool {
        match self.words.as_slice() {
            [word] => forms[0].first().is_some_and(|typed| is_one_of_several(typed, &word.folded)),
            words => words.len() <= forms.len() && words.iter().zip(forms).all(|(word, forms)| word.is_among(forms)),
        }
    }
}

fn is_one_of_several(one: &str, other: &str) -> bool {
    one == other || one.strip_suffix('s') == Some(other) || other.strip_suffix('s') == Some(one)
}

struct Building<F> {
    context: Context,
    words: F,
}

impl<F: FnMut(&str) -> Vec<Vec<Surface>>> Building<F> {
    fn called(&mut self, wording: &str, term: usize, name: bool) {
        self.value(wording, term);
        for words in (self.words)(wording) {
            let at = self.context.wordings.len();
            for form in [&words[0].folded, &words[0].stem] {
                self.context.by_first.entry(form.clone()).or_default().push(at);
            }
            self.context.wordings.push(Wording { words, term, name });
        }
    }

    /// What comes first keeps the name.
    fn value(&mut self, called: &str, term: usize) {
        let facet = self.context.terms[term].facet;
        let stems = (self.words)(called).pop().map(|words| words.into_iter().map(|word| word.stem).collect::<Vec<_>>());
        for key in std::iter::once(tokenize::whole(called)).chain(stems.map(|stems| stems.join(" "))) {
            self.context.values.entry((facet, key)).or_insert(term);
        }
    }

    fn synonym(&mut self, synonym: &Synonym) {
        let (from, to) = match synonym {
            Synonym::Same(group) => (group, group.iter().find_map(|wording| self.term(wording))),
            Synonym::To { from, to } => (from, self.term(to)),
        };
        let Some(term) = to else { return };
        for wording in from {
            // The buyers' slang for an alternative is no name of it, unless it is written like one.
            let name = is_named(self.context.terms[term].facet) && wording.contains(char::is_uppercase);
            self.called(wording, term, name);
        }
    }

    /// The term that is called so.
    fn term(&mut self, called: &str) -> Option<usize> {
        let forms: Vec<Vec<String>> = (self.words)(called).pop()?.iter().map(Surface::forms).collect();
        let spoken = self.context.spoken_at(&forms, 0).into_iter().find(|spoken| spoken.words == forms.len())?;
        self.context.terms.iter().position(|term| term == spoken.term)
    }
}

/// Whether its terms are names, which nothing else can stand for.
fn is_named(facet: Facet) -> bool {
    matches!(facet, Facet::Product | Facet::Competitor)
}

fn names(term: &Term) -> impl Iterator<Item = &str> {
    std::iter::once(&term.id).chain(&term.was).chain([&term.label]).map(String::as_str)
}

/// What a label is also called: `CFO` and `finance director` of `CFO / finance director`, `Do nothing` of
/// `Do nothing (spreadsheet and phone)`.
fn short_labels(label: &str) -> impl Iterator<Item = &str> {
    let plain = label.split_once('(').map_or(label, |(before, _)| before);
    plain.split('/').map(str::trim).filter(move |part| *part != label && !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Settings;

    fn settings() -> Settings {
        let term = |id: &str, label: &str| Term { id: id.into(), label: label.into(), ..Term::default() };
        let mut taxonomy = Taxonomy::default();
        taxonomy
            .set(Vocabulary::Stages, vec![Term { crm: vec!["Needs Analysis".into()], ..term("discover", "Discover") }]);
        taxonomy.set(Vocabulary::Personas, vec![term("cfo", "CFO / finance director"), term("it", "IT")]);
        taxonomy
            .set(Vocabulary::Competitors, vec![term("quo", "Do nothing (by phone)"), term("corvane", "Corvane Suite")]);
        taxonomy.set(Vocabulary::Industries, vec![term("lifts", "Lift maintenance")]);
        taxonomy.synonyms = vec![
            Synonym::To { from: vec!["Excel".into(), "good enough".into()], to: "quo".into() },
            Synonym::Same(vec!["lift".into(), "elevator".into()]),
        ];
        Settings::new(&taxonomy, "en")
    }

    fn spoken(query: &str) -> Vec<(String, bool)> {
        let settings = settings();
        let forms: Vec<Vec<String>> = query.split(' ').map(|word| vec![word.to_owned()]).collect();
        let found = settings.context.spoken(&forms, |at| ["it", "do"].contains(&forms[at][0].as_str()));
        found.into_iter().map(|spoken| (spoken.term.value.clone(), spoken.name)).collect()
    }

    #[test]
    fn terms_are_spoken_of_by_every_name() {
        let named = |value: &str| (value.to_owned(), true);
        let meant = |value: &str| (value.to_owned(), false);
        assert_eq!(spoken("the finance director in discover"), [meant("cfo"), meant("discover")]);
        assert_eq!(spoken("corvane suite or excel"), [named("corvane"), named("quo")]);
        assert_eq!(spoken("do nothing good enough"), [meant("quo"), meant("quo")]);
        assert_eq!(spoken("elevator and lift"), [meant("lifts"), meant("lifts")]);
        assert_eq!(spoken("it"), []);
        assert_eq!(spoken("discovering"), []);
    }

    #[test]
    fn values_have_further_names() {
        let settings = settings();
        let value = |facet, name: &str| settings.value(facet, name).map(str::to_owned);
        assert_eq!(value(Facet::Stage, "needs analysis").as_deref(), Some("discover"));
        assert_eq!(value(Facet::Competitor, "EXCEL").as_deref(), Some("quo"));
        assert_eq!(value(Facet::Competitor, "doing nothing").as_deref(), Some("quo"));
        assert_eq!(value(Facet::Persona, "discover"), None);
    }
}
