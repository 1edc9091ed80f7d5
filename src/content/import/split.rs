//! Pages that hold many questions, taken apart: an entry for each, and a link in its place.

use std::collections::HashMap;
use std::ops::Range;

use super::leads::ENTRY;
use super::page::{Fields, Page};
use crate::content::convert;
use crate::markdown::{self, Asked};
use crate::model::Body;

/// A question on its way to an entry.
pub struct Piece {
    /// The page of the source that its links begin at.
    pub from: String,
    /// The page that it is taken out of, by its number.
    pub page: Option<usize>,
    pub key: String,
    pub words: String,
    pub answer: String,
    /// Anchors that its page had and that go along with the answer.
    pub anchors: Vec<String>,
    pub fields: Fields,
    pub told: Vec<String>,
}

/// Whether anything is asked and answered in a page.
pub fn asks(page: &Page) -> bool {
    !asked(page).1.is_empty()
}

/// The outline of a page, and what is asked in it.
fn asked(page: &Page) -> (Body, Vec<Asked>) {
    let text = match page.from.ends_with(".mdx") {
        true => markdown::without_components(&page.body),
        false => page.body.clone(),
    };
    let outline = markdown::outline(&text, 1);
    let heading = outline.headings.iter().find(|heading| heading.level == 1).map(|heading| heading.text.as_str());
    let title = page.fields.title.as_deref().or(heading).unwrap_or_default();
    let asked = markdown::questions(&outline, &convert::page_name(&page.from, title));
    let asked = convert::apart(&text, asked);
    (outline, asked)
}

/// Anchors of the headings in a part of a body.
fn anchors_in(outline: &Body, part: &Range<usize>) -> Vec<String> {
    let inner = outline.headings.iter().filter(|heading| part.contains(&heading.range.start));
    inner.map(|heading| heading.anchor.clone()).collect()
}

/// Takes the questions out of a page; what is asked first among all pieces has the number `first`.
pub fn taken_apart(page: &mut Page, number: usize, first: usize) -> Vec<Piece> {
    let (outline, asked) = asked(page);
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut pieces = Vec::new();
    let mut links = Vec::new();
    for each in asked {
        let slug = markdown::slug(&each.words);
        let times = seen.entry(slug.clone()).or_default();
        *times += 1;
        let key = if *times == 1 { format!("{}#{slug}", page.key) } else { format!("{}#{slug}-{times}", page.key) };
        links.push((each.answer.clone(), each.words.clone(), format!("{ENTRY}{}", first + pieces.len())));
        pieces.push(Piece {
            from: page.from.clone(),
            page: Some(number),
            key,
            answer: convert::whole_answer(&outline.text, &each.answer),
            anchors: anchors_in(&outline, &each.answer),
            words: each.words,
            fields: page.fields.clone(),
            told: Vec::new(),
        });
    }
    if !pieces.is_empty() {
        page.body = convert::without(&page.body, &links);
    }
    pieces
}
