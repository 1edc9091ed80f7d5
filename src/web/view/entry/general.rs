//! The page of every kind but tough questions: glance layer, what the fields say, the text, what is around it.

use maud::{Markup, html};

use super::{Article, Depth, body, head, parts};
use crate::catalog::glance;
use crate::web::view::blocks::{self, line};
use crate::web::view::html::heading;
use crate::web::view::kinds::{self, Told};
use crate::web::view::standing;

/// Draws the article.
pub fn draw(article: &Article) -> Markup {
    let told = kinds::told(&article.setting, article.page);
    html! {
        (head::draw(article))
        (title(article))
        (first_words(article, &told))
        @match article.depth {
            Depth::Whole => (whole(article, &told)),
            Depth::Glance { part } => (beside(article, &told, part)),
        }
    }
}

fn title(article: &Article) -> Markup {
    let entry = article.page.entry();
    html! {
        div.line { div.content { (heading(article.level(), "title", None, &entry.title)) } }
    }
}

/// The glance layer under the word that says what it is; the summary where that says something else.
fn first_words(article: &Article, told: &Told) -> Markup {
    let entry = article.page.entry();
    let words = glance(entry);
    let summary = Some(&entry.summary).filter(|summary| !summary.is_empty() && !repeats(article, told, summary));
    let standing = standing::line(article.setting, entry);
    let body = html! {
        @if words != entry.summary { p.first-words dir="auto" { (words) } }
        @if let Some(summary) = summary { p.summary dir="auto" { (summary) } }
        @if !standing.0.is_empty() { div.standing { (standing) } }
    };
    html! {
        @if words != entry.summary { (line(article.level() + 1, told.label, &body)) }
        @else if summary.is_some() || !standing.0.is_empty() { div.line { div.content { (body) } } }
    }
}

/// Whether a summary is only the first paragraph of the text, which stands below anyway.
fn repeats(article: &Article, told: &Told, summary: &str) -> bool {
    let lead = article.page.entry().body.lead.as_deref();
    let begins = article.depth == Depth::Glance { part: None } && told.at_a_glance == 0;
    (article.is_whole() || begins) && lead.is_some_and(|lead| lead.starts_with(summary.trim_end_matches('…')))
}

fn whole(article: &Article, told: &Told) -> Markup {
    let sections = body::sections(article);
    let common = parts::common_facts(article);
    html! {
        @for block in &told.blocks { (block.draw(2)) }
        (body::contents(&sections))
        (body::draw(article, &sections))
        @if !told.facts.is_empty() || !common.is_empty() {
            (line(2, "Facts", &html! { (blocks::facts(&told.facts)) (blocks::facts(&common)) }))
        }
        (parts::around(article, 2))
        div.line { div.content { (parts::source(article)) } }
    }
}

/// Beside results: the part that was found, else the first things that the fields say.
fn beside(article: &Article, told: &Told, part: Option<&str>) -> Markup {
    html! {
        @if part.is_none() { @for block in told.blocks.iter().take(told.at_a_glance) { (block.draw(3)) } }
        @if part.is_some() || told.at_a_glance == 0 { (body::part(article, part)) }
        div.line { div.content { p.whole { a href=(article.page.address()) { "Open the whole entry" } } } }
    }
}
