//! Terms explained where they stand: a pass over a finished page that links each term, once, to what it means.

use aho_corasick::{AhoCorasick, MatchKind};

use super::definitions::Definition;
use super::escape::escaped;
use super::render::SafeHtml;
use super::tags::{Tag, tags};

/// Inside these nothing is explained: links, controls, code, headings, what somebody said, and what is a term already.
const QUIET: [&str; 19] = [
    "a", "abbr", "button", "code", "dfn", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label", "pre", "q",
    "summary", "textarea", "title",
];
/// Elements without an end.
const VOID: [&str; 8] = ["br", "col", "hr", "img", "input", "link", "meta", "wbr"];
/// Where a glossary's own page has the terms themselves.
const TERM_PLACES: [&str; 10] = ["strong", "dt", "td", "h1", "h2", "h3", "h4", "h5", "h6", "th"];
/// A term of more words is looked for on one line only.
const MOST_BREAKS: usize = 3;

/// The words of a team and what they mean to it.
#[derive(Debug, Default)]
pub struct Glossary {
    definitions: Vec<Definition>,
    /// Finds the terms in HTML text.
    matcher: Option<AhoCorasick>,
    /// What it looks for: the place of the definition, and a spelling of its term.
    patterns: Vec<(usize, String)>,
}

impl Glossary {
    /// A glossary of these definitions; where a term is defined twice, the first holds.
    pub fn new(definitions: Vec<Definition>) -> Glossary {
        let patterns: Vec<(usize, String)> = definitions
            .iter()
            .enumerate()
            .flat_map(|(place, one)| spellings(&one.term).into_iter().map(move |text| (place, text)))
            .collect();
        let matcher = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(patterns.iter().map(|(_, text)| text));
        // Too many terms for a matcher: then nothing is explained.
        Glossary { matcher: matcher.ok().filter(|_| !definitions.is_empty()), definitions, patterns }
    }

    /// A page on which each term, where it first stands, leads to what it means: to its anchor on the page of the
    /// glossary, at `address`. Elements of a class in `quiet` are left as they are. `html` must be well-formed.
    pub fn explain(&self, html: &str, address: &str, quiet: &[&str]) -> String {
        let mut seen = vec![false; self.definitions.len()];
        let mut link = |out: &mut String, found: &str, place: usize| {
            if std::mem::replace(&mut seen[place], true) {
                return false;
            }
            let definition = &self.definitions[place];
            out.push_str("<a class=\"term\" href=\"");
            out.push_str(&escaped(&format!("{address}#{}", definition.anchor())));
            out.push_str("\" title=\"");
            out.push_str(&escaped(&definition.meaning));
            out.push_str("\">");
            out.push_str(found);
            out.push_str("</a>");
            true
        };
        let is_quiet = |tag: &Tag| tag.is_one_of(&QUIET) || tag.has_class(quiet);
        self.walk(html, Where::Outside, is_quiet, &mut link)
    }

    /// The glossary's own page, each term at its anchor.
    pub fn with_anchors(&self, html: &SafeHtml) -> SafeHtml {
        let mut seen = vec![false; self.definitions.len()];
        let mut anchored = |out: &mut String, found: &str, place: usize| {
            if std::mem::replace(&mut seen[place], true) {
                return false;
            }
            out.push_str("<dfn id=\"");
            out.push_str(&escaped(&self.definitions[place].anchor()));
            out.push_str("\">");
            out.push_str(found);
            out.push_str("</dfn>");
            true
        };
        SafeHtml(self.walk(&html.0, Where::Inside, |tag| tag.is_one_of(&TERM_PLACES), &mut anchored))
    }

    /// Goes through the text inside, or outside, of elements of which `is_it` holds; `replace` writes something in place
    /// of a term, or says that it did not.
    fn walk(
        &self,
        html: &str,
        place: Where,
        is_it: impl Fn(&Tag) -> bool,
        replace: &mut dyn FnMut(&mut String, &str, usize) -> bool,
    ) -> String {
        let Some(matcher) = &self.matcher else { return html.to_owned() };
        let mut out = String::with_capacity(html.len() + 256);
        let mut open: Vec<(Tag, bool)> = Vec::new();
        let mut at = 0;
        for tag in tags(html) {
            let text = &html[at..tag.range.start];
            let inside = open.iter().any(|(_, is_it)| *is_it);
            if inside == (place == Where::Inside) && !text.trim_ascii().is_empty() {
                self.text(matcher, text, &mut out, replace);
            } else {
                out.push_str(text);
            }
            out.push_str(&html[tag.range.clone()]);
            at = tag.range.end;
            if tag.closes {
                let begun = open.iter().rposition(|(begun, _)| tag.is(begun.name));
                open.truncate(begun.unwrap_or(open.len()));
            } else if !tag.is_one_of(&VOID) {
                let is_it = is_it(&tag);
                open.push((tag, is_it));
            }
        }
        out.push_str(&html[at..]);
        out
    }

