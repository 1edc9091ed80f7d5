//! Finding the operators in a query: what is whole and stands where it belongs.

use std::ops::Range;

use super::document::Facet;

/// Longest phrase, in bytes; what is longer is a quotation, and read as words.
const LONGEST_PHRASE: usize = 200;
/// Most phrases, and most words that are left out; further ones are text.
const MOST: usize = 8;
/// Most values that are looked up.
const MOST_VALUES: usize = 12;
/// Quotes that open, with those that close them.
const QUOTES: [(char, &[char]); 6] =
    [('"', &['"']), ('“', &['”']), ('„', &['“', '”', '"']), ('”', &['”']), ('«', &['»']), ('»', &['«'])];

/// Something that is more than words, with its place in the query and that of what it is about, in bytes.
#[derive(Debug)]
pub(super) struct Operator {
    pub what: What,
    pub place: Range<usize>,
    pub inner: Range<usize>,
}

#[derive(Debug)]
pub(super) enum What {
    Phrase,
    /// The words, or this value of a facet.
    Without(Option<(Facet, String)>),
    Filter(Facet, String),
}

impl Operator {
    pub fn is_filter(&self) -> bool {
        matches!(self.what, What::Filter(..))
    }

    pub fn is_without(&self) -> bool {
        matches!(self.what, What::Without(_))
    }
}

/// The operators of a query, in order. `known` says which value of a facet is meant, if there is such a one.
pub(super) fn read<E>(
    query: &str,
    known: impl Fn(Facet, &str) -> Result<Option<String>, E>,
) -> Result<Vec<Operator>, E> {
    Reader { query, known, asked: 0 }.operators()
}

struct Reader<'q, F> {
    query: &'q str,
    known: F,
    /// Values that were looked up.
    asked: usize,
}

impl<E, F: Fn(Facet, &str) -> Result<Option<String>, E>> Reader<'_, F> {
    fn operators(&mut self) -> Result<Vec<Operator>, E> {
        let mut found: Vec<Operator> = Vec::new();
        let (mut at, mut before) = (0, None);
        while let Some(c) = self.query[at..].chars().next() {
            match self.operator(at, before)? {
                Some(operator) if fits(&found, &operator) => {
                    at = operator.place.end;
                    before = self.query[..at].chars().next_back();
                    found.push(operator);
                }
                _ => {
                    at += c.len_utf8();
                    before = Some(c);
                }
            }
        }
        Ok(found)
    }

    /// The operator that begins here.
    fn operator(&mut self, at: usize, before: Option<char>) -> Result<Option<Operator>, E> {
        if before.is_none_or(char::is_whitespace) {
            if let Some(filter) = self.filter(at)? {
                return Ok(Some(filter));
            }
            if self.query[at..].starts_with('-') {
                return self.without(at);
            }
        }
        let opens = before.is_none_or(|before| !before.is_alphanumeric());
        let phrase = opens.then(|| self.quoted(at)).flatten();
        Ok(phrase.map(|(place, inner)| Operator { what: What::Phrase, place, inner }))
    }

    /// `-word`, `-"two words"`, `-kind:lesson`.
    fn without(&mut self, at: usize) -> Result<Option<Operator>, E> {
        if let Some(Operator { what: What::Filter(facet, value), place, .. }) = self.filter(at + 1)? {
            let what = What::Without(Some((facet, value)));
            return Ok(Some(Operator { what, place: at..place.end, inner: place }));
        }
        let word = || self.token(at + 1).filter(|_| self.query[at + 1..].starts_with(char::is_alphanumeric));
        let found = self.quoted(at + 1).or_else(|| word().map(|word| (word.clone(), word)));
        Ok(found.map(|(place, inner)| Operator { what: What::Without(None), place: at..place.end, inner }))
    }

    /// `stage:discover`, `competitor:"doing nothing"`.
    fn filter(&mut self, at: usize) -> Result<Option<Operator>, E> {
        let name_end = self.query[at..].bytes().take_while(u8::is_ascii_alphabetic).count() + at;
        let facet = || Facet::called(&self.query[at..name_end]);
        let Some(facet) = self.query[name_end..].starts_with(':').then(facet).flatten() else { return Ok(None) };
        let value = || self.token(name_end + 1).map(|token| (token.clone(), token));
        let Some((place, inner)) = self.quoted(name_end + 1).or_else(value) else { return Ok(None) };
        self.asked += 1;
        if self.asked > MOST_VALUES {
            return Ok(None);
        }
        let value = (self.known)(facet, &self.query[inner.clone()])?;
        Ok(value.map(|value| Operator { what: What::Filter(facet, value), place: at..place.end, inner }))
    }

    /// What stands in quotes from here on, with them and without them.
    fn quoted(&self, at: usize) -> Option<(Range<usize>, Range<usize>)> {
        let rest = &self.query[at..];
        let first = rest.chars().next()?;
        let (_, closing) = QUOTES.iter().find(|(opening, _)| *opening == first)?;
        let start = at + first.len_utf8();
        let near = &self.query[start..self.query.floor_char_boundary(start + LONGEST_PHRASE)];
        let mut ends = near.char_indices().filter(|(_, c)| closing.contains(c));
        let is_end =
            |(end, c): &(usize, char)| !self.query[start + end + c.len_utf8()..].starts_with(char::is_alphanumeric);
        let (end, c) = ends.find(is_end)?;
        let inner = start..start + end;
        says_something(&self.query[inner.clone()]).then(|| (at..inner.end + c.len_utf8(), inner))
    }

    /// Everything up to the next white space.
    fn token(&self, at: usize) -> Option<Range<usize>> {
        let rest = &self.query[at..];
        let end = at + rest.find(char::is_whitespace).unwrap_or(rest.len());
        (at < end && end - at <= LONGEST_PHRASE).then_some(at..end)
    }
}

/// Whether there may be one more of this kind.
fn fits(found: &[Operator], operator: &Operator) -> bool {
    let same = |other: &&Operator| std::mem::discriminant(&other.what) == std::mem::discriminant(&operator.what);
    operator.is_filter() || found.iter().filter(same).count() < MOST
}

/// Whether a text has words, and not only signs.
pub(super) fn says_something(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}
