//! Cards, made of what is written: tough questions, lessons, and the facts of discovery standards. Nobody writes one.

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::catalog::{Catalog, Page};
use crate::markdown::plain;
use crate::model::body::Answer;
use crate::model::discovery::Fact;
use crate::model::entry::{Detail, Status};
use crate::model::lesson::Lesson;
use crate::model::objection::Objection;
use crate::model::{Entry, Kind};
use crate::store::Wording;

/// Kinds that cards are made of.
const KINDS: [Kind; 3] = [Kind::Objection, Kind::Lesson, Kind::Discovery];
/// Wordings of a tough question beside the first that are asked in turn.
const MOST_VARIANTS: usize = 2;
/// The section of a lesson that belongs on the back of its card.
pub const TRIGGER: &str = "How you would notice in time";

/// Something to be asked, and what to say to it.
#[derive(Debug, Clone)]
pub struct Card<'a> {
    /// The id of the entry; of a fact with `#` and its name.
    pub id: String,
    pub page: Page<'a>,
    pub front: Front<'a>,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Front<'a> {
    /// A customer's question, in several wordings.
    Question(Vec<&'a str>),
    /// The question of a lesson.
    Recall(&'a str),
    /// A lesson that has no question of its own.
    Lesson(&'a str),
    /// What counts as known.
    Fact(&'a Fact),
}

/// All cards, in the order of kinds; the last verified first.
pub fn all(catalog: &Catalog, today: Date) -> Vec<Card<'_>> {
    KINDS.into_iter().flat_map(|kind| catalog.of_kind(kind)).flat_map(|page| of(page, today)).collect()
}

/// The cards of an entry. What is not for everybody, not finished or has ended is not asked.
pub fn of(page: Page<'_>, today: Date) -> Vec<Card<'_>> {
    let entry = page.entry();
    if page.is_closed() || entry.common.status != Status::Published || entry.is_faded(today) {
        return Vec::new();
    }
    let whole = |front| vec![Card { id: entry.id.to_string(), page, front }];
    match &entry.detail {
        Detail::Objection(objection) => question(entry, objection).map(whole).unwrap_or_default(),
        Detail::Lesson(lesson) => recall(entry, lesson).map(whole).unwrap_or_default(),
        Detail::Discovery(standard) => {
            let known = standard.facts.iter().filter(|fact| fact.evidence.is_some());
            known.map(|fact| Card { id: format!("{}#{}", entry.id, fact.id), page, front: Front::Fact(fact) }).collect()
        }
        _ => Vec::new(),
    }
}

/// The card of an id; a former id gives the card that it is today.
pub fn find<'a>(catalog: &'a Catalog, id: &str, today: Date) -> Option<Card<'a>> {
    let id = today_id(catalog, id)?;
    let entry = id.split('#').next()?;
    of(catalog.page(entry)?, today).into_iter().find(|card| card.id == id)
}

/// What a card is called today; nothing where its entry is gone.
pub fn today_id(catalog: &Catalog, id: &str) -> Option<String> {
    let (entry, fact) = id.split_once('#').map_or((id, None), |(entry, fact)| (entry, Some(fact)));
    let entry = &catalog.page(entry)?.entry().id;
    Some(fact.map_or_else(|| entry.to_string(), |fact| format!("{entry}#{fact}")))
}

fn question<'a>(entry: &Entry, objection: &'a Objection) -> Option<Front<'a>> {
    let has_back = objection.quick_response.is_some() || !entry.body.answers.is_empty();
    let variants = objection.variants.iter().map(String::as_str).filter(|text| !text.is_empty()).take(MOST_VARIANTS);
    let fronts: Vec<&str> = std::iter::once(objection.question.as_str()).chain(variants).collect();
    (has_back && !objection.question.is_empty()).then_some(Front::Question(fronts))
}

fn recall<'a>(entry: &'a Entry, lesson: &'a Lesson) -> Option<Front<'a>> {
    let prompt = lesson.recall_prompt.as_deref().filter(|prompt| !prompt.is_empty());
    let front = prompt.map_or(Front::Lesson(&entry.title), Front::Recall);
    (!lesson.lesson.is_empty()).then_some(front)
}

impl<'a> Card<'a> {
    /// What cards are mixed by.
    pub fn category(&self) -> &'a str {
        match &self.page.entry().detail {
            Detail::Objection(objection) => objection.category.as_deref().unwrap_or("objection"),
            _ => self.page.entry().kind.name(),
        }
    }

    /// What is asked when it is practised for the so-manieth time, from 0.
    pub fn asks(&self, times: usize) -> &'a str {
        match &self.front {
            Front::Question(wordings) => wordings[times % wordings.len()],
            Front::Recall(text) | Front::Lesson(text) => text,
            Front::Fact(fact) => &fact.label,
        }
    }

    /// Whether it belongs to a stage.
    pub fn is_of_stage(&self, stage: &str) -> bool {
        match &self.front {
            Front::Fact(fact) => fact.needed_by.as_deref() == Some(stage),
            _ => self.page.entry().common.stages.iter().any(|own| own == stage),
        }
    }

    /// How the back is worded, with one of the answers: each on a line of its own, so that it can be compared. The order
    /// of answers is no part of it, since votes change that.
    pub fn wording(&self, answer: Option<&str>) -> Wording {
        let entry = self.page.entry();
        let text = match &entry.detail {
            Detail::Objection(objection) => {
                let answer = entry.body.answers.iter().find(|known| Some(known.anchor.as_str()) == answer);
                let parts = answer.map(parts).unwrap_or_default();
                lines(objection.quick_response.as_deref().into_iter().chain(parts))
            }
            Detail::Lesson(lesson) => {
                let trigger = entry.body.section(TRIGGER).map(|heading| entry.body.section_text(heading));
                lines(std::iter::once(lesson.lesson.as_str()).chain(trigger))
            }
            _ => match &self.front {
                Front::Fact(fact) => lines(fact.evidence.as_deref()),
                _ => String::new(),
            },
        };
        let digest = Sha256::digest(text.as_bytes());
        Wording { hash: digest[..8].iter().map(|byte| format!("{byte:02x}")).collect(), text }
    }
}

/// What is said of an answer.
fn parts(answer: &Answer) -> Vec<&str> {
    let parts = [&answer.rest, &answer.acknowledge, &answer.respond, &answer.confirm];
    parts.into_iter().flatten().map(String::as_str).collect()
}

fn lines<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    texts.into_iter().map(plain).collect::<Vec<_>>().join("\n")
}