    fn text(
        &self,
        matcher: &AhoCorasick,
        text: &str,
        out: &mut String,
        replace: &mut dyn FnMut(&mut String, &str, usize) -> bool,
    ) {
        let mut at = 0;
        for found in matcher.find_iter(text) {
            let (place, spelling) = &self.patterns[found.pattern().as_usize()];
            let Some(end) = whole_word(text, found.start(), found.end()) else { continue };
            if !has_its_case(&self.definitions[*place].term, spelling, &text[found.range()]) {
                continue;
            }
            out.push_str(&text[at..found.start()]);
            at = found.start();
            if replace(out, &text[found.start()..end], *place) {
                at = end;
            }
        }
        out.push_str(&text[at..]);
    }
}

/// Which text is gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    Inside,
    Outside,
}

/// A term as HTML text, on one line or broken between its words.
fn spellings(term: &str) -> Vec<String> {
    let written = escaped(term).replace("&quot;", "\"");
    let words: Vec<&str> = written.split_whitespace().collect();
    let breaks = words.len().saturating_sub(1);
    if breaks > MOST_BREAKS {
        return vec![words.join(" ")];
    }
    let spelled = |choice: usize| {
        let mut text = words.first().copied().unwrap_or_default().to_owned();
        for (place, word) in words.iter().skip(1).enumerate() {
            text.push(if choice >> place & 1 == 1 { '\n' } else { ' ' });
            text.push_str(word);
        }
        text
    };
    (0..1 << breaks).map(spelled).collect()
}

/// Where a term that stands as a word of its own ends; a plural s belongs to it.
fn whole_word(text: &str, start: usize, end: usize) -> Option<usize> {
    let joins = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '&';
    if text[..start].chars().next_back().is_some_and(|letter| joins(letter) || letter == '-') {
        return None;
    }
    let plural = text[end..].strip_prefix('s').map_or(end, |_| end + 1);
    let free = |end: usize| !text[end..].chars().next().is_some_and(|letter| joins(letter) || letter == '-');
    [end, plural].into_iter().find(|end| free(*end))
}

/// Abbreviations are met in capitals only: an SLA is not the end of a word.
fn has_its_case(term: &str, spelling: &str, found: &str) -> bool {
    let is_abbreviation = term.chars().any(char::is_alphabetic) && !term.chars().any(char::is_lowercase);
    !is_abbreviation || spelling == found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glossary(pairs: &[(&str, &str)]) -> Glossary {
        let one = |(term, meaning): &(&str, &str)| Definition { term: (*term).into(), meaning: (*meaning).into() };
        Glossary::new(pairs.iter().map(one).collect())
    }

    fn explained(glossary: &Glossary, html: &str) -> String {
        glossary.explain(html, "/page/glossary", &["spoken"])
    }

    #[test]
    fn a_term_is_explained_where_it_first_stands() {
        let glossary = glossary(&[("Champion", "Sells for \"us\" <inside>.")]);
        assert_eq!(
            explained(&glossary, "<p>Two champions, and a champion.</p>"),
            "<p>Two <a class=\"term\" href=\"/page/glossary#term-champion\" \
             title=\"Sells for &quot;us&quot; &lt;inside&gt;.\">champions</a>, and a champion.</p>"
        );
    }

    #[test]
    fn links_code_headings_attributes_and_parts_of_words_are_left_alone() {
        let glossary = glossary(&[("Count", "Two weeks."), ("SLA", "A promised time.")]);
        for html in [
            "<p><a href=\"/x\">the count</a></p>",
            "<pre><code>count</code></pre>",
            "<h3 id=\"count\">Count</h3>",
            "<img alt=\"a count > b\" src=\"/count\">",
            "<p>accounts, counter, count-down, recount, slab, sla</p>",
            "<div class=\"a spoken\"><p>x</p><br>the <em>count</em></div>",
            "<label><input type=\"checkbox\">the count</label>",
        ] {
            assert_eq!(explained(&glossary, html), html);
        }
    }

    #[test]
    fn the_longest_term_wins_and_lines_may_break_in_it() {
        let glossary = glossary(&[("Works", "x"), ("Works council", "y"), ("R&D", "z")]);
        let html = explained(&glossary, "<p>the works\ncouncil, it works, R&amp;D</p>");
        assert!(html.contains("title=\"y\">works\ncouncil</a>"), "{html}");
        assert!(html.contains("title=\"x\">works</a>") && html.contains("title=\"z\">R&amp;D</a>"), "{html}");
    }

    #[test]
    fn the_glossarys_own_page_has_an_anchor_for_each_term() {
        let glossary = glossary(&[("Count", "x"), ("Pilot", "y")]);
        let html = SafeHtml(
            "<ul><li><strong>Pilot</strong>: after a count.</li><li><strong>Count</strong>: x</li></ul>".into(),
        );
        let drawn = glossary.with_anchors(&html).0;
        assert!(drawn.contains("<strong><dfn id=\"term-pilot\">Pilot</dfn></strong>: after a count."), "{drawn}");
        assert!(drawn.contains("<strong><dfn id=\"term-count\">Count</dfn></strong>"), "{drawn}");
    }
}
