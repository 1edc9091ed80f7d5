//! Small pieces of markup that every view may use.

use maud::{Markup, PreEscaped, Render, html};

use crate::markdown::SafeHtml;
use crate::search::Snippet;
use crate::web::urls;

impl Render for SafeHtml {
    fn render(&self) -> Markup {
        PreEscaped(self.as_str().to_owned())
    }
}

/// A heading of a level from 1 to 4. `content` is escaped unless it is markup.
pub fn heading(level: u8, class: &str, id: Option<&str>, content: impl Render) -> Markup {
    html! {
        @match level {
            1 => { h1 class=(class) id=[id] dir="auto" { (content) } }
            2 => { h2 class=(class) id=[id] dir="auto" { (content) } }
            3 => { h3 class=(class) id=[id] dir="auto" { (content) } }
            _ => { h4 class=(class) id=[id] dir="auto" { (content) } }
        }
    }
}

/// The link of a heading to itself, as bodies have it.
pub fn to_itself(anchor: &str) -> Markup {
    html! {
        @if !anchor.is_empty() {
            " " a.to-itself lang="en" href=(urls::part(anchor)) aria-label="Link to this part" {}
        }
    }
}

/// Words joined by commas.
pub fn commas(words: &[String]) -> Markup {
    html! { (words.join(", ")) }
}

/// A message in which what stands between backticks is code.
pub fn ticked(text: &str) -> Markup {
    let whole = text.matches('`').count().is_multiple_of(2);
    html! {
        @if whole {
            @for (place, piece) in text.split('`').enumerate() {
                @if place % 2 == 1 { code { (piece) } } @else { (piece) }
            }
        } @else { (text) }
    }
}

/// A snippet with the words that were looked for marked.
pub fn marked(snippet: &Snippet) -> Markup {
    let letters: Vec<char> = snippet.text.chars().collect();
    let part =
        |from: usize, to: usize| letters[from.min(letters.len())..to.min(letters.len())].iter().collect::<String>();
    let mut at = 0;
    html! {
        @for (start, end) in snippet.highlights.iter().copied().filter(|(start, end)| start < end) {
            @if start >= at {
                (part(at, start)) mark { (part(start, end)) }
                ({ at = end; "" })
            }
        }
        (part(at, letters.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_where_the_characters_are_and_nothing_is_markup() {
        let snippet = |text: &str, highlights: Vec<(usize, usize)>| Snippet { text: text.to_owned(), highlights };
        let drawn = |snippet: Snippet| marked(&snippet).into_string();
        assert_eq!(drawn(snippet("größer <b>", vec![(0, 6)])), "<mark>größer</mark> &lt;b&gt;");
        assert_eq!(drawn(snippet("ab", vec![(1, 9), (0, 1), (5, 7)])), "a<mark>b</mark>");
        assert_eq!(drawn(snippet("", vec![])), "");
    }
}
