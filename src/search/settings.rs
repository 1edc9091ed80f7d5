//! What the taxonomy says about words: synonyms, and the terms that entries carry.

use std::collections::HashMap;

use super::analysis::{Word, Words};
use super::context::Context;
use super::document::Facet;
use super::language::{Language, Stemmer, Stemmers};
use super::parts::Make;
use super::tokenize;
use crate::model::Taxonomy;
use crate::model::taxonomy::{Synonym, Term, Vocabulary};

/// Most words of a wording that is looked for in queries.
const LONGEST_WORDING: usize = 8;

/// How texts and queries are understood: the language that is assumed, and which words find which.
#[derive(Debug, Clone)]
pub struct Settings {
    pub(super) default_language: Language,
    links: Vec<Link>,
    /// Links by the forms of their first word.
    by_first: HashMap<String, Vec<usize>>,
    pub(super) context: Context,
}

/// One way from a wording to what it also means.
#[derive(Debug, Clone)]
struct Link {
    from: Vec<Surface>,
    to: Vec<Target>,
}

/// What a wording also means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// These words, one after the other.
    Words(Vec<Surface>),
    /// This label as a whole: see [`tokenize::whole`].
    Label(String),
}

/// A word of a wording, before and after stemming in the default language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Surface {
    pub lower: String,
    pub folded: String,
    pub stem: String,
    pub make: Make,
}

impl Settings {
    /// Takes over the synonyms and terms of the taxonomy. `default_language` is the tag of the language that texts
    /// without one are in; English where it is empty or there is no stemmer for it.
    pub fn new(taxonomy: &Taxonomy, default_language: &str) -> Settings {
        let default_language = Language::of(default_language).unwrap_or(Language::ENGLISH);
        let (links, by_first, context) = Default::default();
        let settings = Settings { default_language, links, by_first, context };
        let mut building = Building { settings, stemmers: Stemmers::default() };
        for synonym in &taxonomy.synonyms {
            building.synonym(taxonomy, synonym);
        }
        for vocabulary in Vocabulary::ALL {
            for term in taxonomy.terms(vocabulary) {
                building.term(term);
            }
        }
        building.settings.context = Context::new(taxonomy, |wording| building.wordings(wording));
        building.settings
    }

    /// The value of a facet that is called so in the taxonomy.
    pub(super) fn value(&self, facet: Facet, called: &str) -> Option<&str> {
        let stems = || {
            let (words, mut stemmers) = (Words::of(called), Stemmers::default());
            let stemmer = stemmers.get(self.default_language);
            words.typed().map(|word| surface(&words, word, stemmer).stem).collect()
        };
        self.context.value(facet, called, stems)
    }

    /// What the words from `at` on also mean: how many words each wording covers, and its meanings.
    ///
    /// `forms` are the words of a query, each in all forms that it may be compared in.
    pub(super) fn meanings(&self, forms: &[Vec<String>], at: usize) -> Vec<(usize, &[Target])> {
        let mut tried: Vec<usize> =
            forms[at].iter().filter_map(|form| self.by_first.get(form)).flatten().copied().collect();
        tried.sort_unstable();
        tried.dedup();
        let links = tried.into_iter().map(|index| &self.links[index]);
        let matching = links.filter(|link| {
            link.from.len() <= forms.len() - at
                && link.from.iter().zip(&forms[at..]).all(|(word, forms)| word.is_among(forms))
        });
        matching.map(|link| (link.from.len(), link.to.as_slice())).collect()
    }
}

impl Surface {
    pub fn is_among(&self, forms: &[String]) -> bool {
        forms.iter().any(|form| *form == self.folded || *form == self.stem)
    }

    /// The forms that it may be compared in, first as it is written.
    pub fn forms(&self) -> Vec<String> {
        vec![self.folded.clone(), self.stem.clone()]
    }
}

fn surface(words: &Words, word: &Word, stemmer: &mut Stemmer) -> Surface {
    let (lower, folded) = (words.lower(word).to_owned(), words.folded(word).to_owned());
    let stem = if word.make == Make::Letters { stemmer.stem(&lower).to_owned() } else { folded.clone() };
    Surface { lower, folded, stem, make: word.make }
}

struct Building {
    settings: Settings,
    stemmers: Stemmers,
}

impl Building {
    fn synonym(&mut self, taxonomy: &Taxonomy, synonym: &Synonym) {
        match synonym {
            Synonym::Same(group) => {
                for (at, from) in group.iter().enumerate() {
                    let others = group.iter().enumerate().filter(|(other, _)| *other != at);
                    let to = others.flat_map(|(_, other)| self.wordings(other)).map(Target::Words).collect();
                    self.link(from, to);
                }
            }
            Synonym::To { from, to } => {
                let targets = match term_of(taxonomy, to) {
                    Some(term) => self.targets(term),
                    None => self.wordings(to).into_iter().map(Target::Words).collect(),
                };
                for wording in from {
                    self.link(wording, targets.clone());
                }
            }
        }
    }

