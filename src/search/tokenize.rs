//! Our analysis as tokenizers of the index library.
//!
//! A field has one tokenizer but entries have many languages, so each text that is indexed begins with the tag of its
//! language and a NUL: see [`headed`].

use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use super::analysis::{Make, Words};
use super::language::{Language, Stemmers};

/// Names of the tokenizers in the schema.
pub(super) const STEMS: &str = "stems";
pub(super) const PLAIN: &str = "plain";
pub(super) const GRAMS: &str = "grams";

/// Head of a text that is one term as a whole: see [`whole`].
const WHOLE: &str = "=";
/// Characters of a piece of a word.
const GRAM: usize = 4;

/// A text with its language in front, as the tokenizers want it.
pub(super) fn headed(language: Language, text: &str) -> String {
    format!("{}\0{text}", language.code())
}

/// A label that is one term as a whole, beside its words, with the head that the tokenizers want.
pub(super) fn headed_whole(label: &str) -> String {
    format!("{WHOLE}\0{label}")
}

/// The term of a label as a whole: cannot be mistaken for a word.
pub(super) fn whole(label: &str) -> String {
    let words = Words::of(label);
    let mut term = String::from(WHOLE);
    for word in words.list.iter().filter(|word| word.parts == 1) {
        term.push_str(words.folded(word));
        term.push(' ');
    }
    term
}

/// The pieces of a word, its edges marked: `_car`, `card`, `ard_`.
pub(super) fn grams(word: &str, mut each: impl FnMut(&str)) {
    let edged = format!("_{word}_");
    let starts: Vec<usize> = edged.char_indices().map(|(at, _)| at).chain([edged.len()]).collect();
    if starts.len() <= GRAM + 1 {
        return each(&edged);
    }
    for window in starts.windows(GRAM + 1) {
        each(&edged[window[0]..window[GRAM]]);
    }
}

pub(super) fn register(tokenizers: &TokenizerManager) {
    for (name, form) in [(STEMS, Form::Stems), (PLAIN, Form::Plain), (GRAMS, Form::Grams)] {
        tokenizers.register(name, EntryTokenizer::new(form));
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// The stem of each word.
    Stems,
    /// Each word as it is written, folded.
    Plain,
    /// Pieces of the words that say something.
    Grams,
}

#[derive(Clone)]
struct EntryTokenizer {
    form: Form,
    words: Words,
    stemmers: Stemmers,
    terms: Terms,
    token: Token,
}

/// The terms of one text, in one piece of memory.
#[derive(Debug, Clone, Default)]
struct Terms {
    letters: String,
    /// End of each term in `letters`, and its position.
    ends: Vec<(usize, u32)>,
}

impl Terms {
    fn push(&mut self, term: &str, position: u32) {
        self.letters.push_str(term);
        self.ends.push((self.letters.len(), position));
    }
}

impl EntryTokenizer {
    fn new(form: Form) -> EntryTokenizer {
        EntryTokenizer {
            form,
            words: Words::default(),
            stemmers: Stemmers::default(),
            terms: Terms::default(),
            token: Token::default(),
        }
    }

    fn fill(&mut self, text: &str) {
        self.terms.letters.clear();
        self.terms.ends.clear();
        let (head, text) = text.split_once('\0').unwrap_or(("", text));
        if head == WHOLE {
            return self.terms.push(&whole(text), 0);
        }
        let language = Language::of(head).unwrap_or(Language::ENGLISH);
        self.words.fill(text);
        match self.form {
            Form::Stems => self.fill_stems(language),
            Form::Plain => self.fill_plain(),
            Form::Grams => self.fill_grams(language),
        }
    }

    fn fill_stems(&mut self, language: Language) {
        let stemmer = self.stemmers.get(language);
        for word in &self.words.list {
            let (folded, lower) = (self.words.folded(word), self.words.lower(word));
            if word.make != Make::Letters {
                self.terms.push(folded, word.position);
                continue;
            }
            let stem = stemmer.stem(lower);
            self.terms.push(stem, word.position);
            if folded != lower {
                let differs = stem.len();
                let start = self.terms.letters.len() - differs;
                let bare = stemmer.stem(folded);
                if bare != &self.terms.letters[start..] {
                    self.terms.push(bare, word.position);
                }
            }
        }
    }

    fn fill_plain(&mut self) {
        for word in &self.words.list {
            self.terms.push(self.words.folded(word), word.position);
        }
    }

    fn fill_grams(&mut self, language: Language) {
        let stemmer = self.stemmers.get(language);
        for word in self.words.list.iter().filter(|word| word.parts == 1 && word.make == Make::Letters) {
            if !stemmer.is_stop_word(self.words.lower(word)) {
                grams(self.words.folded(word), |gram| self.terms.push(gram, word.position));
            }
        }
    }
}

impl Tokenizer for EntryTokenizer {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        self.fill(text);
        self.token.reset();
        Stream { terms: &self.terms, token: &mut self.token, next: 0, start: 0 }
    }
}

struct Stream<'a> {
    terms: &'a Terms,
    token: &'a mut Token,
    next: usize,
    start: usize,
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let Some(&(end, position)) = self.terms.ends.get(self.next) else { return false };
        self.token.text.clear();
        self.token.text.push_str(&self.terms.letters[self.start..end]);
        self.token.position = position as usize;
        (self.token.offset_from, self.token.offset_to) = (self.start, end);
        (self.next, self.start) = (self.next + 1, end);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(form: Form, text: &str) -> Vec<(String, usize)> {
        let mut tokenizer = EntryTokenizer::new(form);
        let mut stream = tokenizer.token_stream(text);
        let mut terms = Vec::new();
        while stream.advance() {
            terms.push((stream.token().text.clone(), stream.token().position));
        }
        terms
    }

    fn only(form: Form, text: &str) -> Vec<String> {
        terms(form, text).into_iter().map(|(term, _)| term).collect()
    }

    #[test]
    fn stems_follow_the_language_in_the_head() {
        assert_eq!(only(Form::Stems, "en\0Pricing questions"), ["price", "question"]);
        assert_eq!(only(Form::Stems, "de\0Häuser"), ["haus"]);
        assert_eq!(
            terms(Form::Stems, "en\0ISO 27001"),
            [("iso".into(), 0), ("iso27001".into(), 0), ("27001".into(), 1)]
        );
    }

    #[test]
    fn labels_are_terms_as_a_whole() {
        assert_eq!(only(Form::Stems, &headed_whole("Price and budget")), ["=price and budget "]);
        assert_eq!(whole("price-and Budget"), whole("Price and budget"));
    }

    #[test]
    fn grams_have_edges() {
        assert_eq!(only(Form::Grams, "en\0the cards"), ["_car", "card", "ards", "rds_"]);
        assert_eq!(only(Form::Grams, "en\0tv"), ["_tv_"]);
    }
}
