//! From an entry that was found to what is shown of it.

use tantivy::schema::Value;
use tantivy::{DocAddress, TantivyDocument};

use super::marks::Marks;
use super::meaning::NearText;
use super::request::{Hit, Why};
use super::shown::{self, Shown};
use super::snippet;
use super::view::View;

/// What is known of an entry when it is shown.
pub(super) struct Found {
    pub address: DocAddress,
    pub relevance: f32,
    pub score: f32,
    pub complete: bool,
    /// The text of it that is nearest in meaning, and whether some word found it as well.
    pub near: Option<NearText>,
    pub by_words: bool,
    pub why: Option<Why>,
}

/// An entry of a list that nothing was searched for in.
pub(super) fn listed(view: &View, address: DocAddress, marks: &mut Marks) -> tantivy::Result<Hit> {
    let found = Found { address, relevance: 0.0, score: 0.0, complete: true, near: None, by_words: true, why: None };
    shown(view, found, marks)
}

/// An entry that was found. What no word found is shown at the passage that is nearest in meaning.
pub(super) fn shown(view: &View, found: Found, marks: &mut Marks) -> tantivy::Result<Hit> {
    let stored: TantivyDocument = view.searcher.doc(found.address)?;
    let text = |field| stored.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
    let shown = shown::decode(text(view.fields.shown));
    let (section, snippet, title_highlights) = match found.near {
        Some(NearText::Passage(Some(section))) if !found.by_words => snippet::of_section(&shown, section, marks),
        _ => snippet::present(&shown, marks),
    };
    let Found { relevance, score, complete, mut why, near, .. } = found;
    if let (Some(why), Some(near)) = (&mut why, near) {
        why.nearest = near_text(&shown, near);
    }
    Ok(Hit { id: text(view.fields.id).to_owned(), score, relevance, complete, section, snippet, title_highlights, why })
}

/// The words of what is nearest in meaning; none of a glance text, which is shown anyway.
fn near_text(shown: &Shown<'_>, near: NearText) -> Option<String> {
    match near {
        NearText::Wording(place) => stored_wordings(shown).into_iter().nth(place),
        NearText::Passage(None) => None,
        NearText::Passage(Some(section)) => {
            shown.sections.get(section as usize).map(|section| section.title.to_owned())
        }
    }
}

/// The wordings of an entry: title, question and variants, each once, in the order of their vectors.
pub fn wordings(title: &str, question: &str, variants: &[String]) -> Vec<String> {
    let asked = std::iter::once(question).chain(variants.iter().map(String::as_str));
    each_once(std::iter::once(title).chain(asked).map(shown::on_one_line))
}

/// The same of an entry as it is stored.
pub(super) fn stored_wordings(shown: &Shown<'_>) -> Vec<String> {
    each_once(std::iter::once(shown.title).chain(shown.asked.split('\n')).map(shown::on_one_line))
}

fn each_once(wordings: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    wordings.filter(|wording| !wording.is_empty() && seen.insert(wording.clone())).collect()
}
