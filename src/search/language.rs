//! What depends on the language: stems and words that say nothing.

use std::collections::HashMap;

use tantivy::tokenizer::{
    Language as Algorithm, RawTokenizer, Stemmer as StemFilter, StopWordFilter, TextAnalyzer, TokenStream,
};

use super::fold;

/// Most stems remembered by one stemmer; then it forgets them all.
const REMEMBERED: usize = 20_000;

/// English words that say nothing about what is asked. Longer than the list of the index library: people type whole
/// sentences.
const ENGLISH: &[&str] = &[
    "a", "about", "also", "am", "an", "and", "any", "are", "as", "at", "be", "been", "being", "but", "by", "can",
    "cant", "could", "couldnt", "did", "didnt", "do", "does", "doesnt", "doing", "done", "dont", "for", "from", "get",
    "got", "had", "has", "have", "having", "he", "her", "here", "him", "his", "how", "i", "id", "if", "ill", "im",
    "in", "into", "is", "isnt", "it", "its", "ive", "just", "may", "me", "might", "mine", "must", "my", "no", "not",
    "of", "on", "or", "our", "out", "please", "shall", "she", "should", "so", "some", "such", "than", "that", "thats",
    "the", "their", "them", "then", "there", "these", "they", "theyre", "this", "to", "too", "up", "us", "very", "was",
    "wasnt", "we", "were", "weve", "what", "whats", "when", "where", "which", "who", "whom", "whose", "why", "will",
    "with", "wont", "would", "you", "your", "youre", "yours",
];

/// A language that texts can be stemmed in, by its primary subtag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Language(&'static str);

const ALL: [(&str, Algorithm); 18] = [
    ("ar", Algorithm::Arabic),
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("el", Algorithm::Greek),
    ("en", Algorithm::English),
    ("es", Algorithm::Spanish),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("hu", Algorithm::Hungarian),
    ("it", Algorithm::Italian),
    ("nl", Algorithm::Dutch),
    ("no", Algorithm::Norwegian),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("sv", Algorithm::Swedish),
    ("ta", Algorithm::Tamil),
    ("tr", Algorithm::Turkish),
];

impl Language {
    pub const ENGLISH: Language = Language("en");

    /// The language with this tag (`de`, `de-AT`, `nb`); `None` where there is no stemmer for it.
    pub fn of(tag: &str) -> Option<Language> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let primary = if matches!(primary.as_str(), "nb" | "nn") { "no" } else { &primary };
        ALL.iter().find(|(code, _)| *code == primary).map(|(code, _)| Language(code))
    }

    /// The primary subtag.
    pub fn code(self) -> &'static str {
        self.0
    }

    fn algorithm(self) -> Algorithm {
        ALL.iter().find(|(code, _)| *code == self.0).map_or(Algorithm::English, |(_, algorithm)| *algorithm)
    }
}

/// Stems and stop words of one language.
#[derive(Clone)]
pub(super) struct Stemmer {
    stem: TextAnalyzer,
    /// Empty result for a stop word; `None` for English, which has the list above, and for languages without one.
    stop: Option<TextAnalyzer>,
    english: bool,
    known: HashMap<String, Box<str>>,
}

impl Stemmer {
    pub fn new(language: Language) -> Stemmer {
        let algorithm = language.algorithm();
        let english = language == Language::ENGLISH;
        let stem = TextAnalyzer::builder(RawTokenizer::default()).filter(StemFilter::new(algorithm)).build();
        let stop = StopWordFilter::new(algorithm)
            .filter(|_| !english)
            .map(|filter| TextAnalyzer::builder(RawTokenizer::default()).filter(filter).build());
        Stemmer { stem, stop, english, known: HashMap::new() }
    }

    /// The stem of a lower-case word, without accents.
    pub fn stem(&mut self, lower: &str) -> &str {
        if !self.known.contains_key(lower) {
            if self.known.len() >= REMEMBERED {
                self.known.clear();
            }
            let stem = self.compute(lower);
            self.known.insert(lower.to_owned(), stem.into_boxed_str());
        }
        self.known.get(lower).map_or("", |stem| stem)
    }

    fn compute(&mut self, lower: &str) -> String {
        let mut stem = String::new();
        let mut stream = self.stem.token_stream(lower);
        if stream.advance() {
            fold::plain_into(&stream.token().text, &mut stem);
        }
        if stem.is_empty() {
            fold::plain_into(lower, &mut stem);
        }
        stem
    }

    /// Whether a lower-case word says nothing by itself.
    pub fn is_stop_word(&mut self, lower: &str) -> bool {
        match &mut self.stop {
            _ if self.english => ENGLISH.binary_search(&lower).is_ok(),
            Some(filter) => !filter.token_stream(lower).advance(),
            None => false,
        }
    }
}

/// Stemmers by language, made when first needed.
#[derive(Clone, Default)]
pub(super) struct Stemmers {
    made: Vec<(Language, Stemmer)>,
}

impl Stemmers {
    pub fn get(&mut self, language: Language) -> &mut Stemmer {
        let at = match self.made.iter().position(|(made, _)| *made == language) {
            Some(at) => at,
            None => {
                self.made.push((language, Stemmer::new(language)));
                self.made.len() - 1
            }
        };
        &mut self.made[at].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_english_list_is_sorted() {
        assert!(ENGLISH.is_sorted());
    }

    #[test]
    fn each_language_has_its_own_stems() {
        let mut stemmers = Stemmers::default();
        assert_eq!(stemmers.get(Language::ENGLISH).stem("scheduling"), "schedul");
        let german = Language::of("de-AT").unwrap();
        assert_eq!(stemmers.get(german).stem("häuser"), "haus");
        assert!(stemmers.get(german).is_stop_word("nicht"));
        assert!(!stemmers.get(german).is_stop_word("preis"));
        assert!(stemmers.get(Language::ENGLISH).is_stop_word("the"));
        assert_eq!(Language::of("ja"), None);
        assert_eq!(Language::of(""), None);
    }
}
