//! How certain search is of right answers here: what it is calibrated by.
//!
//! A wording that an author wrote is a question whose answer is known. Searched for with itself taken out of its entry,
//! it shows how certain search is of a right answer; where somebody's question is less certain than nearly all of those,
//! perhaps no entry is right.

use tantivy::DocAddress;

use super::bounds::Bounds;
use super::document::{Document, Section};
use super::finding::{Finding, Instead};
use super::index::Index;
use super::meaning::Meaning;
use super::narrow::Filters;
use super::nearness::Nearness;
use super::plan::Plan;
use super::request::Request;
use super::score::{Held, Scoring};
use super::shown::{self, Shown};
use super::snapshot::Snapshot;
use super::syntax::Syntax;
use super::view::View;
use super::{hit, planning, rank};

/// Most wordings that are tried: enough to know a quantile by, and soon done.
const MOST: usize = 200;

/// A wording, taken out of its entry.
struct LeftOut {
    id: String,
    address: DocAddress,
    text: String,
    /// Its place among the wordings of its entry: the title comes first.
    place: usize,
    /// The entry without it.
    rest: Document,
}

impl Snapshot {
    /// What is known of the meaning of the entries, in the measure and with the threshold that their wordings call for.
    pub fn calibrated(&self, meaning: &Meaning) -> Meaning {
        let certainties = self.certainties(meaning).unwrap_or_else(|error| {
            tracing::error!(%error, "search could not be calibrated");
            Vec::new()
        });
        let threshold = rank::threshold(certainties);
        tracing::debug!(threshold, "search was calibrated");
        meaning.measured(|_| true).with_threshold(threshold)
    }

    /// How certain search is of what it finds by some wordings, each taken out of its entry.
    ///
    /// The measure of each is that of the other half of the entries: one that was learned from the wording itself would
    /// find it nearer than it will ever find a question.
    fn certainties(&self, meaning: &Meaning) -> Result<Vec<f32>, super::Error> {
        let left_out = self.some_left_out(meaning)?;
        let mut index = Index::in_memory((*self.settings).clone())?;
        let rests = left_out.iter().enumerate();
        let rests = rests.map(|(number, each)| Document { id: number.to_string(), ..each.rest.clone() });
        let rests = index.apply(rests, &[])?;
        let halves = [0, 1].map(|half| meaning.measured(|number| number % 2 != half));
        let mut certainties = Vec::with_capacity(left_out.len());
        for (number, each) in left_out.iter().enumerate() {
            let others = &halves[meaning.ids().number(&each.id) as usize % 2];
            certainties.extend(self.certainty_without(others, each, &rests.view, number)?);
        }
        Ok(certainties)
    }

    /// Some wordings, spread over all entries that have more than one.
    fn some_left_out(&self, meaning: &Meaning) -> tantivy::Result<Vec<LeftOut>> {
        let mut asked = Vec::new();
        for (number, segment) in (0..).zip(&self.view.segments) {
            let numbers = meaning.ids().of_segment(segment)?;
            let several = segment.reader.doc_ids_alive().filter(|entry| meaning.wordings(numbers[*entry as usize]) > 1);
            asked.extend(several.map(|entry| DocAddress::new(number, entry)));
        }
        let mut left_out = Vec::new();
        for round in 0..MOST {
            let before = left_out.len();
            for address in asked.iter().step_by(asked.len().div_ceil(MOST).max(1)) {
                left_out.extend(self.left_out(*address, round)?);
                if left_out.len() == MOST {
                    return Ok(left_out);
                }
            }
            if left_out.len() == before {
                break;
            }
        }
        Ok(left_out)
    }

    /// The question or variant of this number, taken out of an entry; `None` where it has no such one, or no other.
    fn left_out(&self, address: DocAddress, number: usize) -> tantivy::Result<Option<LeftOut>> {
        let stored = self.view.stored(address)?;
        let shown = shown::decode(&stored);
        let asked: Vec<&str> = shown.asked.split('\n').filter(|wording| !wording.trim().is_empty()).collect();
        let Some(text) = asked.get(number).filter(|_| asked.len() > 1) else { return Ok(None) };
        let Some(place) = hit::stored_wordings(&shown).iter().position(|wording| wording == text) else {
            return Ok(None);
        };
        let others = asked.iter().filter(|wording| *wording != text).map(|wording| (*wording).to_owned()).collect();
        let rest = document(&shown, others);
        Ok(Some(LeftOut { id: self.view.id(address)?, address, text: (*text).to_owned(), place, rest }))
    }

    /// How certain search is of what it finds by a wording that no entry has. `rests` holds the entries without their
    /// wordings, each by its number.
    fn certainty_without(
        &self,
        meaning: &Meaning,
        left_out: &LeftOut,
        rests: &View,
        number: usize,
    ) -> tantivy::Result<Option<f32>> {
        let Some(vector) = meaning.wording(&left_out.id, left_out.place) else { return Ok(None) };
        let meaning = meaning.without([(left_out.id.as_str(), vec![left_out.place])]);
        let syntax = Syntax::of_words(&left_out.text);
        let plan = planning::plan(&self.view, &self.settings, &syntax)?;
        let bounds = Bounds::new(self, &Filters::default(), &syntax, &plan)?;
        let instead = Instead { address: left_out.address, by_words: by_words(&self.view, rests, &plan, number)? };
        let request = Request::new(left_out.text.as_str(), 1);
        let near = Some(Nearness::to(&meaning, None, &vector));
        let ranked = Finding::new(self, &request, &plan, &bounds, near).with(instead).run()?;
        ranked.certainty().map(Some)
    }
}

/// An entry as it was indexed, with these wordings alone.
fn document(shown: &Shown<'_>, variants: Vec<String>) -> Document {
    let section = |section: &shown::SectionText<'_>| Section {
        title: section.title.to_owned(),
        anchor: section.anchor.to_owned(),
        text: section.text.to_owned(),
    };
    Document {
        language: shown.language.code().to_owned(),
        title: shown.title.to_owned(),
        variants,
        glance: shown.glance.to_owned(),
        summary: shown.summary.to_owned(),
        sections: shown.sections.iter().map(section).collect(),
        ..Document::default()
    }
}

/// What the words of a plan say of the rest of this number, weighed as in the whole index.
fn by_words(whole: &View, rests: &View, plan: &Plan, number: usize) -> tantivy::Result<Option<(f32, Held)>> {
    let scoring = Scoring::as_in(rests, whole, plan)?;
    let id = number.to_string();
    let mut found = None;
    let mut board = rests.board();
    for segment in 0..rests.segments.len() {
        let mut scored = Vec::new();
        scoring.score(segment, &mut board, |entry, words, held| scored.push((entry, words, held)))?;
        let place = rests.place_of(segment, &id)?;
        found = found
            .or(scored.into_iter().find(|(entry, ..)| Some(*entry) == place).map(|(_, words, held)| (words, held)));
    }
    rests.put_back(board);
    Ok(found)
}