    /// A term is found by its id, its older ids and its label, on every entry that carries it.
    fn term(&mut self, term: &Term) {
        let labels: Vec<Target> = labels(term);
        for wording in std::iter::once(&term.id).chain(&term.was).chain([&term.label]) {
            self.link(wording, labels.clone());
        }
    }

    /// The label and the id as a whole, the words of the id, and the words of the label between its separators.
    fn targets(&mut self, term: &Term) -> Vec<Target> {
        let mut targets = labels(term);
        let label = term.label.replace(" and ", "/").replace(" or ", "/");
        for wording in std::iter::once(term.id.as_str()).chain(label.split(['/', ',', '(', ')', '&'])) {
            for words in self.wordings(wording).into_iter().map(Target::Words) {
                if !targets.contains(&words) {
                    targets.push(words);
                }
            }
        }
        targets
    }

    fn link(&mut self, from: &str, to: Vec<Target>) {
        for from in self.wordings(from) {
            if from.len() > LONGEST_WORDING || to.is_empty() {
                continue;
            }
            let at = self.settings.links.len();
            for form in [&from[0].folded, &from[0].stem] {
                self.settings.by_first.entry(form.clone()).or_default().push(at);
            }
            self.settings.links.push(Link { from, to: to.clone() });
        }
    }

    /// The words of a wording, and where it is written as one (`re-plan`) also that one word.
    fn wordings(&mut self, wording: &str) -> Vec<Vec<Surface>> {
        let words = Words::of(wording);
        let parts: Vec<_> = words.typed().collect();
        let joined = words.list.iter().filter(|word| word.parts as usize == parts.len() && word.parts > 1);
        let stemmer = self.stemmers.get(self.settings.default_language);
        let split: Vec<Surface> = parts.iter().map(|word| surface(&words, word, stemmer)).collect();
        let mut wordings: Vec<Vec<Surface>> = joined.map(|word| vec![surface(&words, word, stemmer)]).collect();
        if !split.is_empty() {
            wordings.push(split);
        }
        wordings
    }
}

fn labels(term: &Term) -> Vec<Target> {
    let mut labels = vec![Target::Label(tokenize::whole(&term.id)), Target::Label(tokenize::whole(&term.label))];
    labels.dedup();
    labels
}

/// The term that is meant by an id or a label.
fn term_of<'a>(taxonomy: &'a Taxonomy, named: &str) -> Option<&'a Term> {
    let mut terms = Vocabulary::ALL.into_iter().flat_map(|vocabulary| taxonomy.terms(vocabulary));
    terms.find(|term| term.id == named || term.label == named)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(words: &str) -> Vec<Vec<String>> {
        words.split(' ').map(|word| vec![word.to_owned()]).collect()
    }

    fn taxonomy() -> Taxonomy {
        let mut taxonomy = Taxonomy::default();
        let term = Term { id: "price".into(), label: "Price and budget".into(), ..Term::default() };
        taxonomy.set(Vocabulary::ObjectionCategories, vec![term]);
        taxonomy.synonyms = vec![
            Synonym::Same(vec!["re-plan".into(), "move jobs".into()]),
            Synonym::To { from: vec!["too much".into()], to: "price".into() },
        ];
        taxonomy
    }

    #[test]
    fn wordings_are_found_anywhere_in_a_query() {
        let settings = Settings::new(&taxonomy(), "");
        let query = forms("can we move job around");
        assert_eq!(settings.meanings(&query, 0), []);
        let found = settings.meanings(&query, 2);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].0, found[0].1.len()), (2, 2));
        assert_eq!(settings.meanings(&forms("replan"), 0).len(), 1);
        assert_eq!(settings.meanings(&forms("re plan"), 0).len(), 1);
        assert_eq!(settings.meanings(&forms("move"), 0), []);
    }

    #[test]
    fn one_way_synonyms_lead_to_labels_and_words() {
        let settings = Settings::new(&taxonomy(), "en");
        let query = forms("too much");
        let found = settings.meanings(&query, 0);
        assert!(found[0].1.contains(&Target::Label("=price and budget ".into())));
        assert!(found[0].1.contains(&Target::Label("=price ".into())));
        let words = found[0].1.iter().filter(|target| matches!(target, Target::Words(_))).count();
        assert_eq!(words, 2);
    }
}
