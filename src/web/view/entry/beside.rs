//! What is shown of an entry beside results: the part that was found, else what its kind says at a glance.

use maud::{Markup, html};

use super::{Article, body, kinds, parts};
use crate::catalog::glance;
use crate::web::view::blocks::bare;

/// Draws it, with the way to the whole entry.
pub fn draw(article: &Article, part: Option<&str>) -> Markup {
    let found = part.filter(|part| !kinds::is_kept_apart(article, part)).map(|part| body::part(article, part));
    html! {
        (parts::title(article))
        @match found {
            Some(found) if !found.0.is_empty() => { (bare(&first_words(article))) (found) }
            _ => (kinds::glance(article)),
        }
        (bare(&html! { p.whole { a href=(article.page.address()) { "Open the whole entry" } } }))
    }
}

/// What the entry says first, small above the part that was found.
fn first_words(article: &Article) -> Markup {
    let words = glance(article.page.entry());
    html! {
        @if !words.is_empty() { p.summary dir="auto" { (words) } }
        (parts::standing(article))
    }
}
