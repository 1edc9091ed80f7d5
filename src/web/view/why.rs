//! Why a result is there, in plain words: a line in its row, and once for all what the numbers are.

use maud::{Markup, Render, html};

use crate::search::{Factors, Why};

/// Farther than this from 1 is another number as it is written.
const SEEN: f32 = 0.005;

/// The reasons for one result.
#[derive(Debug)]
pub struct Reasons<'a> {
    pub why: &'a Why,
    pub relevance: f32,
    pub score: f32,
}

impl Render for Reasons<'_> {
    fn render(&self) -> Markup {
        let Why { held, meaning, nearest, terms, .. } = self.why;
        html! {
            span.row-why lang="en" {
                @if let (Some(meaning), Some(nearest)) = (meaning, nearest) {
                    "Nearest in meaning: " q dir="auto" { (nearest) } " (" (number(*meaning)) "). "
                }
                @if held.is_empty() { "Has none of the words. " } @else { "Has: " bdi { (held.join(", ")) } ". " }
                @if !terms.is_empty() { "Carries: " bdi { (terms.join(", ")) } ". " }
                "Counted: relevance " (number(self.relevance)) (self.factors()) "."
            }
        }
    }
}

impl Reasons<'_> {
    /// What the relevance is multiplied by, and what that makes; nothing where it stays as it is.
    fn factors(&self) -> Markup {
        let Factors { asked, context, language, trust, outcome, uses } = self.why.factors;
        let named = [
            ("no customer’s question", asked),
            ("what it carries", context),
            ("another language", language),
            ("trust", trust),
            ("how it worked", outcome),
            ("use", uses),
        ];
        let count: Vec<_> = named.into_iter().filter(|(_, factor)| (factor - 1.0).abs() >= SEEN).collect();
        html! {
            @for (name, factor) in &count { " × " (name) " " (number(*factor)) }
            @if !count.is_empty() { " = " (number(self.score)) }
        }
    }
}

/// What the numbers of all reasons are.
pub fn legend(meaning: bool) -> Markup {
    html! {
        p.why-legend {
            @if meaning {
                "Relevance, from 0 to 1, says how well an entry fits what you typed: by its meaning first, beside others that \
                 are near, and by the words it has. "
            } @else {
                "Relevance, from 0 to 1, says how well the words of an entry fit what you typed; entries with all of them \
                 come first. "
            }
            "Each number after × raises or lowers it. What that makes is what the list is sorted by."
        }
    }
}

fn number(value: f32) -> String {
    format!("{value:.2}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(why: &Why) -> String {
        Reasons { why, relevance: 0.638, score: 0.689 }.render().into_string()
    }

    #[test]
    fn only_what_counted_is_told_in_two_decimals() {
        let why = Why {
            held: vec!["pay".to_owned(), "twice".to_owned()],
            meaning: Some(0.712),
            nearest: Some("Why <pay> twice?".to_owned()),
            terms: vec!["Discover".to_owned()],
            factors: Factors { context: 1.08, uses: 1.004, ..Factors::default() },
            ..Why::default()
        };
        assert_eq!(
            drawn(&why),
            "<span class=\"row-why\" lang=\"en\">Nearest in meaning: <q dir=\"auto\">Why &lt;pay&gt; twice?</q> (0.71). \
             Has: <bdi>pay, twice</bdi>. Carries: <bdi>Discover</bdi>. \
             Counted: relevance 0.64 × what it carries 1.08 = 0.69.</span>"
        );
        let bare = drawn(&Why::default());
        assert!(bare.contains(">Has none of the words. Counted: relevance 0.64.<"), "{bare}");
    }
}
