//! One commit of the index, opened for reading.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::columnar::{Column, StrColumn};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, DocId, DocSet, InvertedIndexReader, Searcher, SegmentReader, TERMINATED, TantivyDocument};

use super::bits::Bits;
use super::language::Language;
use super::rank::Part;
use super::schema::{self, Fields};
use super::score::Board;

/// Most boards kept for the next search.
const BOARDS: usize = 4;

/// What searches read. Never changes.
pub(super) struct View {
    pub searcher: Searcher,
    pub fields: Fields,
    pub segments: Vec<Segment>,
    /// The languages of the entries, the default language first.
    pub languages: Vec<Language>,
    /// Those that some entry is in.
    pub in_use: Vec<Language>,
    /// Average length of each part among the entries that have it, in words.
    pub lengths: [f32; Part::COUNT],
    /// Completions of very short beginnings, kept because they take long to collect.
    pub completions: Mutex<HashMap<String, Arc<[String]>>>,
    boards: Mutex<Vec<Board>>,
}

/// A part of the index, opened.
pub(super) struct Segment {
    pub reader: SegmentReader,
    pub parts: Vec<Arc<InvertedIndexReader>>,
    pub norms: Vec<FieldNormReader>,
    pub words: Arc<InvertedIndexReader>,
    pub facets: Arc<InvertedIndexReader>,
    pub faded: Column<bool>,
    pub asked: Column<bool>,
    pub order: Option<StrColumn>,
    pub facet_values: Option<StrColumn>,
    /// The entries in each language; empty where there is one language only.
    pub languages: Vec<(Language, Bits)>,
}

impl View {
    pub fn new(searcher: Searcher, fields: Fields, default_language: Language) -> tantivy::Result<View> {
        let mut segments: Vec<Segment> =
            searcher.segment_readers().iter().map(|reader| Segment::open(reader, &fields)).collect::<Result<_, _>>()?;
        let languages = languages(&segments, fields.language, default_language)?;
        if languages.len() > 1 {
            for segment in &mut segments {
                segment.languages = by_language(segment, fields.language, &languages)?;
            }
        }
        let in_use = languages.iter().copied().filter(|language| is_in_use(&segments, *language)).collect();
        let lengths = lengths(&segments);
        let (completions, boards) = Default::default();
        Ok(View { searcher, fields, segments, languages, in_use, lengths, completions, boards })
    }

    /// What is stored of an entry to be shown: see [`super::shown`].
    pub fn stored(&self, address: DocAddress) -> tantivy::Result<String> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        let stored = document.get_first(self.fields.shown).and_then(|value| value.as_str());
        Ok(stored.unwrap_or_default().to_owned())
    }

    /// The id of an entry.
    pub fn id(&self, address: DocAddress) -> tantivy::Result<String> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        Ok(document.get_first(self.fields.id).and_then(|value| value.as_str()).unwrap_or_default().to_owned())
    }

    /// Where the entry of an id stands in a segment.
    pub fn place_of(&self, segment: usize, id: &str) -> tantivy::Result<Option<DocId>> {
        let segment = &self.segments[segment];
        let index = segment.reader.inverted_index(self.fields.id)?;
        let Some(info) = index.terms().get(id)? else { return Ok(None) };
        let entries = index.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
        Ok((entries.doc() != TERMINATED).then(|| entries.doc()))
    }

    /// How many entries the index holds, deleted ones among them: what rarity is measured against.
    pub fn entries(&self) -> u64 {
        self.segments.iter().map(|segment| u64::from(segment.reader.max_doc())).sum()
    }

    /// A board to score on; give it back with [`View::put_back`].
    pub fn board(&self) -> Board {
        self.boards.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    pub fn put_back(&self, board: Board) {
        let mut boards = self.boards.lock().unwrap_or_else(PoisonError::into_inner);
        if boards.len() < BOARDS {
            boards.push(board);
        }
    }
}

impl Segment {
    fn open(reader: &SegmentReader, fields: &Fields) -> tantivy::Result<Segment> {
        let fast = reader.fast_fields();
        Ok(Segment {
            parts: fields.parts.iter().map(|part| reader.inverted_index(*part)).collect::<Result<_, _>>()?,
            norms: fields.parts.iter().map(|part| reader.get_fieldnorms_reader(*part)).collect::<Result<_, _>>()?,
            words: reader.inverted_index(fields.words)?,
            facets: reader.inverted_index(fields.facets)?,
            faded: fast.bool(schema::FADED)?,
            asked: fast.bool(schema::ASKED)?,
            order: fast.str(schema::ORDER)?,
            facet_values: fast.str(schema::FACETS)?,
            languages: Vec::new(),
            reader: reader.clone(),
        })
    }

    /// Whether an entry that has the term is still there. A deleted one leaves its words behind until parts of the
    /// index are merged, and they must be told to nobody.
    pub fn has_entry_with(&self, index: &InvertedIndexReader, term: &TermInfo) -> tantivy::Result<bool> {
        let Some(alive) = self.reader.alive_bitset() else { return Ok(true) };
        let mut entries = index.read_postings_from_terminfo(term, IndexRecordOption::Basic)?;
        while entries.doc() != TERMINATED {
            if alive.is_alive(entries.doc()) {
                return Ok(true);
            }
            entries.advance();
        }
        Ok(false)
    }
}

fn languages(segments: &[Segment], field: Field, default_language: Language) -> tantivy::Result<Vec<Language>> {
    let mut languages = vec![default_language];
    for segment in segments {
        let index = segment.reader.inverted_index(field)?;
        let mut terms = index.terms().stream()?;
        while let Some((term, _)) = terms.next() {
            let language = std::str::from_utf8(term).ok().and_then(Language::of);
            languages.extend(language.filter(|language| !languages.contains(language)));
        }
    }
    Ok(languages)
}

/// The entries of a segment in each of these languages.
fn by_language(segment: &Segment, field: Field, languages: &[Language]) -> tantivy::Result<Vec<(Language, Bits)>> {
    let index = segment.reader.inverted_index(field)?;
    let mut all = Vec::new();
    for language in languages {
        if let Some(info) = index.terms().get(language.code())? {
            let mut entries = Bits::new(segment.reader.max_doc());
            let mut postings = index.read_block_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
            while !postings.docs().is_empty() {
                postings.docs().iter().for_each(|entry| entries.set(*entry));
                postings.advance();
            }
            all.push((*language, entries));
        }
    }
    Ok(all)
}

/// Whether an entry that is still there is in this language.
fn is_in_use(segments: &[Segment], language: Language) -> bool {
    segments.iter().any(|segment| {
        let entries =
            segment.languages.iter().filter(|(of, _)| *of == language).flat_map(|(_, entries)| entries.iter());
        entries.into_iter().any(|entry| !segment.reader.is_deleted(entry))
    })
}

fn lengths(segments: &[Segment]) -> [f32; Part::COUNT] {
    std::array::from_fn(|part| {
        let words: u64 = segments.iter().map(|segment| segment.parts[part].total_num_tokens()).sum();
        let having: usize = segments.iter().map(|segment| having(&segment.norms[part])).sum();
        if having == 0 { 1.0 } else { (words as f32 / having as f32).max(1.0) }
    })
}

/// How many entries have this part at all.
fn having(norms: &FieldNormReader) -> usize {
    (0..norms.num_docs()).filter(|entry| norms.fieldnorm_id(*entry) > 0).count()
}
