//! A plain page: it reads like a page of a handbook.

use maud::{Markup, html};

use super::super::body::{self, Text};
use super::super::{Article, parts};
use crate::web::view::blocks::bare;

pub fn whole(article: &Article) -> Markup {
    let rendered = article.page.html();
    let text = Text::of(article, &rendered);
    html! {
        (parts::title(article))
        (standing(article))
        (text.contents())
        (text.draw())
        (parts::foot(article, []))
    }
}

pub fn glance(article: &Article) -> Markup {
    html! { (standing(article)) (body::beginning(article)) }
}

fn standing(article: &Article) -> Markup {
    let standing = parts::standing(article);
    html! { @if !standing.0.is_empty() { (bare(&standing)) } }
}
