//! The layout of the index, and how an entry is put into it.

use tantivy::schema::{FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, TantivyDocument};

use super::document::{Document, Facet};
use super::language::Language;
use super::rank::Part;
use super::ready::{self, Ready};
use super::tokenize::{self, Terms};
use super::{analysis, fold, shown};

/// Changes whenever the layout changes, so that an older index is built again.
const VERSION: u32 = 2;

/// What the folder must hold for its index to be used: layout, analysis and the language that is assumed.
pub(super) fn version(default_language: Language) -> String {
    format!("layout {VERSION}, analysis {}, language {}\n", analysis::VERSION, default_language.code())
}

/// Names of the fields that are read by name.
pub(super) const ID: &str = "id";
pub(super) const FINGERPRINT: &str = "fingerprint";
pub(super) const FADED: &str = "faded";
pub(super) const ASKED: &str = "asked";
pub(super) const ORDER: &str = "order";
pub(super) const FACETS: &str = "facets";

/// The fields of the index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    pub id: Field,
    fingerprint: Field,
    faded: Field,
    /// Has a customer's question.
    asked: Field,
    /// The folded title, to list by.
    order: Field,
    /// `<facet> <value>`: see [`facet_term`].
    pub facets: Field,
    pub language: Field,
    /// The searched parts, in the order of [`Part`].
    pub parts: [Field; Part::COUNT],
    /// Every word as it is written: completes and corrects what is typed.
    pub words: Field,
    /// What snippets are made of.
    pub shown: Field,
}

/// The schema and its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let text = |tokenizer: &str, record: IndexRecordOption| {
        let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record);
        TextOptions::default().set_indexing_options(indexing)
    };
    let stems = text(ready::NAME, IndexRecordOption::WithFreqsAndPositions);
    let raw = text("raw", IndexRecordOption::Basic).set_fast("raw");
    let fields = Fields {
        id: schema.add_text_field(ID, raw.clone().set_stored()),
        fingerprint: schema.add_u64_field(FINGERPRINT, FAST),
        faded: schema.add_bool_field(FADED, FAST),
        asked: schema.add_bool_field(ASKED, FAST),
        order: schema.add_text_field(ORDER, TextOptions::default().set_fast("raw")),
        facets: schema.add_text_field(FACETS, raw),
        language: schema.add_text_field("language", STRING),
        parts: [
            schema.add_text_field("title", stems.clone()),
            schema.add_text_field("questions", stems.clone()),
            schema.add_text_field("glance", stems.clone()),
            schema.add_text_field("summary", stems.clone()),
            schema.add_text_field("labels", stems.clone()),
            schema.add_text_field("headings", stems.clone()),
            schema.add_text_field("body", stems),
            schema.add_text_field("grams", text(ready::NAME, IndexRecordOption::WithFreqs)),
        ],
        words: schema.add_text_field("words", text(ready::NAME, IndexRecordOption::Basic)),
        shown: schema.add_text_field("shown", STORED),
    };
    (schema.build(), fields)
}

/// Makes a new index understand our texts.
pub(super) fn prepare(index: &Index) {
    index.tokenizers().register(ready::NAME, Ready::default());
}

/// A facet's value as it stands in the index: the facet's place among all, then the value.
pub(super) fn facet_term(facet: Facet, value: &str) -> String {
    let place = Facet::ALL.iter().position(|each| *each == facet).unwrap_or_default();
    format!("{place}{value}")
}

/// What [`facet_term`] was made of.
pub(super) fn facet_of(term: &str) -> Option<(Facet, &str)> {
    let place = usize::from(term.bytes().next()?.checked_sub(b'0')?);
    Some((*Facet::ALL.get(place)?, &term[1..]))
}

/// An entry as the index takes it.
pub(super) fn indexed(
    fields: &Fields,
    document: &Document,
    default_language: Language,
    terms: &mut Terms,
) -> TantivyDocument {
    let language = Language::of(&document.language).unwrap_or(default_language);
    terms.begin();
    let mut put = Putting { fields, language, terms, made: TantivyDocument::new() };
    put.made.add_text(fields.id, &document.id);
    put.made.add_u64(fields.fingerprint, document.fingerprint);
    put.made.add_bool(fields.faded, document.faded);
    put.made.add_bool(fields.asked, !document.question.is_empty());
    put.made.add_text(fields.order, order_key(document));
    put.made.add_text(fields.language, language.code());
    put.questions(document);
    put.labels(document);
    put.text(Part::Glance, &document.glance);
    put.text(Part::Summary, &document.summary);
    for section in &document.sections {
        put.text(Part::Headings, &section.title);
        put.text(Part::Body, &section.text);
    }
    put.made.add_text(fields.words, put.terms.plain());
    put.made.add_text(fields.shown, shown::encode(document, language));
    put.made
}

/// What entries are listed by: the folded title, cut so that it stays a short key, then the id.
fn order_key(document: &Document) -> String {
    let mut key = fold::fold(document.title.trim());
    key.truncate(key.floor_char_boundary(200));
    format!("{key}\u{1}{}", document.id)
}

struct Putting<'a> {
    fields: &'a Fields,
    language: Language,
    terms: &'a mut Terms,
    made: TantivyDocument,
}

impl Putting<'_> {
    fn text(&mut self, part: Part, text: &str) {
        if !text.is_empty() {
            let ready = self.terms.stems(self.language, text, part == Part::Body);
            self.made.add_text(self.fields.parts[part as usize], ready);
        }
    }

    fn questions(&mut self, document: &Document) {
        self.text(Part::Title, &document.title);
        let asked = [&document.title, &document.question];
        for text in asked.into_iter().chain(&document.variants).filter(|text| !text.is_empty()) {
            self.text(Part::Questions, text);
            let ready = self.terms.grams(self.language, text);
            self.made.add_text(self.fields.parts[Part::Grams as usize], ready);
        }
    }

    /// Labels by their words and as a whole; likewise the values of the facets, so that a term is found by its id.
    fn labels(&mut self, document: &Document) {
        for label in &document.labels {
            self.label(label);
        }
        for (facet, value) in &document.facets {
            self.made.add_text(self.fields.facets, facet_term(*facet, value));
            if !document.labels.contains(value) {
                self.label(value);
            }
        }
    }

    fn label(&mut self, label: &str) {
        self.text(Part::Labels, label);
        self.made.add_text(self.fields.parts[Part::Labels as usize], tokenize::whole_ready(label));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facets_come_back_as_they_went_in() {
        for facet in Facet::ALL {
            assert_eq!(facet_of(&facet_term(facet, "status-quo")), Some((facet, "status-quo")));
        }
        assert_eq!(facet_of(""), None);
        assert_eq!(facet_of("9x"), None);
    }
}
