//! What of a query is more than words: phrases in quotes, what is left out, filters.
//!
//! Only what is whole and stands where it belongs counts; everything else is text, so that nothing that is typed can be
//! wrong.

use std::ops::Range;

use super::document::Facet;
use super::understood::TypedFilter;

/// Longest query read, in bytes; the rest is cut off.
const LONGEST: usize = 4096;
/// Longest phrase, in bytes; what is longer is a quotation, and read as words.
const LONGEST_PHRASE: usize = 200;
/// Most phrases, and most words that are left out; further ones are text.
const MOST: usize = 8;
/// Most values that are looked up.
const MOST_VALUES: usize = 24;
/// Quotes that open, with those that close them.
const QUOTES: [(char, &[char]); 6] =
    [('"', &['"']), ('“', &['”']), ('„', &['“', '”', '"']), ('”', &['”']), ('«', &['»']), ('»', &['«'])];

/// A query, read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Syntax<'q> {
    /// The query as far as it is read.
    pub query: &'q str,
    /// The same with spaces in place of operators and quotes: every word stands where it was typed.
    pub text: String,
    /// What stands in quotes.
    pub phrases: Vec<String>,
    pub without: Vec<Without>,
    pub filters: Vec<TypedFilter>,
    /// The query without what leaves entries out, and without filters.
    pub nothing_left_out: String,
    pub unfiltered: String,
}

/// What is left out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Without {
    /// As it was typed.
    pub words: String,
    /// Not the words, but this value of a facet.
    pub value: Option<(Facet, String)>,
}

