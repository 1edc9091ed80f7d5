//! What is shown of an entry beside results: the part that was found, else what its kind says at a glance.

use maud::{Markup, html};

use super::{Article, body, head, kinds, parts};
use crate::catalog::glance;
use crate::web::urls;
use crate::web::view::blocks::bare;

/// Draws it, with the way to the whole entry.
pub fn draw(article: &Article, part: Option<&str>) -> Markup {
    let part = part.filter(|part| !kinds::is_kept_apart(article, part));
    let found = part.map(|part| body::part(article, part)).filter(|found| !found.0.is_empty());
    let id = &article.page.entry().id;
    let address = match part.filter(|_| found.is_some()) {
        Some(part) => urls::answer_address(id, part),
        None => article.page.address(),
    };
    html! {
        div.glance {
            (head::draw(article))
            (parts::title(article))
            @match found {
                Some(found) => { (bare(&first_words(article))) (found) }
                None => (kinds::glance(article)),
            }
            (bare(&html! { p.whole { a href=(address) { "Open the whole entry" } } }))
        }
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
