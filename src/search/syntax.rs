//! What of a query is more than words: phrases in quotes, what is left out, filters.
//!
//! Only what is whole and stands where it belongs counts; everything else is text, so that nothing that is typed can be
//! wrong.

use super::document::Facet;
use super::operators::{self, Operator, What, says_something};
use super::understood::TypedFilter;

/// Longest query read, in bytes; the rest is cut off.
const LONGEST: usize = 4096;
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
        let mut operators = operators::read(query, known)?;
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
        assert_eq!(read(&many).without.len(), 8);
        let long = format!("\"{}\"", "word ".repeat(100));
        assert_eq!(phrases(&long), [""; 0]);
        assert_eq!(read(&"é".repeat(5_000)).query.len(), LONGEST);
    }
}