impl<'q> Syntax<'q> {
    /// Reads a query. `known` says which value of a facet is meant, if there is such a one.
    pub fn read<E>(query: &'q str, known: impl Fn(Facet, &str) -> Result<Option<String>, E>) -> Result<Syntax<'q>, E> {
        let query = &query[..query.floor_char_boundary(LONGEST)];
        let mut operators = Reader { query, known, asked: 0 }.operators()?;
        if !says_something(&blanked(query, &operators)) && !operators.iter().any(Operator::is_filter) {
            operators.retain(|operator| !operator.is_without());
        }
        let mut syntax = Syntax {
            query,
            text: blanked(query, &operators),
            nothing_left_out: rest(query, operators.iter().filter(|operator| operator.is_without())),
            unfiltered: rest(query, operators.iter().filter(|operator| operator.is_filter())),
            ..Syntax::default()
        };
        for operator in operators {
            let words = query[operator.inner.clone()].to_owned();
            let rest = rest(query, [&operator]);
            match operator.what {
                What::Phrase => syntax.phrases.push(words),
                What::Without(value) => syntax.without.push(Without { words, value }),
                What::Filter(facet, value) => syntax.filters.push(TypedFilter { facet, value, rest }),
            }
        }
        Ok(syntax)
    }

    /// A text in which everything is words.
    pub fn of_words(text: &'q str) -> Syntax<'q> {
        let query = &text[..text.floor_char_boundary(LONGEST)];
        Syntax { query, text: query.to_owned(), ..Syntax::default() }
    }

    /// Whether there is nothing to look for in texts: all that the filters leave is listed.
    pub fn is_list(&self) -> bool {
        self.text.trim().is_empty() || (!self.filters.is_empty() && !says_something(&self.text))
    }

    /// The words alone.
    pub fn words(&self) -> String {
        self.text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Something that is more than words, with its place in the query and that of what it is about, in bytes.
#[derive(Debug)]
struct Operator {
    what: What,
    place: Range<usize>,
    inner: Range<usize>,
}

#[derive(Debug)]
enum What {
    Phrase,
    Without(Option<(Facet, String)>),
    Filter(Facet, String),
}

impl Operator {
    fn is_filter(&self) -> bool {
        matches!(self.what, What::Filter(..))
    }

    fn is_without(&self) -> bool {
        matches!(self.what, What::Without(_))
    }
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

fn says_something(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// The query with spaces in place of the operators; of phrases, of their quotes.
fn blanked(query: &str, operators: &[Operator]) -> String {
    let mut text = String::with_capacity(query.len());
    let blank = |until: usize, text: &mut String| text.extend(std::iter::repeat_n(' ', until - text.len()));
    for Operator { what, place, inner } in operators {
        text.push_str(&query[text.len()..place.start]);
        if matches!(what, What::Phrase) {
            blank(inner.start, &mut text);
            text.push_str(&query[inner.clone()]);
        }
        blank(place.end, &mut text);
    }
    text.push_str(&query[text.len()..]);
    text
}

/// The query without these operators.
fn rest<'a>(query: &str, operators: impl IntoIterator<Item = &'a Operator>) -> String {
    let mut kept = Vec::new();
    let mut from = 0;
    for operator in operators {
        kept.push(query[from..operator.place.start].trim());
        from = operator.place.end;
    }
    kept.push(query[from..].trim());
    kept.retain(|piece| !piece.is_empty());
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Syntax<'_> {
        let known = |_: Facet, value: &str| {
            let known = ["discover", "lesson", "doing nothing"].contains(&value);
            Ok::<_, ()>(known.then(|| value.replace(' ', "-")))
        };
        Syntax::read(query, known).unwrap()
    }

    /// What is read where all is text.
    fn plain(query: &str) -> Syntax<'_> {
        let text = query.to_owned();
        let unfiltered = query.trim().to_owned();
        Syntax { query, text, nothing_left_out: unfiltered.clone(), unfiltered, ..Syntax::default() }
    }

    fn phrases(query: &str) -> Vec<String> {
        read(query).phrases
    }

    fn without(query: &str) -> Vec<String> {
        read(query).without.into_iter().map(|without| without.words).collect()
    }

    #[test]
    fn phrases_stand_in_balanced_quotes() {
        assert_eq!(phrases("why \"pay twice\" for it"), ["pay twice"]);
        assert_eq!(read("why \"pay twice\" for").text, "why  pay twice  for");
        for query in [
            "“pay twice”",
            "„pay twice“",
            "„pay twice”",
            "„pay twice\"",
            "«pay twice»",
            "»pay twice«",
            "(\"pay twice\")?",
        ] {
            assert_eq!(phrases(query), ["pay twice"], "{query}");
        }
        assert_eq!(phrases("who is \"waldo\"?"), ["waldo"]);
        assert_eq!(phrases("\"a\" \"b c\""), ["a", "b c"]);
        for query in
            ["36\"", "12\" and 14\" pipes", "\"open", "closed\"", "\"\"", "\" ?! \"", "a\"b\"c", "\"a\"b", "“a\""]
        {
            assert_eq!(read(query), plain(query), "{query}");
        }
    }

    #[test]
    fn a_sign_before_a_word_leaves_it_out() {
        assert_eq!(without("price -budget -\"two words\""), ["budget", "two words"]);
        assert_eq!(read("price -budget now").text, "price         now");
        assert_eq!(read("price -budget now").nothing_left_out, "price now");
        assert_eq!(without("-budget price"), ["budget"]);
        assert_eq!(without("stage:discover -budget"), ["budget"]);
        for query in ["-waldo", "-a -b", "- a", "a - b", "a --b", "anti-lock", ">>> -a", "a -", "-\"a b\""] {
            assert_eq!(read(query).without, [], "{query}");
        }
        assert_eq!(read("-waldo").text, "-waldo");
        let kind = Without { words: "kind:lesson".into(), value: Some((Facet::Kind, "lesson".into())) };
        assert_eq!(read("price -kind:lesson").without, [kind]);
    }

    #[test]
    fn filters_name_a_facet_and_a_known_value() {
        let syntax = read("too stages:discover much competitor:\"doing nothing\"");
        let filters: Vec<_> = syntax.filters.iter().map(|filter| (filter.facet, filter.value.as_str())).collect();
        assert_eq!(filters, [(Facet::Stage, "discover"), (Facet::Competitor, "doing-nothing")]);
        assert_eq!(syntax.filters[0].rest, "too much competitor:\"doing nothing\"");
        assert_eq!((syntax.words().as_str(), syntax.unfiltered.as_str()), ("too much", "too much"));
        assert!(read("kind:lesson").is_list() && read("kind:lesson ?!").is_list() && !read("?!").is_list());
        for query in
            ["re: pricing", "http://x", "note:", "stage:", "stage: discover", "stage:unknown", "xstage:discover"]
        {
            assert_eq!(read(query), plain(query), "{query}");
        }
    }

    #[test]
    fn what_is_too_much_is_text() {
        let many = "-a ".repeat(500) + "b";
        assert_eq!(read(&many).without.len(), MOST);
        let long = format!("\"{}\"", "word ".repeat(100));
        assert_eq!(phrases(&long), [""; 0]);
        assert_eq!(read(&"é".repeat(5_000)).query.len(), LONGEST);
    }
}
